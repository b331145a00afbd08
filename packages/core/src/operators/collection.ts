import type { Json, JsonObject } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import { asArray, isScalar } from '../value/kinds.ts';
import { checkList } from './comparison.ts';

/**
 * Whether a list has an element or a text a part. `undefined` when it is not seen but could be hidden: the list has a hole (null) or an
 * element of another kind.
 */
const holds = (actual: Json, wanted: Json): boolean | undefined => {
  if (typeof actual === 'string') return typeof wanted === 'string' ? actual.includes(wanted) : undefined;
  const list = asArray(actual);
  if (list.includes(wanted)) return true;
  return list.every((item) => isScalar(item) && typeof item === typeof wanted) ? false : undefined;
};

const negate = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer);

const every = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;

const holdsEach = (actual: Json, expected: Json): (boolean | undefined)[] =>
  asArray(expected).map((wanted) => holds(actual, wanted));

const holdsAny = (actual: Json, expected: Json): boolean | undefined =>
  negate(every(holdsEach(actual, expected).map(negate)));

const listed =
  (name: string, keep: (held: boolean) => boolean) =>
  (actual: Json, expected: Json): JsonObject => ({
    [name]: asArray(expected).filter((wanted) => keep(holds(actual, wanted) === true)),
  });
const missing = listed('missing', (held) => !held);
const found = listed('found', (held) => held);

const checkPart = (expected: Json): string | undefined => (expected === '' ? 'the text is empty' : undefined);

/** Lists and their elements. `contains` also looks for a part of a text. */
export const collectionOperators: readonly Operator[] = [
  {
    id: 'contains',
    title: 'The list has this element, or the text has this part.',
    phrase: 'contain {{expected}}',
    accepts: ['array', 'string'],
    expects: ['boolean', 'number', 'string'],
    sameKind: 'elements',
    check: checkPart,
    test: holds,
  },
  {
    id: 'doesNotContain',
    title: 'The list lacks this element, or the text lacks this part.',
    phrase: 'do without {{expected}}',
    accepts: ['array', 'string'],
    expects: ['boolean', 'number', 'string'],
    sameKind: 'elements',
    check: checkPart,
    test: (actual, expected) => negate(holds(actual, expected)),
  },
  {
    id: 'containsAll',
    title: 'The list has every one of these elements. Messages may use {{missing}}.',
    phrase: 'contain all of {{expected}}',
    accepts: ['array'],
    expects: ['array'],
    sameKind: 'elements',
    check: checkList,
    test: (actual, expected) => every(holdsEach(actual, expected)),
    placeholders: ['missing'],
    explain: missing,
  },
  {
    id: 'containsAny',
    title: 'The list has at least one of these elements.',
    phrase: 'contain one of {{expected}}',
    accepts: ['array'],
    expects: ['array'],
    sameKind: 'elements',
    check: checkList,
    test: holdsAny,
  },
  {
    id: 'containsNone',
    title: 'The list has none of these elements. Messages may use {{found}}.',
    phrase: 'contain none of {{expected}}',
    accepts: ['array'],
    expects: ['array'],
    sameKind: 'elements',
    check: checkList,
    test: (actual, expected) => negate(holdsAny(actual, expected)),
    placeholders: ['found'],
    explain: found,
  },
  {
    id: 'isEmpty',
    title: 'The list, text or group has nothing in it (`value: true`), or has something (`value: false`).',
    phrase: (expected) => (expected === true ? 'be empty' : 'have something in it'),
    accepts: ['array', 'string', 'object'],
    expects: ['boolean'],
    test: (actual, expected) => (sizeOf(actual) === 0) === expected,
  },
];

const sizeOf = (value: Json): number =>
  typeof value === 'string' ? value.length : Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
