import type { Json } from '../model/json.ts';
import type { ValueKind } from '../model/operator.ts';
import { parseDate } from './dates.ts';

export const ALL_KINDS: readonly ValueKind[] = ['null', 'boolean', 'number', 'string', 'date', 'array', 'object'];

/** The kind of a value; a text is `string` here even where it could be read as a date (`isOfKind` knows both). */
export const kindOf = (value: unknown): ValueKind => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
};

/** Whether a value can be judged as that kind: `date` is a text in ISO 8601 form; a number must be finite. */
export const isOfKind = (value: unknown, kind: ValueKind): boolean => {
  if (kind === 'date') return typeof value === 'string' && parseDate(value) !== undefined;
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  return kindOf(value) === kind;
};

const NAMES: { readonly [kind in ValueKind]: string } = {
  null: 'nothing',
  boolean: 'yes or no',
  number: 'a number',
  string: 'text',
  date: 'a date',
  array: 'a list',
  object: 'a group of values',
};

export const kindName = (kind: ValueKind): string => NAMES[kind];

/** "an image", "a listing". */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** "a number or a date". `string` hides `date`, which is a text too. */
export const kindNames = (kinds: Iterable<ValueKind>): string => {
  const set = new Set(kinds);
  if (ALL_KINDS.every((kind) => set.has(kind))) return 'anything';
  if (set.has('string')) set.delete('date');
  const names = ALL_KINDS.filter((kind) => set.has(kind)).map(kindName);
  return names.length < 2 ? (names[0] ?? 'nothing') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
};

/** Kinds but for null, unless there is no other. */
export const presentKinds = (kinds: ReadonlySet<ValueKind>): ValueKind[] =>
  kinds.size > 1 ? [...kinds].filter((kind) => kind !== 'null') : [...kinds];

/** Plain data of one scalar kind, for operators that compare elements. */
export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/** Narrows what a strict operator was promised by `accepts` and `expects`; a breach is a bug of the caller. */
export const asNumber = (value: Json): number => {
  if (typeof value !== 'number') throw new TypeError('number expected');
  return value;
};
export const asString = (value: Json): string => {
  if (typeof value !== 'string') throw new TypeError('string expected');
  return value;
};
export const asArray = (value: Json): readonly Json[] => {
  if (!Array.isArray(value)) throw new TypeError('array expected');
  return value;
};
