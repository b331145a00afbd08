import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exiftoolPath } from 'exiftool-vendored';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { extensionOf, readHeader } from '../../image/read/header.ts';
import { exifSegment, withSegments } from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { exifOf } from './exif-fact.ts';
import { agreement, type Compared, oracleSchema, TAGS } from './test-oracle.ts';

const hasPerl = spawnSync('perl', [await exiftoolPath(), '-ver']).status === 0;
if (!hasPerl)
  process.stderr.write('skipped: the exif fact compared with exiftool (no perl with its standard modules)\n');
/** Folder of real pictures, as an addition to the generated ones. */
const corpus = process.env.LISTING_LINT_CORPUS;

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-oracle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const exiftool = async (args: readonly string[]): Promise<string> =>
  execFileSync('perl', [await exiftoolPath(), ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const filesIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)],
  );

/** What both say of every file below the folders that exiftool can read. */
const bothOn = async (folders: readonly string[]): Promise<Compared[]> => {
  const said = await exiftool(['-j', '-n', '-r', '-G0', ...TAGS.map((tag) => `-${tag}`), ...folders]);
  const oracle = new Map(oracleSchema.parse(JSON.parse(said)).map((entry) => [entry.SourceFile, entry]));
  const both: Compared[] = [];
  for (const file of folders.flatMap(filesIn).sort()) {
    const theirs = oracle.get(file);
    if (theirs === undefined) continue;
    const bytes = readFileSync(file);
    const header = await readHeader(bytes, extensionOf(file));
    both.push({ file, ours: await exifOf(readMetadata(findCarriers(bytes, header.format)), header), theirs });
  }
  return both;
};

const picture = (): Sharp => sharp({ create: { width: 48, height: 32, channels: 3, background: '#468' } });
const containers: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  jpg: (p) => p.jpeg(),
  png: (p) => p.png(),
  webp: (p) => p.webp(),
  tif: (p) => p.tiff(),
  avif: (p) => p.avif({ effort: 0 }),
};

const dates = (day: number): string[] =>
  ['DateTimeOriginal', 'CreateDate', 'ModifyDate'].map((tag) => `-EXIF:${tag}=2026:05:0${day} 10:20:30`);
/** What exiftool writes, by case; in each container that can hold it. */
const written: Readonly<Record<string, readonly string[]>> = {
  camera: ['-EXIF:Make=Acme', '-EXIF:Model=One', '-EXIF:Software=GIMP 3', '-EXIF:Orientation#=6', ...dates(1)],
  rights: ['-EXIF:Artist=Jörg Weiß', '-EXIF:Copyright=© 2026 Müller'],
  serials: ['-EXIF:SerialNumber=4711', '-EXIF:Make=Acme'],
  'lens-serial': ['-EXIF:LensSerialNumber=L-9', '-EXIF:Model=Two', ...dates(2)],
  'camera-serial': ['-EXIF:CameraSerialNumber=C-1'],
  north: ['-GPSLatitude=51.5', '-GPSLatitudeRef=N', '-GPSLongitude=7.25', '-GPSLongitudeRef=E', ...dates(3)],
  south: ['-GPSLatitude=33.86', '-GPSLatitudeRef=S', '-GPSLongitude=151.2', '-GPSLongitudeRef=E'],
  xmp: ['-XMP-dc:Creator=Ann & Bob', '-XMP-dc:Rights=© Acme', '-XMP-photoshop:DateCreated=2026:05:04 08:00:00'],
  'xmp-dates': ['-XMP-xmp:CreateDate=2026:05:05 08:00:00', '-XMP-xmp:ModifyDate=2026:05:06 08:00:00'],
  'exif-and-xmp': ['-EXIF:Artist=Ann', '-EXIF:Copyright=© Ann', '-XMP-dc:Creator=Ann', '-XMP-dc:Rights=© Ann'],
  nothing: [],
};
/** What only a JPEG holds, or only one reader asks of it. */
const writtenToJpeg: Readonly<Record<string, readonly string[]>> = {
  iptc: ['-IPTC:CodedCharacterSet=UTF8', '-IPTC:By-line=Jörg', '-IPTC:CopyrightNotice=© 2026'],
  preview: [`-ThumbnailImage<=${join(folder, 'preview')}`],
};

/** Pictures in each container, with tags by exiftool; maker notes come from JPEGs made here and are carried over by it. */
const writePictures = async (): Promise<void> => {
  writeFileSync(join(folder, 'preview'), await picture().resize(16).jpeg().toBuffer());
  const noted = exifSegment({
    271: 'Acme',
    34665: { 37500: Buffer.from('ACME\0 maker note of 34 bytes \x01\x02\x03') },
  });
  writeFileSync(join(folder, 'noted'), withSegments(await picture().jpeg().toBuffer(), [noted]));
  const commands: string[] = [];
  for (const [extension, encode] of Object.entries(containers)) {
    const bytes = await encode(picture()).toBuffer();
    const noted: [string, string[]] = [
      'maker-note',
      ['-tagsFromFile', join(folder, 'noted'), '-all:all', '-MakerNotes'],
    ];
    const cases = [...Object.entries(written), noted, ...(extension === 'jpg' ? Object.entries(writtenToJpeg) : [])];
    for (const [name, args] of cases) {
      const path = join(folder, `${name}.${extension}`);
      writeFileSync(path, bytes);
      if (args.length > 0) commands.push('-overwrite_original', '-m', ...args, path, '-execute');
    }
  }
  const list = join(folder, 'commands');
  writeFileSync(list, commands.join('\n'));
  await exiftool(['-@', list]);
};

describe.skipIf(!hasPerl)('the exif fact compared with exiftool', () => {
  it('agrees on every value of generated pictures in five containers, and would report one that either lacks', {
    tags: 'full',
  }, async () => {
    await writePictures();
    const both = await bothOn([folder]);
    const { fields, differences } = agreement(both);
    expect(differences).toEqual([]);
    // Each field is really there in a file of each container, but for the embedded preview.
    for (const [field, { present }] of fields)
      expect(present, field).toBeGreaterThanOrEqual(field === 'thumbnail' ? 1 : 5);
    const camera = both.filter(({ file }) => file.endsWith('camera.jpg'));
    const other = camera.map((said) => ({
      ...said,
      theirs: { SourceFile: '', 'EXIF:Make': 'Other', 'EXIF:SerialNumber': 1 },
    }));
    const listed = agreement(other).differences.join('\n');
    expect(listed).toMatch(/make: Acme \| Other[\s\S]*model: One \| null[\s\S]*serialNumber: null \| true/);
  });

  it.skipIf(corpus === undefined)('agrees on a corpus of real pictures', async () => {
    const folders = ['camera', 'containers', 'c2pa'].map((name) => join(corpus ?? '', name));
    const { fields, differences } = agreement(await bothOn(folders));
    process.stdout.write(`${JSON.stringify(Object.fromEntries(fields), null, 1)}\n${differences.join('\n')}\n`);
    for (const [field, { present, agree }] of fields)
      expect(agree / Math.max(present, 1), field).toBeGreaterThanOrEqual(present === 0 ? 0 : 0.98);
  });
});
