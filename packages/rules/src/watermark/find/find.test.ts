import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { turnMark } from '../mark/turn-mark.ts';
import { pyramidOf } from '../pyramid/pyramid.ts';
import { GENERIC, PRESENT_RATE, REVIEW_RATE } from '../rates/calibration.ts';
import { Template } from '../template/template.ts';
import { findMark, findStamped } from './find.ts';
import { foundFact } from './found-fact.ts';
import type { PreparedMarks } from './marks.ts';

const MARK_SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240"><g fill="none" stroke="#fff" stroke-width="16" stroke-linejoin="round">
<path d="M20 220 L120 20 L220 220 Z M300 220 V20 H420 L300 120 H420 L330 220"/><circle cx="520" cy="120" r="66"/><path d="M470 190 L580 40"/></g></svg>`;

/** A scene with shading, texture and hard shapes, the same every time. */
const scene = async (width: number, height: number): Promise<Buffer> => {
  const shapes = Array.from({ length: 60 }, (_, i) => {
    const [x, y] = [(i * 197) % width, (i * 331) % height];
    const colour = `hsl(${(i * 47) % 360} ${30 + ((i * 13) % 50)}% ${25 + ((i * 29) % 50)}%)`;
    return i % 2
      ? `<circle cx="${x}" cy="${y}" r="${8 + ((i * 17) % 60)}" fill="${colour}"/>`
      : `<rect x="${x}" y="${y}" width="${10 + ((i * 23) % 120)}" height="${10 + ((i * 11) % 90)}" fill="${colour}" transform="rotate(${(i * 31) % 90} ${x} ${y})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#667"/><stop offset="1" stop-color="#bca"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten().png().toBuffer();
};

const stamped = async (
  picture: Buffer,
  mark: Buffer,
  place: { left: number; top: number; width: number; opacity: number },
): Promise<Buffer> => {
  const { data, info } = await sharp(mark).resize({ width: place.width }).raw().toBuffer({ resolveWithObject: true });
  for (let i = 3; i < data.length; i += 4) data[i] = Math.round((data[i] ?? 0) * place.opacity);
  const input = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
  return sharp(picture)
    .composite([{ input, left: place.left, top: place.top }])
    .png()
    .toBuffer();
};

/** The mark at these angles. */
const marksAt = async (angles: readonly number[]): Promise<PreparedMarks> => {
  const mark = await readMark('brand/mark.png', markPng);
  const templates = angles.map((angle) => new Template(kernel, turnMark(mark, angle)));
  return {
    templates: templates.map((template) => ({ template, tiled: false, calibration: async () => GENERIC })),
    decoys: [],
  };
};

const kernel = createKernel();
let markPng: Buffer;
let marks: PreparedMarks;
let turnedMarks: PreparedMarks;
beforeAll(async () => {
  markPng = await sharp(Buffer.from(MARK_SVG)).trim().png().toBuffer();
  const template = new Template(kernel, await readMark('brand/mark.png', markPng));
  marks = { templates: [{ template, tiled: false, calibration: async () => GENERIC }], decoys: [] };
  turnedMarks = await marksAt([30, -45, 90]);
});

describe('findMark', () => {
  it.each([
    { left: 700, top: 60, width: 420, opacity: 0.5 },
    { left: 180, top: 610, width: 230, opacity: 0.6 },
    { left: 905, top: 700, width: 130, opacity: 0.9 },
  ])('finds a mark $width px wide on 1200 after halving and JPEG 50', async (place) => {
    const large = await stamped(await scene(1200, 900), markPng, place);
    const small = await sharp(large).resize({ width: 600 }).jpeg({ quality: 50 }).toBuffer();
    const found = await findMark(marks, await decodeCanonical(small));
    expect(found.status).toBe('present');
    expect(found.template).toBe('brand/mark.png');
    expect(found.scale).toBeCloseTo(place.width / 1200, 2);
    expect(found.box?.x).toBeCloseTo(place.left / 1200, 1.9);
    expect(found.box?.y).toBeCloseTo(place.top / 900, 1.9);
    expect(Math.abs((found.opacity ?? 0) - place.opacity)).toBeLessThan(0.2);
  });

  it.each([30, -45, 90])(
    'finds a mark that its editor turned by %d°, at that angle',
    { tags: 'full' },
    async (angle) => {
      const upright = await sharp(markPng).resize({ width: 360 }).png().toBuffer();
      const turned = await sharp(upright)
        .rotate(angle, { background: '#0000' })
        .png()
        .toBuffer()
        .then((png) => sharp(png).trim().png().toBuffer());
      const { width = 0, height = 0 } = await sharp(turned).metadata();
      const place = { left: 420, top: 180, width, opacity: 0.6 };
      const picture = await sharp(await stamped(await scene(1200, 900), turned, place))
        .resize({ width: 900 })
        .jpeg({ quality: 60 })
        .toBuffer();
      const found = await findMark(turnedMarks, await decodeCanonical(picture));
      expect(found).toMatchObject({ status: 'present', template: 'brand/mark.png', angle });
      expect(found.scale).toBeCloseTo(360 / 1200, 2);
      expect(found.box?.x).toBeCloseTo(place.left / 1200, 1.9);
      expect(found.box?.y).toBeCloseTo(place.top / 900, 1.9);
      expect(found.box?.width).toBeCloseTo(width / 1200, 1.9);
      expect(found.box?.height).toBeCloseTo(height / 900, 1.9);
    },
  );

  it('finds nothing without the mark, and returns the best place', async () => {
    const found = await findMark(marks, await decodeCanonical(await scene(1200, 900)));
    expect(found).toMatchObject({ status: 'absent', present: false });
    expect(found.falseAlarmRate).toBeGreaterThan(0.01);
    expect(found.box).not.toBeNull();
  });

  it('does not judge a picture that is too small', async () => {
    const found = await findMark(marks, await decodeCanonical(await scene(150, 90)));
    expect(found).toMatchObject({ status: 'indeterminate', present: null });
    expect(found.reason).toContain('too small');
  });

  it('reports a hardly visible mark as no legible one', async () => {
    const plain = await sharp({ create: { width: 1000, height: 800, channels: 3, background: '#f4f4f4' } })
      .png()
      .toBuffer();
    const faint = await stamped(plain, markPng, { left: 300, top: 300, width: 300, opacity: 0.4 });
    const found = await findMark(marks, await decodeCanonical(faint));
    expect(found.status).toBe('illegible');
    expect(found.contrast).toBeLessThan(6);
  });

  it('gives the same value twice', async () => {
    const image = await decodeCanonical(await scene(800, 800));
    expect(await findMark(marks, image)).toEqual(await findMark(marks, image));
  });
});

