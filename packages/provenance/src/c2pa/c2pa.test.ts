import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { ListingLintError } from '@listing-lint/core/plugin';
import { type ContainerFormat, readHeader } from '@listing-lint/rules/image';
import { withSegments, xmpSegment } from '@listing-lint/rules/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { C2paEngine } from './c2pa-engine.ts';
import { type C2paFact, c2paOf } from './c2pa-fact.ts';
import { c2paSettings, type TrustAnchors } from './c2pa-settings.ts';
import { claimSigner } from './cose-sign.ts';
import { findC2pa } from './find-c2pa.ts';
import { PictureSigner } from './sign-picture.ts';
import { plainPicture, SIGNED_FORMATS, type SignedFormat, type TestSigner, testSigner } from './test-signed.ts';

const found = findC2pa();
const hasTools = found !== undefined && spawnSync('openssl', ['version']).status === 0;
if (!hasTools) process.stderr.write('openssl or @contentauth/c2pa-wasm is not there: manifests are not tried.\n');

let keys: TestSigner;
let signer: PictureSigner;
let engine: C2paEngine;
const signed = new Map<string, Buffer>();
const CLAIM = { title: 'lamp.jpg', author: 'Test shop', sourceType: 'digitalCapture' } as const;

beforeAll(async () => {
  if (found === undefined || !hasTools) return;
  keys = testSigner();
  signer = new PictureSigner(found, claimSigner(keys.certificate, keys.key));
  engine = new C2paEngine(found);
  for (const format of SIGNED_FORMATS) {
    signed.set(format, Buffer.from(await signer.sign(await plainPicture(format), format, CLAIM)));
  }
}, 60_000);
afterAll(async () => {
  await signer?.dispose();
  await engine?.dispose();
});

/** By one certificate under the name `ours`, or by those that are given. */
const factOf = async (
  bytes: Buffer,
  anchors: string | readonly TrustAnchors[] = [],
  day = isoDay(0),
): Promise<C2paFact> =>
  c2paOf(bytes, await readHeader(bytes, ''), {
    engine,
    day: () => day,
    late: 'said',
    settings: c2paSettings(
      typeof anchors === 'string' ? [{ name: 'ours', isPublished: false, certificates: anchors }] : anchors,
    ),
  });
/** So many days from today. */
const isoDay = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const pictureOf = (format: SignedFormat): Buffer => Buffer.from(signed.get(format) ?? Buffer.alloc(0));

const failed = (): never => {
  throw new Error('the package is not there');
};

/** The place of a byte of the picture itself, not of its manifest. */
const pixelByte = (bytes: Buffer, format: ContainerFormat): number => {
  if (format === 'jpeg') return bytes.length - 200;
  if (format === 'png') return bytes.lastIndexOf('IDAT') + 40;
  if (format === 'webp') return bytes.indexOf('VP8') + 200;
  if (format === 'avif') return bytes.lastIndexOf('mdat') + 60;
  return 60;
};

