import { expect, it } from 'vitest';
import { pageSighting, pageText } from './page-sighting.ts';

const sightingOf = (html: string, address: string) => pageSighting(html, { address, path: null });

it.each([
  ['JSON in a string', 'window.x = JSON.parse("{\\"storeName\\":\\"bright lamps\\"}")', 'bright lamps'],
  ['escapes', '{"storeName":"\\u4eae \\"Lamps\\" Ltd"}', '亮 "Lamps" Ltd'],
  ['an object of a script', "var x = {storeName: 'bright lamps'}", 'bright lamps'],
  ['a longer key', '{"otherstoreName":"x"}', null],
  ['a number', '{"storeName":12}', null],
])('the seller in %s', (_, script, seller) => {
  const html = `<body><script>${script}</script></body>`;
  expect(sightingOf(html, 'https://www.aliexpress.com/item/1.html').offer.seller).toBe(seller);
});

it('links of the site and of other sites name no seller', () => {
  const html = '<nav><a href="/usr/me">me</a></nav><a href="https://evil.example/usr/x">x</a><a href="/usr/%zz">y</a>';
  expect(sightingOf(html, 'https://www.ebay.com/itm/1').offer.seller).toBe('%zz');
  expect(sightingOf('<a href="/usr/you">x</a>', 'https://shop.example/itm/1').offer.seller).toBeNull();
});

it('reads pages in the encoding that they state', () => {
  const gbk = Buffer.from([0xc1, 0xc1]);
  expect(pageText(Buffer.concat([Buffer.from('<meta charset="gbk">'), gbk]))).toContain('亮');
  expect(pageText(Buffer.from('<meta charset="no-such">亮'))).toContain('亮');
});

it('takes time that grows with the length of scripts alone', () => {
  const begin = performance.now();
  for (const piece of ['//a.b/', '"storeName":"', 'storeName = ', '\\"', 'shop_detailed:{'])
    sightingOf(`<script>${piece.repeat(2_000_000 / piece.length)}</script>`, 'https://shopee.sg/x-i.1.1');
  expect(performance.now() - begin).toBeLessThan(60_000);
});
