// What is one grid, one scene or one box, and not one picture: a size chart with other numbers, another small product, another name.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededRandom } from '@listing-lint/rules/kernel';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';
import { openBytesMatch } from '../match-files.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'verify-in-place-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const drawn = (width: number, height: number, shapes: string, ground = '#fff'): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${shapes}</svg>`,
    ),
  )
    .png()
    .toBuffer();

/** Strokes of a numeral: up, middle, down, and the four upright ones. */
const STROKES = [
  [2, 0, 12, 3],
  [2, 14, 12, 3],
  [2, 28, 12, 3],
  [0, 2, 3, 12],
  [13, 2, 3, 12],
  [0, 16, 3, 12],
  [13, 16, 3, 12],
] as const;
const NUMERALS = ['023456', '46', '01245', '01246', '1346', '01236', '012356', '046', '0123456', '012346'];
const numeral = (value: number, x: number, y: number): string =>
  [...(NUMERALS[value] ?? '')]
    .map((stroke) => STROKES[Number(stroke)] ?? STROKES[0])
    .map(([dx, dy, w, h]) => `<rect x="${x + dx}" y="${y + dy}" width="${w}" height="${h}"/>`)
    .join('');

/** A table of seven by five cells, lines and numbers; the first row is the same in all. */
const table = (seed: number): Promise<Buffer> => {
  const random = seededRandom(seed);
  const cells = Array.from({ length: 35 }, (_, k) => {
    const [column, row] = [k % 5, Math.floor(k / 5)];
    const [x, y] = [20 + 150 * column, 20 + 76 * row];
    const digits = [0, 1, 2].map((n) => (row === 0 ? (column + n) % 10 : Math.floor(10 * random())));
    const numbers = digits.map((digit, n) => numeral(digit, x + 42 + 24 * n, y + 22)).join('');
    return `<rect x="${x}" y="${y}" width="150" height="76" fill="${row === 0 ? '#dde' : '#fff'}" stroke="#333" stroke-width="2"/>${numbers}`;
  });
  return drawn(790, 572, cells.join(''));
};

/** A box in a scene, with bars for its name. */
const box = async (seed: number): Promise<Buffer> => {
  const { data, width, height } = seededScene(5, 640, 480);
  const random = seededRandom(seed);
  const name = Array.from(
    { length: 6 },
    (_, k) =>
      `<rect x="${8 + 20 * k}" y="6" width="${6 + 10 * random()}" height="${14 + 14 * random()}" fill="#102060"/>`,
  );
  const label = await drawn(140, 40, name.join(''), '#f4f0e0');
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: label, left: 250, top: 200 }])
    .png()
    .toBuffer();
};

const copied = (picture: Buffer): Promise<Buffer> =>
  sharp(picture).resize(600).sharpen().jpeg({ quality: 60 }).toBuffer();
const croppedTo = (picture: Buffer, share: number): Promise<Buffer> =>
  sharp(picture)
    .metadata()
    .then(({ width = 0, height = 0 }) =>
      sharp(picture)
        .extract({ left: 10, top: 10, width: Math.round(share * width), height: Math.round(share * height) })
        .jpeg({ quality: 75 })
        .toBuffer(),
    );

it.each([
  ['a table', table],
  ['a box in a scene', box],
])('calls %s with other words a variant, and its copies and crops duplicates', { tags: 'full' }, async (_, make) => {
  const [ours, other] = [await make(1), await make(2)];
  writeFileSync(join(root, 'ours.png'), ours);
  const { match, close } = await openBytesMatch(
    [{ file: join(root, 'ours.png'), name: 'ours.png', within: ANYWHERE }],
    {
      thrifty: false,
    },
  );
  const said = async (bytes: Buffer) =>
    (await match(bytes, 'theirs.jpg')).matches.map(({ verdict, description }) => ({ verdict, description }));
  expect(await said(other)).toEqual([
    { verdict: 'variant', description: expect.stringMatching(/something else in (a small part|\d+ %) of it/) },
  ]);
  expect((await said(await croppedTo(other, 0.8))).map(({ verdict }) => verdict)).not.toContain('duplicate');
  for (const copy of [await copied(ours), await croppedTo(ours, 0.8)])
    expect((await said(copy)).map(({ verdict }) => verdict)).toEqual(['duplicate']);
  close();
});

it('says the same in a lint with parts of pictures', async () => {
  const listings = join(root, 'shop/listings');
  const put = (path: string, bytes: Buffer): void => {
    mkdirSync(join(listings, path, '..'), { recursive: true });
    writeFileSync(join(listings, path), bytes);
  };
  put('a/1.jpg', await copied(await table(1)));
  put('b/1.jpg', await copied(await table(2)));
  put('c/1.jpg', await croppedTo(await table(2), 0.7));
  put('d/1.jpg', await copied(await box(1)));
  put('e/1.jpg', await copied(await box(2)));
  writeFileSync(
    join(root, 'shop/listing-lint.config.yaml'),
    'listings: ["listings/*"]\nrules: { hash-unique: error, hash-variant: warn, hash-part-unique: error, hash-part-variant: warn }\n',
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: join(root, 'shop'), allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 2, tool });
  const pairs = report.findings
    .filter(({ ruleId }) => ruleId.endsWith('unique'))
    .flatMap(({ subject, related }) =>
      related.map(({ path }) => [subject.path, path].map((each) => each.split('/')[1]).join(' ')),
    );
  expect(pairs.sort()).toEqual(['b c', 'c b']);
});
