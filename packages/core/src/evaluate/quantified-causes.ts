import { quoted } from '../message/format.ts';
import { renderTemplate } from '../message/template.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Cause } from '../model/report.ts';
import type { QuantifiedLeaf } from '../rule/formula/formula.ts';
import { reasonBeside, unjudged } from './causes.ts';
import { reasonOf } from './derive.ts';
import type { Frame, JudgedQuantified, SeenMember, Tally } from './judged.ts';
import { comparedValue } from './members.ts';
import { demand, demandOf, lookUpIn } from './sentences.ts';
import type { Range } from './truth.ts';

/** What a condition over related subjects that does not hold, or is unknown, says in a finding. */
export const quantifiedCause = async (
  { leaf, derived, unknown }: JudgedQuantified,
  frame: Frame,
  options: { readonly [name: string]: Json },
): Promise<Cause> => {
  const { relation, quantifier, negated, place } = leaf;
  const words = wordsOf(leaf, derived);
  const actual = words.actual ?? null;
  const expected = words.expected ?? null;
  const about = {
    of: relation.name,
    fact: place?.fact ?? relation.name,
    ...(place === undefined || place.path === '' ? {} : { path: place.path }),
    operator: negated ? `not ${quantifier}` : quantifier,
    actual,
    expected,
  };
  if (unknown !== undefined) {
    const reason = (derived.open && (await reasonOfOpen(derived.open))) ?? unknown;
    return { ...about, unknown: reason, message: `its ${relation.name}${unjudged(reason)}` };
  }
  if (leaf.message === undefined) return { ...about, message: sentenceOf(leaf, derived, words) };
  return { ...about, message: renderTemplate(leaf.message, await lookUpIn(leaf, words, frame, options)) };
};

/** The `reason` that stands beside what has no value, of the comparison that leaves a member open; undefined where there is none. */
const reasonOfOpen = async (seen: SeenMember): Promise<string | undefined> => {
  const leaf = seen.judgement?.leaves.find(({ unknown }) => unknown !== undefined);
  if (leaf === undefined || 'derived' in leaf || reasonOf(seen) !== leaf.unknown) return undefined;
  const reason = await reasonBeside(leaf, seen.frame);
  return reason && `${seen.member.path}: ${reason}`;
};

type Derived = JudgedQuantified['derived'];

/** As many names as a sentence takes. */
const MOST_NAMES = 10;

/** `count`: how many there are, where `seen` are the first of them. */
const names = (seen: readonly SeenMember[], count = seen.length): readonly string[] => {
  const first = seen.slice(0, MOST_NAMES).map(({ member }) => member.path);
  return count > first.length ? [...first, `${count - first.length} more`] : first;
};

/** What `{{…}}` of a quantified condition stand for. */
const wordsOf = ({ quantifier }: QuantifiedLeaf, derived: Derived): JsonObject => {
  const { tally, number, expected } = derived;
  if (tally === undefined) return { actual: null, expected };
  const total = numberOf(tally.total);
  switch (quantifier) {
    case 'same':
    case 'distinct':
      return {
        actual: number ? numberOf(number) : listedValues(tally).length,
        expected,
        total,
        values: listedValues(tally),
      };
    case 'unique':
      return { actual: derived.own ?? null, expected, total, others: names(derived.others ?? [], derived.otherCount) };
    case 'exist': {
      const { missing } = sortedMembers(tally);
      return { actual: missing.length, expected: 0, total: tally.seen.length, missing: names(missing) };
    }
    default: {
      const { held, failed, unknown } = sortedMembers(tally);
      const lists = { held: names(held), failed: names(failed), unknown: names(unknown) };
      return { actual: numberOf(tally.held), expected, total, ...lists };
    }
  }
};

/** A number that is known; null where it can be several. */
const numberOf = ({ least, most }: Range): number | null => (least === most ? least : null);

