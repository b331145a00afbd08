import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { isoOfXmp } from '../exif/dates.ts';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata } from '../reading/metadata.ts';
import { statedIn } from '../reading/stated.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { refuseUnseen } from '../reading/unseen.ts';

const time = z.iso.datetime({ local: true, offset: true }).nullable();
const text = (title: string) => z.string().nullable().meta({ title });
const texts = (title: string) => z.array(z.string()).meta({ title });

export const xmpSchema = z.object({
  present: z.boolean().meta({ title: 'XMP' }),
  packets: z.number().int().meta({
    title: 'number of packets',
    description: 'Those of the file itself, extended XMP counted as one of its own.',
  }),
  toolkit: text('XMP toolkit'),
  creatorTool: text('program that made the file'),
  createdAt: time.meta({ title: 'time of creation', description: 'Local unless it has a zone.' }),
  modifiedAt: time.meta({ title: 'time of the last change', description: 'Local unless it has a zone.' }),
  documentId: text('id of the document'),
  originalDocumentId: text('id of the document that it comes from'),
  history: z
    .array(z.object({ action: z.string().nullable(), software: z.string().nullable(), at: z.string().nullable() }))
    .meta({
      title: 'history',
      description: 'What programs noted of their work, the earliest first; at most 50 entries.',
    }),
  titles: texts('titles'),
  descriptions: texts('descriptions'),
  keywords: texts('keywords'),
  creators: texts('creators'),
  rating: z.number().nullable().meta({ title: 'rating', description: '−1 rejected, 0 none, 1 to 5 stars.' }),
  namespaces: texts('namespaces').meta({ description: 'By their usual prefixes, sorted.' }),
  readError: text('fault of a packet'),
});
export type XmpFact = z.infer<typeof xmpSchema>;

/** What the file's own XMP says, packet after packet. */
export const xmpOf = (metadata: Metadata, statements: readonly Statement[]): XmpFact => {
  const packets = metadata.readings.filter(({ kind, carrier }) => kind === 'xmp' && carrier.depth === 0);
  const { one, all } = statedIn(statements, 'xmp');
  const names = statements.filter(({ source, depth }) => source === 'xmp' && depth === 0).map(({ name }) => name);
  const rating = Number(one('xmp:Rating') ?? Number.NaN);
  const fault = metadata.unread.find(({ kind }) => kind === 'xmp');
  return {
    present: packets.length > 0,
    packets: packets.length,
    toolkit: one('x:xmptk'),
    creatorTool: one('xmp:CreatorTool'),
    createdAt: isoOfXmp(one('xmp:CreateDate')),
    modifiedAt: isoOfXmp(one('xmp:ModifyDate')),
    documentId: one('xmpMM:DocumentID'),
    originalDocumentId: one('xmpMM:OriginalDocumentID'),
    history: historyOf(statements),
    titles: [...all('dc:title')],
    descriptions: [...all('dc:description')],
    keywords: [...all('dc:subject')],
    creators: [...all('dc:creator')],
    rating: Number.isFinite(rating) ? rating : null,
    namespaces: [...new Set(names.map((name) => name.split(':')[0] ?? ''))].sort(),
    readError: fault === undefined ? null : `${fault.place}: ${fault.problem}`,
  };
};

const HISTORY = 'xmpMM:History/stEvt:';
const MAX_HISTORY = 50;

/** Fields of one event stand together: the next event begins where a field comes again. */
const historyOf = (statements: readonly Statement[]): XmpFact['history'] => {
  const events: { action: string | null; software: string | null; at: string | null }[] = [];
  let seen = new Set<string>();
  for (const { source, depth, name, value } of statements) {
    if (source !== 'xmp' || depth !== 0 || !name.startsWith(HISTORY)) continue;
    const field = name.slice(HISTORY.length);
    if (events.length === 0 || seen.has(field)) {
      if (events.length >= MAX_HISTORY) break;
      events.push({ action: null, software: null, at: null });
      seen = new Set();
    }
    seen.add(field);
    const event = events.at(-1);
    if (event === undefined) continue;
    if (field === 'action') event.action = cleanText(value);
    else if (field === 'softwareAgent') event.software = cleanText(value);
    else if (field === 'when') event.at = isoOfXmp(value);
  }
  return events;
};

export const xmpFact = defineFact({
  id: 'xmp',
  scope: 'image',
  version: 4,
  title: 'What the XMP of the file says: programs, dates, history, words.',
  schema: xmpSchema,
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    const found = xmpOf(metadata, statements);
    if (!found.present) await refuseUnseen(metadata, context);
    return found;
  },
});
