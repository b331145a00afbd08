import { RE2JS } from 're2js';
import type { Json } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import { asArray, asString } from '../value/kinds.ts';

/**
 * Patterns run in time linear in the text (RE2 syntax), so that no text from a picture can make a rule hang. Compiled once each; the
 * patterns come from rules and their options, so their number is small.
 */
const compiled = new Map<string, RE2JS>();
const MAX_KEPT = 500;
/** Characters of a pattern, and instructions of the automaton that it becomes: the time of a match grows with them, and `[a-z]{1000}` is a thousand. */
const MAX_PATTERN = 2000;
const MAX_INSTRUCTIONS = 2000;

const pattern = (source: string): RE2JS => {
  const known = compiled.get(source);
  if (known) return known;
  if (source.length > MAX_PATTERN)
    throw new Error(
      `it has ${source.length} characters, and ${MAX_PATTERN} are allowed: split it into several conditions`,
    );
  const made = RE2JS.compile(source);
  const size = made.programSize();
  if (size > MAX_INSTRUCTIONS)
    throw new Error(`it comes to ${size} instructions, and ${MAX_INSTRUCTIONS} are allowed: repeat less in it`);
  if (compiled.size >= MAX_KEPT) compiled.clear();
  compiled.set(source, made);
  return made;
};

const finds = (actual: Json, expected: Json): boolean => pattern(asString(expected)).matcher(asString(actual)).find();

const checkPattern = (expected: Json): string | undefined => {
  if (expected === '') return 'the pattern is empty and would match every text';
  try {
    pattern(asString(expected));
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'cannot be read';
    return `the pattern is not valid: ${reason}`;
  }
};

const affixes = (expected: Json): readonly string[] =>
  typeof expected === 'string' ? [expected] : asArray(expected).map(asString);

const checkAffixes = (expected: Json): string | undefined => {
  const list: readonly Json[] = typeof expected === 'string' ? [expected] : asArray(expected);
  if (list.length === 0) return 'the list is empty';
  if (!list.every((item) => typeof item === 'string')) return 'the list may hold texts only';
  return list.includes('') ? 'the text is empty and would fit every text' : undefined;
};

/** Text. Capitals count; `(?i)` at the start of a pattern makes it ignore them. */
export const textOperators: readonly Operator[] = [
  {
    id: 'matches',
    title: 'The pattern is found in the text (RE2 syntax; `^…$` for the whole of it, `(?i)` to ignore capitals).',
    phrase: 'match {{expected}}',
    accepts: ['string'],
    expects: ['string'],
    check: checkPattern,
    test: finds,
  },
  {
    id: 'doesNotMatch',
    title: 'The pattern is not found in the text.',
    phrase: 'not match {{expected}}',
    accepts: ['string'],
    expects: ['string'],
    check: checkPattern,
    test: (actual, expected) => !finds(actual, expected),
  },
  {
    id: 'startsWith',
    title: 'The text begins with this one, or with one of these.',
    phrase: 'start with {{expected}}',
    accepts: ['string'],
    expects: ['string', 'array'],
    check: checkAffixes,
    test: (actual, expected) => affixes(expected).some((affix) => asString(actual).startsWith(affix)),
  },
  {
    id: 'endsWith',
    title: 'The text ends with this one, or with one of these.',
    phrase: 'end with {{expected}}',
    accepts: ['string'],
    expects: ['string', 'array'],
    check: checkAffixes,
    test: (actual, expected) => affixes(expected).some((affix) => asString(actual).endsWith(affix)),
  },
];
