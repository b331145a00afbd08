import { type Fix, type FixContext, type FixedFile, isKnownError } from '@listing-lint/core';
import { exifSegment, jpegSegment, withSegments, xmpSegment } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { metadataFixes } from './metadata-fixes.ts';
import { picturePolicy } from './picture-policy.ts';

const base = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const subject = { scope: 'image', path: 'a.jpg', file: '/a.jpg', channels: [] };
const brand = { copyright: '© 2026 Acme', creator: 'Acme' };

const fixCalled = (id: string): Fix => {
  const fix = metadataFixes.find((each) => each.id === id);
  if (fix === undefined) throw new Error(`there is no fix ${id}`);
  return fix;
};
const apply = async (id: string, bytes: Buffer, more: Partial<FixContext> = {}): Promise<FixedFile | string> => {
  const context = {
    root: '/',
    allowsCode: false,
    settings: { brand },
    subject,
    ruleIds: [],
    permits: () => false,
    settingOf: () => undefined,
    ...more,
  };
  try {
    return await fixCalled(id).apply(bytes, context);
  } catch (error) {
    if (!isKnownError(error, 'metadata-unwritable')) throw error;
    return error.message;
  }
};
const packet = (properties: string): Buffer =>
  xmpSegment(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#" ${properties}/></rdf:RDF></x:xmpmeta>`,
  );

describe('rights are written', () => {
  it.each([
    ['where there are none', base],
    ['beside a line that names the same owner', withSegments(base, [exifSegment({ 33432: 'Copyright Acme' })])],
  ])('%s', async (_what, bytes) => {
    const file = await apply('state-rights', bytes);
    expect(file).toMatchObject({ changed: expect.arrayContaining(['dc:rights', 'xmpRights:Marked']) });
  });

  it.each([
    [
      'another owner',
      exifSegment({ 33432: '(c) Somebody Else' }),
      /names another owner, “\(c\) Somebody Else” \(IFD0:Copyright in /,
    ],
    ['another owner as its creator', exifSegment({ 315: '(c) 2020 Other Owner Ltd' }), /Owner Ltd” \(IFD0:Artist in /],
    ['another owner as its program', exifSegment({ 305: '© Other Owner Ltd' }), /Owner Ltd” \(IFD0:Software in /],
    ['no copyright at all', packet('xmpRights:Marked="False"'), /marked as free of copyright/],
    ['a licence that gives it away', packet('cc:license="CC0"'), /would contradict itself/],
  ])('not over a file that names %s', async (_what, segment, reason) => {
    expect(await apply('state-rights', withSegments(base, [segment]))).toMatch(reason);
  });

  it('beside a creator that stays', async () => {
    const file = await apply('state-rights', withSegments(base, [exifSegment({ 315: 'Ann' })]));
    expect(file).toMatchObject({ changed: expect.not.arrayContaining(['dc:creator']) });
  });
});

it('a packet of nothing but a position goes with what it is about', async () => {
  const about = packet('exif:GPSLatitude="52,31.2N" xmlns:exif="http://ns.adobe.com/exif/1.0/"');
  const named = Buffer.from(about.toString('latin1').replace('rdf:about=""', 'rdf:about="x1"'), 'latin1');
  named.writeUInt16BE(named.length - 2, 2);
  expect(await apply('remove-position', withSegments(base, [named]))).toMatchObject({
    changed: expect.arrayContaining([expect.stringMatching(/GPSLatitude/)]),
  });
});

it('nothing is made of a file in which there is nothing to take out', async () => {
  expect(await apply('remove-faces', base)).toMatch(/nothing that can be taken out/);
});

describe('of a picture', () => {
  const exif = withSegments(base, [exifSegment({ 271: 'Acme', 315: 'Ann' })]);
  const check = (before: Buffer, after: Buffer, changed: readonly string[]) =>
    picturePolicy.check({ before, after, changed }, subject);

  it('every tag stays that is not named, also one that no fact asks for', async () => {
    const other = withSegments(base, [exifSegment({ 271: 'Amce', 315: 'Ann' })]);
    expect(await check(exif, other, ['IFD0:Artist'])).toMatch(/^IFD0:0x010f in /);
    expect(await check(exif, other, ['IFD0:0x010f'])).toBeUndefined();
    expect(await check(exif, base, ['IFD0:*'])).toBeUndefined();
    expect(await check(exif, base, ['IFD0:Artist'])).toMatch(/IFD0:0x010f/);
  });

  it('the data stay, and what a manifest is signed for', async () => {
    const darker = await sharp(base).modulate({ brightness: 0.5 }).jpeg().toBuffer();
    expect(await check(base, darker, ['*'])).toBe('the picture itself');
    expect(await check(base, base.subarray(0, -40), ['*'])).toBe('the picture itself');
    const manifest = jpegSegment(0xeb, Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x10jumb12345678', 'latin1'));
    const signed = withSegments(base, [manifest]);
    expect(await check(signed, withSegments(exif, [manifest]), ['*'])).toMatch(/manifest is signed/);
    expect(await check(signed, base, [])).toMatch(/C2PA manifest/);
    expect(await check(signed, base, ['C2PA manifest'])).toBeUndefined();
  });

  it('the format stays, and originals do altogether', async () => {
    expect(await check(base, await sharp(base).png().toBuffer(), ['*'])).toMatch(/another format/);
    expect(picturePolicy.stays?.({ ...subject, role: 'original' })).toMatch(/original/);
    expect(picturePolicy.stays?.({ ...subject, role: 'main' })).toBeUndefined();
  });
});
