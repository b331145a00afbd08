import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { turnMark } from '../mark/turn-mark.ts';
import { type Calibration, GENERIC, tiledRate } from '../rates/calibration.ts';
import { Template } from '../template/template.ts';
import { findMark } from './find.ts';
import type { PreparedMarks } from './marks.ts';

const MARK = `<g fill="none" stroke="#fff" stroke-width="16" stroke-linejoin="round">
<path d="M20 220 L120 20 L220 220 Z M300 220 V20 H420 L300 120 H420 L330 220"/><circle cx="520" cy="120" r="66"/><path d="M470 190 L580 40"/></g>`;
/** Sums of scores of pictures without the mark come to 4 to 12. */
const CALIBRATION: Calibration = {
  ...GENERIC,
  stages: {
    384: { location: 3, scale: 1 },
    512: { location: 5, scale: 1 },
    768: { location: 7, scale: 1.5 },
  },
};

const WIDTH = 1100;
const HEIGHT = 800;

const shapes = (): string =>
  Array.from({ length: 40 }, (_, i) => {
    const [x, y] = [(i * 197) % WIDTH, (i * 331) % HEIGHT];
    const colour = `hsl(${(i * 47) % 360} ${30 + ((i * 13) % 50)}% ${25 + ((i * 29) % 50)}%)`;
    return i % 2
      ? `<circle cx="${x}" cy="${y}" r="${8 + ((i * 17) % 60)}" fill="${colour}"/>`
      : `<rect x="${x}" y="${y}" width="${10 + ((i * 23) % 120)}" height="${10 + ((i * 11) % 90)}" fill="${colour}" transform="rotate(${(i * 31) % 90} ${x} ${y})"/>`;
  }).join('');

/** A scene with the mark over all of it: `width` px wide, in rows turned by `angle`, every other row moved by half a step. */
const tiledScene = async (width: number, angle: number, opacity: number): Promise<Buffer> => {
  const scale = width / 600;
  const copies = Array.from({ length: 31 * 31 }, (_, i) => {
    const [column, row] = [(i % 31) - 15, Math.floor(i / 31) - 15];
    return `<g transform="translate(${(column + (row & 1) / 2) * width * 1.4} ${row * width * 0.7}) scale(${scale})">${MARK}</g>`;
  });
  const overlay = `<g opacity="${opacity}" transform="translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${angle})">${copies.join('')}</g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#8a9a92"/>${shapes()}${opacity > 0 ? overlay : ''}</svg>`;
  const large = await sharp(Buffer.from(svg)).flatten().png().toBuffer();
  return sharp(large)
    .resize({ width: WIDTH * 0.6 })
    .jpeg({ quality: 60 })
    .toBuffer();
};

let marks: PreparedMarks;
beforeAll(async () => {
  const png = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">${MARK}</svg>`))
    .trim()
    .png()
    .toBuffer();
  const kernel = createKernel();
  const mark = await readMark('brand/pattern.png', png);
  const templates = [0, -30].map((angle) => ({
    template: new Template(kernel, turnMark(mark, angle)),
    tiled: true,
    calibration: async () => CALIBRATION,
  }));
  marks = { templates, decoys: [] };
});

describe('findMark, of a repeated mark', () => {
  it.each([
    { width: 200, angle: 0, opacity: 0.2 },
    { width: 130, angle: -30, opacity: 0.12 },
  ])(
    'finds it $width px wide on 1100, turned by $angle°, at opacity $opacity',
    { tags: 'full' },
    async ({ width, angle, opacity }) => {
      const found = await findMark(marks, await decodeCanonical(await tiledScene(width, angle, opacity)));
      expect(found).toMatchObject({ status: 'present', template: 'brand/pattern.png', angle, tiled: true });
      expect(found.copies?.length).toBeGreaterThanOrEqual(6);
      // The trimmed mark is 574 of its 600 px wide.
      expect((found.scale ?? 0) / ((width * 574) / 600 / WIDTH)).toBeCloseTo(1, 1.3);
      expect(found.contrast).toBeGreaterThan(5);
      expect(Math.abs((found.opacity ?? 0) - opacity)).toBeLessThan(0.08);
      expect(found.box?.width).toBeGreaterThan(0.6);
    },
  );

  it('finds nothing on the same scene without it', async () => {
    const found = await findMark(marks, await decodeCanonical(await tiledScene(200, 0, 0)));
    expect(found).toMatchObject({ status: 'absent', present: false });
  });

  it('looks for no mark that stands once where it is found', async () => {
    const [upright] = marks.templates;
    if (!upright) throw new Error('no mark');
    const once = vi.fn(async () => GENERIC);
    const both = { ...marks, templates: [upright, { ...upright, tiled: false, calibration: once }] };
    const found = await findMark(both, await decodeCanonical(await tiledScene(200, 0, 0.2)));
    expect(found).toMatchObject({ status: 'present', tiled: true });
    expect(once).not.toHaveBeenCalled();
  });

  it('falls back to marks that stand once', { tags: 'full' }, async () => {
    const [upright] = marks.templates;
    if (!upright) throw new Error('no mark');
    const both = {
      ...marks,
      templates: [...marks.templates, { ...upright, tiled: false, calibration: async () => GENERIC }],
    };
    const one = await sharp(await tiledScene(200, 0, 0))
      .composite([
        {
          input: await sharp(
            Buffer.from(
              `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240" width="240" height="96">${MARK}</svg>`,
            ),
          )
            .png()
            .toBuffer(),
          left: 300,
          top: 200,
        },
      ])
      .png()
      .toBuffer();
    expect(await findMark(both, await decodeCanonical(one))).toMatchObject({
      status: 'present',
      tiled: false,
      copies: null,
    });
  });
});

describe('tiledRate', () => {
  it('grows with the marks that are tried, and falls with the score', () => {
    const rate = (score: number, tried: number): number => tiledRate(CALIBRATION, 512, { score, copies: 8 }, tried);
    expect(rate(26, 4)).toBeGreaterThan(rate(26, 1));
    expect(rate(32, 1)).toBeLessThan(rate(26, 1));
    expect(rate(0, 1)).toBe(1);
  });

  it('calls two copies no pattern, however clear they are', () => {
    expect(tiledRate(CALIBRATION, 512, { score: 60, copies: 2 }, 1)).toBeGreaterThan(1e-3);
    expect(tiledRate(CALIBRATION, 512, { score: 60, copies: 3 }, 1)).toBeLessThan(1e-3);
  });
});
