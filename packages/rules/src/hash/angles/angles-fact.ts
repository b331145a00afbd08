import { defineFact, type Subject } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { roleOf } from '../../attributes.ts';
import { fewNamed } from '../../kernel/few-named.ts';
import { isCompared, picturesOfListing } from '../../subject.ts';
import { DEFAULT_THRESHOLDS } from '../compare/compare.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import { alignedMatch } from '../compare/describe.ts';
import { tableOfTexts } from '../compare/fingerprint-table.ts';
import { sameShots } from '../compare/same-shots.ts';
import { distanceParam, fractionEdgesSchema } from '../copies-fact.ts';
import { FINGERPRINT_VERSION } from '../fingerprint/fingerprint-record.ts';
import { fingerprintFact, undecodedEntries } from '../fingerprint-fact.ts';
import { FORMS, inverseOf } from '../hash256/dihedral.ts';
import { joinFor } from '../index/join-for.ts';

/**
 * Narrower than between products: pictures of one product are variants of each other far more often than they are copies, and a seller's
 * own copy has lost little.
 */
const MAX_DISTANCE = 14;

const anglesParams = z.object({
  maxDistance: distanceParam.default(MAX_DISTANCE),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
  mirrored: z.boolean().default(false),
});
const MOST_PAIRS = 50;

export const anglesFact = defineFact({
  id: 'angles',
  scope: 'listing',
  version: FINGERPRINT_VERSION,
  title:
    'Pictures of the listing that show one shot twice. Other colours of one shot, and pictures of the role variant, are other pictures.',
  schema: z.object({
    repeated: z.number().int().meta({ title: 'pairs that show one shot' }),
    compared: z.number().int().meta({ title: 'pictures that were compared' }),
    descriptions: z.array(z.string()).nullable().meta({
      title:
        'whether a shot is in a listing twice; each pair in words, and unknown where a picture could not be read or two are too plain to be distinguished',
    }),
    reason: z.string().nullable().meta({ title: 'why it is unknown' }),
    pairs: z.array(
      z.object({
        path: z.string(),
        other: z.string(),
        turn: z.enum(FORMS),
        description: z.string(),
        box: fractionEdgesSchema.meta({ title: 'the part that agrees with a part of the other one; fractions' }),
        otherBox: fractionEdgesSchema.meta({ title: 'that part of the other picture' }),
      }),
    ),
  }),
  params: anglesParams,
  needsSet: [fingerprintFact.id],
  compute: async (subject, params, context) => {
    const thresholds = { ...DEFAULT_THRESHOLDS, ...anglesParams.parse(params) };
    const images = (await picturesOfListing(subject, context)).filter(isAngle);
    const { pictures: entries, texts } = undecodedEntries(images, context);
    const { pairs, undecided } = sameShots(entries, thresholds, {
      table: () => tableOfTexts(texts(), entries.length),
      openJoin: await joinFor(entries.length),
    });
    const listed = pairs.slice(0, MOST_PAIRS);
    const reason = pairs.length === 0 ? unknownBecause(images, entries, undecided) : null;
    return {
      repeated: pairs.length,
      compared: entries.length,
      descriptions: reason === null ? listed.map(({ description }) => description) : null,
      reason,
      pairs: listed,
    };
  },
  // The listing of a picture is a folder that contains it.
  touchedBy: (changes) => new Set(changes.flatMap(({ path }) => foldersAbove(path))),
  related: ({ pairs }) =>
    pairs.map(({ path, other, description, turn, box, otherBox }) => ({
      path,
      message: description,
      beside: other,
      // The other way round: here it is the copy that is turned to lie as its model does.
      ...alignedMatch(inverseOf(turn), otherBox, box),
    })),
});

/** Returns all folders that contain a path, including `.`. */
const foldersAbove = (path: string): readonly string[] => {
  const steps = path.split('/').slice(0, -1);
  return ['.', ...steps.map((_, k) => steps.slice(0, k + 1).join('/'))];
};

/** A variant shows another colour or kind, often in one and the same shot. */
const isAngle = (image: Subject): boolean => isCompared(image) && roleOf(image) !== 'variant';

/** Why nobody can say that no shot stands twice; null where all were compared. */
const unknownBecause = (
  images: readonly Subject[],
  entries: readonly ComparedPicture[],
  undecided: number,
): string | null => {
  const known = new Set(entries.map(({ path }) => path));
  const lost = images.flatMap(({ path }) => (known.has(path) ? [] : [path]));
  if (lost.length > 0) return `${fewNamed(lost, 1)} could not be read`;
  return undecided === 0 ? null : 'two of its pictures are too plain to be distinguished';
};
