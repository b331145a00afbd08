import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import {
  COMPARE_FORMATS,
  type ComparedPoint,
  compareFiles,
  credentialsPoint,
  type PictureRecord,
  type ReadPicture,
  readPicture,
  renderCompare,
} from '@listing-lint/vision';
import { madeBytes } from '@listing-lint/vision/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimSigner } from './cose-sign.ts';
import { CredentialReader } from './credential-reader.ts';
import { findC2pa } from './find-c2pa.ts';
import { PictureSigner } from './sign-picture.ts';
import { testSigner } from './test-signed.ts';

const found = findC2pa();
const hasTools = found !== undefined && spawnSync('openssl', ['version']).status === 0;
if (!hasTools) process.stderr.write('openssl or @contentauth/c2pa-wasm is not there: credentials are not compared.\n');

/** A camera and an agency that a published list names, a shop that the config trusts by itself, and somebody whom nobody here knows. */
const PEOPLE = ['camera', 'agency', 'shop', 'stranger'] as const;
type Person = (typeof PEOPLE)[number];

let folder = '';
let reader: CredentialReader;
const signers = new Map<Person, PictureSigner>();
const files: { readonly [name: string]: Buffer } = {};
const keep = (name: string, bytes: Buffer): void => void Object.assign(files, { [name]: bytes });

const signedBy = async (person: Person, bytes: Buffer, sourceType: string | null): Promise<Buffer> => {
  const claim = { title: `of ${person}.jpg`, author: null, sourceType };
  return Buffer.from((await signers.get(person)?.sign(bytes, 'jpeg', claim)) ?? []);
};
/** The last byte of the picture but some is another. */
const changed = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  copy[copy.length - 200] = (copy[copy.length - 200] ?? 0) ^ 1;
  return copy;
};

