// Panels detected in small synthetic pictures, whose levels and lengths are at or near a bound; panel-values.txt has them, `left,top,right,bottom` each.

import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { type PanelBox, seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { bandPanels } from './bands.ts';

import { edgePanels } from './edges.ts';
import { panelsOf } from './panels.ts';

type Random = () => number;
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const formatted = (boxes: readonly PanelBox[]): string =>
  boxes.map(({ left, top, right, bottom }) => `${left},${top},${right},${bottom}`).join(' ');

const plain = (width: number, height: number, level: number): GreyImage => ({
  ...{ width, height },
  data: new Uint8Array(width * height).fill(level),
});
const paint = (
  { width, height, data }: GreyImage,
  { left, top, right, bottom }: PanelBox,
  level: (k: number) => number,
): void => {
  for (let y = top; y < Math.min(height, bottom); y++) {
    for (let x = left; x < Math.min(width, right); x++) data[y * width + x] = level(y * width + x);
  }
};

/** Pictures on a plain page, with gutters of a few lines, specks in them, and levels near the tolerance. */
const bands = (random: Random): string => {
  const [width, height] = [whole(random, 88, 140), whole(random, 88, 140)];
  const page = plain(width, height, 200);
  const [across, down] = [whole(random, 38, 42), whole(random, 38, 42)];
  const gap = whole(random, 1, 3);
  for (let top = whole(random, 0, 3); top < height; top += down + gap) {
    for (let left = whole(random, 0, 3); left < width; left += across + gap) {
      const strong = random() < 0.7 ? 90 : whole(random, 13, 16);
      paint(page, { left, top, right: left + across, bottom: top + down }, (k) => 200 - (k % 2 === 0 ? strong : 40));
    }
  }
  for (let k = whole(random, 0, 4); k > 0; k--)
    page.data[whole(random, 0, width * height - 1)] = 200 - whole(random, 13, 16);
  return formatted(bandPanels(page));
};

/** Rectangles on each other that differ by a step or a little less, and some whose sides are broken. */
const insets = (random: Random): string => {
  const page = plain(60, 50, 100);
  for (let k = whole(random, 1, 3); k > 0; k--) {
    const [left, top] = [whole(random, 0, 40), whole(random, 0, 32)];
    const box = { left, top, right: left + whole(random, 7, 30), bottom: top + whole(random, 6, 26) };
    const step = whole(random, 9, 12) * (random() < 0.5 ? 1 : -1);
    const broken = random() < 0.4 ? 0.3 : 0;
    paint(page, box, () => 100 + (random() < broken ? 0 : step));
  }
  return formatted(edgePanels(page));
};

const coloured = ({ width, height, data }: GreyImage): RgbImage => ({
  ...{ width, height },
  data: Uint8Array.from({ length: 3 * data.length }, (_, k) => data[Math.floor(k / 3)] ?? 0),
});
/** Collages of parts of which some are too small, too oblong or too large. */
const collages = (random: Random): string => {
  const page = plain(200, 200, 250);
  for (let k = whole(random, 1, 8); k > 0; k--) {
    const [left, top] = [whole(random, 0, 170), whole(random, 0, 170)];
    const [w, h] = [whole(random, 24, 40) * whole(random, 1, 5), whole(random, 24, 40) * whole(random, 1, 5)];
    const level = whole(random, 0, 200);
    paint(page, { left, top, right: left + w, bottom: top + h }, (i) => level + ((i * 7) % 31));
  }
  return panelsOf(coloured(page))
    .map(({ left, top, right, bottom }) => [left, top, right, bottom].map((each) => Math.round(200 * each)).join())
    .join(' ');
};

describe('parts of made pictures', () => {
  it('stand', async () => {
    const rows = [
      ['bands', bands, 80],
      ['insets', insets, 120],
      ['collages', collages, 50],
    ] as const;
    const text = rows.map(([name, of, count]) =>
      [name, ...Array.from({ length: count }, (_, seed) => `  ${of(seededRandom(seed + 1))}`)].join('\n'),
    );
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('./panel-values.txt');
  });
});
