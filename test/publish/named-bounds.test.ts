import { builtinPlugin } from 'listing-lint/program';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const { presets = [], rules = [] } = builtinPlugin;

interface Leaf {
  readonly fact: string;
  readonly path?: string;
  readonly operator: string;
  readonly value: unknown;
  readonly message: string;
}
interface Group {
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
}
type Condition = Leaf | Group;

const isLeaf = (condition: Condition): condition is Leaf => 'fact' in condition;
const leavesOf = (condition: Condition): readonly Leaf[] =>
  isLeaf(condition) ? [condition] : [...(condition.all ?? []), ...(condition.any ?? [])].flatMap(leavesOf);

const judging: ReadonlySet<string> = new Set(
  presets
    .filter(({ path }) => path === 'quality.yaml' || path.startsWith('channels/'))
    .map(({ text }) => parse(text))
    .flatMap(({ rules: own = {}, overrides = [] }) => [
      own,
      ...overrides.map(({ rules: more }: { rules: object }) => more),
    ])
    .flatMap((settings: object) =>
      Object.entries(settings).flatMap(([id, setting]) => (setting === 'off' ? [] : [id])),
    ),
);

const documents: ReadonlyMap<string, { readonly assert: Condition }> = new Map(
  rules
    .filter(({ path }) => !path.endsWith('.test.yaml'))
    .map(({ text }) => parse(text))
    .map((rule) => [rule.id, rule]),
);

/** What a bound is: a comparison with numbers, or a list of what is taken. A fact that is there or not has none. */
const hasBound = ({ operator }: Leaf): boolean =>
  ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive', 'between', 'in'].includes(operator);

/** Whether a sentence says what would pass: as it is set, or, where no option sets it, in its own words. */
const namesBound = ({ value, message }: Leaf): boolean => {
  if (/\{\{expected( \| [\w ]+)?\}\}/.test(message)) return true;
  const isOption = typeof value === 'object' && value !== null && 'option' in value;
  const bounds = [value].flat();
  const says = (bound: unknown): boolean => message.includes(String(bound));
  return !isOption && (bounds.every((bound) => typeof bound === 'number') ? bounds.every(says) : bounds.some(says));
};

describe('a finding of the presets on channels and quality', () => {
  const all = [...judging]
    .sort()
    .flatMap((id) => leavesOf(documents.get(id)?.assert ?? {}).map((leaf) => [id, leaf] as const));

  it('is of a rule that is known, and there are enough of them for this to mean something', () => {
    expect([...judging].filter((id) => !documents.has(id))).toEqual([]);
    expect(all.filter(([, leaf]) => hasBound(leaf)).length).toBeGreaterThan(120);
  });

  it.each(all.filter(([, leaf]) => hasBound(leaf)).map(([id, leaf]) => [id, leaf.path, leaf] as const))(
    '%s says the number of %s that would pass',
    (_id, _path, leaf) => {
      expect(namesBound(leaf), leaf.message).toBe(true);
    },
  );

  it('would be missed where it says another number, or the usual one of an option', () => {
    const leaf = { fact: 'image', path: 'bytes', operator: 'lessThanInclusive', value: { option: 'maxBytes' } };
    expect(namesBound({ ...leaf, message: 'it has {{actual | bytes}}' })).toBe(false);
    expect(namesBound({ ...leaf, message: 'it has {{actual | bytes}}, 5 MB pass' })).toBe(false);
    expect(namesBound({ ...leaf, value: 0.6, message: '{{actual}}; 0.7 passes' })).toBe(false);
    expect(namesBound({ ...leaf, message: 'it has {{actual | bytes}}, {{expected | bytes}} pass' })).toBe(true);
  });
});
