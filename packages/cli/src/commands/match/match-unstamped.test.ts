import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { matchAlone } from '../../api/match.ts';

let shop = '';
let stamped: Buffer;
/** Circles all over, others for each seed. */
const scene = (seed: number) => {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const circles = Array.from(
    { length: 60 },
    () =>
      `<circle cx="${random() * 400}" cy="${random() * 300}" r="${10 + random() * 60}" fill="hsl(${Math.floor(random() * 360)} 60% 50%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${circles.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten();
};
const put = (path: string, content: Buffer | string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), content);
};
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const stampLine = (path: string, id = '0'.repeat(12), sha256 = '0'.repeat(64)): string =>
  JSON.stringify({
    ...{ path, sha256, id, mark: 'mark.png', rank: 0 },
    ...{ place: { x: 0, y: 0, width: 0.2, height: 0.2 }, opacity: 1 },
  });

beforeAll(async () => {
  shop = mkdtempSync(join(tmpdir(), 'match-unstamped-'));
  const jpeg = async (seed: number): Promise<Buffer> => scene(seed).jpeg().toBuffer();
  // Stamped in place; stamped out of another file; a chart; and one that `stamp` has refused.
  stamped = await jpeg(11);
  put('listings/mug/1.jpg', stamped);
  put('.listing-lint/unstamped/listings/mug/1.jpg', await jpeg(1));
  put('listings/mug/2.jpg', await jpeg(2));
  put(
    'listing-lint.stamps.jsonl',
    `${stampLine('listings/mug/1.jpg', undefined, hashOf(stamped))}\n${stampLine('listings/mug/2.jpg')}\n`,
  );
  put('listings/mug/size-chart.jpg', await jpeg(3));
  put('listings/mug/8.jpg', await jpeg(8));
  put(
    'listing-lint.config.yaml',
    'extends: recommended\nlistings: ["listings/*"]\nroles: [{ files: ["**/size-chart.*"], role: chart }]\n',
  );
  put('found.jpg', await scene(8).flop().jpeg({ quality: 60 }).toBuffer());
});
afterAll(() => rmSync(shop, { recursive: true }));

it('compares a listing picture that stamp has refused by itself, where others were stamped in place', async () => {
  const { report } = await matchAlone({ cwd: shop, suspects: [join(shop, 'found.jpg')] });
  expect(report.suspects[0]?.matches).toEqual([
    expect.objectContaining({ path: 'listings/mug/8.jpg', verdict: 'duplicate', evidence: 'near' }),
  ]);
  // What was kept, the refused one, and the stamped one of which nothing was kept; no other stamped file, and no chart.
  expect(report.compared).toBe(3);
  expect(report.unseen).toEqual([]);
});

it('compares a stamped picture by itself where nothing is kept of it, as in a clone', async () => {
  put('found-2.jpg', await scene(2).resize(300).jpeg({ quality: 60 }).toBuffer());
  const { report } = await matchAlone({ cwd: shop, suspects: [join(shop, 'found-2.jpg')] });
  expect(report.suspects[0]?.matches).toEqual([
    expect.objectContaining({ path: 'listings/mug/2.jpg', verdict: 'duplicate' }),
  ]);
});

it('says which pictures of listings it does not take for ours, as they lie beside a suspect', async () => {
  put('listings/cup/1.jpg', await scene(5).jpeg().toBuffer());
  put('listings/cup/found.jpg', await scene(5).resize(300).jpeg({ quality: 60 }).toBuffer());
  const { report } = await matchAlone({ cwd: shop, suspects: [join(shop, 'listings/cup/found.jpg')] });
  expect(report.suspects[0]?.matches).toEqual([]);
  expect(report.unseen).toEqual(['listings/cup/1.jpg, in the folder of a suspect (--against says what is yours)']);
  rmSync(join(shop, 'listings/cup'), { recursive: true });
});

it('tells a picture of ours once: the listing, and its original beside it', { tags: 'full' }, async () => {
  const config = join(shop, 'archive.config.yaml');
  writeFileSync(config, 'extends: recommended\nlistings: ["listings/*"]\noriginals: ["archive/**"]\n');
  const kept = await scene(1).jpeg().toBuffer();
  put('listing-lint.stamps.jsonl', stampLine('listings/mug/1.jpg', hashOf(kept).slice(0, 12), hashOf(stamped)));
  put('archive/mug.png', await scene(1).png().toBuffer());
  put('archive/8.png', await scene(8).png().toBuffer());
  put('found-1.jpg', await scene(1).resize(300).jpeg({ quality: 60 }).toBuffer());
  const suspects = ['found.jpg', 'found-1.jpg'].map((name) => join(shop, name));
  const { report, render } = await matchAlone({ cwd: shop, config, suspects });
  expect(report.suspects.map(({ matches }) => matches)).toEqual([
    [expect.objectContaining({ path: 'listings/mug/8.jpg', originals: ['archive/8.png'] })],
    [
      expect.objectContaining({
        ...{ path: 'listings/mug/1.jpg', unstamped: '.listing-lint/unstamped/listings/mug/1.jpg' },
        originals: ['archive/mug.png'],
      }),
    ],
  ]);
  expect(await render('text')).toContain('\n    its original: archive/mug.png\n');
  expect(await render('html')).toContain('; its original: archive/mug.png.</p>');
  rmSync(join(shop, 'archive'), { recursive: true });
});

it('names no listing by what was kept of a picture whose file was replaced since, and compares the new file itself', async () => {
  const kept = await scene(1).jpeg().toBuffer();
  put('listing-lint.stamps.jsonl', stampLine('listings/mug/1.jpg', hashOf(kept).slice(0, 12), hashOf(stamped)));
  put('listings/mug/1.jpg', await scene(6).jpeg().toBuffer());
  for (const seed of [1, 6]) put(`found-${seed}.jpg`, await scene(seed).resize(300).jpeg({ quality: 60 }).toBuffer());
  const { report } = await matchAlone({ cwd: shop, suspects: [1, 6].map((seed) => join(shop, `found-${seed}.jpg`)) });
  put('listings/mug/1.jpg', stamped);
  const [old, now] = report.suspects.map(({ matches }) => matches);
  expect(old).toEqual([
    expect.objectContaining({
      ...{ path: '.listing-lint/unstamped/listings/mug/1.jpg', sha256: hashOf(kept) },
      description: expect.stringContaining('an earlier picture at listings/mug/1.jpg (compared by its unstamped'),
      mark: expect.objectContaining({
        ground: 'listings/mug/1.jpg is another file now than the one that was stamped, and was not used',
      }),
    }),
  ]);
  expect(now).toEqual([expect.objectContaining({ path: 'listings/mug/1.jpg', verdict: 'duplicate' })]);
  expect(now?.[0]).not.toHaveProperty('unstamped');
  expect(now?.[0]).not.toHaveProperty('mark');
});

it('follows no link of what was kept out of the shop, and says so', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'match-outside-'));
  writeFileSync(join(outside, '1.jpg'), await scene(7).jpeg().toBuffer());
  mkdirSync(join(shop, '.listing-lint/unstamped/listings/cup'), { recursive: true });
  symlinkSync(join(outside, '1.jpg'), join(shop, '.listing-lint/unstamped/listings/cup/1.jpg'));
  put('found-7.jpg', await scene(7).resize(300).jpeg({ quality: 60 }).toBuffer());
  const { report, hasUnread } = await matchAlone({ cwd: shop, suspects: [join(shop, 'found-7.jpg')] });
  // What lies there was not compared with.
  expect(hasUnread).toBe(true);
  for (const folder of [outside, join(shop, '.listing-lint/unstamped/listings/cup')])
    rmSync(folder, { recursive: true });
  expect(report.suspects[0]?.matches).toEqual([]);
  expect(report.unseen).toEqual([
    'what is kept of listings/cup/1.jpg: a link that leads out of the folder of the config is not followed',
  ]);
});

it('compares the listings of which there is no original, too, though others have one, and where the config names cases that there are none of', async () => {
  const config = join(shop, 'with-originals.config.yaml');
  writeFileSync(
    config,
    'extends: recommended\nlistings: ["listings/*"]\noriginals: ["kept/**"]\ncases: ["cases/*.yaml"]\n',
  );
  put('kept/8.jpg', await scene(8).png().toBuffer());
  put('listings/cup/1.jpg', await scene(4).jpeg().toBuffer());
  put('found-4.jpg', await scene(4).flop().resize(300).jpeg({ quality: 60 }).toBuffer());
  rmSync(join(shop, '.listing-lint'), { recursive: true });
  const suspects = ['found.jpg', 'found-4.jpg'].map((name) => join(shop, name));
  const said: string[] = [];
  const onEvent = (event: { readonly type: string }): void => void said.push(event.type);
  const { report } = await matchAlone({ cwd: shop, config, suspects, onEvent });
  expect(report.suspects.map(({ matches }) => matches)).toEqual([
    [expect.objectContaining({ path: 'listings/mug/8.jpg', originals: ['kept/8.jpg'] })],
    [expect.objectContaining({ path: 'listings/cup/1.jpg', verdict: 'duplicate' })],
  ]);
  expect(said).not.toContain('say');
});
