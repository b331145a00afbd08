import type { Json, JsonObject } from '../model/json.ts';

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The name in `{ option: name }`, or undefined for any other value. */
export const optionName = (value: Json | undefined): string | undefined =>
  isJsonObject(value) && typeof value.option === 'string' && Object.keys(value).length === 1 ? value.option : undefined;

/** `{ of?, fact, path?, params? }` as a leaf's value. */
export interface FactReference {
  readonly of?: string;
  readonly fact: string;
  readonly path?: string;
  readonly params?: JsonObject;
}

export const factReference = (value: Json | undefined): FactReference | undefined => {
  if (!isJsonObject(value) || typeof value.fact !== 'string') return undefined;
  const { of, fact, path, params } = value;
  return {
    ...(typeof of === 'string' ? { of } : {}),
    fact,
    ...(typeof path === 'string' ? { path } : {}),
    ...(isJsonObject(params) ? { params } : {}),
  };
};

/** Puts option values where `{ option: name }` stands, at any depth. The names must be known. */
export const bindOptions = (value: Json, options: JsonObject): Json => {
  const name = optionName(value);
  if (name !== undefined) return options[name] ?? null;
  if (Array.isArray(value)) return value.map((item) => bindOptions(item, options));
  return isJsonObject(value) ? bindParams(value, options) : value;
};

export const bindParams = (params: JsonObject, options: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(params).map(([key, part]) => [key, bindOptions(part, options)]));

/** Names of the options that a value or params use. */
export const optionsUsed = (value: Json | undefined): readonly string[] => {
  const name = optionName(value);
  if (name !== undefined) return [name];
  if (Array.isArray(value)) return value.flatMap((item: Json) => optionsUsed(item));
  return isJsonObject(value) ? Object.values(value).flatMap((part) => optionsUsed(part)) : [];
};
