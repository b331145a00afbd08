// What is licensed, refused, too much, or of a seller who is known, at both sides of each decision.

import type { KnownHit } from '@listing-lint/disputes';
import { describe, expect, it } from 'vitest';
import { A, B, copy, known, LAMP, type NewsCase, newsIn, offer, page, seenWork, TODAY, told } from './test-news.ts';

describe('what is allowed, refused or too much', () => {
  const shop = (until?: string) => ({ name: 'Shop', domain: 'a.example', ...(until === undefined ? {} : { until }) });
  const many = (count: number): NewsCase => ({
    pages: Array.from({ length: count }, (_, k) => page(`https://x${k}.example/`, ['lamp'])),
    policy: { mostHits: 9 },
  });
  it.each<[string, NewsCase, readonly string[]]>([
    ['a licensee', { policy: { licensees: [shop()] } }, ['licensed Shop 1']],
    ['until that day', { policy: { licensees: [shop(TODAY)] } }, ['licensed Shop 1']],
    [
      'one whose licence has ended',
      { policy: { licensees: [shop('2026-11-25')] } },
      [`new, ${A}, ${TODAY}, Shop, until 2026-11-25`],
    ],
    ['of this work', { policy: { licensees: [{ ...shop(), works: ['mug', 'lamp'] }] } }, ['licensed Shop 1']],
    ['of its path', { policy: { licensees: [{ ...shop(), works: ['originals/lamp.jpg'] }] } }, ['licensed Shop 1']],
    ['of another work', { policy: { licensees: [{ ...shop(), works: ['mug'] }] } }, [`new, ${A}, ${TODAY}`]],
    ['elsewhere', { policy: { licensees: [{ name: 'Shop', domain: 'b.example' }] } }, [`new, ${A}, ${TODAY}`]],
    [
      'fakes are nobody’s licence',
      { pages: [page(A, ['lamp'], { offer: offer({ counterfeit: true }) })], policy: { licensees: [shop()] } },
      [`new, ${A}, ${TODAY}`],
    ],
    [
      'the second of two',
      { policy: { licensees: [{ name: 'Other', domain: 'b.example' }, shop()] } },
      ['licensed Shop 1'],
    ],
    ['known, and licensed by now', { history: [known(A)], policy: { licensees: [shop()] } }, ['licensed Shop 1']],
    ['refused', { policy: { refused: [{ reason: 'ours' }] } }, ['refused ours 1']],
    [
      'refused before it is licensed',
      { policy: { refused: [{ reason: 'ours' }], licensees: [shop()] } },
      ['refused ours 1'],
    ],
    ['by the work', { policy: { refused: [{ reason: 'r', work: 'lamp' }] } }, ['refused r 1']],
    ['by another work', { policy: { refused: [{ reason: 'r', work: 'mug' }] } }, [`new, ${A}, ${TODAY}`]],
    [
      'by its product',
      {
        copies: [copy('lamp', [seenWork('lamp', { product: 'Lights' })])],
        policy: { refused: [{ reason: 'r', work: 'Lights' }] },
      },
      ['refused r 1'],
    ],
    [
      'by the listing, whatever follows visitors',
      { policy: { refused: [{ reason: 'r', listing: `http://www.a.example/1/?utm_source=x` }] } },
      ['refused r 1'],
    ],
    ['by another listing', { policy: { refused: [{ reason: 'r', listing: B }] } }, [`new, ${A}, ${TODAY}`]],
    ['by the host', { policy: { refused: [{ reason: 'r', domain: 'a.example' }] } }, ['refused r 1']],
    ['by one above it', { policy: { refused: [{ reason: 'r', domain: 'example' }] } }, ['refused r 1']],
    [
      'by one that only ends so',
      { policy: { refused: [{ reason: 'r', domain: '.example' }] } },
      [`new, ${A}, ${TODAY}`],
    ],
    ['by the picture', { policy: { refused: [{ reason: 'r', picture: 'sha-lamp' }] } }, ['refused r 1']],
    [
      'by all that is named',
      { policy: { refused: [{ reason: 'r', work: 'lamp', domain: 'b.example' }] } },
      [`new, ${A}, ${TODAY}`],
    ],
    ['as many places as may be', many(3), [0, 1, 2].map((k) => `new, https://x${k}.example/, ${TODAY}`)],
    ['one more', many(4), ['flood originals/lamp.jpg 4 https://x0.example/']],
  ])('%s', (_, matter, lines) => {
    expect(told(matter)).toEqual(lines);
  });

  it('holds back what one run would tell too much of, and counts it', () => {
    const hosts = ['a', 'b', 'c', 'd'];
    const matter = (count: number): NewsCase => ({
      copies: hosts.slice(0, count).map((name) => copy(name, [seenWork(name)])),
      pages: hosts.slice(0, count).map((name) => page(`https://${name}.example/`, [name])),
    });
    expect(told(matter(3)).filter((line) => /heldBack/.test(line))).toEqual([]);
    expect(told(matter(4)).filter((line) => /heldBack/.test(line))).toEqual(['heldBack 1']);
  });

  it('knows a seller again, by the account on the platform', () => {
    const by = (seller: string | null) => ({ offer: offer({ seller }) });
    const two = (one: string | null, other: string | null, history: readonly KnownHit[] = []) =>
      newsIn({
        copies: [LAMP, copy('mug', [seenWork('mug')])],
        pages: [page('https://a.example/1', ['lamp'], by(one)), page('https://a.example/2', ['mug'], by(other))],
        history,
      }).hits.map(({ repeatSeller }) => repeatSeller);
    expect(two('bright', 'bright')).toEqual([true, true]);
    expect(two('bright', 'dim')).toEqual([false, false]);
    expect(two(null, null)).toEqual([false, false]);
    expect(two('bright', null, [known(B, { seller: 'bright', platform: 'a.example' })])).toEqual([true, false]);
    expect(two('bright', null, [known(B, { seller: 'bright', platform: 'b.example' })])).toEqual([false, false]);
  });

  it('tells floods by how many places there are, once each', () => {
    const lines = told({
      copies: [LAMP, copy('mug', [seenWork('mug')])],
      pages: Array.from({ length: 6 }, (_, k) => page(`https://x${k}.example/`, k < 4 ? ['lamp', 'mug'] : ['mug'])),
    });
    expect(lines).toEqual([
      'flood originals/mug.jpg 6 https://x0.example/',
      'flood originals/lamp.jpg 4 https://x0.example/',
    ]);
  });

  it('reports a copy of a work whose lookalikes stand on too many pages', () => {
    const lookalike = copy('alike', [seenWork('lamp')], { certainty: 'possible' });
    const pages = Array.from({ length: 5 }, (_, k) => page(`https://x${k}.example/`, ['alike']));
    expect(told({ copies: [LAMP, lookalike], pages: [...pages, page(A, ['lamp'])] })).toEqual([
      `new, ${A}, ${TODAY}`,
      'flood originals/lamp.jpg 5 https://x0.example/',
    ]);
  });

  it('reports a picture that shows another work beside the one that is set apart', () => {
    const both = copy('both', [seenWork('mug'), seenWork('lamp')]);
    const pages = Array.from({ length: 4 }, (_, k) => page(`https://x${k}.example/`, ['lamp']));
    expect(told({ copies: [LAMP, both], pages: [...pages, page(A, ['both'])] })).toEqual([
      `new, ${A}, ${TODAY}`,
      'flood originals/lamp.jpg 4 https://x0.example/',
    ]);
  });
});
