// Which places show ours, and in which order they are told.
import { describe, expect, it } from 'vitest';
import type { SeenCopy, SeenPage } from '../look/seen.ts';
import { NO_OFFER } from '../source/capture.ts';
import { candidatesOf, showSame } from './candidates.ts';
import type { MonitorHit } from './hit.ts';
import { byHarm } from './rank.ts';
import { A, B, copy, LAMP, offer, page, seenWork, TODAY } from './test-news.ts';

describe('candidatesOf', () => {
  const places = (copies: readonly SeenCopy[], pages: readonly SeenPage[]): readonly string[] =>
    candidatesOf({ copies, pages }, TODAY).map(
      ({ place, copy: { key }, copies: count, workIds, capturedAt, page: at }) =>
        `${place} ${key} ${count}/${workIds.length} ${capturedAt} ${at === null ? '-' : at.address}`,
    );
  const plain = { isOffer: false };

  it.each<[string, readonly SeenCopy[], readonly SeenPage[], readonly string[]]>([
    ['a picture of no page', [LAMP], [], [`picture sha-lamp lamp 1/1 ${TODAY} -`]],
    [
      'one with an address',
      [{ ...LAMP, address: `${A}.jpg`, at: '2026-11-02T10:00Z' }],
      [],
      [`${A}.jpg lamp 1/1 2026-11-02 -`],
    ],
    [
      'pages that show it',
      [LAMP],
      [page(A, ['lamp'], plain), page(B, ['lamp'], plain), page(B, ['mug'])],
      [`${A} lamp 1/1 ${TODAY} ${A}`, `${B} lamp 1/1 ${TODAY} ${B}`],
    ],
    [
      'offers before other pages',
      [LAMP],
      [page(A, ['lamp'], plain), page(B, ['lamp'])],
      [`${B} lamp 1/1 ${TODAY} ${B}`],
    ],
    [
      'the day of the page before that of the picture',
      [{ ...LAMP, at: '2026-11-02' }],
      [page(A, ['lamp'], { at: '2026-11-03' })],
      [`${A} lamp 1/1 2026-11-03 ${A}`],
    ],
    [
      'the offer that the source names',
      [{ ...LAMP, offer: { ...NO_OFFER, page: B } }],
      [page(A, ['lamp']), page(`${B}/`, ['lamp'])],
      [`${B} lamp 1/1 ${TODAY} ${B}/`],
    ],
    [
      'one of which no page is there',
      [{ ...LAMP, offer: { ...NO_OFFER, page: B } }],
      [page(A, ['lamp'])],
      [`${B} lamp 1/1 ${TODAY} -`],
    ],
    [
      'two pictures of a work, the nearer one first',
      [LAMP, copy('near', [seenWork('lamp', { distance: 1 })])],
      [page(A, ['lamp', 'near'])],
      [`${A} near 2/1 ${TODAY} ${A}`],
    ],
    [
      'two that are as near',
      [LAMP, copy('same', [seenWork('lamp')])],
      [page(A, ['lamp', 'same'])],
      [`${A} lamp 2/1 ${TODAY} ${A}`],
    ],
    [
      'the surer one first',
      [copy('perhaps', [seenWork('lamp', { distance: 0 })], { certainty: 'possible' }), LAMP],
      [page(A, ['lamp', 'perhaps'])],
      [`${A} lamp 2/1 ${TODAY} ${A}`],
    ],
    [
      'two works of one place',
      [LAMP, copy('mug', [seenWork('mug')])],
      [page(A, ['lamp', 'mug'])],
      [`${A} lamp 1/1 ${TODAY} ${A}`, `${A} mug 1/1 ${TODAY} ${A}`],
    ],
    [
      'two that have a work in common',
      [LAMP, copy('both', [seenWork('mug'), seenWork('lamp')])],
      [page(A, ['lamp', 'both'])],
      [`${A} lamp 2/2 ${TODAY} ${A}`],
    ],
    [
      'a picture of two works after one of each',
      [LAMP, copy('mug', [seenWork('mug')]), copy('both', [seenWork('mug'), seenWork('lamp')])],
      [page(A, ['lamp', 'mug', 'both'])],
      [`${A} lamp 3/2 ${TODAY} ${A}`],
    ],
  ])('%s', (_, copies, pages, lines) => {
    expect(places(copies, pages)).toEqual(lines);
  });

  it('takes the later word of an offer, and tells of 50 pages', () => {
    const at = (day: string, seller: string | null) => page(A, ['lamp'], { at: day, offer: offer({ seller }) });
    const seller = (...pages: readonly SeenPage[]) => candidatesOf({ copies: [LAMP], pages }, TODAY)[0]?.offer.seller;
    expect(seller(at('2026-11-02', 'old'), at('2026-11-03', 'new'))).toBe('new');
    expect(seller(at('2026-11-03', 'new'), at('2026-11-02', 'old'))).toBe('new');
    expect(seller(at('2026-11-02', 'first'), at('2026-11-02', 'second'))).toBe('first');
    expect(seller(at('2026-11-02', 'old'), at('2026-11-03', null))).toBe('old');
    const many = Array.from({ length: 51 }, (_, k) => page(`https://x${k}.example/`, ['lamp']));
    expect(candidatesOf({ copies: [LAMP], pages: many }, TODAY).length).toBe(50);
  });

  it('shows the same where a work is in common, or both only our mark', () => {
    expect([
      showSame([], new Set()),
      showSame([], new Set(['a'])),
      showSame(['a'], new Set()),
      showSame(['b', 'a'], new Set(['a'])),
    ]).toEqual([true, false, false, true]);
  });
});

describe('byHarm', () => {
  const hit = (listing: string, more: Partial<MonitorHit> = {}): MonitorHit =>
    ({
      listing,
      certainty: 'copy',
      offer: NO_OFFER,
      copy: LAMP,
      state: 'new',
      repeatSeller: false,
      ...more,
    }) as MonitorHit;
  it('is the order in which hits are told', () => {
    const taken = { copy: { ...LAMP, markRemoved: true } };
    const hits = [
      hit('fake', { offer: offer({ counterfeit: true }) }),
      hit('mark taken off', taken),
      hit('back', { state: 'relisted' }),
      hit('again', { repeatSeller: true }),
      hit('sold 3 at 10', { offer: offer({ price: 10, unitsSold: 3 }) }),
      hit('one at 20', { offer: offer({ price: 20 }) }),
      hit('none at 19', { offer: offer({ price: 19, unitsSold: 0 }) }),
      hit('a'),
      hit('b', { copy: { ...LAMP, markRemoved: false } }),
      hit('marked', { certainty: 'marked', ...taken }),
      hit('likely', { certainty: 'likely', state: 'relisted' }),
      hit('possible', { certainty: 'possible', offer: offer({ counterfeit: true }) }),
    ];
    const names = hits.map(({ listing }) => listing);
    expect(
      hits
        .toReversed()
        .toSorted(byHarm)
        .map(({ listing }) => listing),
    ).toEqual(names);
    expect([byHarm(hit('a'), hit('a')), byHarm(hit('a'), hit('b')), byHarm(hit('b'), hit('a'))]).toEqual([0, -1, 1]);
  });
});
