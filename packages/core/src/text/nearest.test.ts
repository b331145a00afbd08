import { expect, it } from 'vitest';
import { misspelt } from './nearest.ts';

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
])('%s is a slip of %s', (word, meant) => {
  expect(misspelt(word, known)).toBe(meant);
});
