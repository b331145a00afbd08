import { defineFact, type FactContext, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import {
  alignedMatch,
  CALLED,
  FINGERPRINT_VERSION,
  FORMS,
  fingerprintedEntry,
  fingerprintFact,
  fractionEdgesSchema,
  mustHaveValue,
} from '@listing-lint/rules/hash';
import { fewNamed, once } from '@listing-lint/rules/kernel';
import { productOf } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { SEVERAL_VERSION } from '../features/panels/several-pictures.ts';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';
import { SMALL_PART_ELSE } from '../match/our-picture.ts';
import { PAIR_VERSION } from '../verify/pair-version.ts';
import { DEEP_VERSION } from './deep-pairs.ts';
import { type DeepFound, deepSearch } from './deep-search.ts';
import { localFeaturesFact } from './local-features-fact.ts';

/** Matches that a value carries; their full number is `count`. */
const MOST_MATCHES = 50;
const MOST_PICTURES = 5000;

const deepParams = z.object({
  verdict: z.enum(['duplicate', 'variant']).default('duplicate').meta({ title: 'which kind of match is wanted' }),
  mostPictures: z
    .number()
    .int()
    .min(2)
    .max(20_000)
    .default(MOST_PICTURES)
    .meta({ title: 'largest set of pictures that are all registered in pairs' }),
});

export const deepCopiesFact = defineFact({
  id: 'deepCopies',
  scope: 'image',
  version: FEATURES_VERSION + FINGERPRINT_VERSION + DEEP_VERSION + PAIR_VERSION + SEVERAL_VERSION + 1,
  title:
    'Pictures of other products that show in this one, or this one in them, though hashes do not say so: cropped, turned, mirrored, as an inset, in a collage.',
  schema: z.object({
    compared: z.boolean().meta({
      title:
        'false in a larger set than is registered in pairs, and where nothing was found in a picture that looks like several',
    }),
    pictures: z.number().int().meta({ title: 'pictures of the set' }),
    most: z.number().int().meta({ title: 'pictures that would be registered in pairs' }),
    several: z
      .object({
        count: z.number().int(),
        named: z.array(z.string()).meta({ title: 'the first of them' }),
      })
      .meta({ title: 'pictures of the set that look like several side by side, which are compared as a whole' }),
    count: z.number().int(),
    descriptions: z.array(z.string()).meta({
      title: 'likeness to other pictures',
      description: 'What was done to each of the others to make this one.',
    }),
    matches: z.array(
      z.object({
        path: z.string(),
        description: z.string(),
        turn: z.enum(FORMS).meta({ title: 'the turn by quarters that is nearest' }),
        box: fractionEdgesSchema.meta({ title: 'the part of this picture that shows the other one; fractions' }),
        otherBox: fractionEdgesSchema.meta({ title: 'the visible part of the other picture' }),
      }),
    ),
  }),
  params: deepParams,
  needsSet: [fingerprintFact.id, localFeaturesFact.id],
  compute: async (subject, params, context) => {
    const { verdict, mostPictures: most } = deepParams.parse(params);
    const { fingerprint } = fingerprintedEntry(subject, context);
    // A picture whose key points are not known takes no part.
    mustHaveValue(context.set(localFeaturesFact.id).get(subject.path));
    const search = await context.useRun(deepSearch);
    const about = { pictures: search.size, most, several: search.several };
    if (search.size > most) return { compared: false, ...about, count: 0, descriptions: [], matches: [] };
    const own = productOf(subject);
    const others = (await search.of(fingerprint.sha256)).filter(({ subject: other }) => productOf(other) !== own);
    const found = (await findingsInSet(subject, others, context))
      .filter(({ copy }) => copy.verdict === verdict)
      .map(({ subject: { path }, copy: { words, turn, box, otherBox }, alike }) => ({
        path,
        description: `${CALLED[verdict]} of ${path}, ${words}${alike === undefined ? '' : `, of which ${alike.path} shows as much`}`,
        turn,
        box,
        otherBox,
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    if (found.length === 0 && search.products > 1 && search.isPlain(subject.path)) throw tooPlain();
    const matches = found.slice(0, MOST_MATCHES);
    return {
      compared: found.length > 0 || !search.isSeveral(subject.path),
      ...about,
      count: found.length,
      descriptions: matches.map(({ description }) => description),
      matches,
    };
  },
  caveats: ({ pictures, most, several }) => {
    if (pictures > most)
      return [
        `crops, rotated copies and insets are not searched for among ${pictures} pictures: local check skipped beyond ${most} (mostPictures)`,
      ];
    return [
      ...(several.count === 0
        ? []
        : [
            `${several.count} of ${pictures} pictures look like collages or pages: ${fewNamed(several.named, several.named.length, several.count)}; each was compared as a whole alone, and is not passed (\`listing-lint match PICTURE --against FOLDER\` looks at the pictures in it)`,
          ]),
    ];
  },
  related: ({ matches }) =>
    matches.map(({ path, description, turn, box, otherBox }) => ({
      path,
      message: description,
      ...alignedMatch(turn, box, otherBox),
    })),
});

/** Of a picture with few key points nobody can say whether another one shows a part of it. */
const tooPlain = (): ListingLintError =>
  new ListingLintError(
    'fact-unavailable',
    'the picture is too small, or has too little detail, to be compared by parts: a crop or a rotated copy of another product’s picture may look like this; use a larger one, or accept it as an exception after a review',
  );

const pairPixelsOnce = once(() => import('../verify/pair-pixels.ts'));

/** Duplicates of which a part shows something else once both lie on each other, pixel by pixel, as variants; what does that is loaded where there is one. */
const findingsInSet = async (
  subject: Subject,
  found: readonly DeepFound[],
  context: FactContext,
): Promise<readonly DeepFound[]> => {
  if (!found.some(({ copy }) => copy.verdict === 'duplicate')) return found;
  const { pairPixels } = await pairPixelsOnce();
  const pixels = await context.useRun(pairPixels);
  const findings: DeepFound[] = [];
  for (const each of found) {
    const { copy, subject: other } = each;
    const pair = [fingerprintedEntry(subject, context), fingerprintedEntry(other, context)] as const;
    const [a, b] = pair.map(({ fingerprint }) => fingerprint.sha256);
    const inOrder = (a ?? '') < (b ?? '') ? pair : ([pair[1], pair[0]] as const);
    const isChanged = copy.verdict === 'duplicate' && (await pixels.differ(inOrder, copy.mapping, context));
    findings.push(
      isChanged ? { ...each, copy: { ...copy, verdict: 'variant', words: `${copy.words}, ${SMALL_PART_ELSE}` } } : each,
    );
  }
  return findings;
};
