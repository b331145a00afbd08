// @module-tag full
// A shop that stamps its pictures, and what is said of one of them when it comes back without its mark: by match, by the case that follows, and by monitor.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layOut, removeRoot, runIn } from '../scenarios/scenario.ts';
import { markPng, put, scene } from './shop.ts';

const CONFIG = `extends: [recommended]
listings: ["listings/*"]
originals: ["originals/**"]
brand: { watermarks: [brand/mark.png] }
`;
const STAMPED = 'listings/mug/1.jpg';

let root = '';
const read = (path: string): Buffer => readFileSync(join(root, path));
const run = (...args: readonly string[]) =>
  runIn(root, args, { env: { LISTING_LINT_STAMP_KEY: 'a secret that only this test uses' } });

/** As a camera has it: nothing is quite plain. */
const photo = async (seed: number): Promise<Buffer> => {
  const { data, info } = await scene(seed).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let state = seed;
  const grainy = data.map((value) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.min(255, Math.max(0, value + ((state >>> 16) % 13) - 6));
  });
  return sharp(grainy, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
};

beforeAll(async () => {
  const files = { 'listing-lint.config.yaml': CONFIG };
  root = await layOut('', { args: [], cwd: '.', env: {}, status: 0, files, pictures: {} });
  put(root, 'brand/mark.png', await markPng());
  const original = await photo(1);
  put(root, 'originals/mug.jpg', original);
  put(root, STAMPED, original);
  const stamped = await run('stamp', '--in-place');
  expect([stamped.status, stamped.stderr]).toEqual([0, expect.any(String)]);
  const ledger = read('listing-lint.stamps.jsonl').toString().trim().split('\n');
  const { place } = JSON.parse(ledger.at(-1) ?? '') as {
    place: { x: number; y: number; width: number; height: number };
  };
  const box = {
    left: Math.round(place.x * 900),
    top: Math.round(place.y * 700),
    width: Math.round(place.width * 900),
    height: Math.round(place.height * 700),
  };
  const { left, top } = box;
  const smoothed = await sharp(read(STAMPED))
    .extract(box)
    .blur(box.height / 4)
    .png()
    .toBuffer();
  const whole = (bytes: Buffer) => sharp(bytes).resize(720).jpeg({ quality: 82 }).toBuffer();
  const removed = await sharp(read(STAMPED))
    .composite([{ input: smoothed, left, top }])
    .jpeg()
    .toBuffer();
  put(root, 'found/taken-off.jpg', await whole(removed));
  put(root, 'found/left-there.jpg', await whole(read(STAMPED)));
  put(root, 'found/never-had-it.jpg', await whole(original));
}, 120_000);
afterAll(() => removeRoot(root));

const STATES = { 'taken-off': 'removed', 'left-there': 'there', 'never-had-it': 'from-unmarked' } as const;

it('match says what became of it, and shows both places', { timeout: 120_000 }, async () => {
  const { stdout } = await run('match', 'found', '-f', 'json', '-f', 'html:match.html');
  const report = JSON.parse(stdout) as { suspects: { path: string; matches: { mark?: { state: string } }[] }[] };
  for (const [name, state] of Object.entries(STATES)) {
    const suspect = report.suspects.find(({ path }) => path.includes(name));
    expect([name, suspect?.matches[0]?.mark?.state]).toEqual([name, state]);
  }
  const page = read('match.html').toString();
  expect(page.match(/class="pair marks"/g)).toHaveLength(3);
  expect(page).toContain('class="mark removed"');
});

it('a case takes it over, with its ground', { timeout: 120_000 }, async () => {
  const { stdout } = await run('match', 'found/taken-off.jpg', '-f', 'json');
  put(root, 'taken-off.json', stdout);
  const at = ['--listing', 'https://shop.example/taken-off', '--seller', 'copycat'];
  const made = await run('case', 'new', 'taken-off.json', ...at, '-o', 'case.yaml');
  expect([made.status, made.stderr]).toEqual([0, expect.any(String)]);
  const file = read('case.yaml').toString();
  expect(file).toContain('watermarkRemoved: true');
  expect(file).toContain('Seen in the picture: the mark is gone');
});

it('monitor says it of each place that shows one', { timeout: 120_000 }, async () => {
  const lines = Object.keys(STATES).map((name) =>
    JSON.stringify({
      page: `https://shop.example/${name}`,
      picture: `https://shop.example/${name}.jpg`,
      file: `found/${name}.jpg`,
      at: '2026-06-01',
    }),
  );
  put(root, 'crawl.jsonl', `${lines.join('\n')}\n`);
  const { stdout, stderr } = await run('monitor', 'crawl.jsonl', '-f', 'json');
  const report = JSON.parse(stdout || JSON.stringify(stderr)) as {
    checks: { found?: { listing: string; hit: { mark?: string; markRemoved?: boolean } }[] }[];
  };
  const found = report.checks.flatMap((check) => check.found ?? []);
  const said = found.map(({ listing, hit }) => [listing.split('/').at(-1), hit.mark, hit.markRemoved]);
  expect(said.toSorted()).toEqual([
    ['left-there', 'there', false],
    ['never-had-it', 'from-unmarked', false],
    ['taken-off', 'removed', true],
  ]);
});
