import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CacheData, lint, loadConfig } from '@listing-lint/core';
import { openCompared } from '@listing-lint/rules/hash';
import { seeded } from '@listing-lint/rules/kernel';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { deepPairs } from './deep-pairs.ts';

vi.mock('./deep-pairs.ts', { spy: true });
// The rules decode pictures by it, too: not only who imports it by their entry is watched.
vi.mock('../../../rules/src/hash/fingerprint/fingerprint-file.ts', { spy: true });

let root = '';
const put = async (path: string, picture: Sharp): Promise<void> => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), await picture.jpeg({ quality: 88 }).toBuffer());
};
/** Shapes everywhere, other ones for each name, on so many times 480×360 px. */
const scene = (name: string, times = 1): Sharp => {
  const [width, height] = [480 * times, 360 * times];
  const random = seeded(name);
  const shapes = Array.from({ length: 160 * times ** 2 }, () => {
    const fill = `hsl(${random() * 360} 60% ${15 + random() * 70}%)`;
    const [x, y, w] = [random() * width, random() * height, 6 + random() * 40];
    return `<rect x="${x}" y="${y}" width="${w}" height="${6 + random() * 40}" fill="${fill}" transform="rotate(${random() * 90} ${x} ${y})"/>`;
  });
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#aab"/>${shapes.join('')}</svg>`,
    ),
  );
};
const cropped = async (picture: Sharp): Promise<Sharp> =>
  sharp(await picture.extract({ left: 120, top: 70, width: 300, height: 240 }).png().toBuffer());

