import { z } from 'zod';
import type { Attribute } from '../model/attribute.ts';
import { box, region, related } from '../model/parts.ts';
import type { Subject } from '../model/subject.ts';
import { oneLine, WrongResult } from './call.ts';
import { toPlainData } from './plain-data.ts';

const place = z.array(z.union([z.string(), z.number()]));
const term = z.object({ term: z.string(), path: place.optional() });
const text = z.string();

/** `true` for a path from the root that cannot lead out of it. */
const isInside = (path: string): boolean =>
  path === '.' || !path.split('/').some((step) => step === '' || step === '.' || step === '..' || step.includes('\\'));

/** What the functions of a plugin may give; of its facts, their own schemas say it. */
export const results = {
  place,
  settingsProblem: z.object({
    path: place,
    message: text,
    hint: text.optional(),
    isPartial: z.literal(true).optional(),
  }),
  terms: z.record(text, z.array(term)),
  texts: z.array(text),
  someTexts: z.array(text).optional(),
  boxes: z.array(box),
  region: region.optional(),
  related: z.array(related),
  answer: z.boolean().optional(),
  yesOrNo: z.boolean(),
  complaint: text.optional(),
  memory: text.optional(),
  fixTold: z.object({ changed: z.array(text), lost: z.array(text).optional() }),
  text,
  picture: text.regex(/^data:image\//, 'is no data: address of a picture'),
  placeholders: z.record(text, z.json()),
};

/** A subject as a discoverer may give it. */
export const subjectSchema = (attributes: readonly Attribute[]): z.ZodType =>
  z
    .object({
      scope: text,
      path: text.refine(isInside, 'is no path relative to the folder of the config'),
      file: text.min(1),
      group: text.optional(),
      ...Object.fromEntries(
        attributes.flatMap(({ name, holds, origin }) => [
          [name, (holds === 'texts' ? z.array(text) : text).optional()],
          ...(origin === undefined ? [] : [[origin, text.optional()]]),
        ]),
      ),
    })
    .catchall(z.json());

/** The result of a function as plain data that fits. Throws `WrongResult`, or whatever the value's own code throws. */
export const checkedResult = <T>(given: T, schema: z.ZodType): T => {
  const plain = toPlainData(given);
  if ('fault' in plain) throw new WrongResult(plain.fault);
  const { value } = plain;
  if (fits<T>(value, schema)) return value;
  throw new WrongResult(faultsOf(value, schema));
};

/** A subject of that scope. Throws as `checkedResult` does. */
export const checkedSubject = (given: Subject, scope: string, schema: z.ZodType): Subject => {
  const checked = checkedResult(given, schema);
  if (checked.scope !== scope) throw new WrongResult(`a subject of scope "${oneLine(checked.scope)}"`);
  return checked;
};

/** The schema says so: the parser's edge. */
const fits = <T>(value: unknown, schema: z.ZodType): value is T => schema.safeParse(value).success;

const MOST_FAULTS = 3;

const faultsOf = (value: unknown, schema: z.ZodType): string => {
  const issues = schema.safeParse(value).error?.issues ?? [];
  const sentences = issues.slice(0, MOST_FAULTS).map(({ path, message }) => {
    const place = path.map(String).join('.');
    return oneLine(place === '' ? message : `${place}: ${message}`);
  });
  const more = issues.length - sentences.length;
  return [...sentences, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};
