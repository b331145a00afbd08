import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { Metadata } from '../reading/metadata.ts';
import { statedIn } from '../reading/stated.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { refuseUnseen } from '../reading/unseen.ts';

const text = (title: string) => z.string().nullable().meta({ title });
const texts = (title: string) => z.array(z.string()).meta({ title });

export const iptcSchema = z.object({
  present: z.boolean().meta({ title: 'IPTC-IIM' }),
  objectName: text('title'),
  headline: text('headline'),
  caption: text('caption'),
  keywords: texts('keywords'),
  byLines: texts('creators'),
  credit: text('credit line'),
  source: text('source'),
  copyrightNotice: text('copyright line'),
  dateCreated: z.iso.date().nullable().meta({ title: 'day on which the picture was made' }),
  city: text('city'),
  country: text('country'),
  specialInstructions: text('instructions'),
  originatingProgram: text('program that wrote it'),
  datasets: texts('datasets').meta({ description: 'By name, or record and number (`2:213`); each once, sorted.' }),
  readError: text('fault of the record'),
});
export type IptcFact = z.infer<typeof iptcSchema>;

/** What the file's own IPTC records say. */
export const iptcOf = (metadata: Metadata, statements: readonly Statement[]): IptcFact => {
  const { one, all } = statedIn(statements, 'iptc');
  const names = statements.filter(({ source, depth }) => source === 'iptc' && depth === 0).map(({ name }) => name);
  const fault = metadata.unread.find(({ kind }) => kind === 'iptc');
  return {
    present: metadata.readings.some(({ kind, carrier }) => kind === 'iptc' && carrier.depth === 0),
    objectName: one('ObjectName'),
    headline: one('Headline'),
    caption: one('Caption-Abstract'),
    keywords: [...all('Keywords')],
    byLines: [...all('By-line')],
    credit: one('Credit'),
    source: one('Source'),
    copyrightNotice: one('CopyrightNotice'),
    dateCreated: dayOf(one('DateCreated')),
    city: one('City'),
    country: one('Country-PrimaryLocationName'),
    specialInstructions: one('SpecialInstructions'),
    originatingProgram: one('OriginatingProgram'),
    datasets: [...new Set(names)].sort(),
    readError: fault === undefined ? null : `${fault.place}: ${fault.problem}`,
  };
};

/** `20260501`, as IIM writes it, or with dashes or colons between; null for a day that does not exist, and for one of which a part is left open. */
const dayOf = (value: string | null): string | null => {
  const match = /^(\d{4})[-:]?(\d\d)[-:]?(\d\d)$/.exec(value ?? '');
  const day = match === null ? '' : `${match[1]}-${match[2]}-${match[3]}`;
  return z.iso.date().safeParse(day).success ? day : null;
};

export const iptcFact = defineFact({
  id: 'iptc',
  scope: 'image',
  version: 3,
  title: 'What the IPTC-IIM record of the file says: words, creators, rights, place.',
  schema: iptcSchema,
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    const found = iptcOf(metadata, statements);
    if (!found.present) await refuseUnseen(metadata, context);
    return found;
  },
});
