import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePicture } from './scenarios/pictures.ts';
import { runIn } from './scenarios/scenario.ts';

/** Folder of real pictures, as an addition to the generated ones. */
const corpus = process.env['LISTING_LINT_CORPUS'];
if (corpus === undefined) {
  process.stderr.write('LISTING_LINT_CORPUS is not set: generated pictures stand in for the real ones.\n');
}

const camera = {
  IFD0: { Make: 'Acme', Model: 'One', Software: 'GIMP 3' },
  IFD2: { DateTimeOriginal: '2026:03:01 10:00:00' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
};
const encodings: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'exif.jpg': (p) => p.withExif(camera).jpeg(),
  'progressive.jpg': (p) => p.jpeg({ progressive: true }),
  'cmyk.jpg': (p) => p.toColourspace('cmyk').jpeg(),
  'grey.png': (p) => p.greyscale().png(),
  'palette.png': (p) => p.png({ palette: true }),
  'deep.png': (p) => p.toColourspace('rgb16').png(),
  'exif.webp': (p) => p.withExif(camera).webp(),
  'exif.avif': (p) => p.withExif(camera).avif({ effort: 0 }),
  'flat.gif': (p) => p.gif(),
  'exif.tif': (p) => p.withExif(camera).tiff(),
  'turned.jpg': (p) => p.withMetadata({ orientation: 6 }).jpeg(),
  'one-pixel.png': (p) => p.resize(1, 1).png(),
};

/** One photograph in every container and colour space, and files that are none or only half of one. */
const writeGenerated = async (root: string): Promise<void> => {
  await writePicture(root, 'a/photo.jpg', { seed: 4, width: 300, height: 200, mirror: false, quality: 85 });
  const photo = readFileSync(join(root, 'a/photo.jpg'));
  mkdirSync(join(root, 'b'));
  for (const [name, encode] of Object.entries(encodings))
    writeFileSync(join(root, 'b', name), await encode(sharp(photo)).toBuffer());
  writeFileSync(join(root, 'b/half.jpg'), photo.subarray(0, photo.length / 2));
  writeFileSync(join(root, 'b/empty.png'), '');
  writeFileSync(join(root, 'b/text.jpg'), 'a picture will follow');
  writeFileSync(join(root, 'b/pointer.jpg'), 'version https://git-lfs.github.com/spec/v1\n');
};

describe('a corpus of pictures', () => {
  const generated = join(mkdtempSync(join(tmpdir(), 'listing-lint-corpus-')), 'generated');
  beforeAll(() => writeGenerated(generated));
  afterAll(() => rmSync(dirname(generated), { recursive: true }));

  const parts = ['products', 'camera', 'containers', 'c2pa'].map((part) => [part, join(corpus ?? '', part)] as const);
  it.each([['generated', generated] as const, ...(corpus === undefined ? [] : parts)])(
    '%s: every file judged or told to be unreadable, valid by the schema, the same bytes twice',
    { tags: 'full', timeout: 300_000 },
    async (_name, folder) => {
      const files = [1, 2].map((n) => join(dirname(generated), `${n}.json`));
      for (const file of files) {
        const { status, stderr } = await runIn('/', [
          '-f',
          `json:${file}`,
          '--concurrency',
          file.endsWith('1.json') ? '1' : '4',
          folder,
        ]);
        expect([0, 1], stderr).toContain(status);
      }
      const [first = '', second = ''] = files.map((file) => readFileSync(file, 'utf8'));
      for (const file of files) rmSync(file);
      expect(second).toBe(first);
      const report: { subjects: { scope: string; outcomes: Record<string, string[]> }[] } = JSON.parse(first);
      const ajv = new Ajv({ strict: true });
      addFormats.default(ajv);
      const schema: object = JSON.parse(
        readFileSync(join(import.meta.dirname, '../config/report.schema.json'), 'utf8'),
      );
      expect(ajv.validate(schema, report), JSON.stringify(ajv.errors)).toBe(true);
      const images = report.subjects.filter(({ scope }) => scope === 'image');
      expect(images.length).toBeGreaterThan(0);
      // A picture in each file that has a name of one.
      if (folder === generated) expect(images.length).toBe(Object.keys(encodings).length + 5);
      for (const { outcomes } of images) expect(Object.values(outcomes).flat()).toContain('image-readable');
    },
  );
});
