import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { encodeFingerprint, fileRegistry, fingerprintBytes } from '@listing-lint/rules/hash';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openBytesMatch } from './match-files.ts';

const root = mkdtempSync(join(tmpdir(), 'bytes-match-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scene = (seed: number): Promise<Buffer> => {
  const { width, height, data } = seededScene(seed, 300, 200);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
};

it('asks ours about pictures as they come, and a registry too', async () => {
  const [one, two] = [await scene(1), await scene(2)];
  writeFileSync(join(root, '1.jpg'), one);
  const registry = { file: join(root, 'published.txt'), name: 'published.txt', within: ANYWHERE };
  const fingerprint = encodeFingerprint(await fingerprintBytes(two, '2.jpg'));
  await fileRegistry(registry.file, ANYWHERE).add([
    { fingerprint, product: 'lamp', path: 'old/2.jpg', added: '2026-01-02' },
  ]);
  const { ours, unreadable, match } = await openBytesMatch(
    [
      { file: join(root, '1.jpg'), name: '1.jpg', within: ANYWHERE },
      { file: join(root, 'gone.jpg'), name: 'gone.jpg', within: ANYWHERE },
    ],
    { registry },
  );
  expect(ours.map(({ path, product }) => [path, product])).toEqual([
    ['1.jpg', null],
    ['old/2.jpg', 'lamp'],
  ]);
  expect(unreadable.map(({ path }) => path)).toEqual(['gone.jpg']);
  const found = async (bytes: Buffer): Promise<readonly string[]> =>
    (await match(bytes, 'theirs.webp')).matches.map(({ path, verdict, turn }) => `${path} ${verdict} ${turn}`);
  expect(await found(await sharp(one).flop().webp().toBuffer())).toEqual(['1.jpg duplicate mirror']);
  expect(await found(await sharp(two).resize(180).toBuffer())).toEqual(['old/2.jpg duplicate identity']);
  expect(await found(await scene(3))).toEqual([]);
  expect(await match(Buffer.from('no picture'), 'x.jpg')).toMatchObject({ matches: [], sha256: null });
});

it('does not call a suspect none of ours whose data are damaged', async () => {
  writeFileSync(join(root, 'own.jpg'), await scene(7));
  const { match, close } = await openBytesMatch(
    [{ file: join(root, 'own.jpg'), name: 'own.jpg', within: ANYWHERE }],
    {},
  );
  const other = await scene(8);
  expect(await match(other, 'other.jpg')).toMatchObject({ matches: [], problem: null });
  const damaged = Buffer.from(other);
  damaged.fill(0x5a, Math.floor(other.length / 2), Math.floor(other.length / 2) + 40);
  const { matches, problem } = await match(damaged, 'damaged.jpg');
  expect(matches).toEqual([]);
  expect(problem).toMatch(/^its JPEG data are damaged: /);
  // What is visible all the same is matched.
  const ours = await scene(7);
  ours.fill(0x5a, ours.length - 60, ours.length - 40);
  expect(await match(ours, 'ours.jpg')).toMatchObject({ matches: [{ path: 'own.jpg' }], problem: null });
  close();
});

/** A bowl, a vase and a frame without detail, each on a ground. */
const plain = (which: 'bowl' | 'vase' | 'frame', ground: string, place = ''): Promise<Buffer> => {
  const shape = {
    bowl: '<path d="M70 130 H330 C320 230 260 260 200 260 C140 260 80 230 70 130 Z"/>',
    vase: '<path d="M170 40 H230 C215 90 290 150 270 230 Q260 260 200 260 Q140 260 130 230 C110 150 185 90 170 40 Z"/>',
    frame: '<path d="M120 40 H280 V260 H120 Z"/>',
  }[which];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><linearGradient id="g"><stop offset="0" stop-color="#f6f5f2"/><stop offset="1" stop-color="#c9c8c6"/></linearGradient><rect width="400" height="300" fill="${ground}"/><g fill="url(#g)" transform="${place}">${shape}</g></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
};

it('names a product without detail on another ground, and none that has another shape', async () => {
  const names = ['bowl', 'vase', 'frame'] as const;
  for (const name of names) writeFileSync(join(root, `${name}.jpg`), await plain(name, '#fff'));
  const ours = names.map((name) => ({ file: join(root, `${name}.jpg`), name, within: ANYWHERE }));
  const { tooPlain, match, close } = await openBytesMatch(ours, {});
  expect([...tooPlain].sort()).toEqual(['bowl', 'frame', 'vase']);
  const matched = async (bytes: Buffer): Promise<readonly string[]> =>
    (await match(bytes, 'theirs.jpg')).matches.map(({ path, verdict }) => `${path} ${verdict}`);
  const moved = 'translate(40 60) scale(.7)';
  expect(await matched(await plain('bowl', '#84593a', moved))).toEqual(['bowl undecided']);
  const vases = await matched(await plain('vase', '#2f5d50', moved));
  expect(vases[0]).toBe('vase undecided');
  expect(vases).not.toContain('bowl undecided');
  // A cup that nobody of ours has.
  const cup = '<path d="M60 60 H200 V240 H60 Z M200 90 H280 V200 H200 V170 H250 V120 H200 Z" fill="#e4e3e0"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#84593a"/>${cup}</svg>`;
  expect(await matched(await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer())).toEqual([]);
  close();
});

/** A card with a picture, and its value in a corner: boxes that stand for figures. */
const card = (value: readonly number[]): Promise<Buffer> => {
  const { width, height, data } = seededScene(4, 480, 360);
  const figures = value.map((x) => `<rect x="${x}" y="300" width="22" height="44" rx="6" fill="#e0b040"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect y="284" width="480" height="76" fill="#fff"/>${figures}</svg>`;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
};

it('distinguishes one card of a line from those that differ in their value only', async () => {
  const [ten, fifty] = [await card([360, 430]), await card([300, 396])];
  writeFileSync(join(root, '10.png'), ten);
  writeFileSync(join(root, '50.png'), fifty);
  const files = ['10.png', '50.png'].map((name) => ({ file: join(root, name), name, within: ANYWHERE }));
  const { match } = await openBytesMatch(files, { thrifty: false });
  const found = async (bytes: Buffer): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await match(bytes, 'theirs.jpg')).matches.map(({ path, verdict }) => [path, verdict]));
  const copied = (bytes: Buffer): Promise<Buffer> => sharp(bytes).resize(400).jpeg({ quality: 80 }).toBuffer();
  expect(await found(await copied(ten))).toEqual({ '10.png': 'duplicate', '50.png': 'variant' });
  expect(await found(await copied(fifty))).toEqual({ '10.png': 'variant', '50.png': 'duplicate' });
});

