import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import type { PartEdges } from '../pair/mapping.ts';
import { cutOut, isSmallPanel, panelsOf } from './panels.ts';
import { pastedAt, plainPage } from './test-pages.ts';

/** A picture of rectangles without grain, another one for each seed. */
const scene = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  // Grounds of neighbours differ: between equal ones there is no edge.
  const picture = plainPage(width, height, 40 + 50 * (seed % 4));
  for (let k = 0; k < 30; k++) {
    const [w, h] = [Math.ceil(random() * width * 0.4), Math.ceil(random() * height * 0.4)];
    pastedAt(
      picture,
      plainPage(w, h, random() * 255),
      Math.floor(random() * (width - w)),
      Math.floor(random() * (height - h)),
    );
  }
  return picture;
};
/** How well the panel that fits best fits a box, px: the share of both that they have in common. */
const bestFit = (
  panels: readonly PartEdges[],
  picture: RgbImage,
  [left, top, width, height]: readonly [number, number, number, number],
): number =>
  Math.max(
    0,
    ...panels.map((panel) => {
      const [l, t, r, b] = [
        panel.left * picture.width,
        panel.top * picture.height,
        panel.right * picture.width,
        panel.bottom * picture.height,
      ];
      const common =
        Math.max(0, Math.min(r, left + width) - Math.max(l, left)) *
        Math.max(0, Math.min(b, top + height) - Math.max(t, top));
      return common / (width * height + (r - l) * (b - t) - common);
    }),
  );

describe('panelsOf', () => {
  it('finds the picture of a page, between its bars and margins', () => {
    const page = plainPage(400, 700, 255);
    pastedAt(page, plainPage(400, 40, 30), 0, 0);
    pastedAt(page, scene(1, 320, 260), 40, 80);
    pastedAt(page, plainPage(320, 50, 90), 40, 420);
    expect(bestFit(panelsOf(page), page, [40, 80, 320, 260])).toBeGreaterThan(0.85);
  });
  it('finds a small thing between words on a page', () => {
    const page = plainPage(361, 512, 252);
    pastedAt(page, plainPage(361, 30, 60), 0, 0);
    const words = (left: number, top: number): void => {
      for (let line = 0; line < 12; line++)
        for (let k = 0; k < 14; k++) pastedAt(page, plainPage(7, 5, 40), left + 10 * k, top + 9 * line);
    };
    words(30, 190);
    pastedAt(page, scene(3, 62, 38), 240, 224);
    words(180, 330);
    pastedAt(page, scene(2, 110, 100), 30, 334);
    const panels = panelsOf(page);
    expect(bestFit(panels, page, [240, 224, 62, 38])).toBeGreaterThan(0.85);
    expect(bestFit(panels, page, [30, 334, 110, 100])).toBeGreaterThan(0.85);
    const small = panels.filter((panel) => isSmallPanel(panel, page));
    expect(bestFit(small, page, [240, 224, 62, 38])).toBeGreaterThan(0.85);
    expect(bestFit(small, page, [30, 334, 110, 100])).toBeLessThan(0.5);
    // Words are no panels.
    for (const { left, right, top } of panels) {
      const isWords = right < 0.6 && top > 0.3 && top < 0.6 && left > 0.05;
      expect(isWords).toBe(false);
    }
  });
  it('finds the pictures of a collage, with gutters and without', () => {
    for (const gap of [0, 8]) {
      const collage = plainPage(500 + gap, 400 + gap, 255);
      const boxes = [0, 1, 2, 3].map((k) => [(k % 2) * (250 + gap), (k >> 1) * (200 + gap), 250, 200] as const);
      for (const [k, [left, top, width, height]] of boxes.entries())
        pastedAt(collage, scene(10 + k, width, height), left, top);
      const panels = panelsOf(collage);
      for (const box of boxes) expect(bestFit(panels, collage, box), `gap ${gap}`).toBeGreaterThan(0.85);
    }
  });
  it('finds an inset by its edges', () => {
    const picture = scene(21, 500, 400);
    pastedAt(picture, scene(22, 210, 170), 240, 190);
    expect(bestFit(panelsOf(picture), picture, [240, 190, 210, 170])).toBeGreaterThan(0.85);
  });
  it('finds a narrow picture on a page, and takes rows of letters for none', () => {
    const page = plainPage(400, 520, 255);
    pastedAt(page, scene(51, 52, 150), 40, 60);
    const random = seededRandom(52);
    for (let top = 60; top < 480; top += 22)
      for (let left = 140; left < 360; left += 9) pastedAt(page, plainPage(6, 10, 120 * random()), left, top);
    const panels = panelsOf(page);
    expect(bestFit(panels, page, [40, 60, 52, 150])).toBeGreaterThan(0.85);
    expect(bestFit(panels, page, [140, 60, 220, 420])).toBeLessThan(0.5);
  });
  it('finds a few at most in any picture, and none in a plain one', () => {
    expect(panelsOf(plainPage(300, 300, 200))).toEqual([]);
    expect(panelsOf(scene(31, 400, 300)).length).toBeLessThan(14);
  });
  it('cuts a panel out', () => {
    const picture = scene(41, 100, 80);
    const cut = cutOut(picture, { left: 0.1, top: 0.25, right: 0.6, bottom: 0.75 });
    expect([cut.width, cut.height]).toEqual([50, 40]);
    expect(Array.from(cut.data.slice(0, 3))).toEqual(
      Array.from(picture.data.slice(3 * (20 * 100 + 10), 3 * (20 * 100 + 10) + 3)),
    );
  });
});
