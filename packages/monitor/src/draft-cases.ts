import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, treeMatcherOf } from '@listing-lint/core/plugin';
import {
  accountKey,
  builtInProfiles,
  type CaseSettings,
  caseFileName,
  caseFolder,
  caseSkeleton,
  casesIn,
  isAfter,
  type KnownHit,
  nextCaseId,
  profileNamed,
  readCaseFile,
  type SkeletonInfringement,
  type SkeletonOrigin,
  type SkeletonPicture,
} from '@listing-lint/disputes';

import type { MonitorRunSettings } from './monitor-settings.ts';
import type { Repost } from './reposts.ts';

/** What cases are drafted from. */
export interface DraftMatter {
  /** Absolute folder of the config. */
  readonly root: string;
  readonly settings: MonitorRunSettings;
  readonly history: ReadonlyMap<string, KnownHit>;
  /** Ids of cases by the places that they are about. */
  readonly casesByPlace: ReadonlyMap<string, string>;
  /** What closed cases say of listings that show again what had been taken down, by place. */
  readonly reposts: ReadonlyMap<string, Repost>;
  /** Whole SHA-256 by its first digits, of ours by path. */
  readonly ours: readonly { readonly path: string; readonly product: string | null; readonly sha256: string }[];
  readonly originOf?: ((sha256: string) => SkeletonOrigin | null) | undefined;
  readonly asOf: string;
}

/** A case that was drafted. */
export interface DraftedCase {
  readonly id: string;
  /** From the folder of the config. */
  readonly path: string;
  readonly text: string;
  readonly seller: string | null;
  readonly platform: string | null;
  readonly listings: readonly string[];
}

/** A case that could not be drafted, and what is wrong with its draft. */
export interface UndraftedCase extends Pick<DraftedCase, 'seller' | 'platform' | 'listings'> {
  readonly problems: readonly string[];
}

/** Drafts for all that is to have a case. */
export interface Drafts {
  readonly drafted: readonly DraftedCase[];
  readonly undrafted: readonly UndraftedCase[];
}

/** Listings that one case takes: a platform takes no more in one complaint, and nobody reads more. */
const MOST_LISTINGS = 100;

/** Hits that are up, are copies, and have neither a case nor a decision. */
export const unansweredHits = ({
  root,
  history,
  casesByPlace,
}: Pick<DraftMatter, 'root' | 'history' | 'casesByPlace'>): readonly KnownHit[] =>
  [...history.values()].filter(
    ({ state, certainty, place, told, case: id, work }) =>
      state === 'up' &&
      certainty === 'copy' &&
      id === null &&
      !casesByPlace.has(place) &&
      !told.decision &&
      work !== null &&
      existsSync(join(root, work)),
  );

/**
 * Cases for hits that are up, are copies, and have neither a case nor a decision: one for each seller and platform. A seller that is not known is one
 * for each listing on a marketplace, and the host anywhere else. Pure but for files of ours, which must be there.
 */
export const draftedCases = async (matter: DraftMatter): Promise<Drafts> => {
  const { root, settings, asOf } = matter;
  const open = unansweredHits(matter);
  const groups = new Map<string, KnownHit[]>();
  for (const hit of open) {
    const key = groupKey(hit);
    groups.set(key, [...(groups.get(key) ?? []), hit]);
  }
  const cases = await casesIn(root, settings);
  const taken = cases.flatMap((each) => ('unreadable' in each || each.id === null ? [] : [each.id.value]));
  const drafted: DraftedCase[] = [];
  const undrafted: UndraftedCase[] = [];
  for (const hits of [...groups.values()].flatMap(slices)) {
    const id = freeId(root, settings, taken, asOf);
    const draft = draftOf(hits, id, matter);
    if ('problems' in draft) undrafted.push(draft);
    else {
      taken.push(id);
      drafted.push(draft);
    }
  }
  return { drafted, undrafted };
};

/** Writes drafts, each whole or not at all; nobody else makes cases meanwhile. */
export const writeDrafts = async (root: string, drafts: readonly DraftedCase[]): Promise<void> => {
  for (const { path, text } of drafts) await replaceFile(join(root, path), text, { within: root });
};

const pathOf = (settings: CaseSettings, id: string): string => {
  const folder = caseFolder(settings.cases ?? []);
  return folder === '' ? caseFileName(id) : `${folder}/${caseFileName(id)}`;
};