it('distinguishes two pictures that differ in less than a block', async () => {
  const ball = (fill: string): Promise<Buffer> => {
    const { width, height, data } = seededScene(6, 480, 360);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect x="226" y="170" width="7" height="24" fill="${fill}"/></svg>`;
    return sharp(data, { raw: { width, height, channels: 3 } })
      .composite([{ input: Buffer.from(svg) }])
      .png()
      .toBuffer();
  };
  const [black, red] = [await ball('#000'), await ball('#f02020')];
  writeFileSync(join(root, 'black.png'), black);
  writeFileSync(join(root, 'red.png'), red);
  const files = ['black.png', 'red.png'].map((name) => ({ file: join(root, name), name, within: ANYWHERE }));
  const { match } = await openBytesMatch(files, { thrifty: false });
  const found = async (bytes: Buffer): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await match(bytes, 'theirs.jpg')).matches.map(({ path, verdict }) => [path, verdict]));
  const cropped = (bytes: Buffer): Promise<Buffer> =>
    sharp(bytes).extract({ left: 60, top: 40, width: 360, height: 270 }).jpeg({ quality: 85 }).toBuffer();
  expect(await found(await cropped(black))).toEqual({ 'black.png': 'duplicate', 'red.png': 'variant' });
  expect(await found(await cropped(red))).toEqual({ 'black.png': 'variant', 'red.png': 'duplicate' });
  expect(await found(red)).toEqual({ 'black.png': 'variant', 'red.png': 'duplicate' });
});

it('names of many plain pictures those that are most like a suspect by their colours', async () => {
  const drawn = (inner: string): Promise<Buffer> =>
    sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">${inner}</svg>`))
      .png()
      .toBuffer();
  const fill = (k: number): string => `hsl(${24 * k} 70% 45%)`;
  // A red half and one of its own colour, side by side.
  const names = await Promise.all(
    Array.from({ length: 14 }, async (_, k) => {
      const name = `half-${String(k).padStart(2, '0')}.png`;
      const halves = `<rect width="480" height="360" fill="#b02020"/><rect x="240" width="240" height="360" fill="${fill(k + 1)}"/>`;
      writeFileSync(join(root, name), await drawn(halves));
      return name;
    }),
  );
  const { match } = await openBytesMatch(
    names.map((name) => ({ file: join(root, name), name, within: ANYWHERE })),
    { thrifty: false },
  );
  const named = async (inner: string): Promise<readonly string[]> => {
    const { matches } = await match(await drawn(inner), 'theirs.png');
    return matches.filter(({ verdict }) => verdict === 'undecided').map(({ path }) => path);
  };
  // The colours of the last one in another layout: all others have half of them.
  const last = `<rect width="480" height="360" fill="#b02020"/><circle cx="200" cy="190" r="150" fill="${fill(14)}"/>`;
  expect(await named(last)).toEqual(['half-13.png']);
  // The red that all of them have, and nothing else of theirs: no more than ten are named.
  const red = '<rect width="480" height="360" fill="#b02020"/><circle cx="200" cy="190" r="150" fill="#808080"/>';
  expect(await named(red)).toHaveLength(10);
});

