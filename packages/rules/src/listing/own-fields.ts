import {
  defineFact,
  type FactProvider,
  misspelt,
  type Problem,
  type Subject,
  type YamlDocument,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { dateOrTime, type FieldSpec, type Settings, settingsOf } from '../settings.ts';

/** Documents whose `custom` a config can declare. */
export type FieldScope = keyof NonNullable<Settings['fields']>;

/** What a config declares of the seller's own data in a document; none where it declares nothing. */
export const fieldsOf = (
  settings: Pick<Settings, 'fields'>,
  scope: FieldScope,
): { readonly [name: string]: FieldSpec } => settings.fields?.[scope] ?? {};

const typeOf = ({ type, minimum, maximum, enum: allowed, items }: FieldSpec): z.ZodType => {
  if (type === 'number' || type === 'integer') return numberOf(type, minimum, maximum);
  if (type === 'boolean') return z.boolean();
  if (type === 'date') return dateOrTime;
  const text = allowed === undefined ? z.string() : z.enum(allowed.map(String));
  if (type === 'string') return text;
  return z.array(items === 'number' ? numberOf('number', minimum, maximum) : text);
};

const numberOf = (
  type: 'number' | 'integer',
  minimum = Number.NEGATIVE_INFINITY,
  maximum = Number.POSITIVE_INFINITY,
) => {
  const number = type === 'integer' ? z.number().int() : z.number();
  return number.min(minimum).max(maximum);
};

const SAYS: { readonly [type in FieldSpec['type']]: string } = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'a date (2026-03-01) or a time (2026-03-01T09:30Z)',
  array: 'a list',
};

/** What a value has to be, in words. */
const wanted = ({ type, minimum, maximum, enum: allowed, items }: FieldSpec): string => {
  const what = type === 'array' ? `a list of ${items === 'number' ? 'numbers' : 'texts'}` : SAYS[type];
  const bounds = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(allowed === undefined ? [] : [`one of ${allowed.join(', ')}`]),
  ];
  return bounds.length === 0 ? what : `${what}, ${bounds.join(' and ')}`;
};

/** Reads the declared part of a document's `custom`: values that fit, and what is wrong with the others. */
export const readOwnFields = (
  custom: unknown,
  fields: { readonly [name: string]: FieldSpec },
  document: Pick<YamlDocument, 'problemAt'>,
): { readonly values: { readonly [name: string]: unknown }; readonly problems: readonly Problem[] } => {
  const given = typeof custom === 'object' && custom !== null && !Array.isArray(custom) ? custom : {};
  const values: { [name: string]: unknown } = {};
  const problems: Problem[] = [];
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  for (const [name, spec] of Object.entries(fields)) {
    const value: unknown = Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined;
    if (value === undefined || value === null) {
      const slip = strangers.find((other) => misspelt(other, [name]) !== undefined);
      if (slip !== undefined) {
        problems.push(
          document.problemAt(['custom', slip], `unknown key "${slip}" in "custom"`, `did you mean "${name}"?`, 'key'),
        );
      } else if (spec.required === true) {
        const hint = `the config asks for it under fields: it is ${wanted(spec)}`;
        problems.push(document.problemAt(custom === undefined ? [] : ['custom'], `"custom.${name}" is missing`, hint));
      }
      continue;
    }
    const result = typeOf(spec).safeParse(value);
    if (result.success) values[name] = result.data;
    else {
      const quotes = spec.type === 'string' && typeof value === 'number' ? 'put it in quotes' : undefined;
      problems.push(document.problemAt(['custom', name], `"custom.${name}" must be ${wanted(spec)}`, quotes));
    }
  }
  return { values, problems };
};

const schemaOf = (fields: { readonly [name: string]: FieldSpec }) =>
  z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, spec]) => {
        const type = typeOf(spec).nullable();
        return [name, spec.title === undefined ? type : type.meta({ title: spec.title })];
      }),
    ),
  );

/** Reads the values of a subject as far as they fit; those that are not given are null. */
export type OwnFact = FactProvider<{ readonly [name: string]: unknown }>;
type ReadValues = OwnFact['compute'];

const TITLE =
  'Data of your own (`custom`), as far as the config declares it under `fields`; null where it is not given.';

/** The fact `custom` of a document. Without settings, as for the docs, nothing is known of its parts. */
export const customFact = (settings: unknown, scope: FieldScope, read: ReadValues): readonly OwnFact[] => {
  const fields = fieldsOf(settingsOf({ settings }), scope);
  if (settings !== undefined && Object.keys(fields).length === 0) return [];
  return [
    defineFact<{ readonly [name: string]: unknown }>({
      id: 'custom',
      scope,
      version: 1,
      title: TITLE,
      schema: settings === undefined ? z.record(z.string(), z.unknown()) : schemaOf(fields),
      compute: async (subject: Subject, params, context) => {
        const values = await read(subject, params, context);
        return Object.fromEntries(
          Object.keys(fields).map((name) => [name, Object.hasOwn(values, name) ? (values[name] ?? null) : null]),
        );
      },
    }),
  ];
};
