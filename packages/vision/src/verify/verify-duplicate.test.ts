// Duplicates by hash, registered: copies stay duplicates, one with a small changed part does not.

import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { bag, NAME, OTHER_NAME, saidBy } from './test-registered.ts';
import { verifyDuplicate } from './verify-duplicate.ts';

const [WIDTH, HEIGHT] = [560, 420];
/** A scene with figures on a white strip; shapes are drawn, as fonts differ. */
const scene = seededScene(7, WIDTH, HEIGHT);
const card = (figures: string): Promise<Buffer> => {
  const { data, width, height } = scene;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect y="330" width="${WIDTH}" height="90" fill="#fff"/>${figures}</svg>`;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
};
const bar = (x: number, fill = '#e0b040'): string => `<rect x="${x}" y="352" width="6" height="40" fill="${fill}"/>`;
const ring = (x: number): string => `<circle cx="${x}" cy="372" r="15" fill="none" stroke="#e0b040" stroke-width="6"/>`;
const TEN = `${bar(420)}${ring(450)}`;

const said = saidBy(verifyDuplicate);

describe('pictures that hashes call one', () => {
  it.each([
    ['a numeral more', `${bar(400)}${TEN}`],
    ['another numeral', `${ring(420)}${ring(450)}`],
    ['the same one in another colour', `${bar(420, '#2050c0')}${ring(450)}`],
    ['no numeral', ''],
  ])('are variants with %s', async (_, figures) => {
    const [ten, other] = [await card(TEN), await card(figures)];
    expect(await said(ten, other)).toEqual(['duplicate', 'variant']);
    const small = await sharp(other).resize(400).jpeg({ quality: 70 }).toBuffer();
    expect(await said(small, ten)).toEqual(['duplicate', 'variant']);
  });

  it.each<readonly [string, (picture: Sharp) => Sharp]>([
    ['compressed', (picture) => picture.jpeg({ quality: 40 })],
    ['smaller', (picture) => picture.resize(300).jpeg({ quality: 80 })],
    ['larger', (picture) => picture.resize(900).webp({ quality: 70 })],
    ['blurred', (picture) => picture.blur(2).jpeg()],
    ['sharpened', (picture) => picture.sharpen({ sigma: 1 }).jpeg()],
    ['a little lighter', (picture) => picture.linear(1.02, 2).jpeg()],
    ['mirrored', (picture) => picture.flop().jpeg()],
    ['turned', (picture) => picture.rotate(90).jpeg()],
    ['turned the other way', (picture) => picture.rotate(270).jpeg()],
    ['turned upside down', (picture) => picture.rotate(180).jpeg()],
    [
      'framed',
      (picture) =>
        picture.extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#000' }).jpeg({ quality: 60 }),
    ],
  ])('stay duplicates where one is %s', async (_, change) => {
    const ten = await card(TEN);
    const copy = await change(sharp(ten)).toBuffer();
    expect(await said(copy, ten)).toEqual(['duplicate', 'duplicate']);
    // And what is changed in a copy is seen there, too.
    const changed = await change(sharp(await card(`${ring(420)}${ring(450)}`))).toBuffer();
    expect((await said(changed, ten)).at(-1)).toBe('variant');
  });
});

const FAINT = '#f9e27a';

describe('words that are a few pixels high', () => {
  it('are distinguished in pictures without more detail, too', { tags: 'full' }, async () => {
    const small = (name: readonly number[], quality: number): Promise<Buffer> =>
      bag(name, '#402000').then((picture) => sharp(picture).resize(560).jpeg({ quality }).toBuffer());
    const one = await small(NAME, 90);
    expect(await said(await small(OTHER_NAME, 80), one)).toEqual(['duplicate', 'variant']);
    const turned = await sharp(await small(OTHER_NAME, 90))
      .flop()
      .jpeg({ quality: 80 })
      .toBuffer();
    expect(await said(one, turned)).toEqual(['duplicate', 'variant']);
    expect(await said(await small(NAME, 25), one)).toEqual(['duplicate', 'duplicate']);
  });

  it('are distinguished in full detail only', { tags: 'full' }, async () => {
    const [one, other] = [await bag(NAME, FAINT), await bag(OTHER_NAME, FAINT)];
    expect(await saidBy(verifyDuplicate, false)(one, other)).toEqual(['duplicate', 'duplicate']);
    expect(await said(one, other)).toEqual(['duplicate', 'variant']);
    const turned = await sharp(other).flop().rotate(90).jpeg({ quality: 80 }).toBuffer();
    expect(await said(turned, one)).toEqual(['duplicate', 'variant']);
  });

  it.each<readonly [string, (picture: Sharp) => Sharp]>([
    ['compressed', (picture) => picture.jpeg({ quality: 30 })],
    ['smaller', (picture) => picture.resize(800).jpeg({ quality: 60 })],
    ['sharpened', (picture) => picture.sharpen({ sigma: 1.5 }).jpeg()],
    ['of few colours', (picture) => picture.png({ palette: true, colours: 64 })],
    ['turned', (picture) => picture.rotate(90).jpeg({ quality: 50 })],
  ])('are the same where one is %s', { tags: 'full' }, async (_, change) => {
    const one = await bag(NAME);
    expect(await said(await change(sharp(one)).toBuffer(), one)).toEqual(['duplicate', 'duplicate']);
  });
});