const freeId = (root: string, settings: CaseSettings, taken: readonly string[], asOf: string): string => {
  let ids = [...taken];
  for (;;) {
    const id = nextCaseId(ids, asOf.slice(0, 4));
    if (!existsSync(join(root, pathOf(settings, id)))) return id;
    ids = [...ids, id];
  }
};

const groupKey = ({ platform, seller, place }: KnownHit): string => {
  if (seller !== null) return `seller ${platform ?? ''} ${accountKey(seller)}`;
  const isMarket = platform !== null && profileNamed(builtInProfiles().platforms, platform) !== undefined;
  return isMarket || platform === null ? `place ${place}` : `host ${platform}`;
};

const slices = (hits: readonly KnownHit[]): readonly (readonly KnownHit[])[] =>
  Array.from({ length: Math.ceil(hits.length / MOST_LISTINGS) }, (_, at) =>
    hits.slice(at * MOST_LISTINGS, (at + 1) * MOST_LISTINGS),
  );

const draftOf = (
  hits: readonly KnownHit[],
  id: string,
  { root, settings, ours, originOf, reposts, asOf }: DraftMatter,
): DraftedCase | UndraftedCase => {
  const [first] = hits;
  const isOriginal = treeMatcherOf(settings.originals ?? []);
  const works = [...new Set(hits.flatMap(({ work }) => work ?? []))];
  const pictures = works.map((path): SkeletonPicture => {
    const sha256 = ours.find((each) => each.path === path)?.sha256 ?? '';
    const origin = originOf?.(sha256) ?? null;
    // What is not there any more cannot be shown to anybody.
    const isThere = origin !== null && existsSync(join(root, origin.path));
    return { path, sha256, isOriginal: isOriginal(path), origin: isThere ? origin : null };
  });
  const products = works.flatMap((path) => ours.find((each) => each.path === path)?.product ?? []);
  const isListing = treeMatcherOf(settings.listings ?? []);
  const text = caseSkeleton({
    id,
    direction: 'we-complain',
    today: asOf,
    ...(first?.platform ? { platform: first.platform } : {}),
    listings: [...new Set(products)].filter((path) => settings.listings !== undefined && isListing(path)).sort(),
    pictures,
    copies: [],
    infringements: hits.map((hit) => infringementOf(hit, root, reposts.get(hit.place))),
    rightsHolder: settings.monitor?.rightsHolder,
  });
  const path = pathOf(settings, id);
  const { problems } = readCaseFile({ path, text }, settings);
  const about = {
    seller: first?.seller ?? null,
    platform: first?.platform ?? null,
    // One listing may show several of ours.
    listings: [...new Set(hits.map(({ listing }) => listing))],
  };
  return problems.length > 0
    ? { ...about, problems: problems.map(({ message }) => message) }
    : { id, path, text, ...about };
};

/** A hit as an infringement of a case. */
export const infringementOf = (
  { told, work, listing, seller, firstSeen, tool }: KnownHit,
  root: string,
  repost?: Repost,
): SkeletonInfringement => {
  const { hit } = told;
  const kept = (
    part: { readonly sha256: string; readonly file?: string | null | undefined } | null | undefined,
  ): { readonly file: string; readonly sha256: string } | null =>
    part?.file && existsSync(join(root, part.file)) ? { file: part.file, sha256: part.sha256 } : null;
  const seen = hit?.capturedAt && hit.capturedAt < firstSeen ? hit.capturedAt : firstSeen;
  return {
    listing,
    seller,
    firstSeen: seen,
    repostOf:
      repost !== undefined && isAfter(seen, repost.removedAt)
        ? { listing: repost.former, removedAt: repost.removedAt, case: repost.case }
        : null,
    image: kept(hit?.picture),
    page: kept(hit?.page),
    capturedAt: hit?.capturedAt ?? firstSeen,
    tool: tool ?? 'listing-lint',
    of: work ?? '',
    distance: hit?.distance ?? null,
    transform: hit?.transformation ?? 'copy',
    watermarkRemoved: hit?.markRemoved ?? null,
    counterfeit: hit?.counterfeit === true ? true : null,
    price: hit?.price ?? null,
    unitsSold: hit?.unitsSold ?? null,
  };
};
