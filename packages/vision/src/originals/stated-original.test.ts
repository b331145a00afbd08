import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';

let root = '';
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 480, 360);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const jpeg = (seed: number): Promise<Buffer> => scene(seed).jpeg({ quality: 90 }).toBuffer();
/** As a camera builds it: a small picture, a large one, and what the sensor saw, in a TIFF structure. */
const rawOf = async (picture: Sharp): Promise<Buffer> => {
  const large = await picture.jpeg().toBuffer();
  const small = await sharp(large).resize(160).jpeg().toBuffer();
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0'), small, large, Buffer.alloc(5000, 0xd8)]);
};
const collageOf = async (seeds: readonly number[]): Promise<Buffer> => {
  const parts = await Promise.all(
    seeds.map(async (seed, k) => ({
      input: await scene(seed).resize(390, 292).png().toBuffer(),
      left: 5 + 400 * (k % 2),
      top: 5 + 302 * (k >> 1),
    })),
  );
  return sharp({ create: { width: 800, height: 604, channels: 3, background: 'white' } })
    .composite(parts)
    .jpeg()
    .toBuffer();
};
const plain = (grey: number): Sharp =>
  sharp({ create: { width: 500, height: 400, channels: 3, background: { r: grey, g: grey, b: grey } } });

/** A listing of one picture, and the original that its listing.yaml names. */
const publish = (name: string, bytes: Buffer, original?: string): void => {
  put(`listings/${name}/${name}.jpg`, bytes);
  if (original !== undefined) put(`listings/${name}/listing.yaml`, `originals: { ${name}.jpg: ${original} }\n`);
};

/** What the rule says, by listing. */
let messages: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'stated-'));
  put(
    'listing-lint.config.yaml',
    'listings: ["listings/*"]\noriginals: ["originals/**"]\nrules: { original-shown: warn }\n',
  );
  for (const seed of [1, 2, 3, 4, 5]) put(`originals/${seed}.jpg`, await jpeg(seed));
  put('originals/raw.nef', await rawOf(scene(6)));
  put('originals/empty.nef', Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0'));
  put('originals/plain.png', await plain(200).png().toBuffer());
  put('originals/chance.jpg', await jpeg(7));
  put('originals/a/twice.jpg', await jpeg(8));
  put('originals/b/twice.jpg', await jpeg(9));

  publish('whole', await scene(1).resize(500).jpeg({ quality: 70 }).toBuffer(), 'originals/1.jpg');
  const cropped = scene(2).extract({ left: 120, top: 70, width: 290, height: 220 });
  publish('cropped', await cropped.jpeg().toBuffer(), 'originals/2.jpg');
  publish('collage', await collageOf([3, 11, 12, 13]), 'originals/3.jpg');
  publish('swapped', await jpeg(4), 'originals/5.jpg');
  publish('stranger', await jpeg(20), 'originals/5.jpg');
  publish('developed', await scene(6).modulate({ brightness: 1.1 }).jpeg().toBuffer(), 'originals/raw.nef');
  publish('other-raw', await jpeg(21), 'originals/raw.nef');
  publish('not-developed', await jpeg(4), 'originals/raw.nef');
  publish('unread', await jpeg(22), 'originals/empty.nef');
  publish('white', await plain(240).jpeg().toBuffer(), 'originals/plain.png');
  publish('grey', await plain(200).resize(300).jpeg().toBuffer(), 'originals/plain.png');
  publish('chance', await jpeg(23));
  publish('twice', await jpeg(8));
  publish('unknown', await jpeg(24));

  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 2, tool });
  messages = new Map(
    report.findings
      .filter(({ ruleId }) => ruleId === 'original-shown')
      .map(({ subject, outcome, message }) => [subject.path.split('/')[1] ?? '', `${outcome}: ${message}`]),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('whether a picture shows the original that it is said to come from', () => {
  it.each(['whole', 'cropped', 'collage', 'developed', 'grey'])('says nothing of one that does: %s', (name) =>
    expect(messages.get(name)).toBeUndefined(),
  );

  it('names what one shows instead', () =>
    expect(messages.get('swapped')).toBe(
      'fail: it does not show originals/5.jpg, its original by its listing.yaml; it shows originals/4.jpg',
    ));

  it('names it next to camera raw, too', () =>
    expect(messages.get('not-developed')).toBe(
      'fail: it does not show originals/raw.nef, its original by its listing.yaml; it shows originals/4.jpg',
    ));

  it.each([
    ['stranger', 'originals/5.jpg, its original by its listing.yaml'],
    ['other-raw', 'originals/raw.nef, its original by its listing.yaml'],
    ['chance', 'originals/chance.jpg, its original by its file name'],
  ])('reports one that shows nothing of it: %s', (name, original) =>
    expect(messages.get(name)).toBe(`fail: it does not show ${original}`),
  );

  it.each([
    ['unread', /^inconclusive: .*originals\/empty\.nef/],
    ['white', /^inconclusive: .*too little detail/],
    ['twice', /^inconclusive: .*originals\/a\/twice\.jpg and originals\/b\/twice\.jpg have its file name/],
  ])('leaves open what is unknown: %s', (name, message) => expect(messages.get(name)).toMatch(message));

  it('is skipped where no original is known', () => expect(messages.get('unknown')).toBeUndefined());
});
