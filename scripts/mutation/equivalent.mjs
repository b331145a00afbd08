/** Faults that change nothing a test could see, each with the reason; matched by file and by the text before and after. */
export const EQUIVALENT = [
  {
    file: 'packages/core/src/run/fact-store.ts',
    before: 'a < b',
    after: 'a <= b',
    why: 'the keys of a map are never equal',
  },
  {
    file: 'packages/core/src/text/canonical-json.ts',
    before: 'a < b',
    after: 'a <= b',
    why: 'the keys of an object are never equal',
  },
  {
    file: 'packages/core/src/evaluate/json-rules.ts',
    before: 'false',
    after: 'true',
    why: 'whether the engine keeps a value that does not change during its one run costs time alone',
  },
  {
    file: 'packages/core/src/config/check-settings.ts',
    before: 'line === undefined || column === undefined',
    after: 'line === undefined && column === undefined',
    why: 'a problem has both or neither',
  },
  {
    file: 'packages/core/src/vocabulary/shape.ts',
    before: 'depth > 16',
    after: 'depth >= 16',
    why: 'a bound against schemas that hold themselves; none of sixteen levels makes sense',
  },
  {
    file: 'packages/rules/src/hash/compare/compare.ts',
    before: 'boxArea(within.box) >= boxArea(turned.box)',
    after: 'boxArea(within.box) > boxArea(turned.box)',
    why: 'where the boxes are the same, the measure is too; of others of one size either may be taken for both',
  },
  {
    file: 'packages/rules/src/image/read/damage.ts',
    before: 'bytes.lastIndexOf(START_OF_SCAN) < 0',
    after: 'bytes.lastIndexOf(START_OF_SCAN) <= 0',
    why: 'what is known as a JPEG begins with another marker, so that no scan starts at 0',
  },
  {
    file: 'packages/rules/src/listing/natural-order.ts',
    before: 'a.path < b.path',
    after: 'a.path <= b.path',
    why: 'no path is there twice',
  },
];

export const isEquivalent = ({ file, before, after }) =>
  EQUIVALENT.some((each) => each.file === file && each.before === before && each.after === after);
