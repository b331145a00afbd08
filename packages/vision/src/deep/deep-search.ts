import { defineRunResource, type FactContext, type Kept, type Subject, sha256 } from '@listing-lint/core/plugin';
import {
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  FINGERPRINT_VERSION,
  type Form,
  fingerprintedEntry,
  openCompared,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { nullIfKnown, recently } from '@listing-lint/rules/kernel';
import { settingsOf } from '@listing-lint/rules/settings';
import { isCompared, productOf } from '@listing-lint/rules/subject';
import type { PartEdges } from '../features/pair/mapping.ts';
import { giveBackSheet, sheetOf, sheetRaster } from '../features/pair/sheet.ts';
import { featuresOf } from '../features/search/local-search.ts';
import { FEW_POINTS } from '../features/search/plain/plain-products.ts';
import type { FeatureCache } from '../features/store/feature-cache.ts';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';
import { type RasterSpill, runRasters } from '../features/store/raster-spill.ts';

import { localWords, nearestForm } from '../match/local-match.ts';
import { DEEP_VERSION, type DeepMember, deepPairs } from './deep-pairs.ts';
import { localFeaturesFact, runFeatures } from './local-features-fact.ts';
import type { DeepPair } from './shared-part-pairs.ts';

/** How one content shows in another one, seen from the latter. */
export interface DeepCopy {
  readonly verdict: 'duplicate' | 'variant';
  /** What was done: "mirrored, cropped to 40 % of it". */
  readonly words: string;
  readonly turn: Form;
  /** The parts that agree: of the one that it is said of, and of the other one. */
  readonly box: PartEdges;
  readonly otherBox: PartEdges;
  /** From fractions of the content whose SHA-256 comes first to those of the other one, row by row. */
  readonly mapping: readonly number[];
  /** A third content, of another product than the other one, that shows as much: no duplicate of one more than of the other. */
  readonly alike?: string;
}

/** Contents (SHA-256) that show each other: of each the other ones. */
type Copies = { readonly [content: string]: { readonly [other: string]: DeepCopy } };

/** A picture of another product that a content shows. */
export interface DeepFound {
  readonly subject: Subject;
  readonly copy: DeepCopy;
  /** A picture that shows as much: see `DeepCopy`. */
  readonly alike: Subject | undefined;
}

/** How many pictures, and the paths of the first. */
export interface FirstNamed {
  readonly count: number;
  readonly named: readonly string[];
}

/** The pictures of a run, for registration in pairs. */
export interface DeepSearch {
  /** Pictures that take part. */
  readonly size: number;
  /** Products that they show. */
  readonly products: number;
  /** Whether a picture has too little detail to be found in part. */
  readonly isPlain: (path: string) => boolean;
  /** Whether one looks like several pictures side by side, and is compared as a whole. */
  readonly isSeveral: (path: string) => boolean;
  /** How many of these, and the paths of the first. */
  readonly several: FirstNamed;
  /** Returns the pictures of other products that a content shows; computed for all on first use. */
  readonly of: (content: string) => Promise<readonly DeepFound[]>;
  readonly remembered: () => string | undefined;
}

/** Pictures that are named of those that cannot be compared by all of their parts. */
const MOST_NAMED = 5;
const firstNamed = (paths: readonly string[]): FirstNamed => ({
  count: paths.length,
  named: paths.toSorted().slice(0, MOST_NAMED),
});

const isFeatureless = (entry: Kept<{ readonly count: number }> | undefined): boolean =>
  entry !== undefined && 'value' in entry && entry.value.count < FEW_POINTS;

const isSeveral = (entry: Kept<{ readonly several: boolean }> | undefined): boolean =>
  entry !== undefined && 'value' in entry && entry.value.several;

/** Recently used rasters: a pair needs two. */
const AT_HAND = 32;

export const deepSearch = defineRunResource<DeepSearch>({
  id: 'deepSearch',
  create: async (context, remembered) => {
    const values = context.set(localFeaturesFact.id);
    const subjects = context.subjects('image').filter((subject) => {
      const value = values.get(subject.path);
      return isCompared(subject) && value !== undefined && 'value' in value;
    });
    const byContent = new Map<string, Subject[]>();
    for (const subject of subjects) {
      const { sha256: content } = fingerprintedEntry(subject, context).fingerprint;
      const list = byContent.get(content);
      if (list === undefined) byContent.set(content, [subject]);
      else list.push(subject);
    }
    const key = keyOf(byContent);
    let copies: Copies | undefined = readCopies(remembered, key);
    const stores = { features: await context.useRun(runFeatures), rasters: await context.useRun(runRasters) };
    // Pictures that are judged side by side ask at the same time, and wait for the same search.
    let search: Promise<Copies> | undefined;
    const searched = async (): Promise<Copies> => {
      search ??= copiesOf(byContent, stores, context);
      return search;
    };
    const several = subjects.filter(({ path }) => isSeveral(values.get(path))).map(({ path }) => path);
    return {
      size: subjects.length,
      products: new Set(subjects.map(productOf)).size,
      isPlain: (path) => isFeatureless(values.get(path)),
      isSeveral: (path) => isSeveral(values.get(path)),
      several: firstNamed(several),
      of: async (content) => {
        copies ??= await searched();
        return Object.entries(copies[content] ?? {}).flatMap(([other, copy]) =>
          (byContent.get(other) ?? []).map((subject) => ({
            ...{ subject, copy },
            alike: copy.alike === undefined ? undefined : byContent.get(copy.alike)?.[0],
          })),
        );
      },
      remembered: () => (copies === undefined ? remembered : JSON.stringify({ key, copies })),
    };
  },
  remember: ({ remembered }) => remembered(),
});

/** What pairs depend on: which contents there are, and of which products. */
const keyOf = (byContent: ReadonlyMap<string, readonly Subject[]>): string =>
  sha256(
    [
      `${DEEP_VERSION} ${FEATURES_VERSION} ${FINGERPRINT_VERSION}`,
      ...[...byContent].map(([content, subjects]) => `${content} ${subjects.map(productOf).sort().join('\t')}`).sort(),
    ].join('\n'),
  );

const readCopies = (remembered: string | undefined, key: string): Copies | undefined => {
  if (remembered === undefined) return undefined;
  try {
    const before: { readonly key?: unknown; readonly copies?: Copies } = JSON.parse(remembered);
    return before.key === key ? before.copies : undefined;
  } catch {
    return undefined;
  }
};

/** The stores of the run. */
interface RunStores {
  readonly features: FeatureCache;
  readonly rasters: RasterSpill;
}

const copiesOf = async (
  byContent: ReadonlyMap<string, readonly Subject[]>,
  { features, rasters }: RunStores,
  context: FactContext,
): Promise<Copies> => {
  const contents = [...byContent.keys()].sort();
  const limits = settingsOf(context).limits;
  const firstOf = (content: string): Subject | undefined => byContent.get(content)?.[0];
  const open = (content: string) => {
    const subject = firstOf(content);
    if (subject === undefined) throw new RangeError(`no picture of ${content}`);
    return openCompared(subject.file, subject.path, context.root, limits);
  };
  // Made of the same decode, stored or not, so that results do not depend on earlier runs.
  const rasterOf = async (content: string): Promise<RgbImage> =>
    rasters.get(content) ?? sheetRaster((await (await open(content)).working()).image);
  const sheets = recently(AT_HAND, async (content: string) => sheetOf(await rasterOf(content)), giveBackSheet);
  for (const content of contents) {
    // Features computed by an earlier run or another machine may be missing here.
    if (!features.has(content)) {
      const read = await open(content)
        .then(({ working }) => working())
        .catch(nullIfKnown);
      if (read !== null) features.of(content, () => featuresOf(read.image));
    }
  }
  const members = contents.map(
    (content): DeepMember => ({ content, features: () => features.at(content), sheet: () => sheets(content) }),
  );
  const entries = contents.map((content) => {
    const subject = firstOf(content);
    return {
      products: new Set((byContent.get(content) ?? []).map(productOf)),
      fingerprint: subject && fingerprintedEntry(subject, context).fingerprint,
    };
  });
  const isCandidate = (a: number, b: number): boolean => {
    const [own, other] = [entries[a], entries[b]];
    if (a === b || own === undefined || other === undefined) return false;
    // Pictures of one product may repeat each other.
    return (
      own.products.size > 1 || other.products.size > 1 || [...own.products].some((name) => !other.products.has(name))
    );
  };
  const isKnown = (own: number, other: number): boolean => {
    const [a, b] = [entries[own]?.fingerprint, entries[other]?.fingerprint];
    const match = a && b && compareFingerprints(a, b, DEFAULT_THRESHOLDS.maxDistance);
    const verdict = match ? copyVerdictOf(match, DEFAULT_THRESHOLDS) : null;
    return verdict === 'duplicate' || verdict === 'variant';
  };
  const pairs = await deepPairs(members, { isCandidate, isKnown });
  return byBoth(pairs, contents);
};

const byBoth = (pairs: readonly DeepPair[], contents: readonly string[]): Copies => {
  const copies: { [content: string]: { [other: string]: DeepCopy } } = {};
  for (const { ours, theirs, match, placement, back, alike } of pairs) {
    const [a = '', b = ''] = [contents[ours], contents[theirs]];
    const verdict = match.verdict === 'duplicate' && alike === undefined ? 'duplicate' : 'variant';
    const third = alike === undefined ? {} : { alike: contents[alike] ?? '' };
    for (const [own, other, place] of [
      [b, a, placement],
      [a, b, back],
    ] as const) {
      const words = localWords(match, place).join(', ');
      const copy = {
        verdict,
        words,
        turn: nearestForm(place),
        box: place.part,
        otherBox: place.ourPart,
        mapping: (a < b ? placement : back).mapping,
        ...third,
      } as const;
      copies[own] = { ...copies[own], [other]: copy };
    }
  }
  return copies;
};
