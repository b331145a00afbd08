// When a place where a copy was known is said to show other pictures: once each of them was told, and not as long as one may be the copy still.
import { describe, expect, it } from 'vitest';
import type { Capture } from '../source/capture.ts';
import { NO_PROGRESS } from './journal.ts';
import type { PictureVerdict } from './judge-picture.ts';
import { lookThrough } from './look-through.ts';

const PAGE = 'https://market.example/item/1';
const OFFER = { seller: null, title: null, price: null, currency: null, unitsSold: null, counterfeit: false };

const capturesOf = (names: readonly string[], isOffered: boolean): readonly Capture[] => {
  const pictures = names.map((name, index): Capture => {
    const address = `https://market.example/${name}.jpg`;
    return {
      ...{ kind: 'picture', name, index, address, key: address, at: null },
      offer: isOffered ? { page: PAGE, ...OFFER } : null,
      bytes: async () => Buffer.from(name),
    };
  });
  if (isOffered) return pictures;
  const shown = names.map((name) => `<img src="/${name}.jpg">`).join('');
  const page = { name: 'page', index: names.length, address: PAGE, at: null, status: 200, path: null };
  return [...pictures, { kind: 'page', ...page, bytes: async () => Buffer.from(`<body>${shown}</body>`) }];
};

const goneOf = async (verdicts: Readonly<Record<string, PictureVerdict>>, isOffered = false) => {
  const captures = capturesOf(Object.keys(verdicts), isOffered);
  const { gone } = await lookThrough({
    sources: [
      {
        ...{ name: 'crawl', kind: 'folder', sha256: '0'.repeat(64), bytes: null },
        captures: async function* () {
          yield* captures;
        },
      },
    ],
    judge: (bytes) => ({
      verdict: Promise.resolve(verdicts[bytes.toString()] ?? { isOther: true }),
      isRepeated: false,
    }),
    journal: { read: async () => NO_PROGRESS, write: async () => {}, remove: async () => {} },
    knownPlaces: new Set(['market.example/item/1', PAGE]),
    until: Number.POSITIVE_INFINITY,
  });
  return gone.map(({ why }) => why);
};

describe('a place where a copy was known', () => {
  const OTHER = { isOther: true } as const;
  it('shows other pictures where each of them is another one', async () => {
    expect(await goneOf({ a: OTHER, b: OTHER })).toEqual(['the page shows other pictures']);
    expect(await goneOf({ a: OTHER }, true)).toEqual(['the page shows other pictures']);
  });
  it.each([
    ['broken', { problem: 'cut off' }],
    ['plain', { untold: 'too little detail' }],
  ] as const)('may show the copy still where one is %s', async (_name, verdict) => {
    expect(await goneOf({ a: OTHER, b: verdict })).toEqual([]);
    expect(await goneOf({ b: verdict }, true)).toEqual([]);
  });
});
