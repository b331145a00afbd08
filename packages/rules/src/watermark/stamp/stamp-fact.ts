import { defineFact, defineRunResource, type FactId, type FractionBox } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { nullIfKnown } from '../../kernel/null-if-known.ts';
import { DEFAULT_FILE_MEGABYTES, settingsOf } from '../../settings.ts';
import { isCompared } from '../../subject.ts';
import type { WatermarkFact } from '../watermark-fact.ts';
import { readLedger, type StampEntry } from './ledger.ts';
import { unstampedFileOf } from './unstamped.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';
const WATERMARK: FactId<WatermarkFact> = 'watermark';

/** The ledger of stamps, read once a run. */
export const stampsOfRun = defineRunResource<ReadonlyMap<string, StampEntry>>({
  id: 'watermark/ledger',
  create: (context) => readLedger(context.root),
});

/** Its stamps by the SHA-256 of the stamped file, which may lie at further paths. */
const stampsByContent = defineRunResource<ReadonlyMap<string, readonly StampEntry[]>>({
  id: 'watermark/stamps-by-content',
  create: async (context) => {
    const all = new Map<string, StampEntry[]>();
    for (const entry of (await context.useRun(stampsOfRun)).values()) {
      const list = all.get(entry.sha256);
      if (list === undefined) all.set(entry.sha256, [entry]);
      else list.push(entry);
    }
    return all;
  },
});

const stampSchema = z.object({
  unstamped: z.string().nullable().meta({ title: 'its unstamped original, if there is one' }),
  place: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .nullable()
    .meta({ title: 'the place of its mark, fractions of the picture' }),
});

export const stampFact = defineFact({
  id: 'stamp',
  scope: 'image',
  version: 1,
  title: 'The place of the mark on a picture of a shop that stamps, and its unstamped original.',
  schema: stampSchema,
  compute: async (subject, _params, context) => {
    if (!isCompared(subject)) return NONE;
    const stamps = await context.useRun(stampsByContent);
    if (stamps.size === 0) return NONE;
    const { sha256 } = await context.get(FILE);
    const [entry, ...more] = stamps.get(sha256) ?? [];
    if (entry === undefined) {
      // Saved again since, or made out of a stamped picture.
      const found = await context.get(WATERMARK).catch(nullIfKnown);
      const isThere = found !== null && !found.tiled && found.status !== 'absent';
      return { unstamped: null, place: isThere && isPlaceOfMark(found.box) ? found.box : null };
    }
    if (!isPlaceOfMark(entry.place)) return NONE;
    const maxBytes = (settingsOf(context).limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;
    for (const { path, id } of [entry, ...more]) {
      const original = await unstampedFileOf(context.root, path, id, maxBytes);
      if (original !== undefined) return { unstamped: original.path, place: entry.place };
    }
    return { unstamped: null, place: entry.place };
  },
});

/** Share of a picture up to which a place is left out of what is compared: of one that covers more, too little is left to know the picture by, whoever wrote it down. */
const MOST_COVERED = 0.5;

const isPlaceOfMark = (place: FractionBox | null): boolean =>
  place === null || place.width * place.height <= MOST_COVERED;

const NONE = { unstamped: null, place: null };
