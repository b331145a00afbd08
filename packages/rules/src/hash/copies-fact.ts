import {
  defineFact,
  defineRunResource,
  type FactContext,
  type JsonObject,
  ListingLintError,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { settingsOf } from '../settings.ts';
import { isCompared } from '../subject.ts';
import type { FingerprintedSet } from './compare/affected-pictures.ts';
import { type CopyVerdict, copyVerdictOf, DEFAULT_THRESHOLDS, EVIDENCE, isPlain, partsOf } from './compare/compare.ts';
import { byDistance, type ComparedPicture, type Copy, type CopySearch, copySearch } from './compare/copy-search.ts';
import { alignedMatch, describeMatch } from './compare/describe.ts';
import { type FingerprintTable, tableOfTexts } from './compare/fingerprint-table.ts';
import { closestOf, type Likeness } from './compare/stamped/closest.ts';
import { mayBeStamped } from './compare/stamped/compared-image.ts';
import { unmarkedFact } from './compare/stamped/unmarked-fact.ts';
import {
  asPicture,
  isWithoutMark,
  pathOfPicture,
  unmarkedEntries,
  withoutMarksAlike,
  withoutMarkWords,
} from './compare/stamped/unmarked-pictures.ts';

import { verifiedCopies } from './compare/verify-duplicates.ts';
import { decodeFingerprint, encodeFingerprint, FINGERPRINT_VERSION } from './fingerprint/fingerprint-record.ts';
import {
  fingerprintedEntry,
  fingerprintFact,
  fingerprintText,
  mustHaveValue,
  undecodedEntries,
} from './fingerprint-fact.ts';
import { FORMS } from './hash256/dihedral.ts';
import { LARGEST_RADIUS } from './index/hash-index.ts';
import { joinFor } from './index/join-for.ts';
import { type PublishedPictures, publishedPicturesOf } from './registry/published.ts';
import type { PublishedSearch } from './registry/replica/published-search.ts';

const NOTHING_PUBLISHED: PublishedPictures = { entries: [] };

/** Matches that a value carries; their full number is `count`. */
const MOST_MATCHES = 50;

export const fractionEdgesSchema = z.object({
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
});
const matchSchema = z.object({
  path: z.string(),
  evidence: z.enum(EVIDENCE),
  turn: z.enum(FORMS).meta({ title: 'the turn that makes the other picture into this one' }),
  distance: z.number().int().meta({ title: 'bits, of 256, in which the hashes differ' }),
  recoloured: z.number().meta({ title: 'share of the picture whose colour differs once both lie on each other' }),
  description: z.string(),
  box: fractionEdgesSchema.meta({
    title: 'the part of this picture that agrees with a part of the other one; fractions',
  }),
  otherBox: fractionEdgesSchema.meta({ title: 'that part of the other picture' }),
});
const copiesSchema = z.object({
  count: z.number().int(),
  descriptions: z.array(z.string()).meta({
    title: 'likeness to other pictures',
    description: 'How this picture follows from each of the others, nearest first.',
  }),
  matches: z.array(matchSchema),
  comparable: z.boolean().meta({
    title: 'likeness to other pictures',
    description: 'False for a picture too plain to be distinguished by its shapes.',
  }),
});
type CopiesFact = z.infer<typeof copiesSchema>;

export const distanceParam = z.number().int().min(0).max(LARGEST_RADIUS);
const copiesParams = z.object({
  verdict: z
    .enum(['duplicate', 'variant', 'suspect'])
    .default('duplicate')
    .meta({ title: 'which kind of match is wanted' }),
  maxDistance: distanceParam.default(DEFAULT_THRESHOLDS.maxDistance),
  suspectDistance: distanceParam.default(DEFAULT_THRESHOLDS.suspectDistance),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
});

type CopiesParams = z.infer<typeof copiesParams>;

const VERDICTS: readonly unknown[] = ['duplicate', 'variant', 'suspect'];
const isWithin = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 0 && value <= most;
const areParams = (params: { readonly [name in keyof CopiesParams]: unknown }): params is CopiesParams =>
  VERDICTS.includes(params.verdict) &&
  [params.maxDistance, params.suspectDistance].every(
    (each) => Number.isInteger(each) && isWithin(each, LARGEST_RADIUS),
  ) &&
  isWithin(params.maxRecoloured, 1);

/** The params with their defaults. Read by hand where nothing is wrong with them: no schema is loaded for that. Throws as the schema does. */
const wantedBy = (params: JsonObject): CopiesParams => {
  const {
    verdict = 'duplicate',
    maxDistance = DEFAULT_THRESHOLDS.maxDistance,
    suspectDistance = DEFAULT_THRESHOLDS.suspectDistance,
    maxRecoloured = DEFAULT_THRESHOLDS.maxRecoloured,
  } = params;
  const given = { verdict, maxDistance, suspectDistance, maxRecoloured };
  return areParams(given) ? given : copiesParams.parse(params);
};

/** What pictures of a run are compared with. */
interface RunAndPublished {
  /** All pictures of the run that may be copies of each other, and those of a registry file that the run does not hold. */
  readonly run: Pick<CopySearch, 'find' | 'remembered'>;
  readonly all: FingerprintedSet;
  /** Some of them are versions without marks. */
  readonly isStamped: boolean;
  /** Of a registry file, by path: also those that pictures of the run stand for. */
  readonly filed: ReadonlyMap<string, readonly ComparedPicture[]>;
  /** The copy of a registry that is a database. */
  readonly published: PublishedSearch | undefined;
  /** Paths of the run. */
  readonly paths: ReadonlySet<string>;
}

const publishedPictures = defineRunResource<RunAndPublished>({
  id: 'publishedPictures',
  create: async (context, remembered) => {
    const stored = undecodedEntries(context.subjects('image').filter(isCompared), context);
    const paths = new Set(context.subjects('image').map(({ path }) => path));
    const { entries, search } =
      settingsOf(context).registry === undefined ? NOTHING_PUBLISHED : await publishedPicturesOf(context);
    const more = entries.filter(({ path }) => !paths.has(path));
    // Of shops that stamp.
    const beneath = mayBeStamped(context)
      ? unmarkedEntries(context.subjects('image').filter(isCompared), context)
      : NOTHING_BENEATH;
    const pictures = [...stored.pictures, ...beneath.pictures, ...more];
    let table: FingerprintTable | undefined;
    const all = {
      pictures,
      table: () => {
        const filedTexts = () => more.map(({ fingerprint }) => encodeFingerprint(fingerprint));
        table ??= tableOfTexts(inTurn(stored.texts(), beneath.texts, filedTexts()), pictures.length);
        return table;
      },
    };
    // Loaded where there was a run before.
    const run =
      remembered === undefined
        ? copySearch(pictures, { acrossProducts: true, table: all.table(), openJoin: await joinFor(pictures.length) })
        : (await import('./compare/affected-pictures.ts')).patientSearch(all, remembered);
    const isStamped = beneath.pictures.length > 0;
    return { run, all, isStamped, filed: byPath(entries), published: search, paths };
  },
  remember: ({ run }) => run.remembered(),
});

const NOTHING_BENEATH = { pictures: [], texts: [] };

function* inTurn(...all: readonly Iterable<string>[]): Generator<string> {
  for (const each of all) yield* each;
}

const byPath = (entries: readonly ComparedPicture[]): ReadonlyMap<string, readonly ComparedPicture[]> => {
  const all = new Map<string, ComparedPicture[]>();
  for (const entry of entries) {
    const list = all.get(entry.path);
    if (list === undefined) all.set(entry.path, [entry]);
    else list.push(entry);
  }
  return all;
};

const asCopy = (copy: Copy): Copy => {
  const entry = asPicture(copy.entry);
  return entry === copy.entry ? copy : { ...copy, entry };
};

const copiesWithin = (
  own: ComparedPicture,
  radius: number,
  { run, isStamped, published, paths }: RunAndPublished,
): readonly Copy[] => {
  const near = run.find(own, radius);
  const found = isStamped ? near.map(asCopy) : near;
  if (published === undefined) return found;
  const isLeftOut = (path: string, product: string): boolean => paths.has(path) || product === own.product;
  return [...found, ...published.find(own, radius, { isLeftOut })].sort(byDistance);
};

export const copiesFact = defineFact({
  id: 'copies',
  scope: 'image',
  version: FINGERPRINT_VERSION + 17,
  title:
    'Pictures of other products that this one repeats: re-encoded, resized, turned, mirrored, framed or recoloured.',
  schema: copiesSchema,
  params: copiesParams,
  needsSet: [fingerprintFact.id, unmarkedFact.id],
  compute: async (subject, params, context) => {
    const wanted = wantedBy(params);
    const all = await context.useRun(publishedPictures);
    const radius = Math.max(wanted.maxDistance, wanted.suspectDistance);
    const whole = fingerprintedEntry(subject, context);
    const beneath = all.isStamped ? unmarkedEntries([subject], context).pictures : [];
    const likenesses: Likeness[] = [];
    for (const print of [whole, ...beneath]) {
      const own = print === whole ? whole : asPicture(print);
      const within = copiesWithin(print, radius, all);
      const near = all.isStamped ? withoutMarksAlike(own, within, context) : within;
      const others = wanted.verdict === 'suspect' ? near : await verified(own, near, wanted, context);
      for (const copy of others) likenesses.push({ ...copy, own, verdict: copyVerdictOf(copy.match, wanted) });
    }
    const closest = all.isStamped ? closestOf(likenesses) : likenesses;
    const of = (verdict: CopyVerdict) => closest.filter((likeness) => likeness.verdict === verdict);
    const found = of(wanted.verdict);
    const [alike] = wanted.verdict === 'duplicate' && found.length === 0 ? of('undecided') : [];
    if (alike !== undefined) throw undecided(alike, context);
    // Without its mark it is unknown: no match of the marked picture proves nothing.
    if (found.length === 0) mustHaveValue(context.set(unmarkedFact.id).get(subject.path));
    return copiesValue(whole, found, wanted.verdict, context);
  },
  touchedBy: async (changes, context) => {
    const { all, isStamped, filed, published } = await context.useRun(publishedPictures);
    // Nobody knows what of a database has changed.
    if (published !== undefined) return 'all';
    const mayMatch = (await import('./compare/affected-pictures.ts')).mayMatchIn(all);
    const touched = new Set<string>();
    for (const { path, before, after } of changes) {
      const texts = [before, after].flatMap((facts) => [
        ...fingerprintText(facts?.[fingerprintFact.id]),
        ...fingerprintText(facts?.[unmarkedFact.id]),
      ]);
      // What a registry file holds of a path is seen where the run has no such picture.
      const seen = (filed.get(path) ?? []).map(({ fingerprint }) => fingerprint);
      for (const fingerprint of [...texts.map(decodeFingerprint), ...seen])
        for (const picture of mayMatch(fingerprint))
          touched.add(isStamped ? pathOfPicture(picture.path) : picture.path);
    }
    return touched;
  },
  related: ({ matches }) =>
    matches.map(({ path, description, turn, box, otherBox }) => ({
      path,
      message: description,
      ...alignedMatch(turn, box, otherBox),
    })),
});

const verified = async (
  picture: ComparedPicture,
  copies: readonly Copy[],
  thresholds: CopiesParams,
  context: FactContext,
): Promise<readonly Copy[]> =>
  copies.some(({ match }) => match.evidence === 'near')
    ? verifiedCopies({ picture, copies, thresholds }, context)
    : copies;

/** Of two plain pictures of one colour nobody can say whether they are one. */
const undecided = ({ own, entry: { path } }: Likeness, context: FactContext): ListingLintError => {
  const picture = mayBeStamped(context) && isWithoutMark(own, context) ? 'without its mark the picture' : 'the picture';
  return new ListingLintError(
    'fact-unavailable',
    `${picture} has too little detail to be distinguished from ${path}, which is as plain and has the same colours; a swatch that products share has the role chart`,
  );
};

const copiesValue = (
  { fingerprint: whole }: ComparedPicture,
  found: readonly Likeness[],
  verdict: CopyVerdict,
  context: FactContext,
): CopiesFact => {
  const matches = found.slice(0, MOST_MATCHES).map(({ own, entry, match }) => {
    const { fingerprint } = own;
    const words = describeMatch(match, entry.path, fingerprint, entry.fingerprint, verdict);
    return {
      path: entry.path,
      evidence: match.evidence,
      turn: match.form,
      distance: match.distance,
      recoloured: match.recoloured,
      description: mayBeStamped(context) ? `${words}${withoutMarkWords([own, entry], context)}` : words,
      ...partsOf(match, fingerprint, entry.fingerprint),
    };
  });
  return {
    count: found.length,
    descriptions: matches.map(({ description }) => description),
    matches,
    comparable: !isPlain(whole),
  };
};
