import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { turnMark } from '../mark/turn-mark.ts';
import { GENERIC } from '../rates/calibration.ts';
import { Template } from '../template/template.ts';
import { findMark } from './find.ts';
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

  it.each([30, -45, 90])('finds a mark that its editor turned by %d°, at that angle', async (angle) => {
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
  });

  it('finds nothing without the mark, and says where it looked best', async () => {
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