/** Members by what is known of them. Made once a tally. */
export const sortedMembers = (tally: Tally) => {
  const known = sorted.get(tally);
  if (known !== undefined) return known;
  const counted = tally.seen.filter(({ isIn }) => isIn !== false);
  const made = {
    held: counted.filter(({ held }) => held === true),
    failed: counted.filter(({ failed }) => failed === true),
    unknown: counted.filter(({ held, failed }) => held !== true && failed !== true),
    missing: tally.seen.filter(({ member }) => member.isMissing),
  };
  sorted.set(tally, made);
  return made;
};

type Sorted = { readonly [state in 'held' | 'failed' | 'unknown' | 'missing']: readonly SeenMember[] };
const sorted = new WeakMap<Tally, Sorted>();

const values = new WeakMap<Tally, readonly string[]>();

/** The different values, the most frequent first, with their numbers: `1.5 (3)`. */
const listedValues = (tally: Tally): readonly string[] => {
  const known = values.get(tally);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const seen of tally.seen) {
    const value = seen.isIn === true ? comparedValue(seen) : undefined;
    if (value === undefined) continue;
    const text = quoted(value, undefined, undefined);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const listed = [...counts].sort(([, a], [, b]) => b - a).map(([text, count]) => `${text} (${count})`);
  values.set(tally, listed);
  return listed;
};

/** `3 kids`; without a number where it is not known. */
const counted = (count: Json | undefined, noun: string): string =>
  typeof count === 'number' ? `${count} ${noun}${count === 1 ? '' : 's'}` : `${noun}s`;

/** A number, or what it is between, where members leave it open. */
const rangeOf = ({ least, most }: Range): string => (least === most ? String(least) : `${least} to ${most}`);

const list = (items: Json | undefined): string => (Array.isArray(items) ? items.map(String).join(', ') : '');

const isOne = (items: Json | undefined): boolean => Array.isArray(items) && items.length === 1;

/** A sentence for a condition without a message. */
const sentenceOf = (leaf: QuantifiedLeaf, derived: Derived, words: JsonObject): string => {
  const { quantifier, negated, relation, that, where, place, number } = leaf;
  const members = counted(words.total, relation.noun);
  const which = where === undefined ? '' : ` of which ${demand(where).replaceAll(' must ', ' has to ')}`;
  const what = that === undefined ? '' : `: ${demand(that)}`;
  const not = negated ? 'not ' : '';
  const label = place?.label ?? '';
  const count = rangeOf(derived.number ?? { least: 0, most: 0 });
  switch (quantifier) {
    case 'any':
      return negated
        ? `${list(words.held)} may not${which}${what}`
        : words.total === 0
          ? `it has no ${relation.noun}, and one must do this${what}`
          : `not one of its ${members}${which} does what one must${what}`;
    case 'every':
      return negated
        ? `all of its ${members}${which} do what one must not${what}`
        : `${list(words.failed)}${which} ${isOne(words.failed) ? 'does' : 'do'} not do what every one of its ${members} must${what}`;
    case 'none':
      return negated
        ? `not one of its ${members}${which} does what one must${what}`
        : `${list(words.held)}${which} ${isOne(words.held) ? 'does' : 'do'} what none of its ${relation.noun}s may${what}`;
    case 'atLeast':
    case 'atMost':
    case 'count': {
      const demanded = number === undefined ? '' : ` must ${not}${demandOf(number, derived.expected)}`;
      return `the number of ${relation.noun}s${which} is ${count} but${demanded}${what}`;
    }
    case 'same':
      return `${label} of its ${members} must ${not}be the same: ${list(words.values)}`;
    case 'distinct':
      return number === undefined
        ? `${label} of its ${members} must ${not}all differ: ${list(words.values)}`
        : `the number of different values of ${label} is ${count} but must ${not}${demandOf(number, derived.expected)}`;
    case 'unique':
      return negated
        ? `${label} ${quoted(words.actual ?? null, undefined, undefined)} is that of no other ${relation.noun}`
        : `${label} ${quoted(words.actual ?? null, undefined, undefined)} is also that of ${list(words.others)}`;
    case 'exist':
      return negated ? `all of its ${relation.name} exist` : `there is no ${relation.noun} ${list(words.missing)}`;
  }
};