describe.skipIf(!hasTools)('a picture signed with a certificate of our own', () => {
  it.each(SIGNED_FORMATS)(
    'holds as %s, is vouched for by its anchor, and not once a byte of the picture is changed',
    async (format) => {
      expect(await factOf(pictureOf(format), keys.root)).toMatchObject({
        present: true,
        state: 'trusted',
        failures: [],
        faults: [],
        signer: 'Test shop',
        trustedBy: ['ours'],
        generator: 'listing-lint',
        actions: ['c2pa.created'],
        sourceTypes: ['digitalCapture'],
        reason: null,
      });
      expect(await factOf(pictureOf(format))).toMatchObject({
        state: 'valid',
        failures: ['signingCredential.untrusted'],
        faults: [],
        trustedBy: [],
      });
      const changed = pictureOf(format);
      const at = pixelByte(changed, format);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await factOf(changed, keys.root)).toMatchObject({
        state: 'invalid',
        faults: [format === 'avif' ? 'assertion.bmffHash.mismatch' : 'assertion.dataHash.mismatch'],
      });
    },
  );

  it('is not vouched for by the anchor of somebody else', async () => {
    expect(await factOf(pictureOf('jpeg'), testSigner('Other').root)).toMatchObject({ state: 'valid' });
  });

  it('is valid on the days of its certificate, whatever the clock says', async () => {
    const brief = testSigner('Brief', 10);
    const own = new PictureSigner(found ?? failed(), claimSigner(brief.certificate, brief.key));
    const picture = Buffer.from(await own.sign(await plainPicture('jpeg'), 'jpeg', CLAIM));
    await own.dispose();
    const stateOn = async (days: number) => {
      const { state, faults } = await factOf(picture, brief.root, isoDay(days));
      return [state, ...(faults ?? [])].join(' ');
    };
    expect(await stateOn(0)).toBe('trusted');
    expect(await stateOn(8)).toBe('trusted');
    expect(await stateOn(12)).toBe('invalid signingCredential.expired');
    expect(await stateOn(-3)).toBe('invalid signingCredential.expired');
    // Signing, and the next picture, are not of the day of the one before.
    expect(await factOf(pictureOf('jpeg'), keys.root)).toMatchObject({ state: 'trusted' });
  });

  it('is told with the list on which its signer is, not those of whom it was made from', async () => {
    const theirs = testSigner('Other');
    const other = new PictureSigner(found ?? failed(), claimSigner(theirs.certificate, theirs.key));
    const lists = [
      {
        name: 'list of 2026-08-21',
        isPublished: true,
        certificates: `# Theirs\n${testSigner('Third').root}\n${theirs.root}`,
      },
      { name: 'ours', isPublished: false, certificates: keys.root },
    ];
    const first = pictureOf('jpeg');
    const again = Buffer.from(await other.sign(first, 'jpeg', { ...CLAIM, sourceType: null }));
    const back = Buffer.from(await signer.sign(again, 'jpeg', { ...CLAIM, sourceType: null }));
    await other.dispose();
    expect(await factOf(first, lists)).toMatchObject({ state: 'trusted', trustedBy: ['ours'] });
    expect(await factOf(again, lists)).toMatchObject({ state: 'trusted', trustedBy: ['list of 2026-08-21'] });
    expect(await factOf(back, lists)).toMatchObject({ state: 'trusted', trustedBy: ['ours'] });
    expect(await factOf(again, keys.root)).toMatchObject({ state: 'valid', trustedBy: [] });
  });

  it('is the parent of what is signed again, and its manifest is kept', async () => {
    const first = pictureOf('jpeg');
    const again = Buffer.from(await signer.sign(first, 'jpeg', { ...CLAIM, sourceType: null }));
    const [before, after] = [await factOf(first, keys.root), await factOf(again, keys.root)];
    expect(after).toMatchObject({ state: 'trusted', failures: [], actions: ['c2pa.opened'] });
    expect(after.ingredients).toEqual([expect.objectContaining({ relationship: 'parentOf' })]);
    expect(after.manifests).toEqual([...(before.active ?? ['?']), ...(after.active ?? ['?'])]);
  });
});

/** Verdicts that follow from what was done to a signed JPEG. */
const DEFECTS: readonly (readonly [name: string, change: (bytes: Buffer) => Buffer, expected: Partial<C2paFact>])[] = [
  [
    'a byte of the signature is another',
    (bytes) =>
      flipped(
        bytes,
        bytes.lastIndexOf('cborc2pa.signature') < 0 ? bytes.indexOf(Buffer.from([0xf6, 0x58, 0x40])) + 10 : 0,
      ),
    { state: 'invalid', faults: ['claimSignature.mismatch'] },
  ],
  [
    'a word of an assertion is another',
    (bytes) => flipped(bytes, bytes.indexOf('digitalCapture')),
    { state: 'invalid', faults: ['assertion.hashedURI.mismatch'] },
  ],
  [
    'the title of the claim is another',
    (bytes) => flipped(bytes, bytes.indexOf('lamp.jpg')),
    { state: 'invalid', faults: ['claimSignature.mismatch'] },
  ],
  [
    'bytes stand behind its end',
    (bytes) => Buffer.concat([bytes, Buffer.from('more')]),
    { state: 'invalid', faults: ['assertion.dataHash.mismatch'] },
  ],
];
/** Place of the letters of the first box of CBOR; a description box names its type by the same letters. */
const cborBox = (bytes: Buffer): number => {
  for (let at = bytes.indexOf('cbor'); at >= 0; at = bytes.indexOf('cbor', at + 4)) {
    if (bytes.toString('latin1', at - 4, at) !== 'jumd') return at;
  }
  return -1;
};
const flipped = (bytes: Buffer, at: number): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