it('suspects a part of a picture in other colours, where no more than a hash says that it is one of ours', async () => {
  const { width, height, data } = seededScene(8, 300, 200);
  const soft = () => sharp(data, { raw: { width, height, channels: 3 } }).blur(12);
  writeFileSync(join(root, 'soft.png'), await soft().png().toBuffer());
  const { match } = await openBytesMatch([{ file: join(root, 'soft.png'), name: 'soft.png', within: ANYWHERE }], {});
  const matched = async (picture: Sharp): Promise<readonly string[]> => {
    const input = await picture.png().toBuffer();
    const page = sharp({ create: { width: 800, height: 700, channels: 3, background: '#fff' } });
    // Something else stands below it.
    const bytes = await page
      .composite([
        { input, left: 60, top: 80 },
        { input: await scene(9), left: 420, top: 420 },
      ])
      .png()
      .toBuffer();
    return (await match(bytes, 'page.png')).matches.map(({ path, verdict }) => `${path} ${verdict}`);
  };
  expect(await matched(soft())).toEqual(['soft.png duplicate']);
  const swapped = soft().recomb([
    [0.1, 0.2, 0.7],
    [0.3, 0.6, 0.1],
    [0.6, 0.2, 0.2],
  ]);
  expect(await matched(swapped)).toEqual(['soft.png suspect']);
});

