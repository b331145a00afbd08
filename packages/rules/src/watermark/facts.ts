import {
  defineFact,
  defineRunResource,
  type FactContext,
  type FactProvider,
  ListingLintError,
  type Plugin,
  type Subject,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { roleOf } from '../attributes.ts';
import { canonicalImage, DECODE_VERSION } from '../image/read/decode.ts';
import { picturesOfListing } from '../subject.ts';
import { findMark, findStamped } from './find/find.ts';
import { marksOfRun } from './find/marks.ts';
import {
  type KeyedPicture,
  type KeyedShop,
  keyedOf,
  keyedPictures,
  keyedShopOf,
  type MarkedPicture,
  spreadOf,
} from './find/places.ts';
import { KEY_FILE_VARIABLE, KEY_VARIABLE, stampKey } from './stamp/key.ts';
import { stampFact, stampsOfRun } from './stamp/stamp-fact.ts';
import { type MarkFinding, type WatermarkFact, watermarkSchema } from './watermark-fact.ts';

/** The best place of a picture that scores less is any place. */
const TELLING_SCORE = 0.1;

/** The fact with what people read of it. */
export const explainedMark = (found: MarkFinding): WatermarkFact => {
  const detail = found.reason ?? detailOf(found);
  const summary = detail === undefined ? found.status : `${found.status}, ${detail}`;
  if (found.status !== 'review') return { ...found, summary };
  const reason = found.reason ?? `it may be there, a person should look (score ${found.score})`;
  return { ...found, reason, summary };
};

const detailOf = ({ status, score, contrast }: MarkFinding): string | undefined => {
  if (status === 'illegible') return `it changes the picture by ${Math.round(contrast)} levels only`;
  return score === null || score < TELLING_SCORE ? undefined : `best score ${score}`;
};

export const watermarkFact: FactProvider<WatermarkFact> = defineFact({
  id: 'watermark',
  scope: 'image',
  version: 5 + DECODE_VERSION,
  title: 'The seller’s visible mark on the picture: whether it is there, where, how large and how strong.',
  schema: watermarkSchema,
  compute: async (subject, _params, context) => {
    const marks = await context.useRun(marksOfRun);
    const image = await context.use(canonicalImage);
    const entry = (await context.useRun(stampsOfRun)).get(subject.path);
    return explainedMark((entry && findStamped(marks, image, entry)) ?? (await findMark(marks, image)));
  },
  boxes: (fact) => {
    const kind = fact.status === 'present' || fact.status === 'illegible' ? 'found' : 'rejected';
    if (kind === 'rejected' && (fact.score ?? 0) < TELLING_SCORE) return [];
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
});
export type WatermarkPlaces = z.infer<typeof placesSchema>;

/** Pictures with a legible mark at one place: a repeated one is everywhere. */
const markedPictures = async (
  pictures: readonly Subject[],
  context: FactContext,
): Promise<readonly MarkedPicture[]> => {
  const ledger = await context.useRun(stampsOfRun);
  const found = context.set(watermarkFact.id);
  return pictures
    .filter((picture) => roleOf(picture) !== 'original')
    .flatMap(({ path }): MarkedPicture[] => {
      const entry = found.get(path);
      const value = entry && 'value' in entry ? entry.value : undefined;
      const box = value?.present === true && !value.tiled ? value.box : null;
      return box === null ? [] : [{ path, box, id: ledger.get(path)?.id }];
    });
};

export const watermarkPlacesFact: FactProvider<WatermarkPlaces> = defineFact({
  id: 'watermarkPlaces',
  scope: 'listing',
  version: 2,
  title: 'Where the marks lie over the pictures of a listing.',
  schema: placesSchema,
  needsSet: [watermarkFact.id],
  compute: async (subject, _params, context) => {
    const pictures = await markedPictures(await picturesOfListing(subject, context), context);
    const stamped = pictures.filter(({ id }) => id !== undefined).length;
    return { marked: pictures.length, ...spreadOf(pictures), stamped };
  },
});

const keyedSchema = z.object({
  p: z.number().meta({ title: 'agreement with the key; the probability that places chosen without it agree as well' }),
  pictures: z.array(z.object({ path: z.string(), p: z.number() })).meta({ title: 'the same by picture' }),
  alone: z.number().meta({ title: 'the same by the listing alone, where `p` is for all marks of the shop' }),
});

/** All stamped pictures of the shop, by path, and how they agree with the key together. */
const keyedShop = defineRunResource<KeyedShop & { readonly pictures: ReadonlyMap<string, KeyedPicture> }>({
  id: 'watermark/keyed',
  create: async (context) => {
    const key = stampKey(process.env);
    if (key === undefined) {
      throw new ListingLintError(
        'fact-unavailable',
        `the key is not known here: set ${KEY_VARIABLE}, or ${KEY_FILE_VARIABLE}`,
      );
    }
    const keyed = keyedPictures(await markedPictures(context.subjects('image'), context), key);
    return { ...keyedShopOf(keyed), pictures: new Map(keyed.map((picture) => [picture.path, picture])) };
  },
});

const watermarkKeyedFact: FactProvider<z.infer<typeof keyedSchema>> = defineFact({
  id: 'watermarkKeyed',
  scope: 'listing',
  version: 2,
  title: 'Whether the seller’s key put the stamped marks of a listing where they are; cannot be had without the key.',
  schema: keyedSchema,
  needsSet: [watermarkFact.id],
  compute: async (subject, _params, context) => {
    const shop = await context.useRun(keyedShop);
    const pictures = await picturesOfListing(subject, context);
    const keyed = keyedOf(
      pictures.flatMap(({ path }) => shop.pictures.get(path) ?? []),
      shop,
    );
    if (keyed === undefined)
      throw new ListingLintError('fact-unavailable', 'the ledger of stamps knows none of the marks');
    return keyed;
  },
});

export const facts: NonNullable<Plugin['facts']> = [watermarkFact, stampFact, watermarkPlacesFact, watermarkKeyedFact];
