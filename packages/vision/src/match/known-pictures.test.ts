import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE, type KeptRecords } from '@listing-lint/core/plugin';
import { contentOfCompared, openCompared, readCompared, tableOfFingerprints } from '@listing-lint/rules/hash';
import { seeded } from '@listing-lint/rules/kernel';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { likeSilhouette } from '../features/search/plain/like-silhouette.ts';

import { openKnownPictures } from './known-pictures.ts';
import { type PictureFile, type PlainPicture, readOurs } from './read-ours.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-pictures-'));
const before = process.env.TMPDIR;
beforeAll(() => {
  process.env.TMPDIR = folder;
});
afterAll(() => {
  process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

const picture = async (name: string): Promise<PictureFile> => {
  const random = seeded(name);
  const shapes = Array.from({ length: 90 }, () => {
    const [x, y] = [random() * 400, random() * 300];
    return `<rect x="${x}" y="${y}" width="${8 + random() * 40}" height="${8 + random() * 40}" fill="hsl(${random() * 360} 60% 50%)"/>`;
  });
  const ground = name === 'white' ? '#99a' : '#abc';
  const disc = (fill: string): string => `<circle cx="200" cy="150" r="90" fill="${fill}"/>`;
  const drawing = name === 'plain' ? disc('#c22') : name === 'white' ? disc('#fafafa') : shapes.join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${ground}"/>${drawing}</svg>`;
  const file = join(folder, `${name}.png`);
  writeFileSync(file, await sharp(Buffer.from(svg)).png().toBuffer());
  return { file, name, within: ANYWHERE };
};

const opened = async (pictures: readonly PictureFile[], megapixels = 50) => {
  const decoded: string[] = [];
  const ours = await readOurs(pictures, (file, name) => readCompared(file, name, ANYWHERE), {
    megapixels,
    contentOf: (file, name) => contentOfCompared(file, name, ANYWHERE),
    open: async (file, name) => {
      const compared = await openCompared(file, name, ANYWHERE, { megapixels });
      const noted = () => {
        decoded.push(name);
        return compared.working();
      };
      return { ...compared, working: noted };
    },
  });
  const { entries, plain, searched, unreadable } = ours;
  expect(ours.table()).toEqual(tableOfFingerprints(entries.map(({ fingerprint }) => fingerprint)));
  const said = {
    entries: entries.map(({ path, fingerprint }) => ({ path, fingerprint, colours: fingerprint.colours })),
    plain: plain.map(({ entry, colours, silhouettes }) => ({ path: entry.path, colours, silhouettes })),
    features: searched.map((each) => each.features()),
    unreadable: unreadable.map(({ path }) => path),
  };
  ours.close();
  return { decoded, said };
};

const productOf = (entry: Pick<PlainPicture, 'silhouettes'> | undefined) => ({
  silhouette: entry?.silhouettes[0] ?? new Uint32Array(),
  detail: () => 0,
});

describe('ours that are known', () => {
  it('are not decoded again, and are what they were', async () => {
    const pictures = [await picture('many'), await picture('plain')];
    const first = await opened(pictures);
    const again = await opened(pictures);
    expect([...first.decoded].sort()).toEqual(['many', 'plain']);
    expect(again.decoded).toEqual([]);
    expect(again.said).toEqual(first.said);
    expect(first.said.plain.map(({ path }) => path)).toContain('plain');
  });
  it('keep the silhouette of what is too plain, and no colour of what is white', async () => {
    const pictures = [await picture('plain'), await picture('white')];
    const first = await opened(pictures);
    const again = await opened(pictures);
    expect(again.decoded).toEqual([]);
    expect(again.said).toEqual(first.said);
    const [plain, white] = again.said.plain;
    expect([plain?.colours?.own === null, white?.colours?.own === null]).toEqual([false, true]);
    for (const entry of [plain, white]) expect(entry?.silhouettes.length).toBeGreaterThan(0);
    expect(likeSilhouette(plain?.silhouettes[0] ?? new Uint32Array(), productOf(white))).toBe(0);
    expect(likeSilhouette(white?.silhouettes[0] ?? new Uint32Array(), productOf(white))).toBe(1);
  });
  it('are decoded where their content is another one, and said to be unreadable each time', async () => {
    const one = await picture('one');
    await opened([one]);
    writeFileSync(
      one.file,
      await sharp((await picture('two')).file)
        .png({ compressionLevel: 1 })
        .toBuffer(),
    );
    const broken = { file: join(folder, 'broken.png'), name: 'broken', within: ANYWHERE };
    writeFileSync(broken.file, 'no picture');
    for (const times of [1, 0]) {
      const { decoded, said } = await opened([one, broken]);
      expect(decoded).toHaveLength(times);
      expect(said.unreadable).toEqual(['broken']);
    }
  });
  it('are decoded again where their stored features are damaged', async () => {
    const one = await picture('points');
    const first = await opened([one]);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.features-\d+$/.test(name),
    );
    for (const name of files) {
      const bytes = readFileSync(join(folder, name));
      bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1;
      writeFileSync(join(folder, name), bytes);
      utimesSync(join(folder, name), 1e9, 1e9);
    }
    const again = await opened([one]);
    expect([first.decoded, again.decoded]).toEqual([['points'], ['points']]);
    expect(again.said).toEqual(first.said);
    expect(again.said.features[0]?.count).toBeGreaterThan(50);
    expect((await opened([one])).decoded).toEqual([]);
  });
  it('are read as ever where limits or names say that they are not decoded', async () => {
    const small = await picture('small');
    await opened([small]);
    const { said } = await opened([small], 0.1);
    expect(said.unreadable).toEqual(['small']);
    const tiff = join(folder, 'one.tif');
    await sharp(small.file).tiff().toFile(tiff);
    const raw = join(folder, 'one.dng');
    copyFileSync(tiff, raw);
    for (const times of [1, 0]) {
      const both = await opened([
        { file: tiff, name: 'one.tif', within: ANYWHERE },
        { file: raw, name: 'one.dng', within: ANYWHERE },
      ]);
      expect(both.decoded).toHaveLength(times);
      expect(both.said.unreadable).toEqual(['one.dng']);
    }
  });
  it('are nothing where the record is damaged', () => {
    const records: KeptRecords = {
      has: () => true,
      put: () => undefined,
      get: (content) => Buffer.alloc(content === 'short' ? 3 : 304),
      tail: () => undefined,
      close: () => undefined,
    };
    const known = openKnownPictures(records);
    expect([known.get('short'), known.get('other')]).toEqual([undefined, undefined]);
  });
});
