// `channels` says that a picture goes exactly where `export` writes a copy of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { LEDGER } from '@listing-lint/rules/watermark';
import { stampFiles } from '@listing-lint/watermark';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelProfile, channelProfiles } from '../channel/profile/channel-profiles.ts';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';
import { exportFiles } from '../export/export-files.ts';
import { ownMarkFinder } from '../export/own-mark.ts';
import { whereTheyGo } from './where-they-go.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-goes-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const drawn = (width: number, height: number, ground = '#ffffff') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><rect x="25%" y="25%" width="50%" height="50%" rx="40" fill="#456"/></svg>`,
    ),
  ).flatten();
const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><g fill="none" stroke="#000" stroke-width="18">
<path d="M20 180 L110 20 L200 180 Z M280 180 V20 H390 L280 100 H390 L310 180"/><circle cx="510" cy="100" r="66"/></g></svg>`;

const put = (path: string, bytes: Buffer, role = 'gallery'): Subject => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
  return { scope: 'image', path, file: join(root, path), role, listing: dirname(path), channels: [] };
};

const common = () => ({ root, day: '2026-12-01', brand: undefined, limits: undefined });
const finder = () => ({
  findOwnMark: ownMarkFinder({ root, watermarks: ['brand/mark.png'], decoys: [], say: () => undefined }),
});
const verdicts = async (subjects: readonly Subject[], profiles: readonly ChannelProfile[], more: object = {}) => {
  const places = await whereTheyGo(subjects, { ...common(), profiles, ...more });
  const said = places.flatMap((picture) =>
    profiles.map(({ id }) => {
      const place = 'places' in picture ? picture.places.find(({ channel }) => channel === id) : undefined;
      return `${id} ${picture.path} ${place === undefined || place.standing === 'not' ? 'no' : 'goes'}`;
    }),
  );
  const done: string[] = [];
  for (const profile of profiles) {
    const options = {
      ...common(),
      profile,
      out: join(root, 'out', profile.id),
      dryRun: true,
      keeps: 'rights' as const,
    };
    for (const { path, kind } of await exportFiles(subjects, { ...options, ...more }))
      done.push(`${profile.id} ${path} ${kind === 'written' ? 'goes' : 'no'}`);
  }
  return { said: said.sort(), done: done.sort(), places };
};

it('is where export writes a copy, at every marketplace', { tags: 'full' }, async () => {
  const square = await drawn(1200, 1200).jpeg().toBuffer();
  const subjects = [
    put('mug/1.jpg', square, 'main'),
    put('sizes/main.jpg', await drawn(1700, 1700, '#99aacc').jpeg().toBuffer(), 'main'),
    put('sizes/small.png', await drawn(420, 420).png().toBuffer()),
    put('sizes/wide.webp', await drawn(2000, 500).webp().toBuffer()),
    put('sizes/cut.jpg', square.subarray(0, square.length / 2)),
    put('sizes/large.jpg', await drawn(6000, 4500).jpeg().toBuffer()),
  ];
  const { said, done } = await verdicts(subjects, channelProfiles());
  expect(said).toEqual(done);
  expect(new Set(said.map((line) => line.split(' ')[2]))).toEqual(new Set(['goes', 'no']));
});

it('counts the pictures that a listing may show, the main one first', async () => {
  const square = await drawn(900, 900).jpeg().toBuffer();
  const subjects = Array.from({ length: 8 }, (_, index) =>
    put(`mug/${index}.jpg`, square, index === 7 ? 'main' : 'gallery'),
  );
  const { said, done, places } = await verdicts(subjects, [profileOf('aliexpress')]);
  expect(said).toEqual(done);
  expect(places[6]).toMatchObject({
    path: 'mug/6.jpg',
    places: [
      { standing: 'not', says: [expect.stringMatching(/^it is picture 8 of its listing, AliExpress shows 6: /)] },
    ],
  });
});

it('sees the mark that a marketplace does not take, and the file kept without it', { tags: 'full' }, async () => {
  put('brand/mark.png', await sharp(Buffer.from(MARK)).png().toBuffer());
  const subject = put('mug/1.jpg', await drawn(1200, 1200).jpeg({ quality: 92 }).toBuffer());
  const clean = async (bytes: Buffer) => ({ bytes, removed: [], lost: [] });
  const key = 'a key that only a test would use';
  await stampFiles([subject], { root, marks: ['brand/mark.png'], key, inPlace: true, dryRun: false, clean });
  const profiles = [profileOf('ebay'), profileOf('etsy')];
  const kept = await verdicts([subject], profiles, finder());
  expect(kept.said).toEqual(kept.done);
  expect(kept.places).toMatchObject([
    {
      places: [{ standing: 'as a copy', says: [expect.stringMatching(/without it passes$/)] }, { standing: 'advised' }],
    },
  ]);
  rmSync(join(root, '.listing-lint'), { recursive: true });
  const lost = await verdicts([subject], profiles, finder());
  expect(lost.said).toEqual(lost.done);
  expect(lost.said).toEqual(['ebay mug/1.jpg no', 'etsy mug/1.jpg goes']);
  rmSync(join(root, LEDGER));
  const found = await verdicts([subject], profiles, finder());
  expect(found.said).toEqual(found.done);
  expect(found.said).toEqual(['ebay mug/1.jpg no', 'etsy mug/1.jpg goes']);
});

const profileOf = (id: string): ChannelProfile => channelProfile(id) ?? expect.fail(id);
