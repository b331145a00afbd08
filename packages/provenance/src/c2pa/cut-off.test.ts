import { spawnSync } from 'node:child_process';
import { readHeader } from '@listing-lint/rules/image';
import { expect, it } from 'vitest';
import { type C2paFact, c2paOf } from './c2pa-fact.ts';
import { claimSigner } from './cose-sign.ts';
import { findC2pa } from './find-c2pa.ts';
import { PictureSigner } from './sign-picture.ts';
import { plainPicture, type SignedFormat, testSigner } from './test-signed.ts';

const found = findC2pa();
const hasTools = found !== undefined && spawnSync('openssl', ['version']).status === 0;

const factOf = async (bytes: Buffer): Promise<C2paFact> =>
  c2paOf(bytes, await readHeader(bytes, ''), {
    engine: undefined,
    settings: '',
    day: () => '2026-11-28',
    late: 'said',
  });

it.each<[SignedFormat, string]>([
  ['png', 'the PNG'],
  ['webp', 'the WebP'],
  ['jpeg', 'the JPEG'],
  ['avif', 'the file'],
])('a %s that is cut off may have had a manifest', async (format, name) => {
  const whole = await plainPicture(format);
  // Of a JPEG before its scan, behind which no metadata are looked for.
  const end = format === 'jpeg' ? whole.indexOf(Buffer.from('ffda', 'hex')) : whole.length - 20;
  expect(await factOf(whole)).toMatchObject({ present: false, active: [], manifests: [], reason: null });
  expect(await factOf(whole.subarray(0, end))).toMatchObject({
    present: null,
    active: null,
    manifests: null,
    reason: `${name}: it is cut off: what stood behind is not known`,
  });
});

it.skipIf(!hasTools)('of a manifest that is cut off nothing tells which is the active one', async () => {
  if (found === undefined) throw new Error('the package is not there');
  const { certificate, key } = testSigner();
  const signer = new PictureSigner(found, claimSigner(certificate, key));
  const claim = { title: 'lamp.jpg', author: null, sourceType: null };
  const whole = Buffer.from(await signer.sign(await plainPicture('jpeg'), 'jpeg', claim));
  await signer.dispose();
  const [begin, end] = [whole.indexOf('c2pa.claim'), whole.indexOf('c2pa.signature')];
  expect(Math.min(begin, end)).toBeGreaterThan(0);
  expect(await factOf(whole.subarray(0, Math.max(begin, end)))).toMatchObject({
    present: true,
    active: null,
    manifests: null,
    reason: expect.stringContaining('cannot be read'),
  });
});