/** Of so few shapes that key points say little. */
const CHART = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="420"><rect width="480" height="420" fill="#fff"/><rect x="60" y="50" width="150" height="230" rx="60" fill="#2a62a8"/><circle cx="330" cy="250" r="100" fill="#c8452f"/><rect x="100" y="330" width="180" height="40" rx="20" fill="#3b3b3b"/></svg>`;

it('finds one of ours on a screen that is seen from the side', async () => {
  const product = await sharp(Buffer.from(CHART)).png().toBuffer();
  writeFileSync(join(root, 'chart.png'), product);
  const { match } = await openBytesMatch([{ file: join(root, 'chart.png'), name: 'chart.png', within: ANYWHERE }], {
    thrifty: false,
  });
  // The right side is farther away: half as high.
  const { data, info } = await sharp(product).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [width, height] = [700, 620];
  const seen = Buffer.alloc(3 * width * height, 55);
  for (let y = 0; y < height; y++) {
    for (let x = 120; x < 560; x++) {
      const share = (x - 120) / 440;
      const [top, high] = [60 + 110 * share, 500 - 230 * share];
      const v = (y - top) / high;
      // Along a side that leads away equal steps become shorter.
      const u = share / (share + (500 / 270) * (1 - share));
      if (v < 0 || v >= 1) continue;
      const from = 3 * (Math.floor(v * info.height) * info.width + Math.floor(u * info.width));
      data.copy(seen, 3 * (y * width + x), from, from + 3);
    }
  }
  const photo = await sharp(seen, { raw: { width, height, channels: 3 } })
    .blur(0.8)
    .jpeg({ quality: 80 })
    .toBuffer();
  const { matches } = await match(photo, 'photo.jpg');
  expect(matches.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual(['chart.png duplicate']);
  expect(matches[0]?.description).toContain('seen at an angle');
  expect(matches[0]?.box.left).toBeGreaterThan(0.1);
});

it('looks in a crawl, too, at what hashes call a variant: a grid of colours may be wrong where a picture is nearly its own mirror image', async () => {
  const { width, height, data } = seededScene(1, 600, 400);
  const ours = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
  writeFileSync(join(root, 'scene.jpg'), ours);
  const suspect = await sharp(ours).resize(450).modulate({ saturation: 1.5 }).jpeg().toBuffer();
  const said = await Promise.all(
    [true, false].map(async (thrifty) => {
      const { match } = await openBytesMatch([{ file: join(root, 'scene.jpg'), name: 'scene.jpg', within: ANYWHERE }], {
        thrifty,
      });
      return (await match(suspect, 'suspect.jpg')).matches.map(({ description, evidence }) => [description, evidence]);
    }),
  );
  expect(said[0]).toEqual(said[1]);
  expect(said[0]).toEqual([[expect.stringMatching(/of the shapes agree$/), 'features']]);
});

it('finds what stands small on plain ground among words and arrows', async () => {
  const { width, height, data } = seededScene(5, 420, 420);
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .blur(7)
    .png()
    .toBuffer();
  writeFileSync(join(root, 'small.png'), bytes);
  const { match } = await openBytesMatch([{ file: join(root, 'small.png'), name: 'small.png', within: ANYWHERE }], {
    thrifty: false,
  });
  const words = Array.from({ length: 12 }, (_, k) => `<text x="30" y="${120 + 70 * k}">waterproof ${k}</text>`);
  const arrows = [0, 4, 8, 11].map((k) => `<path d="M270 ${110 + 70 * k} L 720 ${480 + 9 * k}"/>`);
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000" font-family="sans-serif" font-size="40" font-weight="bold"><text x="240" y="60">Why us?</text>${words.join('')}<g stroke="#c33" stroke-width="5">${arrows.join('')}</g></svg>`;
  const page = sharp({ create: { width: 1000, height: 1000, channels: 3, background: '#fff' } });
  const small = await sharp(bytes).resize(200).toBuffer();
  const suspect = await page
    .composite([{ input: small, left: 600, top: 420 }, { input: Buffer.from(drawn) }])
    .jpeg({ quality: 85 })
    .toBuffer();
  const found = (await match(suspect, 'why-us.jpg')).matches.map(({ path, verdict }) => `${path} ${verdict}`);
  expect(found).toEqual(['small.png variant']);
});
