import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';
import { LEDGER, UNSTAMPED } from '@listing-lint/rules/watermark';
import { TEST_MARK, testLedgerLine, testStamped } from '@listing-lint/vision/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestCaseShop } from './test-case-shop.ts';

const shop = new TestCaseShop();
const put = shop.put.bind(shop);
const open = (id: string, work: string): void =>
  put(
    `cases/${id}.yaml`,
    `id: ${id}
status: open
works: [{ id: mug, ${work} }]
infringements:
  - { listing: x, firstSeen: 2026-05-04, watermarkRemoved: true, image: { file: theirs/${id}.jpg }, match: { work: mug } }
`,
  );
const CONFIG = `listings: ["listings/*"]
originals: ["originals/**"]
cases: ["cases/*.yaml"]
brand: { watermarks: [brand/mark.png] }
rules: { mark-removal-shown: warn }
`;
const STAMPED = 'images: [{ path: listings/mug/1.jpg }]';

const messagesOf = (): Promise<ReadonlyMap<string, string>> => shop.messagesOf('mark-removal-shown');
let found: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  const { original, stamped, blurred, smeared } = await testStamped();
  const [pan, lid] = [await testStamped('pan'), await testStamped('lid')];
  put('listing-lint.config.yaml', CONFIG);
  put('originals/1.jpg', original);
  put('listings/mug/1.jpg', stamped);
  const lines = [
    testLedgerLine(sha256(stamped), original),
    testLedgerLine(sha256(pan.stamped), pan.original, 'listings/pan/1.jpg'),
    testLedgerLine(sha256(lid.stamped), lid.original, 'stamped/lid/1.jpg'),
  ];
  put(LEDGER, lines.join(''));
  put('theirs/removed.jpg', blurred);
  put('theirs/damaged.jpg', smeared);
  const elsewhere = { input: Buffer.from(TEST_MARK), left: 60, top: 60 };
  put('theirs/moved.jpg', await sharp(blurred).composite([elsewhere]).jpeg({ quality: 90 }).toBuffer());
  put('brand/mark.png', await sharp(Buffer.from(TEST_MARK)).png().toBuffer());
  put('theirs/there.jpg', await sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer());
  put('theirs/by-original.jpg', await sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer());
  put('theirs/unmarked.jpg', await sharp(original).resize(560).jpeg({ quality: 85 }).toBuffer());
  put('theirs/page.jpg', '<html>not a picture</html>');
  for (const id of ['removed', 'damaged', 'moved', 'there', 'unmarked', 'page']) open(id, STAMPED);
  open('by-original', 'rawOriginal: { path: originals/1.jpg }');
  // As \`case new\` writes it of a picture that was stamped in place, and of one whose stamped copy is in another folder.
  put(`${UNSTAMPED}/listings/pan/1.jpg`, pan.original);
  put('listings/pan/1.jpg', pan.stamped);
  put('listings/lid/1.jpg', lid.original);
  put('stamped/lid/1.jpg', lid.stamped);
  for (const [id, { stamped }] of Object.entries({ 'kept-unstamped': pan, 'copy-elsewhere': lid, 'copy-named': lid }))
    put(`theirs/${id}.jpg`, await sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer());
  open('kept-unstamped', `images: [{ path: ${UNSTAMPED}/listings/pan/1.jpg }]`);
  open('copy-elsewhere', 'images: [{ path: listings/lid/1.jpg }]');
  open('copy-named', 'images: [{ path: stamped/lid/1.jpg }]');
  open('never-stamped', 'images: [{ path: theirs/there.jpg }]');
  put('theirs/never-stamped.jpg', await sharp(original).resize(560).jpeg().toBuffer());
  found = await messagesOf();
}, 300_000);
afterAll(() => shop.close());

describe('whether a mark that a case says was taken off is gone', () => {
  it('reports one that is there, one that never was, and leaves open what cannot be read', () => {
    const there = (theirs: string, ours: string): string =>
      `fail: infringements #1.watermarkRemoved: theirs/${theirs}.jpg shows our mark where ${ours} has it`;
    expect(found.get('cases/there.yaml')).toBe(there('there', 'listings/mug/1.jpg'));
    expect(found.get('cases/by-original.yaml')).toBe(there('by-original', 'originals/1.jpg'));
    expect(found.get('cases/kept-unstamped.yaml')).toBe(there('kept-unstamped', `${UNSTAMPED}/listings/pan/1.jpg`));
    expect(found.get('cases/copy-elsewhere.yaml')).toBe(there('copy-elsewhere', 'listings/lid/1.jpg'));
    expect(found.get('cases/copy-named.yaml')).toBe(there('copy-named', 'stamped/lid/1.jpg'));
    expect(found.get('cases/unmarked.yaml')).toBe(
      'fail: infringements #1.watermarkRemoved: theirs/unmarked.jpg shows the area under the mark of listings/mug/1.jpg: it comes from a picture without it',
    );
    expect(found.get('cases/page.yaml')).toMatch(/^inconclusive: .*theirs\/page\.jpg/);
    expect([found.get('cases/removed.yaml'), found.get('cases/never-stamped.yaml')]).toEqual([undefined, undefined]);
  });

  it('reports one that was damaged, and most of which is there, as it is found there by itself', () => {
    expect(found.get('cases/damaged.yaml')).toMatch(
      /^fail: infringements #1\.watermarkRemoved: theirs\/damaged\.jpg shows most of our mark where listings\/mug\/1\.jpg has it: it was damaged in part, and not taken off; searched for by itself, the mark of the config is found on it \(brand\/mark\.png: present/,
    );
  });

  it('leaves open whether it is gone where a mark of the config is found elsewhere on theirs, and names both', () => {
    expect(found.get('cases/moved.yaml')).toMatch(
      /^inconclusive: .*whether it was taken off theirs\/moved\.jpg is unknown: it is gone where listings\/mug\/1\.jpg has it, and yet the mark of the config is found on it \(brand\/mark\.png: present/,
    );
  });

  it('leaves open whether it is gone where the picture without it is not at hand', async () => {
    for (const path of ['originals', 'cases']) rmSync(join(shop.root, path), { recursive: true });
    open('removed', STAMPED);
    expect((await messagesOf()).get('cases/removed.yaml')).toMatch(
      /^inconclusive: .*whether it was taken off theirs\/removed\.jpg is unknown: the picture that listings\/mug\/1\.jpg was stamped from is not at hand/,
    );
  }, 120_000);
});
