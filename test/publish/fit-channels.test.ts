import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint } from 'listing-lint';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let shop: string;
beforeEach(() => {
  shop = mkdtempSync(join(tmpdir(), 'listing-lint-fit-'));
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const KEPT = '.listing-lint/replaced';
const drawn = (width: number, height: number, ground = '#ffffff'): Sharp =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><ellipse cx="40%" cy="45%" rx="30%" ry="35%" fill="#456"/><rect x="55%" y="60%" width="20%" height="20%" fill="#c83"/></svg>`,
    ),
  );
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), bytes);
};
const got = (path: string): Buffer => readFileSync(join(shop, path));
const config = (channels: readonly string[], more = ''): void =>
  put(
    'listing-lint.config.yaml',
    `extends: [${channels.map((id) => `channels/${id}`).join(', ')}]\nchannels: [${channels.join(', ')}]\nlistings: ["l/*"]\nrules: { image-readable: error }\n${more}`,
  );
const run = async (more: object = { fix: true, permitLoss: ['re-encoding'] }) => {
  const { report } = await lint({ cwd: shop, asOf: '2026-11-26', ...more });
  const { fixed = [], notFixed = [], findings } = report;
  return {
    fixed: fixed.map(({ subject, ruleIds }) => `${subject.path} ${ruleIds.join(' ')}`),
    changed: fixed.flatMap(({ changed }) => changed),
    notFixed: notFixed.map(({ subject, reason }) => `${subject.path} ${reason}`),
    left: findings
      .filter(({ subject }) => subject.scope === 'image')
      .map(({ subject, ruleId }) => `${subject.path} ${ruleId}`),
    offered: findings.flatMap(({ subject, ruleId, fix }) => (fix === undefined ? [] : [`${subject.path} ${ruleId}`])),
  };
};
const sizeOf = async (path: string): Promise<string> => {
  const { width, height, format, space } = await sharp(join(shop, path)).metadata();
  return `${format} ${width}×${height} ${space}`;
};
const keptFiles = (): readonly string[] =>
  existsSync(join(shop, KEPT))
    ? readdirSync(join(shop, KEPT), { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() && entry.name !== '.gitignore' ? [join(entry.parentPath, entry.name)] : [],
      )
    : [];

describe('a finding on a channel', () => {
  const cases: readonly {
    readonly what: string;
    readonly channel: string;
    readonly path?: string;
    readonly make: () => Sharp;
    readonly rule: string;
    readonly size: string;
  }[] = [
    {
      ...{ what: 'CMYK', channel: 'walmart', rule: 'walmart-image', size: 'jpeg 600×600 srgb' },
      make: () => drawn(600, 600).toColourspace('cmyk').jpeg(),
    },
    {
      ...{ what: 'another colour profile', channel: 'etsy', rule: 'image-colour', size: 'jpeg 700×700 srgb' },
      make: () => drawn(700, 700).withIccProfile('p3').jpeg(),
    },
    {
      ...{ what: 'too many pixels', channel: 'lazada', rule: 'lazada-image-advice', size: 'jpeg 2000×2000 srgb' },
      make: () => drawn(2100, 2100).jpeg(),
    },
    {
      ...{ what: 'too many bytes', channel: 'shopee', rule: 'shopee-image-advice', size: 'jpeg 1100×1100 srgb' },
      make: () =>
        sharp({
          create: {
            width: 1100,
            height: 1100,
            channels: 3,
            background: '#fff',
            noise: { type: 'gaussian', mean: 128, sigma: 50 },
          },
        }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
    },
    {
      ...{ what: 'another ratio', channel: 'zalando', rule: 'zalando-image', size: 'jpeg 900×1296 srgb' },
      make: () => drawn(900, 1200).jpeg(),
    },
    {
      ...{ what: 'no square', channel: 'amazon', rule: 'main-image-square', size: 'jpeg 1100×1100 srgb' },
      make: () => drawn(1100, 900).jpeg(),
    },
    {
      ...{
        what: 'PNG under the name of a JPEG',
        channel: 'zalando',
        rule: 'zalando-image',
        size: 'jpeg 800×1152 srgb',
      },
      make: () => drawn(800, 1152).png(),
    },
    {
      ...{ what: '16 bits', channel: 'walmart', path: 'l/a/1.png', rule: 'walmart-image', size: 'png 600×600 srgb' },
      make: () => drawn(600, 600).toColourspace('rgb16').png(),
    },
  ];
  it.each(cases)(
    'of $what is mended where the user permits it, passes afterwards, and the file as it was is kept',
    { tags: 'full' },
    async ({ channel, path = 'l/a/1.jpg', make, rule, size }) => {
      config([channel], 'overrides: [{ files: ["**"], rules: { image-colour: warn } }]\n');
      const before = await make().toBuffer();
      put(path, before);
      const dry = await run({ fixDryRun: true, permitLoss: ['re-encoding'] });
      expect(dry.offered).toContain(`${path} ${rule}`);
      expect(dry.fixed).toHaveLength(1);
      expect(got(path).equals(before)).toBe(true);
      expect(keptFiles()).toEqual([]);
      const { fixed, notFixed, left } = await run();
      expect({ fixed: fixed.map((each) => each.includes(rule)), notFixed }).toEqual({ fixed: [true], notFixed: [] });
      expect(left.filter((each) => each.endsWith(rule))).toEqual([]);
      expect(await sizeOf(path)).toBe(size);
      expect(keptFiles().map((file) => readFileSync(file).equals(before))).toEqual([true]);
    },
  );

  it('is mended once: what is kept is no picture of the shop, and a second run finds nothing to do', {
    tags: 'full',
  }, async () => {
    config(['lazada']);
    put('l/a/1.jpg', await drawn(2100, 2100).jpeg().toBuffer());
    await run();
    const before = got('l/a/1.jpg');
    expect(await run()).toMatchObject({ fixed: [], notFixed: [], left: [] });
    expect(got('l/a/1.jpg').equals(before)).toBe(true);
  });

  it('is told of, and nothing else, where the user has not permitted it', async () => {
    config(['lazada']);
    const before = await drawn(2400, 2400).jpeg().toBuffer();
    put('l/a/1.jpg', before);
    const { fixed, notFixed, left } = await run({ fix: true });
    expect(fixed).toEqual([]);
    expect(notFixed).toEqual([expect.stringMatching(/encoded anew: with --permit-loss re-encoding/)]);
    expect(left).toEqual(['l/a/1.jpg lazada-image-advice']);
    expect(got('l/a/1.jpg').equals(before)).toBe(true);
  });

  it('of a picture that is too small, or on another ground, is offered nothing', async () => {
    config(['amazon', 'shopee']);
    put('l/a/1.jpg', await drawn(400, 300, '#a86').jpeg().toBuffer());
    const { offered, fixed, left } = await run();
    expect(offered).toEqual([]);
    expect(fixed).toEqual(['l/a/1.jpg main-image-square']);
    expect(await sizeOf('l/a/1.jpg')).toBe('jpeg 400×400 srgb');
    expect(left).toEqual([
      'l/a/1.jpg amazon-image-advice',
      'l/a/1.jpg amazon-main-image',
      'l/a/1.jpg shopee-image-advice',
    ]);
  });

  it('is mended for all channels at once, or not where they contradict each other', { tags: 'full' }, async () => {
    config(['amazon', 'lazada', 'walmart']);
    put('l/a/1.jpg', await drawn(2600, 2000).toColourspace('cmyk').jpeg().toBuffer());
    expect((await run()).left).toEqual(['l/a/1.jpg walmart-image-advice']);
    expect(await sizeOf('l/a/1.jpg')).toBe('jpeg 2000×2000 srgb');
    config(['zalando', 'shopee']);
    const before = await drawn(2000, 1500).jpeg().toBuffer();
    put('l/a/1.jpg', before);
    expect((await run()).notFixed).toEqual([expect.stringMatching(/width \/ height/)]);
    expect(got('l/a/1.jpg').equals(before)).toBe(true);
  });

  it('by the options that the config sets', async () => {
    config(['amazon'], 'overrides: [{ files: ["l/a/**"], rules: { amazon-image: { maxLongSide: 1200 } } }]\n');
    for (const path of ['l/a/1.jpg', 'l/b/1.jpg']) put(path, await drawn(1400, 1400).jpeg().toBuffer());
    expect((await run()).fixed).toEqual(['l/a/1.jpg amazon-image']);
    expect(await sizeOf('l/a/1.jpg')).toBe('jpeg 1200×1200 srgb');
    expect(await sizeOf('l/b/1.jpg')).toBe('jpeg 1400×1400 srgb');
  });

  it('keeps an orientation upright, rights and labels, and every version that it replaces', {
    tags: 'full',
  }, async () => {
    config(['lazada']);
    const turned = await drawn(2400, 2300)
      .withExif({ IFD0: { Orientation: '6', Copyright: '(c) 2026 Acme', Artist: 'Ann' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    put('l/a/1.jpg', turned);
    expect((await run()).notFixed).toEqual([]);
    expect(await sizeOf('l/a/1.jpg')).toBe('jpeg 2000×2000 srgb');
    expect(got('l/a/1.jpg').toString('latin1')).toContain('2026 Acme');
    put('l/a/1.jpg', await drawn(2500, 2500).jpeg().toBuffer());
    await run();
    expect(keptFiles()).toHaveLength(2);
  });
});

describe('what stays as it is', () => {
  it.each<[string, (path: string) => void, RegExp]>([
    ['a write-protected file', (path) => chmodSync(join(shop, path), 0o444), /write-protected/],
    [
      'a link',
      (path) => {
        put('elsewhere.jpg', got(path));
        rmSync(join(shop, path));
        symlinkSync(join(shop, 'elsewhere.jpg'), join(shop, path));
      },
      /it is a link/,
    ],
    ['a picture whose backup cannot be written', () => put('.listing-lint', 'a file'), /./],
  ])('%s', async (_what, spoil, reason) => {
    config(['lazada']);
    const before = await drawn(2400, 2400).jpeg().toBuffer();
    put('l/a/1.jpg', before);
    spoil('l/a/1.jpg');
    const { fixed, notFixed } = await lint({
      cwd: shop,
      asOf: '2026-11-26',
      fix: true,
      permitLoss: ['re-encoding'],
    }).then(({ report }) => ({ fixed: report.fixed, notFixed: report.notFixed?.map((each) => each.reason) }));
    expect(fixed).toEqual([]);
    expect(notFixed).toEqual([expect.stringMatching(reason)]);
    expect(got('l/a/1.jpg').equals(before)).toBe(true);
  });
});
