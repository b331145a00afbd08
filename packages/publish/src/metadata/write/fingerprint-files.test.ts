import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { findCarriers, readMetadata, statementsOf } from '@listing-lint/rules/metadata';
import { exifSegment, withSegments } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, it } from 'vitest';

import { type FingerprintOptions, fingerprintFiles } from './fingerprint-files.ts';

const root = mkdtempSync(join(tmpdir(), 'listing-lint-fingerprint-'));
afterAll(() => rmSync(root, { recursive: true }));
const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const subject = (path: string, role = 'main'): Subject => ({
  scope: 'image',
  path,
  file: join(root, path),
  role,
  channels: [],
});
const brand = { copyright: '© 2026 Acme', creator: 'Acme', rightsPage: 'https://example.org/rights' };
/** Paths that were put in their place, each between its old and its new bytes. */
const placed: string[] = [];
const replace: FingerprintOptions['replace'] = async ({ before, after }, { path, file }, _context, put) => {
  expect(readFileSync(file).equals(before)).toBe(true);
  await put();
  expect(readFileSync(file).equals(after)).toBe(true);
  placed.push(path);
};
const run = (subjects: readonly Subject[], more = {}) =>
  fingerprintFiles(subjects, {
    root,
    allowsCode: false,
    brand,
    dryRun: false,
    dropManifest: false,
    permitOtherOwner: false,
    replace,
    ...more,
  });
const stated = (path: string): Record<string, string> =>
  Object.fromEntries(
    statementsOf(readMetadata(findCarriers(readFileSync(join(root, path)), 'jpeg'))).map(({ name, value }) => [
      name,
      value,
    ]),
  );

beforeEach(() => {
  for (const name of ['a.jpg', 'b.jpg', 'original.jpg']) writeFileSync(join(root, name), jpeg);
  writeFileSync(join(root, 'cut.jpg'), jpeg.subarray(0, -40));
});

it('writes rights and the same id into the same picture, once', async () => {
  const [a, b] = await run([subject('a.jpg'), subject('b.jpg')]);
  expect(a).toMatchObject({ kind: 'written', lostManifest: false });
  expect(b).toMatchObject({ kind: 'written' });
  expect(placed).toEqual(['a.jpg', 'b.jpg']);
  expect(stated('a.jpg')).toEqual({
    'dc:rights': '© 2026 Acme',
    'dc:creator': 'Acme',
    'xmpRights:WebStatement': 'https://example.org/rights',
    'xmpRights:Marked': 'True',
    'Iptc4xmpExt:DigImageGUID': expect.stringMatching(/^urn:listing-lint:picture:[0-9a-f]{20}$/),
  });
  expect(stated('b.jpg')).toEqual(stated('a.jpg'));
  const before = readFileSync(join(root, 'a.jpg'));
  expect(await run([subject('a.jpg')])).toEqual([
    { path: 'a.jpg', kind: 'skipped', reason: 'it says all of it already' },
  ]);
  expect(readFileSync(join(root, 'a.jpg')).equals(before)).toBe(true);
});

it.each([
  ['another owner, “© Bea Ltd.” (IFD0:Copyright in ', { 33432: '© Bea Ltd.' }],
  ['another creator, “Bea” (IFD0:Artist in ', { 33432: '© 2024 Acme', 315: 'Bea' }],
])('writes nothing beside %s, unless that is permitted', async (named, tags) => {
  const theirs = withSegments(jpeg, [exifSegment(tags)]);
  writeFileSync(join(root, 'theirs.jpg'), theirs);
  const [refused] = await run([subject('theirs.jpg')]);
  expect(refused).toMatchObject({ kind: 'failed', reason: expect.stringContaining(`it names ${named}`) });
  expect(readFileSync(join(root, 'theirs.jpg')).equals(theirs)).toBe(true);
  expect(await run([subject('theirs.jpg')], { permitOtherOwner: true })).toMatchObject([{ kind: 'written' }]);
  expect(stated('theirs.jpg')).toMatchObject({ 'dc:rights': '© 2026 Acme' });
});

it('leaves originals, links, what is write-protected and what cannot be written as they are; a dry run writes nothing', async () => {
  rmSync(join(root, 'link.jpg'), { force: true });
  symlinkSync(join(root, 'b.jpg'), join(root, 'link.jpg'));
  writeFileSync(join(root, 'protected.jpg'), jpeg);
  chmodSync(join(root, 'protected.jpg'), 0o444);
  const outcomes = await run([
    subject('original.jpg', 'original'),
    subject('link.jpg'),
    subject('protected.jpg'),
    subject('cut.jpg'),
    subject('gone.jpg'),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['skipped', 'skipped', 'skipped', 'failed', 'failed']);
  expect(await run([subject('a.jpg')], { dryRun: true })).toMatchObject([{ kind: 'written' }]);
  for (const name of ['original.jpg', 'b.jpg', 'a.jpg'])
    expect(readFileSync(join(root, name)).equals(jpeg), name).toBe(true);
});
