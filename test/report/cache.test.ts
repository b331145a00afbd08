import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let shop: string;
const CACHE = '.listing-lint-cache';
const picture = (path: string, seed: number, width = 900): Promise<void> =>
  writePicture(shop, path, pictureSchema.parse({ seed, width }));
const lint = async (...args: string[]): Promise<string> => (await runIn(shop, ['-f', 'json', ...args])).stdout;

beforeAll(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-cache-')));
  for (const [path, seed] of [
    ['a/1', 1],
    ['a/2', 2],
    ['b/1', 1],
  ] as const)
    await picture(`${path}.jpg`, seed);
  await picture('brand/mark.png', 5, 60);
  writeFileSync(join(shop, 'a/3.jpg'), 'no picture');
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: [recommended, strict]\nbrand: { watermarks: [brand/mark.png] }\n',
  );
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

it('reports the same bytes with the cache as without, cold, warm, after changes, and over a damaged file', {
  tags: 'full',
}, async () => {
  const plain = await lint();
  expect(existsSync(join(shop, CACHE))).toBe(false);
  expect(await lint('--cache')).toBe(plain);
  expect(existsSync(join(shop, CACHE))).toBe(true);
  expect(await lint('--cache')).toBe(plain);

  await picture('a/2.jpg', 1);
  const changed = await lint();
  expect(changed).not.toBe(plain);
  expect(await lint('--cache')).toBe(changed);

  // A bit of what is remembered is turned: nothing of the file is believed.
  const bytes = readFileSync(join(shop, CACHE));
  const turned = Buffer.from(bytes);
  turned[bytes.length - 100] = (turned[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(join(shop, CACHE), turned);
  expect(await lint('--cache')).toBe(changed);
  writeFileSync(join(shop, CACHE), bytes.subarray(0, 500));
  expect(await lint('--cache')).toBe(changed);
});

it('says where the cache cannot be written', async () => {
  expect(await runIn(shop, ['--cache-location', 'a/1.jpg/cache'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('cannot write'),
  });
});
