import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ANYWHERE, sha256 } from '@listing-lint/core/plugin';
import { LEDGER, UNSTAMPED } from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OurPicture } from '../match/our-picture.ts';

import { oursNamer, unseenByListing } from './of-listings.ts';
import { testLedgerLine } from './test-stamped.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'of-listings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, text: string | Buffer): string => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
};
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const matchOf = (path: string, description: string): OurPicture => ({
  ...{ path, product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
  ...{ turn: 'identity', description, box: ALL, ourBox: ALL },
});
/** The named match of a suspect that copies an unstamped original. */
const named = async (unstamped: string, description = `copy of ${unstamped}, distance 3`) => {
  const name = oursNamer({
    root,
    unstamped: [{ file: join(root, unstamped), name: unstamped, within: ANYWHERE }],
    originals: new Set(),
  });
  const [match] = await name([matchOf(unstamped, description)], () => undefined);
  return match && { path: match.path, unstamped: match.unstamped, description: match.description };
};
const LISTING = 'listings/mug/1.jpg';

/** A picture of stripes of that many px, as a JPEG. */
const stripes = (width: number, quality = 92): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><defs><pattern id="p" width="${2 * width}" height="9" patternUnits="userSpaceOnUse"><rect width="${width}" height="9" fill="#246"/></pattern></defs><rect width="240" height="180" fill="#eed"/><rect width="240" height="180" fill="url(#p)"/></svg>`,
    ),
  )
    .jpeg({ quality })
    .toBuffer();

it('names the picture of the listing, and the file that was compared', async () => {
  put(LISTING, 'stamped');
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, 'original');
  put(LEDGER, testLedgerLine(sha256(Buffer.from('stamped')), Buffer.from('original'), LISTING));
  expect(await named(unstamped)).toEqual({
    ...{ path: LISTING, unstamped: unstamped },
    description: `copy of ${LISTING} (compared by its unstamped original), distance 3`,
  });
  expect(await named(unstamped, `copy of ${LISTING}, which was stamped from ${unstamped}, distance 3`)).toMatchObject({
    description: `copy of ${LISTING}, distance 3`,
  });
});

it('calls nothing the same file as a stamped picture that its unstamped original alone is', async () => {
  put(LISTING, 'stamped');
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, 'original');
  put(LEDGER, testLedgerLine(sha256(Buffer.from('stamped')), Buffer.from('original'), LISTING));
  const name = oursNamer({
    root,
    unstamped: [{ file: join(root, unstamped), name: unstamped, within: ANYWHERE }],
    originals: new Set(),
  });
  const match = { ...matchOf(unstamped, `the same file as ${unstamped}`), evidence: 'identical' } as const;
  expect(await name([match], () => undefined)).toEqual([
    expect.objectContaining({ path: LISTING, description: `the same file as the unstamped original of ${LISTING}` }),
  ]);
});

it('says of what was stamped at that path before that it is an earlier one, which no listing shows', async () => {
  put(LISTING, 'stamped');
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, 'before');
  put(LEDGER, testLedgerLine(sha256(Buffer.from('stamped')), Buffer.from('original'), LISTING));
  expect(await named(unstamped)).toEqual({
    ...{ path: unstamped, unstamped: undefined },
    description: `copy of an earlier picture at ${LISTING} (compared by its unstamped original), distance 3`,
  });
});

it('names no listing whose file was replaced since, and one that was saved again', async () => {
  const original = await stripes(20);
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, original);
  const of = async (now: Buffer, line = testLedgerLine('0'.repeat(64), original, LISTING)) => {
    put(LISTING, now);
    put(LEDGER, line);
    return named(unstamped);
  };
  const earlier = {
    ...{ path: unstamped, unstamped: undefined },
    description: `copy of an earlier picture at ${LISTING} (compared by its unstamped original), distance 3`,
  };
  expect(await of(await stripes(37))).toEqual(earlier);
  expect(await of(await stripes(20, 60))).toMatchObject({ path: LISTING, unstamped: unstamped });
  // By no stamps file either.
  const elsewhere = testLedgerLine('0'.repeat(64), original, 'listings/cup/1.jpg');
  expect(await of(await stripes(37), elsewhere)).toEqual(earlier);
  expect(await of(await stripes(20, 60), elsewhere)).toMatchObject({ path: LISTING });
  expect(await of(Buffer.from('no picture'))).toMatchObject({ path: unstamped, unstamped: undefined });
});

it('names no listing through a link that leads out of the shop', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'of-listings-outside-'));
  const original = await stripes(20);
  writeFileSync(join(outside, '1.jpg'), original);
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, original);
  put(LEDGER, testLedgerLine(sha256(original), original, LISTING));
  mkdirSync(dirname(join(root, LISTING)), { recursive: true });
  symlinkSync(join(outside, '1.jpg'), join(root, LISTING));
  expect(await named(unstamped)).toMatchObject({ path: unstamped, unstamped: undefined });
  rmSync(outside, { recursive: true });
});

it('knows the second picture of a path by the id in its name', async () => {
  put(LISTING, 'stamped');
  const unstamped = put(`${UNSTAMPED}/listings/mug/1.0123456789ab.jpg`, 'original');
  put(LEDGER, testLedgerLine(sha256(Buffer.from('stamped')), Buffer.from('original'), LISTING));
  expect(await named(unstamped)).toMatchObject({ path: LISTING, unstamped: unstamped });
});

it('merges an archived original with the picture of the listing that was stamped from it', async () => {
  put(LISTING, 'stamped');
  const unstamped = put(`${UNSTAMPED}/${LISTING}`, 'original');
  put(LEDGER, testLedgerLine(sha256(Buffer.from('stamped')), Buffer.from('original'), LISTING));
  const name = oursNamer({
    ...{
      root,
      unstamped: [{ file: join(root, unstamped), name: unstamped, within: ANYWHERE }],
      originals: new Set(['originals/1.jpg']),
    },
    stampedOf: async () => LISTING,
  });
  const merged = await name(
    ['originals/1.jpg', unstamped].map((path) => matchOf(path, `copy of ${path}, distance 3`)),
    () => undefined,
  );
  expect(merged).toEqual([
    expect.objectContaining({
      ...{ path: LISTING, unstamped: unstamped, originals: ['originals/1.jpg'] },
      description: `copy of ${LISTING} (compared by its unstamped original), distance 3`,
    }),
  ]);
});

it('names unstamped originals by their listings in sentences on what was not searched for, too', () => {
  const unseen = [`crops of ${UNSTAMPED}/${LISTING}`];
  const report = { schemaVersion: 1, compared: 1, unreadable: [], suspects: [], unseen, mayNotBeTold: unseen } as const;
  const named = [`crops of ${LISTING}`];
  expect(unseenByListing(report)).toMatchObject({ unseen: named, mayNotBeTold: named });
  expect(unseenByListing(report)).not.toHaveProperty('tooPlain');
  expect(unseenByListing({ ...report, tooPlain: [`${UNSTAMPED}/${LISTING}`] }).tooPlain).toEqual([LISTING]);
});
