// Originals that nothing here decodes: the ledger says which pictures were made from them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scene } from '../watermark/shop.ts';
import { SealedShop } from './sealed-shop.ts';

const shop = new SealedShop();
const RAW = 'originals/mug.nef';
const FRONT = 'listings/stoneware-mug/01-front.jpg';
const write = (path: string, bytes: Buffer | string): void => writeFileSync(join(shop.root, path), bytes);
/** What case-pictures-shown says of a case about the raw file. */
const said = async (images: string) => {
  const infringement =
    '{ listing: A, firstSeen: 2030-12-20, image: { file: evidence/theirs.jpg }, match: { work: mug } }';
  write(
    'cases/9.yaml',
    `id: "9"\nstatus: open\nworks: [{ id: mug, rawOriginal: { path: ./${RAW} }${images} }]\ninfringements: [${infringement}]\n`,
  );
  const { stdout } = await shop.run('lint', '-f', 'json', '--only', 'case-pictures-shown', 'cases/9.yaml');
  const report: { findings: readonly { outcome: string; message: string }[] } = JSON.parse(stdout);
  return report.findings.map(({ outcome, message }) => `${outcome}: ${message}`);
};
const PUBLISHED = `, images: [{ path: ${FRONT} }]`;

beforeAll(async () => {
  await shop.open();
  const config = readFileSync(join(shop.root, 'listing-lint.config.yaml'), 'utf8');
  write('listing-lint.config.yaml', config.replace(/^rules: .*$/m, 'rules: { case-pictures-shown: error }'));
  write(RAW, 'a raw file of a camera that nobody knows');
  write('evidence/theirs.jpg', await sharp(join(shop.root, FRONT)).resize(400).jpeg({ quality: 70 }).toBuffer());
}, 60_000);
afterAll(() => shop.close());

it('are compared by what was made from them, once the ledger links both', async () => {
  for (const images of ['', PUBLISHED])
    expect(await said(images)).toEqual([expect.stringMatching(/^inconclusive: .*mug\.nef/)]);
  expect((await shop.run('archive', RAW)).status).toBe(0);
  expect(await said(PUBLISHED)).toHaveLength(1);
  const front = readFileSync(join(shop.root, FRONT));
  write(FRONT, await sharp(front).jpeg({ quality: 91 }).toBuffer());
  expect((await shop.run('archive', FRONT, '--parent', RAW)).status).toBe(0);
  for (const images of ['', PUBLISHED]) expect(await said(images)).toEqual([]);
  // Another picture of theirs is not shown by what was made from the raw file.
  write('evidence/theirs.jpg', await scene(9).jpeg().toBuffer());
  expect(await said(PUBLISHED)).toHaveLength(1);
  write('evidence/theirs.jpg', await sharp(front).resize(400).jpeg({ quality: 70 }).toBuffer());
  // Files that are others by now are linked by nothing.
  write(RAW, 'another raw file');
  for (const images of ['', PUBLISHED])
    expect(await said(images)).toEqual([expect.stringMatching(/^inconclusive: .*mug\.nef/)]);
});
