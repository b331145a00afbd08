/** Faults that change nothing a test could see, each with the reason; matched by file, by the text before and after, and by `line` where that stands elsewhere too. */
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
    file: 'packages/core/src/evaluate/evaluate.ts',
    before: 'isUnknown(operand) && operand.code',
    after: 'isUnknown(operand) || operand.code',
    why: 'no code stands where an unknown value has none, and nobody asks a verdict for its codes',
  },
  {
    file: 'packages/core/src/evaluate/json-rules.ts',
    before: 'known.answers.size >= MOST_ANSWERS',
    after: 'known.answers.size > MOST_ANSWERS',
    why: 'how many answers are kept costs memory and time alone',
  },
  {
    file: 'packages/core/src/file/file-lock.ts',
    before: 'age > EMPTY_MS',
    after: 'age >= EMPTY_MS',
    why: 'a wait that ends a millisecond earlier: the age of a file is no whole number of them',
  },
  {
    file: 'packages/core/src/project/lint-projects.ts',
    before: 'wanted.length > 0',
    after: 'wanted.length >= 0',
    why: 'a group of which nothing is wanted has no subject to judge and no result',
  },
  {
    file: 'packages/core/src/message/template.ts',
    before: 'value === undefined || value === null',
    after: 'value === undefined && value === null',
    why: 'a formatter is for neither, and what it is not for is written plainly, in the same word',
  },
  {
    file: 'packages/core/src/project/lint-projects.ts',
    before: 'true',
    after: 'false',
    line: 'const isEmpty = (project: Project)',
    why: 'each of the projects has a run: what stands for one without is never taken',
  },
  {
    file: 'packages/core/src/report/report-schema.ts',
    before: 'true',
    after: 'false',
    line: '] = [true, true,',
    why: 'the compiler refuses it: the constant has a type for each place and no reader',
  },
  {
    file: 'packages/core/src/rule/parse-rule.ts',
    before: "others.length < issues.length && typeof value.id === 'string'",
    after: "others.length < issues.length || typeof value.id === 'string'",
    why: 'an issue of the id, which is asked for behind it, is a text and none of the others',
  },
  {
    file: 'packages/core/src/run/judge.ts',
    before: 'memberKeys.length > 0',
    after: 'memberKeys.length >= 0',
    why: 'an empty list is what is taken where there is none',
  },
  {
    file: 'packages/core/src/text/parse-yaml.ts',
    before: "typeof node === 'object' && node !== null",
    after: "typeof node === 'object' || node !== null",
    why: 'only nodes are asked for their offset',
  },
  {
    file: 'packages/core/src/vocabulary/shape.ts',
    before: 'depth > 16',
    after: 'depth >= 16',
    why: 'a bound against schemas that hold themselves; none of sixteen levels makes sense',
  },
  {
    file: 'packages/core/src/vocabulary/vocabulary.ts',
    before: 'a.id < b.id',
    after: 'a.id <= b.id',
    why: 'no id is there twice',
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
  {
    file: 'packages/rules/src/listing/layout.ts',
    before: 'cut < 0',
    after: 'cut <= 0',
    why: 'a path from the root does not begin with a slash',
  },
  {
    file: 'packages/rules/src/metadata/exif/read-tiff.ts',
    before: 'false',
    after: 'true',
    line: 'interop: false',
    why: 'what the library reads of that directory is left out behind it',
  },
  {
    file: 'packages/rules/src/overlay/direction-field.ts',
    before: 'column < width',
    after: 'column <= width',
    why: 'behind the last column there is nothing to add up, and 0 is added to the next row',
  },
  {
    file: 'packages/rules/src/overlay/text/regions.ts',
    before: 'y < height',
    after: 'y <= height',
    why: 'behind the last row there are no links, and a pixel without one is left out',
  },
];

export const isEquivalent = ({ file, before, after, text = '' }) =>
  EQUIVALENT.some(
    (each) => each.file === file && each.before === before && each.after === after && text.startsWith(each.line ?? ''),
  );
