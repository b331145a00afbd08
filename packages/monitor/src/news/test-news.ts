// Made copies, pages and logs, and a line for each thing that is told of them.

import type { KnownHit } from '@listing-lint/disputes';
import type { SeenCopy, SeenPage, SeenWork } from '../look/seen.ts';
import { NO_OFFER, type StatedOffer } from '../source/capture.ts';
import { type NewsMatter, type NewsPolicy, newsOf } from './news.ts';

export const TODAY = '2026-11-26';
export const seenWork = (name: string, more: Partial<SeenWork> = {}): SeenWork => ({
  path: `originals/${name}.jpg`,
  product: null,
  sha256: name.padEnd(64, '0'),
  alike: [],
  distance: 4,
  turn: 'identity',
  description: '',
  ...more,
});
export const copy = (key: string, works: readonly SeenWork[], more: Partial<SeenCopy> = {}): SeenCopy => ({
  ...{ source: 0, index: 0, name: key, key, address: null, at: null, sha256: `sha-${key}`, certainty: 'copy' },
  ...{ works, mark: null, markRemoved: null, offer: null },
  ...more,
});
export const page = (address: string, copies: readonly string[], more: Partial<SeenPage> = {}): SeenPage => ({
  ...{ source: 0, index: 0, name: address, address, at: null, sha256: 'p', offer: NO_OFFER, isOffer: true, copies },
  ...more,
});
export const offer = (more: Partial<StatedOffer>): StatedOffer => ({ ...NO_OFFER, ...more });
export const known = (place: string, more: Partial<KnownHit> = {}): KnownHit => ({
  ...{ id: `id ${place}`, place, workIds: new Set([seenWork('lamp').sha256.slice(0, 16)]), work: 'originals/lamp.jpg' },
  ...{ listing: place, seller: null, platform: null, certainty: 'copy', state: 'up', firstSeen: '2026-11-01' },
  ...{ since: '2026-11-10', takedownDays: [], case: null, told: {} as KnownHit['told'], tool: null },
  ...more,
});
const POLICY: NewsPolicy = { licensees: [], refused: [], floodListings: 3, mostHits: 3 };
export const A = 'https://a.example/1';
export const B = 'https://b.example/2';
export const LAMP = copy('lamp', [seenWork('lamp')]);

export interface NewsCase {
  readonly copies?: readonly SeenCopy[];
  readonly pages?: readonly SeenPage[];
  readonly gone?: NewsMatter['looked']['gone'];
  readonly history?: readonly KnownHit[];
  readonly cases?: readonly (readonly [string, string])[];
  readonly policy?: Partial<NewsPolicy>;
}
export const newsIn = ({
  copies = [LAMP],
  pages = [page(A, ['lamp'])],
  gone = [],
  history = [],
  cases = [],
  policy = {},
}: NewsCase) =>
  newsOf({
    looked: { copies, pages, gone },
    history: new Map(history.map((each) => [each.id, each])),
    casesByPlace: new Map(cases),
    policy: { ...POLICY, ...policy },
    asOf: TODAY,
  });
export const told = (matter: NewsCase): readonly string[] => {
  const { hits, heldBack, gone, known: there, unseen, licensed, refused, quarantined } = newsIn(matter);
  const counts = Object.entries({ heldBack, there, unseen }).flatMap(([name, count]) =>
    count > 0 ? [`${name} ${count}`] : [],
  );
  return [
    ...hits.map(({ state, listing, case: id, repeatSeller, endedLicence, copies, capturedAt }) =>
      [
        state,
        listing,
        capturedAt,
        copies > 1 ? `${copies} pictures` : '',
        id ?? '',
        repeatSeller ? 'again' : '',
        endedLicence ?? '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    ),
    ...gone.map(
      ({ place, goneAt, why, case: id }) => `gone ${place}, ${goneAt}, ${why}${id === null ? '' : `, ${id}`}`,
    ),
    ...counts,
    ...licensed.map(({ name, listings }) => `licensed ${name} ${listings}`),
    ...refused.map(({ reason, listings }) => `refused ${reason} ${listings}`),
    ...quarantined.map(({ work: path, listings, example }) => `flood ${path} ${listings} ${example}`),
  ];
};
