import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { extensionOf, readHeader } from '../image/read/header.ts';
import { type ExifFact, exifOf } from './exif-fact.ts';
import { findBlocks } from './read/blocks.ts';

/** Folder of real pictures; the comparison needs them and exiftool, and says so where one is missing. */
const corpus = process.env.LISTING_LINT_CORPUS;
const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;
const missing = [
  corpus === undefined && 'LISTING_LINT_CORPUS is not set',
  !hasExiftool && 'exiftool is not installed',
].filter((reason) => reason !== false);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });

const oracleSchema = z.array(z.looseObject({ SourceFile: z.string() }));
const TAGS = [
  ...['EXIF:Make', 'EXIF:Model', 'EXIF:Software', 'EXIF:DateTimeOriginal', 'EXIF:CreateDate', 'EXIF:ModifyDate'],
  ...['EXIF:Artist', 'EXIF:Copyright', 'IPTC:By-line', 'IPTC:CopyrightNotice', 'XMP-dc:Creator', 'XMP-dc:Rights'],
  ...['XMP-exif:DateTimeOriginal', 'XMP-photoshop:DateCreated', 'XMP-xmp:CreateDate', 'XMP-xmp:ModifyDate'],
  ...['IFD0:Orientation', 'EXIF:GPSLatitude', 'Composite:GPSLatitude', 'EXIF:ThumbnailLength'],
];

const near = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 1e-4;
const text = (value: unknown): string | null => {
  const clean = value === undefined ? '' : [value].flat().join(', ').trim();
  return clean === '' ? null : clean;
};
const day = (value: unknown): string | null => {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(value ?? ''));
  return match && Number(match[1]) > 0 ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}` : null;
};

/** What we say and what exiftool says, by field. Where EXIF has no date, XMP's stands in, on both sides. */
const compare = (
  ours: ExifFact,
  theirs: Record<string, unknown>,
): Record<string, readonly [unknown, unknown, boolean]> => {
  const same = (a: unknown, b: unknown): readonly [unknown, unknown, boolean] => [a, b, a === b];
  const date = (...names: string[]): string | null =>
    names.map((name) => day(theirs[name])).find((found) => found !== null) ?? null;
  const first = (...names: string[]): string | null =>
    names.map((name) => text(theirs[name])).find((found) => found !== null) ?? null;
  const latitude = theirs['Composite:GPSLatitude'] ?? theirs['EXIF:GPSLatitude'] ?? null;
  return {
    make: same(ours.make, text(theirs['EXIF:Make'])),
    model: same(ours.model, text(theirs['EXIF:Model'])),
    software: same(ours.software, text(theirs['EXIF:Software'])),
    creator: same(ours.creator, first('EXIF:Artist', 'IPTC:By-line', 'XMP:Creator')),
    copyright: same(ours.copyright, first('EXIF:Copyright', 'IPTC:CopyrightNotice', 'XMP:Rights')),
    capturedAt: same(
      ours.capturedAt?.slice(0, 19) ?? null,
      date('EXIF:DateTimeOriginal', 'XMP:DateTimeOriginal', 'XMP:DateCreated'),
    ),
    digitizedAt: same(ours.digitizedAt?.slice(0, 19) ?? null, date('EXIF:CreateDate', 'XMP:CreateDate')),
    modifiedAt: same(ours.modifiedAt?.slice(0, 19) ?? null, date('EXIF:ModifyDate', 'XMP:ModifyDate')),
    orientation: same(ours.orientation, theirs['EXIF:Orientation'] ?? null),
    position: [ours.gps.latitude, latitude, ours.gps.latitude === latitude || near(ours.gps.latitude, latitude)],
    thumbnail: same(ours.thumbnail === true, theirs['EXIF:ThumbnailLength'] !== undefined),
  };
};

describe('the exif fact beside exiftool', () => {
  it.skipIf(missing.length > 0)(
    `agrees on the corpus${missing.length > 0 ? ` (${missing.join(', ')})` : ''}`,
    async () => {
      const folders = ['camera', 'containers', 'c2pa'].map((name) => join(corpus ?? '', name));
      const output = execFileSync('exiftool', ['-j', '-n', '-r', '-G0', ...TAGS.map((tag) => `-${tag}`), ...folders], {
        encoding: 'utf8',
        maxBuffer: 1e8,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const oracle = new Map(oracleSchema.parse(JSON.parse(output)).map((entry) => [entry.SourceFile, entry]));
      const counts = new Map<string, { present: number; agree: number; files: number }>();
      const differences: string[] = [];
      for (const file of folders.flatMap(filesIn).sort()) {
        const theirs = oracle.get(file);
        if (!theirs) continue;
        const bytes = readFileSync(file);
        const header = await readHeader(bytes, extensionOf(file));
        const ours = await exifOf(findBlocks(bytes, header), header);
        for (const [field, [mine, other, agrees]] of Object.entries(compare(ours, theirs))) {
          const count = counts.get(field) ?? { present: 0, agree: 0, files: 0 };
          const present = other !== null && other !== undefined && other !== false;
          counts.set(field, {
            files: count.files + 1,
            present: count.present + (present ? 1 : 0),
            agree: count.agree + (agrees ? 1 : 0),
          });
          if (!agrees)
            differences.push(`${file.slice((corpus ?? '').length + 1)} ${field}: ${String(mine)} | ${String(other)}`);
        }
      }
      process.stdout.write(`${JSON.stringify(Object.fromEntries(counts), null, 1)}\n${differences.join('\n')}\n`);
      for (const [field, { files, agree }] of counts) expect(agree / files, field).toBeGreaterThanOrEqual(0.98);
    },
  );
});