const run = async (more = '', cache?: CacheData | 'new') => {
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `listings: ["listings/*"]\nrules:\n  hash-unique: error\n  hash-part-unique: error\n  hash-part-variant: warn\n${more}`,
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  const made = await lint({
    config,
    asOf: '2026-11-24',
    concurrency: 2,
    tool,
    ...(cache === undefined ? {} : { cache }),
  });
  const lines = made.report.findings.map(
    ({ ruleId, subject, causes }) => `${ruleId} ${subject.path}: ${causes.map(({ message }) => message).join('; ')}`,
  );
  return { lines, made };
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'deep-copies-'));
  await put('listings/a/1.jpg', scene('one'));
  await put('listings/a/2.jpg', await cropped(scene('two')));
  await put('listings/b/1.jpg', (await cropped(scene('one'))).flop());
  await put('listings/b/2.jpg', scene('three'));
  await put('listings/c/1.jpg', scene('two').modulate({ hue: 150 }));
  await put('listings/c/2.jpg', await cropped(scene('four')));
  await put('listings/c/3.jpg', scene('four'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PAIRS = [
  /^hash-part-unique listings\/a\/1\.jpg: another product shows the same in part: copy of listings\/b\/1\.jpg, mirrored, in the .* of a larger picture, 4\d % of that, \d+ % of the shapes agree$/,
  /^hash-part-variant listings\/a\/2\.jpg: another product shows the same in part, with changes: variant of listings\/c\/1\.jpg, cropped to 4\d % of it, .*other colours in \d+ % of (the product|what both show), \d+ % of the shapes agree$/,
  /^hash-part-unique listings\/b\/1\.jpg: another product shows the same in part: copy of listings\/a\/1\.jpg, mirrored, cropped to 4\d % of it, \d+ % of the shapes agree$/,
  /^hash-part-variant listings\/c\/1\.jpg: another product shows the same in part, with changes: variant of listings\/a\/2\.jpg, .* of a larger picture, 4\d % of that, .*other colours/,
];

describe('pairs of a set by local features', () => {
  it('names each side of a pair that hashes do not find; crops of one product are its own affair', async () => {
    const { lines, made } = await run();
    expect(lines).toEqual(PAIRS.map((pattern) => expect.stringMatching(pattern)));
    expect(made.report.findings[0]?.related).toMatchObject([{ path: 'listings/b/1.jpg' }]);
  });
  it('looks for them once, however many pictures ask at the same time', async () => {
    vi.mocked(deepPairs).mockClear();
    await run();
    expect(deepPairs).toHaveBeenCalledTimes(1);
  });
  it('says the same with a cache, of a set that stays and of one that changes', async () => {
    const first = await run('', 'new');
    const again = await run('', first.made.cache);
    expect(again.lines).toEqual(first.lines);
    await put('listings/d/1.jpg', await cropped(scene('three')));
    const more = await run('', again.made.cache);
    expect(more.lines).toEqual((await run()).lines);
    expect(more.lines.filter((line) => line.includes('listings/d/1.jpg'))).toHaveLength(2);
    rmSync(join(root, 'listings/d'), { recursive: true });
  });
  it('verifies copies by hash with the rasters that it stores: nothing is decoded again', async () => {
    await put('listings/d/1.jpg', scene('three').resize(400, 300));
    const hashes = (lines: readonly string[]) => lines.filter((line) => line.startsWith('hash-unique '));
    const decodes = async (more?: string) => {
      vi.mocked(openCompared).mockClear();
      const { lines } = await run(more);
      return { lines: hashes(lines), count: vi.mocked(openCompared).mock.calls.length };
    };
    const off = 'overrides:\n  - { files: ["**"], rules: { hash-part-unique: off, hash-part-variant: off } }\n';
    const [without, having] = [await decodes(off), await decodes()];
    expect(without.lines).toHaveLength(2);
    expect(having.lines).toEqual(without.lines);
    expect([without.count, having.count]).toEqual([2, 0]);
    rmSync(join(root, 'listings/d'), { recursive: true });
  });
  it('distinguishes two crops of one scene by what both show, and not by a common detail', async () => {
    const all = sharp(await scene('five', 2).png().toBuffer());
    const crop = async (left: number, top: number): Promise<Sharp> =>
      sharp(await all.clone().extract({ left, top, width: 560, height: 420 }).png().toBuffer());
    await put('listings/d/1.jpg', await crop(0, 0));
    const cropsOf = async (left: number, top: number): Promise<readonly string[]> => {
      await put('listings/e/1.jpg', await crop(left, top));
      const { lines } = await run();
      return lines.filter((line) => line.includes('listings/d/1.jpg'));
    };
    // 41 % of each, and 20 %.
    expect(await cropsOf(200, 150)).toHaveLength(2);
    expect(await cropsOf(310, 230)).toEqual([]);
    for (const listing of ['d', 'e']) rmSync(join(root, 'listings', listing), { recursive: true });
  });
  it('calls a part that several pictures show alike a variant of each, and of one photo a copy', {
    tags: 'full',
  }, async () => {
    // One template, in which a fifth part has another print in each.
    const template = await scene('six').png().toBuffer();
    const printed = async (print: string): Promise<Sharp> => {
      const input = await scene(print).resize(190, 170, { fit: 'cover' }).png().toBuffer();
      return sharp(
        await sharp(template)
          .composite([{ input, left: 270, top: 20 }])
          .png()
          .toBuffer(),
      );
    };
    const common = sharp(
      await sharp(template).extract({ left: 0, top: 195, width: 480, height: 165 }).png().toBuffer(),
    );
    const linesOf = async (): Promise<readonly string[]> => {
      const { lines } = await run();
      const about =
        /(?:copy|variant) of listings\/([def]\/\d).*?(, of which \S+ shows as much)?(?= and (?:copy|variant)|$)/g;
      return lines.flatMap((line) => {
        const [, rule, own] = /^hash-part-(\w+) listings\/([def]\/\d)\.jpg/.exec(line) ?? [];
        return [...line.matchAll(about)].map(([, other, alike = '']) => `${own} ${rule} of ${other}${alike}`);
      });
    };
    await put('listings/d/1.jpg', await printed('seven'));
    await put('listings/e/1.jpg', common);
    expect(await linesOf()).toEqual(['d/1 unique of e/1', 'e/1 unique of d/1']);
    // The same photo, cropped.
    await put('listings/f/1.jpg', (await printed('seven')).extract({ left: 0, top: 60, width: 480, height: 300 }));
    expect((await linesOf()).filter((line) => !/unique of ..\d$/.test(line))).toEqual([]);
    rmSync(join(root, 'listings/f'), { recursive: true });
    // Another print in a third product, and in that of the crop itself.
    for (const path of ['listings/f/1.jpg', 'listings/e/2.jpg']) {
      await put(path, await printed('eight'));
      const lines = await linesOf();
      expect(lines.filter((line) => line.includes('unique'))).toEqual([]);
      expect(lines).toContain(`d/1 variant of e/1, of which ${path} shows as much`);
      expect(lines).toContain(`e/1 variant of d/1, of which ${path} shows as much`);
      rmSync(join(root, path));
    }
    for (const listing of ['d', 'e', 'f']) rmSync(join(root, 'listings', listing), { recursive: true });
  });
  it('says once which pictures look like several, of which it compares each as a whole', async () => {
    const tiles = await Promise.all(['p', 'q', 'r', 's'].map((name) => scene(name).resize(240, 180).png().toBuffer()));
    const overlays = tiles.map((input, k) => ({ input, left: 12 + 252 * (k % 2), top: 12 + 192 * (k >> 1) }));
    await put(
      'listings/d/1.jpg',
      sharp({ create: { width: 516, height: 396, channels: 3, background: '#fff' } }).composite(overlays),
    );
    const { made } = await run();
    rmSync(join(root, 'listings/d'), { recursive: true });
    expect(made.report.notices?.map(({ message }) => message)).toEqual([
      '1 of 8 pictures look like collages or pages: listings/d/1.jpg; each was compared as a whole alone, and is not passed (`listing-lint match PICTURE --against FOLDER` looks at the pictures in it)',
    ]);
    expect(made.report.subjects.find(({ path }) => path === 'listings/d/1.jpg')?.outcomes.skip).toEqual(
      expect.arrayContaining(['hash-part-unique', 'hash-part-variant']),
    );
    const { made: without } = await run();
    expect(without.report.notices ?? []).toEqual([]);
  });
  it('calls a picture inconclusive that has too little detail to be compared by parts, or is too small for it', async () => {
    const curtain = { create: { width: 480, height: 360, channels: 3, background: '#e8e6e2' } } as const;
    await put('listings/d/1.jpg', sharp(curtain));
    await put('listings/e/1.jpg', sharp(await scene('small').png().toBuffer()).resize(65, 50));
    const { made } = await run();
    for (const listing of ['d', 'e']) rmSync(join(root, 'listings', listing), { recursive: true });
    const outcomes = (path: string) => made.report.subjects.find((subject) => subject.path === path)?.outcomes;
    const both = expect.arrayContaining(['hash-part-unique', 'hash-part-variant']);
    expect(outcomes('listings/d/1.jpg')?.inconclusive).toEqual(both);
    expect(outcomes('listings/e/1.jpg')?.inconclusive).toEqual(both);
    expect(outcomes('listings/b/2.jpg')?.pass).toEqual(both);
    expect(made.report.summary.errors).toBeGreaterThan(0);
    expect(made.report.notices ?? []).toEqual([]);
  });
  it('has nothing to say of a plain picture where all pictures show one product', async () => {
    const before = root;
    root = mkdtempSync(join(tmpdir(), 'one-product-'));
    await put('listings/mug/1.jpg', sharp({ create: { width: 480, height: 360, channels: 3, background: '#e8e6e2' } }));
    await put('listings/mug/2.jpg', scene('three'));
    const { lines } = await run();
    rmSync(root, { recursive: true });
    root = before;
    expect(lines).toEqual([]);
  });
  it('skips a set of more pictures than configured, and reports that once', async () => {
    const { lines, made } = await run(
      'overrides:\n  - { files: ["**"], rules: { hash-part-unique: { mostPictures: 6 }, hash-part-variant: off } }\n',
    );
    expect(lines).toEqual([]);
    expect(made.report.notices?.map(({ message }) => message)).toEqual([
      expect.stringContaining('among 7 pictures: local check skipped beyond 6 (mostPictures)'),
    ]);
  });
});