beforeAll(async () => {
  if (found === undefined || !hasTools) return;
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  const keys = PEOPLE.map((person) => [person, testSigner(`The ${person}`)] as const);
  for (const [person, { certificate, key }] of keys)
    signers.set(person, new PictureSigner(found, claimSigner(certificate, key)));
  const rootOf = (...those: readonly Person[]): string =>
    keys.flatMap(([person, { root }]) => (those.includes(person) ? [root] : [])).join('\n');
  const anchors = [
    { name: 'Some list of 2026-08-21', isPublished: true, certificates: rootOf('camera', 'agency') },
    { name: 'our-root.pem', isPublished: false, certificates: rootOf('shop') },
  ];
  reader = new CredentialReader(anchors, new Date().toISOString().slice(0, 10));
  const plain = await madeBytes({ scene: 40, width: 320 });
  keep('plain', plain);
  keep('resaved', await sharp(plain).jpeg({ quality: 60 }).toBuffer());
  for (const person of ['camera', 'shop', 'stranger'] as const)
    keep(person, await signedBy(person, plain, 'digitalCapture'));
  keep('other shot', await signedBy('camera', await madeBytes({ scene: 40, shot: 1, width: 320 }), 'digitalCapture'));
  keep('opened', await signedBy('shop', plain, null));
  const camera = files['camera'] ?? Buffer.alloc(0);
  keep('camera, changed', changed(camera));
  keep('agency from camera', await signedBy('agency', camera, null));
  keep('shop from camera', await signedBy('shop', camera, null));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, `${name}.jpg`), bytes);
}, 120_000);
afterAll(async () => {
  for (const signer of signers.values()) await signer.dispose();
  await reader?.dispose();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string) => ({ file: join(folder, `${name}.jpg`), name: `${name}.jpg`, within: ANYWHERE });
const compared = (a: string, b: string) =>
  compareFiles(fileOf(a), fileOf(b), { readCredentials: (...args) => reader.read(...args) });
const records = new Map<string, Promise<ReadPicture>>();
const recordOf = async (name: string): Promise<PictureRecord> => {
  const read = records.get(name) ?? readPicture(fileOf(name), { readCredentials: (...args) => reader.read(...args) });
  records.set(name, read);
  return (await read).record;
};
const pointOf = async (a: string, b: string): Promise<ComparedPoint> =>
  credentialsPoint({ a: await recordOf(a), b: await recordOf(b) });

/** Of A and B: the code, whom it speaks for and how surely, and words of what is said. */
const PAIRS: readonly (readonly [a: string, b: string, code: string, towards: string | null, words: RegExp])[] = [
  ['plain', 'resaved', 'credentials.neither', null, /Neither file carries a manifest/],
  ['camera', 'resaved', 'credentials.only-a', 'a attested', /The camera, for whom Some list of 2026-08-21 vouches/],
  ['resaved', 'camera', 'credentials.only-b', 'b attested', /captured by a camera/],
  ['shop', 'resaved', 'credentials.only-a', 'a stated', /our-root\.pem vouches/],
  ['plain', 'stranger', 'credentials.only-b', 'b stated', /for whom none of the anchors vouches/],
  ['opened', 'resaved', 'credentials.only-a', null, /That of A holds/],
  ['camera, changed', 'plain', 'credentials.only-a', null, /does not hold: assertion\.dataHash\.mismatch/],
  ['camera', 'agency from camera', 'credentials.b-from-a', 'a attested', /of B has that of A among/],
  ['agency from camera', 'camera', 'credentials.a-from-b', 'b attested', /of A has that of B among/],
  ['camera', 'shop from camera', 'credentials.b-from-a', 'a stated', /our-root\.pem vouches/],
  ['camera, changed', 'agency from camera', 'credentials.b-from-a', null, /That of A does not hold/],
  ['camera', 'camera, changed', 'credentials.same', 'a attested', /B is not the file that was signed/],
  ['camera', 'camera', 'credentials.same', null, /It holds for both/],
  ['camera, changed', 'camera, changed', 'credentials.same', null, /hold for neither/],
  ['camera', 'other shot', 'credentials.both', null, /neither names that of the other/],
  ['shop', 'stranger', 'credentials.both', null, /none of the anchors vouches/],
];

describe.skipIf(!hasTools)('Content Credentials of two pictures', () => {
  it.each(PAIRS)('%s beside %s: %s', async (a, b, code, towards, words) => {
    const point = await pointOf(a, b);
    expect(point).toMatchObject({ code, ground: ['/a/credentials', '/b/credentials'] });
    expect(point.towards ? `${point.towards.side} ${point.towards.sureness}` : null).toBe(towards);
    expect(point.shows).toMatch(words);
    expect(`${point.shows} ${point.showsNot}`).not.toMatch(/forged|stolen|fake|proves|tampered/i);
  });

  it('are in every format: codes, signer, actions, ingredients of each side, and what that does not show', async () => {
    const report = await compared('camera', 'agency from camera');
    expect(report.a.credentials).toMatchObject({ state: 'trusted', faults: [], sourceTypes: ['digitalCapture'] });
    expect(report.b.credentials).toMatchObject({
      onPublishedList: true,
      actions: ['c2pa.opened'],
      ingredients: [{ relationship: 'parentOf' }],
    });
    expect(report.summary.towardsA[0]).toBe('credentials.b-from-a');
    for (const format of COMPARE_FORMATS) {
      const text = await renderCompare(report, format, { a: fileOf('camera'), b: fileOf('agency from camera') });
      expect(text).toContain('The agency');
      expect(text).toContain('c2pa.opened');
      expect(text).toContain('parentOf');
      expect(text).toContain('It does not show that what was signed is so');
    }
  });

  it('that cannot be read are open, and are no proof', async () => {
    const bytes = Buffer.from(files['camera'] ?? []);
    bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('jumb') - 4);
    writeFileSync(join(folder, 'torn.jpg'), bytes);
    expect(await pointOf('torn', 'plain')).toMatchObject({
      code: 'credentials.only-a',
      towards: null,
      shows: expect.stringContaining('could not be checked'),
      a: expect.stringContaining('claims more bytes than there are'),
    });
    expect(await pointOf('camera', 'torn')).toMatchObject({
      code: 'credentials.both',
      towards: null,
      shows: expect.stringContaining('that of B cannot be read'),
    });
  });
});
