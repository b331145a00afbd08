// Times, editors and signs of EXIF, at both sides of each decision.
import { describe, expect, it } from 'vitest';
import { isoOfExif, isoOfXmp, secondsBetween } from './dates.ts';
import { editorsIn } from './editors.ts';
import { type SignSources, signsOf, sizeMatches } from './signs.ts';

describe('isoOfExif', () => {
  it.each<[string | null, unknown, unknown?, unknown?]>([
    ['2024-05-01T10:20:30', '2024:05:01 10:20:30'],
    ['2024-05-01T10:20:30', ' 2024-05/01T10:20:30\0 '],
    ['2024-05-01T10:20:00', '2024:05:01 10:20'],
    ['2024-05-01T10:20:30+02:00', '2024:05:01 10:20:30+0200'],
    ['2024-05-01T10:20:30.25Z', '2024:05:01 10:20:30', '25', 'Z'],
    ['2024-05-01T10:20:30.25', '2024:05:01 10:20:30', 25],
    ['2024-05-01T10:20:30', '2024:05:01 10:20:30', true],
    ['2024-05-01T10:20:30', '2024:05:01 10:20:30', 'x'],
    ['2024-05-01T10:20:30.123456789', '2024:05:01 10:20:30', '1234567891'],
    ['2024-05-01T10:20:30+14:59', '2024:05:01 10:20:30', undefined, '+14:59'],
    ['2024-05-01T10:20:30', '2024:05:01 10:20:30', undefined, '+15:00'],
    ['2024-05-01T10:20:30', '2024:05:01 10:20:30', undefined, '+14:60'],
    ['2024-05-01T10:20:30-05:30', '2024:05:01 10:20:30', undefined, '-0530\0'],
    ['2024-05-01T10:20:30-01:00', '2024:05:01 10:20:30+0200', undefined, '-01:00'],
    ['1826-01-01T00:00:00', '1826:01:01 00:00:00'],
    [null, '1825:12:31 23:59:59'],
    ['2024-02-29T00:00:00', '2024:02:29 00:00:00'],
    [null, '2023:02:29 00:00:00'],
    [null, '2024:13:01 00:00:00'],
    [null, '2024:05:01 24:00:00'],
    [null, '2024:05:01 10:60:00'],
    [null, '2024:05:01 10:20:60'],
    [null, '0000:00:00 00:00:00'],
    [null, '2024:05:01'],
    [null, 20240501],
  ])('%s: %j', (iso, date, subSec, offset) => {
    expect(isoOfExif(date, subSec, offset)).toBe(iso);
  });
  it.each([
    ['2024-05-01T10:20:30.5+02:00', '2024-05-01T10:20:30.5+02:00'],
    ['2024-05-01T10:20:00', ' 2024:05:01 10:20 '],
    [null, '2024-05-01'],
    [null, 7],
  ])('of XMP, %s: %j', (iso, date) => {
    expect(isoOfXmp(date)).toBe(iso);
  });
  it.each([
    [60, '2024-05-01T10:00:00', '2024-05-01T10:01:00'],
    [-7200, '2024-05-01T10:00:00Z', '2024-05-01T10:00:00+02:00'],
    // With one zone alone both are local times of one place.
    [0, '2024-05-01T10:00:00', '2024-05-01T10:00:00+02:00'],
    [1, '2024-05-01T10:00:00-05:00', '2024-05-01T10:00:01'],
  ])('%d seconds from %s to %s', (seconds, from, to) => {
    expect(secondsBetween(from, to)).toBe(seconds);
  });
});

it.each<[string, readonly (string | null)[]]>([
  ['', []],
  ['', [null, 'Canon EOS']],
  ['GIMP', [null, 'GIMP 2.10']],
  ['Adobe Photoshop, GIMP', ['gimp', 'Adobe Photoshop CC', 'Photoshop']],
  ['', ['gimpy']],
  ['Paint.NET', ['paint.net v5']],
  ['Aperture', ['Aperture 3.6']],
  ['', ['my Aperture 3.6']],
])('editors %s: %j', (names, texts) => {
  expect(editorsIn(texts).join(', ')).toBe(names);
});

describe('signs', () => {
  const size = { width: 400, height: 300 } as SignSources['metadata'];
  it.each<[boolean | null, object, SignSources['metadata']]>([
    [true, { ExifImageWidth: 400, ExifImageHeight: 300 }, size],
    [true, { ExifImageWidth: 300, ExifImageHeight: 400 }, size],
    [false, { ExifImageWidth: 400, ExifImageHeight: 400 }, size],
    [false, { ExifImageWidth: 300, ExifImageHeight: 300 }, size],
    [null, { ExifImageWidth: 400 }, size],
    [null, { ExifImageHeight: 300 }, size],
    [null, { ExifImageWidth: 0, ExifImageHeight: 300 }, size],
    [null, { ExifImageWidth: 400, ExifImageHeight: 0 }, size],
    [null, { ExifImageWidth: '400', ExifImageHeight: 300 }, size],
    [null, { ExifImageWidth: 400, ExifImageHeight: 300 }, null],
  ])('the size matches: %s, %j', (matches, known, metadata) => {
    expect(sizeMatches(known as SignSources['known'], metadata)).toBe(matches);
  });

  const signs = (more: Partial<SignSources>, segments: readonly string[] = ['APP1 Exif']): string =>
    signsOf({
      jpeg: { segments, huffman: [] } as unknown as SignSources['jpeg'],
      ...{
        known: {} as SignSources['known'],
        hasExif: true,
        hasMakerNote: true,
        secondsToChange: null,
        metadata: size,
      },
      ...more,
    }).join('; ');
  it.each<[string, Partial<SignSources>, (readonly string[])?]>([
    ['', {}],
    ['', { secondsToChange: 60 }],
    ['changed more than a minute after capture', { secondsToChange: 61 }],
    ['no maker note', { hasMakerNote: false }],
    ['', { hasExif: false, hasMakerNote: false }],
    [
      'size in EXIF is not the size of the picture',
      { known: { ExifImageWidth: 1, ExifImageHeight: 1 } as SignSources['known'] },
    ],
    ['JFIF header before EXIF', {}, ['APP0 JFIF', 'APP1 Exif']],
    ['', {}, ['APP1 Exif', 'APP0 JFIF']],
    ['', {}, ['APP0 JFIF']],
    ['Adobe segment', {}, ['APP1 Exif', 'APP14 Adobe']],
    ['Adobe segment', {}, ['APP13 Photoshop 3.0']],
    ['', { jpeg: null, secondsToChange: 99 }],
  ])('%s: %o', (said, more, segments) => {
    expect(signs(more, segments)).toBe(said);
  });
});
