import { accountKey, type KnownHit, licensedBy, notAfter, samePlace } from '@listing-lint/disputes';

import type { Looked } from '../look/seen.ts';
import { type CandidateHit, candidatesOf, hitIdOf, showSame } from './candidates.ts';
import type { GoneHit, MonitorHit, MonitorNews } from './hit.ts';
import { byHarm } from './rank.ts';

/** Somebody who may show works of ours. */
export interface MonitorLicensee {
  readonly name: string;
  readonly seller?: string | undefined;
  /** Host of their shop. */
  readonly domain?: string | undefined;
  /** Paths of pictures, their names without extension, or products; all of them without it. */
  readonly works?: readonly string[] | undefined;
  /** Last day of the licence. */
  readonly until?: string | undefined;
}

/** A match that is none, by the word of the user; all that it names must agree. */
export interface RefusedMatch {
  readonly reason: string;
  readonly work?: string | undefined;
  readonly listing?: string | undefined;
  readonly domain?: string | undefined;
  /** SHA-256 of their picture. */
  readonly picture?: string | undefined;
}

export interface NewsPolicy {
  readonly licensees: readonly MonitorLicensee[];
  readonly refused: readonly RefusedMatch[];
  /** A work that more listings show with one certainty in one run is set apart there: hits of another certainty are reported. */
  readonly floodListings: number;
  /** Hits that one run tells, at most. */
  readonly mostHits: number;
}

export interface NewsMatter {
  readonly looked: Pick<Looked, 'copies' | 'pages' | 'gone'>;
  readonly history: ReadonlyMap<string, KnownHit>;
  /** Ids of cases by the place of each listing that they are about. */
  readonly casesByPlace: ReadonlyMap<string, string>;
  readonly policy: NewsPolicy;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

/**
 * What a look has found that is not known yet: licensed and refused places are counted with their reasons, works that too many listings show with one
 * certainty are quarantined for it, known hits are counted, those that are gone or came back are told once. Pure.
 */
export const newsOf = ({ looked, history, casesByPlace, policy, asOf }: NewsMatter): MonitorNews => {
  const licensed = new Map<string, number>();
  const refused = new Map<string, number>();
  const known = knownByPlace(history);
  const seen = new Set<string>();
  const open: CandidateHit[] = [];
  for (const hit of candidatesOf(looked, asOf)) {
    for (const { id } of knownHitsLike(hit, known)) seen.add(id);
    const reason = policy.refused.find((each) => isRefused(hit, each))?.reason;
    const licensee = reason === undefined ? licenseeOf(hit, policy.licensees) : undefined;
    if (reason !== undefined) refused.set(reason, (refused.get(reason) ?? 0) + 1);
    else if (licensee !== undefined) licensed.set(licensee.name, (licensed.get(licensee.name) ?? 0) + 1);
    else open.push(hit);
  }
  const floods = floodsOf(open, policy.floodListings);
  const calm = open.filter((hit) => !isFlooded(hit, floods));
  const sellers = sellerCounts(calm, history);
  let stillThere = 0;
  const hits = calm.flatMap((hit): MonitorHit[] => {
    const same = knownHitsLike(hit, known);
    const before = same.find(({ state }) => state === 'up') ?? same[0];
    const isBack = before?.state === 'gone' && hit.capturedAt >= before.since;
    if (before !== undefined && !isBack) {
      stillThere++;
      return [];
    }
    return [
      {
        ...hit,
        id: before?.id ?? hitIdOf(hit),
        state: isBack ? 'relisted' : 'new',
        case: casesByPlace.get(hit.place) ?? before?.case ?? null,
        repeatSeller: (sellers.get(sellerKey(hit.platform, hit.offer.seller) ?? '') ?? 0) > 1,
        endedLicence: endedLicence(hit, policy.licensees),
      },
    ];
  });
  const ranked = hits.toSorted(byHarm);
  const gone = goneHits(looked.gone, history, seen, casesByPlace, asOf);
  const goneIds = new Set(gone.map(({ id }) => id));
  return {
    hits: ranked.slice(0, policy.mostHits),
    heldBack: Math.max(0, ranked.length - policy.mostHits),
    gone,
    known: stillThere,
    unseen: [...history.values()].filter(({ id, state }) => state === 'up' && !seen.has(id) && !goneIds.has(id)).length,
    licensed: [...licensed].map(([name, listings]) => ({ name, listings })),
    refused: [...refused].map(([reason, listings]) => ({ reason, listings })),
    quarantined: quarantinedOf(open.filter((hit) => isFlooded(hit, floods))),
  };
};

const knownByPlace = (history: ReadonlyMap<string, KnownHit>): ReadonlyMap<string, readonly KnownHit[]> => {
  const byPlace = new Map<string, KnownHit[]>();
  for (const hit of history.values()) byPlace.set(hit.place, [...(byPlace.get(hit.place) ?? []), hit]);
  return byPlace;
};

/** Known hits of the same place that show the same. */
const knownHitsLike = (
  { place, workIds }: CandidateHit,
  known: ReadonlyMap<string, readonly KnownHit[]>,
): readonly KnownHit[] => (known.get(place) ?? []).filter((hit) => showSame(workIds, hit.workIds));

const shortName = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[^.]+$/, '');

