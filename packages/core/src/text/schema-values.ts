import { z } from 'zod';
import type { KeyPath } from './yaml-document.ts';

/** A value and the schema that stands for it, optional and nullable ones unwrapped; of a union the branch that takes the value. */
export interface SchemaValue {
  readonly schema: z.ZodType;
  readonly path: KeyPath;
  readonly value: unknown;
}

/**
 * Goes through a value beside its schema, from the root down: the value itself, then all that its schema knows of what it holds. What is null
 * or absent is left out. A union comes twice, as itself and as the branch.
 */
export function* schemaValues(schema: z.ZodType, value: unknown, path: KeyPath = []): Generator<SchemaValue> {
  if (value === undefined || value === null) return;
  const definition = definitionOf(schema);
  const inner = schemaIn(definition.innerType) ?? schemaIn(definition.in);
  if (inner !== undefined) {
    yield* schemaValues(inner, value, path);
    return;
  }
  yield { schema, path, value };
  const branch = branchOf(definition.options, value);
  if (branch !== undefined) {
    yield* schemaValues(branch, value, path);
    return;
  }
  if (typeof value !== 'object') return;
  const shape = definition.shape;
  const element = schemaIn(definition.element) ?? schemaIn(definition.valueType);
  for (const [key, item] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    const known =
      typeof shape === 'object' && shape !== null && Object.hasOwn(shape, key)
        ? schemaIn(Reflect.get(shape, key))
        : element;
    if (known !== undefined) yield* schemaValues(known, item, [...path, step]);
  }
}

/** What a zod schema was made of; empty for what is none. */
export const definitionOf = (schema: unknown): { readonly [key: string]: unknown } => {
  if (typeof schema !== 'object' || schema === null) return {};
  const inner: unknown = Reflect.get(schema, '_zod');
  const definition: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'def') : undefined;
  return typeof definition === 'object' && definition !== null ? { ...definition } : {};
};

const schemaIn = (part: unknown): z.ZodType | undefined => (part instanceof z.ZodType ? part : undefined);

const branchOf = (options: unknown, value: unknown): z.ZodType | undefined =>
  Array.isArray(options)
    ? options.filter((option) => option instanceof z.ZodType).find((option) => option.safeParse(value).success)
    : undefined;
