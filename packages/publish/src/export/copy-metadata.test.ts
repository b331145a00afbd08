import { findCarriers, readMetadata, statementsOf } from '@listing-lint/rules/metadata';
import { exifSegment, jpegSegment, withSegments } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { expect, it } from 'vitest';

import { encodedAnewPolicy } from '../fix/encoded-anew.ts';
import { RE_ENCODING } from '../fix/replaced.ts';
import { labelRendered } from './copy-metadata.ts';

const jpeg = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const comment = (text: string): Buffer => withSegments(jpeg, [jpegSegment(0xfe, Buffer.from(text))]);
const brand = { copyright: '© 2026 Acme', creator: 'Acme' };
const written = (original: Buffer): readonly string[] =>
  statementsOf(
    readMetadata(findCarriers(labelRendered(jpeg, original, { keeps: 'rights', brand }).bytes, 'jpeg')),
  ).flatMap(({ name, value }) => (name === 'dc:rights' ? [value] : []));

it('the rights of the config are written into a copy only where the original names nobody, and was read', () => {
  expect(written(jpeg)).toEqual(['© 2026 Acme']);
  expect(written(comment('a lamp'))).toEqual(['© 2026 Acme']);
  expect(written(withSegments(jpeg, [exifSegment({ 33432: '(c) Other Owner Ltd' })]))).toEqual(['(c) Other Owner Ltd']);
  expect(written(comment('(c) Other Owner Ltd'))).toEqual([]);
  expect(written(withSegments(jpeg, [jpegSegment(0xe7, Buffer.from('ACME\x01'))]))).toEqual([]);
});

it('a picture is not encoded anew where an owner that it names would be lost, in whatever block', async () => {
  const subject = { scope: 'image', path: 'a.jpg', file: '/a.jpg', channels: [] };
  const check = (before: Buffer, after: Buffer) =>
    encodedAnewPolicy.check({ before, after, changed: ['*'], permits: (loss) => loss === RE_ENCODING }, subject);
  const ours = labelRendered(jpeg, jpeg, { keeps: 'rights', brand }).bytes;
  expect(await check(jpeg, ours)).toBeUndefined();
  expect(await check(comment('Copyright Acme'), ours)).toBeUndefined();
  for (const before of [comment('(c) Other Owner Ltd'), withSegments(jpeg, [exifSegment({ 270: 'Photo by Ann' })])])
    expect(await check(before, ours)).toBe('the rights that it states');
});
