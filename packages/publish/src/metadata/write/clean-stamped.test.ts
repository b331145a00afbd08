import { imageDataHash, sniff } from '@listing-lint/rules/image';
import { findCarriers, MAIN_PICTURE, readMetadata, statementsOf } from '@listing-lint/rules/metadata';
import { jpegSegment, thumbnailSegment, withSegments } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { expect, it } from 'vitest';

import { cleanStamped } from './clean-stamped.ts';

const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#468' } });
const thumbnail = await picture.clone().resize(16).jpeg().toBuffer();
/** Of a camera: with a thumbnail, a position, a serial number, a maker note and the name of its owner. */
const original = withSegments(await picture.clone().withIccProfile('p3').jpeg().toBuffer(), [
  thumbnailSegment(
    {
      315: 'Ann',
      33432: '© 2026 Acme',
      34665: { 42033: 'B-4711', 37500: Buffer.from('ACME note B-4711') },
      34853: { 28: Buffer.from('ASCII\0\0\0Ulm') },
    },
    thumbnail,
  ),
]);
/** What sharp makes of it when a mark is put on it: a new picture with all its metadata. */
const stamped = (format: 'jpeg' | 'png' | 'webp' | 'avif'): Promise<Buffer> =>
  sharp(original).negate().keepMetadata().toFormat(format).toBuffer();
const bare = (): Promise<Buffer> => sharp(original).negate().keepIccProfile().jpeg().toBuffer();
const none = (): Promise<never> => Promise.reject(new Error('it is not needed'));

const said = (bytes: Buffer) => {
  const metadata = readMetadata(findCarriers(bytes, sniff(bytes, '')));
  return {
    names: statementsOf(metadata).map(({ name, value }) => `${name}=${value}`),
    pictures: metadata.carriers.filter(({ kind, keyword }) => kind === 'picture' && keyword !== MAIN_PICTURE).length,
    icc: metadata.carriers.some(({ kind }) => kind === 'icc'),
  };
};

it.each(['jpeg', 'png', 'webp', 'avif'] as const)(
  'a stamped %s gives nobody away, and says whose it is',
  async (format) => {
    const dirty = await stamped(format);
    expect(said(dirty)).toMatchObject({
      names: expect.arrayContaining(['ExifIFD:BodySerialNumber=B-4711']),
      pictures: 1,
    });
    const { bytes, removed, lost } = await cleanStamped({ keepsPrivate: false })(dirty, original, none);
    expect({ removed, lost }).toEqual({ removed: ['previews', 'the position', 'serial numbers'], lost: [] });
    expect(said(bytes)).toEqual({ names: ['IFD0:Artist=Ann', 'IFD0:Copyright=© 2026 Acme'], pictures: 0, icc: true });
    expect(bytes.includes('4711') || bytes.includes('Ulm')).toBe(false);
    if (format !== 'avif') expect(imageDataHash(bytes)).toEqual(imageDataHash(dirty));
  },
);

it('keeps position and serial number where that is asked for, and no preview', async () => {
  const { bytes, removed } = await cleanStamped({ keepsPrivate: true })(await stamped('jpeg'), original, none);
  expect(removed).toEqual(['previews']);
  expect(said(bytes)).toMatchObject({
    names: expect.arrayContaining(['ExifIFD:BodySerialNumber=B-4711']),
    pictures: 0,
  });
});

it('takes all metadata but the profile and the rights where they cannot be edited, and says so', async () => {
  const broken = await stamped('jpeg');
  broken.writeUInt16LE(0xfff0, broken.indexOf('II*\0') + 8);
  const cleaned = await cleanStamped({ keepsPrivate: false })(broken, original, bare);
  expect(cleaned.lost).toEqual([expect.stringMatching(/all of its metadata but the rights/)]);
  expect(said(cleaned.bytes).names).toEqual(expect.arrayContaining(['dc:rights=© 2026 Acme', 'dc:creator=Ann']));
  expect(cleaned.bytes.includes('4711')).toBe(false);
});

it('says that a C2PA manifest is lost', async () => {
  const plain = await picture.clone().jpeg().toBuffer();
  const manifest = jpegSegment(0xeb, Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x10jumb12345678', 'latin1'));
  const cleaned = await cleanStamped({ keepsPrivate: false })(plain, withSegments(plain, [manifest]), none);
  expect(cleaned).toEqual({ bytes: plain, removed: [], lost: ['its C2PA manifest'] });
});
