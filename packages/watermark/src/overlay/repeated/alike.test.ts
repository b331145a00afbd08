import { describe, expect, it } from 'vitest';
import { directionField } from '../direction-field.ts';
import { markSvg, productPicture, withOverlay } from '../test-pictures.ts';
import { likeness, stretched } from './alike.ts';

const grid = (image: Parameters<typeof directionField>[0]) => stretched(directionField(image));

describe('likeness', () => {
  it('is high for another colour, size or label of one shot', async () => {
    const shot = productPicture(4, 480, 480);
    const paler = { ...shot, data: shot.data.map((value) => 128 + value / 2) };
    expect(likeness(grid(shot), grid(paler))).toBeGreaterThan(0.6);
    expect(likeness(grid(shot), grid(productPicture(4, 700, 700)))).toBeGreaterThan(0.6);
    expect(likeness(grid(shot), grid(await withOverlay(shot, markSvg(140, '#fff', 1), 170, 200)))).toBeGreaterThan(0.5);
  });

  it('is low for different products, also with one large mark on both', { tags: 'full' }, async () => {
    for (let seed = 1; seed < 8; seed++) {
      const a = productPicture(seed, 480, 480);
      const b = productPicture(seed + 20, 480, 480);
      expect(likeness(grid(a), grid(b))).toBeLessThan(0.3);
      const marked = await Promise.all([a, b].map((image) => withOverlay(image, markSvg(150, '#222', 1), 320, 390)));
      const [first, second] = marked.map(grid);
      expect(first && second && likeness(first, second)).toBeLessThan(0.35);
    }
  });

  it('takes two pictures without an edge for alike', () => {
    const plain = new Uint8Array(128 * 128);
    expect(likeness(plain, plain)).toBe(1);
  });
});
