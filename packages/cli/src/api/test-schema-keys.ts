// Keys of documents from their schemas, and documents that have one of them, for tests that plant something at each.
import { type PathKey, pathKeys } from '@listing-lint/core';
import { z } from 'zod';

/** A text that a document may hold. */
export interface SchemaText {
  /** `brand.watermarks[].file`; `{}` for a key of the writer's own. */
  readonly key: string;
  readonly schema: z.ZodType;
  readonly path: PathKey | undefined;
}

const partsOf = (schema: z.ZodType): Readonly<Record<string, unknown>> => ({ ...schema._zod.def });

/** All texts of a schema. */
export function* leavesOf(schema: z.ZodType, key = ''): Generator<SchemaText> {
  const { type, shape, element, valueType, options, innerType, in: input } = partsOf(schema);
  const path = pathKeys.get(schema);
  if (type === 'string') yield { key, schema, path };
  const below = key === '' ? '' : `${key}.`;
  for (const [name, inner] of Object.entries(typeof shape === 'object' && shape !== null ? shape : {}))
    if (inner instanceof z.ZodType) yield* leavesOf(inner, `${below}${name}`);
  if (element instanceof z.ZodType) yield* leavesOf(element, `${key}[]`);
  if (valueType instanceof z.ZodType) yield* leavesOf(valueType, `${key}{}`);
  for (const inner of [innerType, input]) if (inner instanceof z.ZodType) yield* leavesOf(inner, key);
  for (const option of Array.isArray(options) ? options : [])
    if (option instanceof z.ZodType) yield* leavesOf(option, key);
}

/** Texts that are registered as paths or patterns, each key once: a union gives one several times. */
export const named = (schema: z.ZodType): readonly (SchemaText & { readonly path: PathKey })[] => {
  const found = new Map<string, SchemaText & { readonly path: PathKey }>();
  for (const leaf of leavesOf(schema)) if (leaf.path !== undefined) found.set(leaf.key, { ...leaf, path: leaf.path });
  return [...found.values()];
};

/** Texts that what a schema requires beside a planted key can be. */
const TEXTS = [
  'a',
  'filed',
  'x-look',
  'listings',
  'main',
  'main.jpg',
  '2026-01-01',
  'https://a.example/x',
  'EUR',
  'US',
  'ab',
  'a'.repeat(64),
  'a'.repeat(16),
  's3://bucket/x',
];

/** The least value that a schema takes. */
export const least = (schema: z.ZodType): unknown => {
  const { type, shape, element, options, innerType, in: input, entries, values } = partsOf(schema);
  if (type === 'object')
    return Object.fromEntries(
      Object.entries({ ...(typeof shape === 'object' ? shape : {}) }).flatMap(([name, inner]) =>
        inner instanceof z.ZodType && !inner.safeParse(undefined).success ? [[name, least(inner)]] : [],
      ),
    );
  const candidates: readonly unknown[] = [
    ...(type === 'array' && element instanceof z.ZodType ? [[], [least(element)]] : []),
    ...(typeof entries === 'object' && entries !== null ? Object.values(entries) : []),
    ...(Array.isArray(values) ? values : []),
    ...(Array.isArray(options) ? options.map((each) => (each instanceof z.ZodType ? least(each) : undefined)) : []),
    ...[innerType, input].flatMap((inner) => (inner instanceof z.ZodType ? [least(inner)] : [])),
    ...[1, true, {}, ...TEXTS],
  ];
  return candidates.find((each) => schema.safeParse(each).success);
};

/** The least value that has a text at a key; undefined where the schema has no such key. */
export const withText = (schema: z.ZodType, key: string, text: string): unknown => {
  if (key === '') return leafTakes(schema) ? text : undefined;
  const { type, shape, element, valueType, options, innerType, in: input } = partsOf(schema);
  for (const inner of [innerType, input]) if (inner instanceof z.ZodType) return withText(inner, key, text);
  for (const option of Array.isArray(options) ? options : []) {
    const made = option instanceof z.ZodType ? withText(option, key, text) : undefined;
    if (made !== undefined) return made;
  }
  if (type === 'array' && key.startsWith('[]') && element instanceof z.ZodType) {
    const made = withText(element, key.slice(2).replace(/^\./, ''), text);
    return made === undefined ? undefined : [made];
  }
  if (type === 'record' && key.startsWith('{}') && valueType instanceof z.ZodType)
    return { 'main.jpg': withText(valueType, key.slice(2).replace(/^\./, ''), text) };
  const [, name = '', rest = ''] = /^([^.[{]+)\.?(.*)$/.exec(key) ?? [];
  const inner: unknown = typeof shape === 'object' && shape !== null ? Reflect.get(shape, name) : undefined;
  if (!(inner instanceof z.ZodType)) return undefined;
  const made = withText(inner, rest, text);
  const around = least(schema);
  return made === undefined || typeof around !== 'object' ? undefined : { ...around, [name]: made };
};
const leafTakes = (schema: z.ZodType): boolean =>
  [...leavesOf(schema)].some(({ key, path }) => key === '' && path !== undefined);