/** What a work may be called in the config. */
const namesOf = ({ copy }: CandidateHit): readonly string[] =>
  copy.works.flatMap(({ path, product, alike }) => [
    ...[path, ...alike.map((file) => file.path)].flatMap((each) => [each, shortName(each)]),
    ...(product === null ? [] : [product]),
  ]);

const domainOf = (listing: string): string => (URL.canParse(listing) ? new URL(listing).hostname : '');

const isRefused = (hit: CandidateHit, { work, listing, domain, picture }: RefusedMatch): boolean => {
  const tests = [
    work === undefined || namesOf(hit).includes(work),
    listing === undefined || samePlace(listing) === hit.place || listing === hit.listing,
    domain === undefined || domainOf(hit.listing) === domain || domainOf(hit.listing).endsWith(`.${domain}`),
    picture === undefined || picture === hit.copy.sha256,
  ];
  return tests.every(Boolean);
};

/** By the same measure as cases: seller or host, for all works that it may show, as long as the licence had not ended. */
const licenseeOf = (hit: CandidateHit, licensees: readonly MonitorLicensee[]): MonitorLicensee | undefined => {
  const names = namesOf(hit);
  const WORK = 'work';
  const one = {
    listing: hit.listing,
    seller: hit.offer.seller,
    firstSeen: hit.capturedAt,
    lastSeen: hit.capturedAt,
    counterfeit: hit.offer.counterfeit,
    match: { work: WORK },
  };
  return licensees.find(({ works, ...licensee }) => {
    const covers = works === undefined || works.some((each) => names.includes(each));
    return covers && licensedBy(one, { id: '', status: 'open', licensees: [licensee] }) !== undefined;
  });
};

const endedLicence = (hit: CandidateHit, licensees: readonly MonitorLicensee[]): string | null => {
  const ended = licenseeOf(
    hit,
    licensees.map(({ until: _, ...licensee }) => licensee),
  );
  const whole = licensees.find(({ name }) => name === ended?.name);
  return whole?.until === undefined ? null : `${whole.name}, until ${whole.until.slice(0, 10)}`;
};

/** Perhaps-copies that look like a work must not hide the true ones. */
const floodKey = ({ certainty }: CandidateHit, workId: string): string => `${certainty} ${workId}`;

const floodsOf = (hits: readonly CandidateHit[], most: number): ReadonlySet<string> => {
  const places = new Map<string, Set<string>>();
  for (const hit of hits)
    for (const id of hit.workIds) {
      const key = floodKey(hit, id);
      places.set(key, (places.get(key) ?? new Set()).add(hit.place));
    }
  return new Set([...places].flatMap(([key, there]) => (there.size > most ? [key] : [])));
};

/** A hit that shows another work as well is reported. */
const isFlooded = (hit: CandidateHit, floods: ReadonlySet<string>): boolean =>
  hit.workIds.length > 0 && hit.workIds.every((id) => floods.has(floodKey(hit, id)));

const quarantinedOf = (flooded: readonly CandidateHit[]): MonitorNews['quarantined'] => {
  const works = new Map<string, { work: string; places: Set<string>; example: string }>();
  for (const hit of flooded) {
    const [id = ''] = hit.workIds;
    const work = hit.copy.works[0]?.path ?? id;
    const known = works.get(id) ?? { work, places: new Set(), example: hit.listing };
    known.places.add(hit.place);
    works.set(id, known);
  }
  return [...works.values()]
    .map(({ work, places, example }) => ({ work, listings: places.size, example }))
    .toSorted((a, b) => b.listings - a.listings);
};

const sellerKey = (platform: string | null, seller: string | null): string | undefined =>
  seller === null ? undefined : `${platform ?? ''}\n${accountKey(seller)}`;

const sellerCounts = (
  hits: readonly CandidateHit[],
  history: ReadonlyMap<string, KnownHit>,
): ReadonlyMap<string, number> => {
  const places = new Map<string, Set<string>>();
  const add = (key: string | undefined, place: string): void => {
    if (key !== undefined) places.set(key, (places.get(key) ?? new Set()).add(place));
  };
  for (const { platform, offer, place } of hits) add(sellerKey(platform, offer.seller), place);
  for (const { platform, seller, place } of history.values()) add(sellerKey(platform, seller), place);
  return new Map([...places].map(([key, there]) => [key, there.size]));
};

const goneHits = (
  places: NewsMatter['looked']['gone'],
  history: ReadonlyMap<string, KnownHit>,
  seen: ReadonlySet<string>,
  casesByPlace: ReadonlyMap<string, string>,
  asOf: string,
): readonly GoneHit[] => {
  const known = knownByPlace(history);
  const told = new Map<string, GoneHit>();
  for (const { place, at, why } of places) {
    const goneAt = notAfter((at ?? asOf).slice(0, 10), asOf);
    for (const hit of known.get(place) ?? []) {
      // What was captured before it was seen last says nothing of now.
      if (hit.state === 'gone' || seen.has(hit.id) || goneAt < hit.since || told.has(hit.id)) continue;
      told.set(hit.id, { ...hit, goneAt, why, case: casesByPlace.get(place) ?? hit.case });
    }
  }
  return [...told.values()];
};
