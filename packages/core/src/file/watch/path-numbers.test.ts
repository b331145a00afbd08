import { describe, expect, it } from 'vitest';
import { PathNumbers } from './path-numbers.ts';

describe('numbers for paths', () => {
  const odd = [
    '',
    '/',
    '/tmp',
    '/tmp/',
    'a',
    'a/',
    '//',
    '/ü/„',
    'a/\ud800',
    'a/\udc00',
    'a/\ufffd',
    'a/\u{1f600}',
    'a\\b',
    'image\0a/b',
  ];
  const many = Array.from({ length: 5000 }, (_, k) => `/shop/listings/item-${k % 700}/${k}.jpg`);
  const paths = [...odd, ...many];

  it('are the same for the same path, and give it back', () => {
    const numbers = new PathNumbers();
    const given = paths.map((path) => numbers.numberOf(path));
    expect(new Set(given).size).toBe(paths.length);
    expect(paths.map((path) => numbers.numberOf(path))).toEqual(given);
    expect(paths.map((path) => numbers.find(path))).toEqual(given);
    expect(given.map((number) => numbers.pathOf(number))).toEqual(paths);
  });

  it('are given to folders as well, and to nothing that is only looked for', () => {
    const numbers = new PathNumbers();
    expect([numbers.find('a/b'), numbers.numberOf('a/b'), numbers.find('a'), numbers.find('b'), numbers.size]).toEqual([
      -1, 1, 0, -1, 2,
    ]);
  });
});
