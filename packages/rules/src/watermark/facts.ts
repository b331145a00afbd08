import { defineFact, defineRunResource, type FactProvider, type Plugin, type Subject } from '@listing-lint/core';
import { z } from 'zod';
import { canonicalImage } from '../image/decode.ts';
import { findStamped } from './find.ts';
import { findAny } from './find-tiled.ts';
import { marksOfRun } from './marks.ts';
import { keyedOf, type MarkedPicture, spreadOf } from './places.ts';
import { stampKey } from './stamp/key.ts';
import { readLedger, type StampEntry } from './stamp/ledger.ts';
import { type WatermarkFact, watermarkSchema } from './watermark-fact.ts';

/** The ledger of stamps, read once a run. */
const ledgerOfRun = defineRunResource<ReadonlyMap<string, StampEntry>>({
  id: 'watermark/ledger',
  create: (context) => readLedger(context.root),
});

const watermarkFact: FactProvider<WatermarkFact> = defineFact({
  id: 'watermark',
  scope: 'image',
  version: 1,
  title: 'The seller’s visible mark on the picture: whether it is there, where, how large and how strong.',
  schema: watermarkSchema,
  compute: async (subject, _params, context) => {
    const marks = await context.useRun(marksOfRun);
    const image = await context.use(canonicalImage);
    const entry = (await context.useRun(ledgerOfRun)).get(subject.path);
    return (entry && findStamped(marks, image, entry)) ?? findAny(marks, image);
  },
  boxes: (fact) => {
    const kind = fact.status === 'present' || fact.status === 'illegible' ? 'found' : 'rejected';
    const label = labelOf(fact);
    return (fact.copies ?? (fact.box === null ? [] : [fact.box])).map((box) => ({ ...box, label, kind }));
  },
});

const labelOf = ({ template, angle, tiled, copies, contrast }: WatermarkFact): string =>
  [
    template ?? 'mark',
    ...(angle === null || angle === 0 ? [] : [`turned by ${angle}°`]),
    ...(tiled ? [`repeated, ${copies?.length ?? 0} copies seen`] : []),
    ...(contrast === null ? [] : [`contrast ${Math.round(contrast)}`]),
  ].join(', ');

const placesSchema = z.object({
  marked: z.int().meta({ title: 'pictures of the listing with a legible mark at one place; repeated marks have none' }),
  varies: z.boolean().nullable().meta({ title: 'the marks lie at different places; unknown for fewer than two' }),
  closest: z.number().nullable().meta({ title: 'smallest distance of two marks, fraction of the picture' }),
  fixedStep: z.boolean().meta({ title: 'each mark is moved by the same step from the one before' }),
  stamped: z.int().meta({ title: 'marked pictures that the ledger of stamps knows' }),
  keyed: z
    .object({ p: z.number(), pictures: z.array(z.object({ path: z.string(), p: z.number() })) })
    .nullable()
    .meta({ title: 'probability that places chosen without the key agree as well, by picture and together' }),
});
export type WatermarkPlaces = z.infer<typeof placesSchema>;

const watermarkPlacesFact: FactProvider<WatermarkPlaces> = defineFact({
  id: 'watermarkPlaces',
  scope: 'listing',
  version: 1,
  title: 'Where the marks lie over the pictures of a listing, and whether the seller’s key put them there.',
  schema: placesSchema,
  needsSet: [watermarkFact.id],
  compute: async (subject, _params, context) => {
    const ledger = await context.useRun(ledgerOfRun);
    const found = context.set(watermarkFact.id);
    const pictures = context
      .subjects('image')
      .filter((image: Subject) => image.listing === subject.path && image.role !== 'original')
      .flatMap(({ path }): MarkedPicture[] => {
        const kept = found.get(path);
        const value = kept && 'value' in kept ? kept.value : undefined;
        // A repeated mark is everywhere: it has no place that could vary.
        const box = value?.present === true && !value.tiled ? value.box : null;
        return box === null ? [] : [{ path, box, id: ledger.get(path)?.id }];
      });
    const stamped = pictures.filter(({ id }) => id !== undefined).length;
    const key = stampKey(process.env);
    const keyed = (key === undefined ? undefined : keyedOf(pictures, key)) ?? null;
    return { marked: pictures.length, ...spreadOf(pictures), stamped, keyed };
  },
});

export const facts: NonNullable<Plugin['facts']> = [watermarkFact, watermarkPlacesFact];