describe('a mark at the place of its stamp', () => {
  const place = { x: 0.25, y: 0.25, width: 0.35, height: 0.186 };
  const entry = { path: '1.jpg', sha256: '', id: '0123456789ab', mark: 'brand/mark.png', rank: 0, place, opacity: 0.6 };

  it('is found without a search, by the mark that the stamp names', async () => {
    const at = { left: 200, top: 150, width: 280, opacity: 0.6 };
    const image = await decodeCanonical(await stamped(await scene(800, 600), markPng, at));
    expect(findStamped(marks, image, entry)).toMatchObject({
      status: 'present',
      how: 'predicted',
      template: 'brand/mark.png',
    });
    expect(findStamped(marks, image, { ...entry, mark: 'brand/other.png' })).toBeUndefined();
    expect(findStamped(marks, image, { ...entry, place: { ...place, x: 0.6 } })).toBeUndefined();
  });
});

describe('a decoy', () => {
  const at = { left: 200, top: 150, width: 280, opacity: 0.8 };

  it('is distinguished from the mark where it agrees better, and is none where it agrees as well', async () => {
    const svg = MARK_SVG.replace(
      '</g>',
      '<path d="M20 120 H220 M230 20 V220 M300 120 L420 220 M470 50 L580 190"/></g>',
    );
    const decoyPng = await sharp(Buffer.from(svg)).trim().png().toBuffer();
    const decoy = new Template(kernel, await readMark('brand/decoy.png', decoyPng));
    const picture = await decodeCanonical(await stamped(await scene(800, 600), decoyPng, at));
    expect((await findMark(marks, picture)).status).toBe('present');
    expect(await findMark({ ...marks, decoys: [decoy] }, picture)).toMatchObject({
      status: 'absent',
      present: false,
      reason: 'it is the decoy brand/decoy.png',
    });
    const marked = await decodeCanonical(await stamped(await scene(800, 600), markPng, at));
    const [own] = marks.templates;
    expect(await findMark({ ...marks, decoys: [decoy, ...(own ? [own.template] : [])] }, marked)).toMatchObject({
      status: 'present',
      reason: null,
    });
  });
});

describe('what a search has found', () => {
  const at = { left: 90, top: 60, width: 80, opacity: 0.6 };
  const there = { x: 130 / 800, y: 75 / 600 };
  const found = async (rate: number, places: readonly { readonly x: number; readonly y: number }[], tiled: boolean) => {
    const plain = sharp({ create: { width: 800, height: 600, channels: 3, background: '#666' } });
    const picture = await stamped(await plain.png().toBuffer(), markPng, at);
    const pyramid = pyramidOf(kernel, await decodeCanonical(picture));
    const template = new Template(kernel, await readMark('brand/mark.png', markPng));
    const hit = {
      ...{ scale: 80 / 800, score: 5, places, agreement: 0.9, isPartial: false },
      stage: { size: 768, narrowest: 20, step: 1.075 } as const,
    };
    return foundFact({ template, calibration: GENERIC, hit, rate }, tiled, pyramid);
  };

  it.each([
    [PRESENT_RATE, 'present'],
    [1.001 * PRESENT_RATE, 'review'],
    [REVIEW_RATE, 'review'],
    [1.001 * REVIEW_RATE, 'absent'],
  ])('is at a false-alarm rate of %f %s', async (rate, status) => {
    expect(await found(rate, [there], false)).toMatchObject({ status, falseAlarmRate: Number(rate.toPrecision(3)) });
  });

  it('is measured as sharp as the picture is, be the mark small', async () => {
    const { opacity } = await found(PRESENT_RATE, [there], false);
    expect(Math.abs((opacity ?? 0) - at.opacity)).toBeLessThan(0.05);
  });

  it('of a repeated mark is in the box around its copies, cut at the border; without copies it is for a person to review', async () => {
    const { box, copies } = await found(PRESENT_RATE, [there, { x: 0.99, y: 0.5 }], true);
    expect(copies).toHaveLength(2);
    expect(box?.x).toBeCloseTo(90 / 800, 2);
    expect(box?.y).toBeCloseTo(60 / 600, 2);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeCloseTo(1, 3);
    expect(await found(PRESENT_RATE, [], true)).toMatchObject({ status: 'review', present: null, box: null });
  });
});

describe('readMark', () => {
  it('refuses a mark without transparency, and one that is all transparent', async () => {
    const opaque = await sharp({ create: { width: 60, height: 20, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    await expect(readMark('mark.png', opaque)).rejects.toThrow('no transparent pixel');
    const empty = await sharp({ create: { width: 60, height: 20, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    await expect(readMark('mark.png', empty)).rejects.toThrow('no visible pixel');
  });
});
