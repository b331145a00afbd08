import type { ErrorCode } from '../model/error.ts';
import type { Json } from '../model/json.ts';

/** A value at a leaf, or why there is none. A missing value is `null`. */
export type Operand = { readonly value: Json } | { readonly unknown: string; readonly code?: ErrorCode };

export const isUnknown = (operand: Operand): operand is Extract<Operand, { unknown: string }> => 'unknown' in operand;

/** Goes down a dotted path over own keys and list indexes; `null` where a step leads nowhere. */
export const operandAt = (operand: Operand, path: string): Operand => {
  if (isUnknown(operand) || path === '') return operand;
  let value: unknown = operand.value;
  for (const step of path.includes('.') ? path.split('.') : [path]) value = memberOf(value, step);
  return { value: toJson(value) };
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** What a fact gave, as plain data: `undefined` becomes null; what is not data (functions, NaN stays a number) becomes null too. */
export const toJson = (value: unknown): Json => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return null;
  return value as Json;
};

/** The value as data; null where there is none. */
export const operandValue = (operand: Operand): Json => (isUnknown(operand) ? null : operand.value);
