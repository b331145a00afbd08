// @module-tag full
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layOut, removeRoot, runIn } from '../scenarios/scenario.ts';
import { decoyPng, filesIn, markPng, scene, put as write } from './shop.ts';

const CONFIG =
  'listings: ["listings/*"]\nbrand: { watermarks: [brand/mark.png] }\nrules: { watermark-present: error }\n';
const FILE = 'listing-lint.watermarks.json';

let root: string;
const put = (path: string, bytes: string | Buffer): void => write(root, path, bytes);
const photo = (seed: number): Promise<Buffer> => scene(seed).resize(400).jpeg({ quality: 90 }).toBuffer();
const calibrate = (...args: string[]) => runIn(root, ['calibrate', ...args]);

/** A photo with an emblem on it, a quarter of its width. */
const marked = async (seed: number, emblem: Buffer): Promise<Buffer> =>
  scene(seed)
    .composite([{ input: await sharp(emblem).trim().resize(300).toBuffer(), left: 320, top: 260 }])
    .jpeg({ quality: 90 })
    .toBuffer();

/** What a lint says of a picture, and of itself. */
const lint = async (path: string) => {
  const { stdout } = await runIn(root, ['-f', 'json', path]);
  const { findings, notices = [] }: { findings: { message: string }[]; notices?: { message: string }[] } =
    JSON.parse(stdout);
  return [...findings, ...notices].map(({ message }) => message);
};

/** The watermark fact of each picture. */
const look = async (...paths: string[]) => {
  const inspected: { facts: { watermark: Record<string, unknown> } }[] = JSON.parse(
    (await runIn(root, ['inspect', ...paths])).stdout,
  );
  return inspected.map(({ facts }) => facts.watermark);
};

beforeAll(async () => {
  root = await layOut('', {
    args: [],
    cwd: '.',
    env: {},
    status: 0,
    files: { 'listing-lint.config.yaml': CONFIG },
    pictures: {},
  });
  put('brand/mark.png', await markPng());
  for (let i = 0; i < 10; i++) put(`photos/${i}.jpg`, await photo(i));
  put('photos/notes.txt', 'no picture');
});
afterAll(() => removeRoot(root));

describe('calibrate', () => {
  it('says why it cannot, and writes nothing', async () => {
    const errorOf = async (...args: string[]) => {
      const { status, stdout, stderr } = await calibrate(...args);
      expect([status, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(await errorOf('fotos')).toBe('listing-lint: no such file or folder: fotos\n');
    put('empty/notes.txt', 'nothing');
    expect(await errorOf('empty')).toContain(
      'there is no picture in empty, too few to calibrate on\n  give at least 10 pictures',
    );
    expect(await errorOf('photos/1.jpg')).toContain('there is only 1 picture in photos/1.jpg, too few');
    for (let i = 0; i < 10; i++) put(`torn/${i}.jpg`, i < 2 ? await photo(i) : 'torn');
    expect(await errorOf('torn')).toBe(
      'listing-lint: 2 pictures are too few to calibrate on; 8 could not be read, 2.jpg the first\n  give at least 10 pictures without the mark\n',
    );
    const mark = await markPng();
    for (let i = 0; i < 10; i++) put(`marked/${i}.jpg`, await marked(i, mark));
    expect(await errorOf('marked')).toContain(
      '10 of 10 pictures seem to carry the mark\n  calibrate on pictures without it',
    );
    expect(filesIn(root, '.')).not.toContain(FILE);
    put('other/listing-lint.config.yaml', 'listings: ["*"]\nrules: { image-readable: error }\n');
    expect((await runIn(root, ['calibrate'], { cwd: 'other' })).stderr).toContain('no mark is configured');
    rmSync(join(root, 'other'), { recursive: true });
  }, 240_000);

  it('measures on the pictures given, and the next lint builds on it', async () => {
    put('photos/torn.jpg', 'torn');
    const { status, stdout, stderr } = await calibrate('photos');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^brand\/mark\.png: calibrated on 10 pictures of your own\n {2}cannot be read: photos\/torn\.jpg\n( {2}\d+ % of the width: found on \d+ of 12\n){7}It is found reliably from \d+ % of the picture's width on\.\n\nwritten to listing-lint\.watermarks\.json/,
    );
    put('listings/mug/1.jpg', await marked(20, await markPng()));
    put('listings/mug/2.jpg', await photo(21));
    expect(await look('listings/mug/1.jpg', 'listings/mug/2.jpg')).toMatchObject([
      { status: 'present', how: 'searched', basis: { pictures: 'own', n: 10 } },
      { status: 'absent', basis: { pictures: 'own', n: 10 } },
    ]);
    expect(await lint('listings/mug/1.jpg')).toEqual([]);
  }, 240_000);

  it('names the photos for which no width is reliable', async () => {
    const checks = Buffer.alloc(640 * 480).map((_, i) => 255 * ((((i % 640) >> 3) + Math.floor(i / 5120)) & 1));
    for (let i = 0; i < 9; i++) put(`busy/${i}.jpg`, await photo(i));
    const ground = sharp(checks, { raw: { width: 640, height: 480, channels: 1 } });
    put('busy/checks.png', await ground.png().toBuffer());
    const kept = readFileSync(join(root, FILE));
    const { status, stdout } = await calibrate('busy');
    put(FILE, kept);
    expect(status).toBe(1);
    expect(stdout).toMatch(/Missed at the widest on these.*:\n {2}busy\/checks\.png\n/);
  }, 240_000);

  it('takes what is listed as a decoy for no mark, and says so', async () => {
    put('listings/mug/3.jpg', await marked(22, await decoyPng()));
    const both = ['listings/mug/1.jpg', 'listings/mug/3.jpg'];
    expect(await look(...both)).toMatchObject([{ status: 'present' }, { status: 'present' }]);
    put('brand/decoy.png', await decoyPng());
    put('listing-lint.config.yaml', CONFIG.replace('mark.png]', 'mark.png], decoys: [brand/decoy.png]'));
    expect(await look(...both)).toMatchObject([
      { status: 'present' },
      { status: 'absent', reason: 'it is the decoy brand/decoy.png' },
    ]);
    expect(await lint('listings/mug/3.jpg')).toEqual([
      'no legible mark was found (absent, it is the decoy brand/decoy.png)',
    ]);
    rmSync(join(root, 'listings/mug/3.jpg'));
  }, 240_000);

  it('is not trusted for a mark that has changed since', async () => {
    const kept = readFileSync(join(root, FILE), 'utf8');
    put(FILE, kept.replace(/"file": "[0-9a-f]{4}/, '"file": "0000'));
    expect(await lint('listings/mug/1.jpg')).toEqual([
      'brand/mark.png has changed since it was calibrated: until `listing-lint calibrate` has run again, generated pictures stand in for yours',
    ]);
    put(FILE, kept.replaceAll('brand/mark.png', 'brand/old.png'));
    expect(await lint('listings/mug/1.jpg')).toEqual([expect.stringContaining('has no calibration of brand/mark.png')]);
    put(FILE, kept.slice(0, 40));
    expect(await lint('listings/mug/1.jpg')).toEqual([
      expect.stringContaining(`${FILE} is damaged: run \`listing-lint calibrate\` again`),
    ]);
  }, 240_000);
});
