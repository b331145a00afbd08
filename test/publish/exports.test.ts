import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelProfiles } from '@listing-lint/publish';
import { exportPictures } from 'listing-lint';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';

let shop: string;
const drawn = (width: number, height: number, ground: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><ellipse cx="50%" cy="50%" rx="35%" ry="35%" fill="#456"/></svg>`,
    ),
  );

beforeAll(async () => {
  shop = mkdtempSync(join(tmpdir(), 'listing-lint-exports-'));
  mkdirSync(join(shop, 'bag'));
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'extends: recommended\nlistings: [bag]\n');
  writeFileSync(join(shop, 'bag/1.png'), await drawn(2700, 2250, '#ffffff').png().toBuffer());
  writeFileSync(join(shop, 'bag/2.webp'), await drawn(2400, 2600, '#d8c8b0').webp({ quality: 90 }).toBuffer());
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

/** Of so few pictures more are advised, and no copy is made larger than its picture. */
const ADVICE = /-image-count$|-image-advice$/;

/** All of them where `ALL_EXPORTS` is set. */
const SAMPLE = ['amazon', 'google', 'shopee', 'zalando'];
const ids = channelProfiles().map(({ id }) => id);

it.each(process.env['ALL_EXPORTS'] === undefined ? SAMPLE : ids)(
  'what is exported for %s passes its preset',
  { tags: 'full' },
  async (channel) => {
    const { report } = await exportPictures({
      cwd: shop,
      channel,
      to: `out/${channel}`,
      asOf: '2027-03-01',
      paths: ['bag'],
    });
    expect(report.outcomes.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'bag/1.png written',
      'bag/2.webp written',
    ]);
    expect(report.findings.filter(({ severity, ruleId }) => severity === 'error' || !ADVICE.test(ruleId))).toEqual([]);
  },
);