describe.skipIf(!hasTools)('a manifest in which', () => {
  it.each(DEFECTS)('%s', async (_name, change, expected) => {
    expect(await factOf(change(pictureOf('jpeg')), keys.root)).toMatchObject({ present: true, ...expected });
  });

  it('a box or an item claims 1 GB costs no memory, and is not handed on', async () => {
    const before = process.memoryUsage().rss;
    const lies: readonly ((bytes: Buffer) => void)[] = [
      (bytes) => bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('jumb') - 4),
      (bytes) => bytes.writeUInt32BE(1_000_000_000, cborBox(bytes) - 4),
      // The first item of the CBOR: a text, then a list, whose length stands in four bytes.
      (bytes) => Buffer.from('7a3b9aca00', 'hex').copy(bytes, cborBox(bytes) + 4),
      (bytes) => Buffer.from('9a3b9aca00', 'hex').copy(bytes, cborBox(bytes) + 4),
    ];
    for (const lie of lies) {
      const bytes = pictureOf('jpeg');
      lie(bytes);
      expect(await factOf(bytes)).toMatchObject({
        present: true,
        state: null,
        failures: null,
        reason: expect.stringContaining('claims more bytes than there are'),
      });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it.each<[string, SignedFormat, (bytes: Buffer) => void]>([
    ['chunk caBX', 'png', (bytes) => bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('caBX') - 4)],
    ['chunk C2PA', 'webp', (bytes) => bytes.writeUInt32LE(1_000_000_000, bytes.indexOf('C2PA') + 4)],
    ['UUID box', 'avif', (bytes) => bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('uuid') - 4)],
  ])('the %s of the file claims 1 GB is none that holds', async (_name, format, lie) => {
    const before = process.memoryUsage().rss;
    const bytes = pictureOf(format);
    lie(bytes);
    expect(await factOf(bytes, keys.root)).not.toMatchObject({ state: 'trusted' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it('an address stands is never asked for', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/manifest.c2pa`;
    const xmp = xmpSegment(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="${url}"/></rdf:RDF>`,
    );
    expect(await factOf(withSegments(await plainPicture('jpeg'), [xmp]))).toMatchObject({
      present: false,
      remote: url,
    });
    expect(await factOf(withSegments(pictureOf('jpeg'), [xmp]))).toMatchObject({
      present: true,
      remote: url,
      state: 'invalid',
    });
    await new Promise((settle) => server.close(settle));
    expect(asked).toBe(0);
  });

  it('nothing is found in a picture that has none', async () => {
    expect(await factOf(await plainPicture('jpeg'))).toMatchObject({ present: false, failures: [], reason: null });
  });

  it('nothing can be checked where the package is not installed, and that is said', async () => {
    const bytes = pictureOf('png');
    const fact = await c2paOf(bytes, await readHeader(bytes, ''), {
      engine: undefined,
      settings: '',
      day: () => isoDay(0),
      late: 'thrown',
    });
    expect(fact).toMatchObject({
      present: true,
      failures: null,
      state: null,
      reason: expect.stringContaining('npm install'),
    });
    expect(fact.active).toHaveLength(1);
  });

  it('what is not read in time is said, or thrown, and nothing else is thrown', async () => {
    const bytes = pictureOf('png');
    const header = await readHeader(bytes, '');
    const asked = (late: 'said' | 'thrown', error: ListingLintError): Promise<C2paFact> =>
      c2paOf(bytes, header, {
        engine: { read: () => Promise.reject(error) },
        settings: '',
        day: () => isoDay(0),
        late,
      });
    const slow = new ListingLintError('work-timeout', 'its manifest is not read within 5 s');
    const said = { present: true, state: null, failures: null, reason: slow.message };
    expect(await asked('said', slow)).toMatchObject(said);
    await expect(asked('thrown', slow)).rejects.toBe(slow);
    const damaged = new ListingLintError('content-unreadable', slow.message);
    expect(await asked('thrown', damaged)).toMatchObject(said);
  });
});
