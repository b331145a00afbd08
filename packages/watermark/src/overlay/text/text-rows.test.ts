import { describe, expect, it } from 'vitest';
import { productPicture, withOverlay, wordsSvg } from '../test-pictures.ts';
import { textEvidence } from './text-rows.ts';

const picture = productPicture(5, 900, 900);
const plain = { width: 900, height: 900, data: new Uint8Array(3 * 900 * 900).fill(240) };

describe('textEvidence', () => {
  it('finds nothing on products without text', { tags: 'full' }, () => {
    for (let seed = 1; seed <= 12; seed++) expect(textEvidence(productPicture(seed, 600, 500)).rows).toEqual([]);
  });

  it('finds words on the plain background next to the product, at their place', async () => {
    const { rows } = textEvidence(await withOverlay(picture, wordsSvg('FINEFELT', 36, '#c00'), 30, 840));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ on: 'ground' });
    expect(rows[0]?.x).toBeCloseTo(0.04, 1);
    expect(rows[0]?.y).toBeCloseTo(0.94, 1);
    expect(rows[0]?.shapes).toBeGreaterThanOrEqual(6);
  });

  it('counts each row', async () => {
    const one = await withOverlay(picture, wordsSvg('FINE FELT', 34, '#222'), 20, 20);
    const two = await withOverlay(one, wordsSvg('PILE TIN LIFT', 34, '#222'), 20, 80);
    expect(textEvidence(two).rows).toHaveLength(2);
  });

  it('finds words in a sticker in a corner and in a band along an edge', async () => {
    const sticker = await withOverlay(picture, wordsSvg('TENPIN', 60, '#fff', '#b00'), 700, 10);
    expect(textEvidence(sticker).rows).toMatchObject([{ on: 'label' }]);
    const band = await withOverlay(
      picture,
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="900" height="90" fill="#138"/></svg>',
      0,
      810,
    );
    const words = await withOverlay(band, wordsSvg('FINE FELT PILE', 44, '#fff'), 200, 833);
    expect(textEvidence(words).rows).toMatchObject([{ on: 'label' }]);
  });

  it('finds words in a band where the ringing of JPEG joins them to its edge', async () => {
    const rings = Array.from(
      { length: 36 },
      (_, k) => `<rect x="${200 + 10 * k}" y="36" width="5" height="24" fill="#257"/>`,
    );
    const band = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60" fill="#136"/>${rings.join('')}</svg>`;
    const words = await withOverlay(
      await withOverlay(picture, band, 0, 840),
      wordsSvg('FINE FELT PILE', 40, '#fff'),
      200,
      850,
    );
    expect(textEvidence(words).rows).toMatchObject([{ on: 'label' }]);
  });

  it('leaves print on the product alone, also where the product is as light as the ground', async () => {
    const box =
      '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="600"><rect x="6" y="6" width="488" height="588" fill="#fff" stroke="#888" stroke-width="8"/></svg>';
    const product = await withOverlay(plain, box, 200, 150);
    expect(textEvidence(await withOverlay(product, wordsSvg('FINE FELT', 40, '#222'), 260, 300)).rows).toEqual([]);
  });

  it('does not take the teeth of a comb, a row of dots or a faint trace for text', async () => {
    const teeth = Array.from({ length: 14 }, (_, k) => `<rect x="${10 + 22 * k}" y="5" width="8" height="50"/>`).join(
      '',
    );
    const dots = Array.from({ length: 14 }, (_, k) => `<circle cx="${20 + 30 * k}" cy="30" r="10"/>`).join('');
    for (const shapes of [teeth, dots]) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="440" height="60" fill="#333">${shapes}</svg>`;
      expect(textEvidence(await withOverlay(plain, svg, 100, 400)).rows).toEqual([]);
    }
    expect(textEvidence(await withOverlay(plain, wordsSvg('FINE FELT', 40, '#dcdcdc'), 100, 400)).rows).toEqual([]);
  });

  it('says how much of the picture it could look at', () => {
    expect(textEvidence(plain).examined).toBe(1);
    expect(textEvidence(picture).examined).toBeGreaterThan(0.5);
    const noise = { width: 300, height: 300, data: Uint8Array.from({ length: 270_000 }, (_, i) => (i * 7919) % 251) };
    expect(textEvidence(noise)).toEqual({ rows: [], examined: 0 });
    expect(textEvidence({ width: 1, height: 1, data: new Uint8Array(3) }).rows).toEqual([]);
  });
});
