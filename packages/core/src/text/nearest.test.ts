import { expect, it } from 'vitest';
import { misspelt, nearest, suggest } from './nearest.ts';

const known = ['aliexpress', 'amazon', 'chart', 'ebay', 'etsy', 'main', 'mercadolibre', 'original'];

it.each([
  ['amzon', 'amazon'],
  ['mian', 'main'],
  ['charts', 'chart'],
  ['etzy', 'etsy'],
  ['ali-express', 'aliexpress'],
  ['mercado-libre', 'mercadolibre'],
  ['orignal', 'original'],
  ['origina', 'original'],
  ['ebay-de', undefined],
  ['packaging', undefined],
  ['back', undefined],
  ['mini', undefined],
  ['shop', undefined],
  ['main', undefined],
  ['', undefined],
  // Two letters swapped, and nothing else.
  ['chrat', 'chart'],
  ['hcra', undefined],
  ['mianx', undefined],
])('%s is a slip of %s', (word, meant) => {
  expect(misspelt(word, known)).toBe(meant);
});

it.each([
  ['amzn', 'amazon'],
  ['size', 'acme/size'],
  ['xyzxyz', undefined],
  ['x'.repeat(101), undefined],
])('the nearest to %s is %s', (name, best) => {
  expect(nearest(name, ['amazon', 'acme/size', 'x'.repeat(100)])).toBe(best);
});

it('tells the known names where none is near and they are few', () => {
  expect(suggest('xyz', ['b', 'a'])).toBe('known: a, b');
  expect(suggest('xyz', [])).toBeUndefined();
  const many = Array.from({ length: 12 }, (_, index) => `name-${index}`);
  expect(suggest('xyz', many)).toContain('known: name-0');
  expect(suggest('xyz', [...many, 'more'])).toBeUndefined();
});

it('a name of a hundred letters may be a slip, a longer one is none', () => {
  const long = 'a'.repeat(100);
  expect([nearest(`${long.slice(1)}b`, [long]), misspelt(`${long.slice(1)}b`, [long])]).toEqual([long, long]);
  expect([nearest(`${long}b`, [long]), misspelt(`${long}b`, [long])]).toEqual([undefined, undefined]);
});

it('two letters are swapped only where each stands in the place of the other', () => {
  expect(misspelt('abest', ['bcest'])).toBeUndefined();
  expect(misspelt('baest', ['abest'])).toBe('abest');
});
