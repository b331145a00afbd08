import { sha256 } from '@listing-lint/core/plugin';
import { dayOf, hitPlace, notAfter, samePlace } from '@listing-lint/disputes';

import type { Certainty, Looked, SeenCopy, SeenPage, SeenWork } from '../look/seen.ts';
import { platformOf, webAddress } from '../source/address.ts';
import { NO_OFFER, type StatedOffer } from '../source/capture.ts';

/** A place that shows works of ours, whether it is new or not. */
export interface CandidateHit {
  readonly place: string;
  /** Address of the listing; where none is known, of the picture, or its name. */
  readonly listing: string;
  readonly platform: string | null;
  readonly offer: StatedOffer;
  readonly certainty: Certainty;
  /** First 16 digits of the SHA-256 of ours. */
  readonly workIds: readonly string[];
  /** The picture there that is most like ours, and how many show the same. */
  readonly copy: SeenCopy;
  readonly copies: number;
  readonly page: SeenPage | null;
  /** Day of the capture. */
  readonly capturedAt: string;
}

/** First digits of a SHA-256: enough to tell works of one shop from each other. */
const ID_DIGITS = 16;
const ORDER: readonly Certainty[] = ['copy', 'marked', 'likely', 'possible'];
/** A picture that stands in every page of a shop, such as a logo, is told for some of them. */
const MOST_PAGES = 50;

/** What a work is known by: the first digits of its file, and of those that hold the same picture. */
const workIdsOf = ({ sha256: digest, alike }: SeenWork): readonly string[] =>
  [digest, ...alike.map((file) => file.sha256)].map((each) => each.slice(0, ID_DIGITS));

/** What a hit is known by. */
export const hitIdOf = ({ place, workIds }: Pick<CandidateHit, 'place' | 'workIds'>): string =>
  sha256(`${place}\n${workIds[0] ?? 'mark'}`).slice(0, ID_DIGITS);

/** Whether two say the same of one place: a work in common, or both nothing but our mark. */
export const showSame = (a: Iterable<string>, b: ReadonlySet<string>): boolean => {
  const own = [...a];
  return own.length === 0 ? b.size === 0 : own.some((id) => b.has(id));
};

/**
 * Places that show works of ours, each work once: pages that offer something come before pages that merely show a picture, and a picture that no
 * page shows is a place of its own. `asOf` stands for captures whose day nobody says. Pure.
 */
export const candidatesOf = (
  { copies, pages }: Pick<Looked, 'copies' | 'pages'>,
  asOf: string,
): readonly CandidateHit[] => {
  const pagesOf = new Map<string, SeenPage[]>();
  for (const page of pages) for (const key of page.copies) pagesOf.set(key, [...(pagesOf.get(key) ?? []), page]);
  const all = copies.flatMap((copy) => placesOf(copy, pagesOf.get(copy.key) ?? [], asOf));
  const byPlace = new Map<string, CandidateHit[]>();
  for (const each of all) {
    const there = byPlace.get(each.place) ?? [];
    const same = there.filter((other) => showSame(each.workIds, new Set(other.workIds)));
    const others = there.filter((other) => !same.includes(other));
    byPlace.set(each.place, [...others, [...same, each].reduce(together)]);
  }
  return [...byPlace.values()].flat();
};

const placesOf = (copy: SeenCopy, pages: readonly SeenPage[], asOf: string): readonly CandidateHit[] => {
  const offers = pages.filter(({ isOffer }) => isOffer);
  const shown = (offers.length > 0 ? offers : pages).slice(0, MOST_PAGES);
  const own = {
    certainty: copy.certainty,
    workIds: [...new Set(copy.works.flatMap(workIdsOf))],
    copy,
    copies: 1,
  };
  const at = (listing: string, page: SeenPage | null, offer: StatedOffer): CandidateHit => ({
    ...own,
    place: hitPlace(listing, copy.sha256),
    listing,
    platform: platformOf(listing),
    offer,
    page,
    capturedAt: notAfter(dayOf(page?.at ?? copy.at ?? asOf), asOf),
  });
  if (copy.offer !== null) {
    const place = samePlace(copy.offer.page);
    const page = pages.find(({ address }) => samePlace(address) === place) ?? null;
    return [at(copy.offer.page, page, copy.offer)];
  }
  return shown.length > 0
    ? shown.map((page) => at(page.address, page, page.offer))
    : [at(webAddress(copy.set ?? '') ?? copy.address ?? copy.name, null, NO_OFFER)];
};

/** Two pictures of one place that show the same work: the one that says more. */
const together = (a: CandidateHit, b: CandidateHit): CandidateHit => {
  const better = isBetter(b, a) ? b : a;
  const later = a.capturedAt < b.capturedAt ? b : a;
  return {
    ...better,
    workIds: [...new Set([...better.workIds, ...a.workIds, ...b.workIds])],
    copies: a.copies + b.copies,
    capturedAt: later.capturedAt,
    offer: later.offer.seller === null ? better.offer : later.offer,
  };
};

const isBetter = (a: CandidateHit, b: CandidateHit): boolean => {
  const order =
    ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty) ||
    (a.copy.works[0]?.distance ?? 0) - (b.copy.works[0]?.distance ?? 0);
  return order < 0;
};
