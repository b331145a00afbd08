import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels, exportPictures } from 'listing-lint';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let shop: string;
beforeEach(async () => {
  shop = mkdtempSync(join(tmpdir(), 'listing-lint-own-'));
  for (const listing of ['bag', 'hat']) {
    mkdirSync(join(shop, listing));
    const white = sharp({ create: { width: 1400, height: 1400, channels: 3, background: '#fff' } });
    const dot = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#456' } })
      .png()
      .toBuffer();
    writeFileSync(
      join(shop, listing, '1.jpg'),
      await white
        .composite([{ input: dot }])
        .jpeg()
        .toBuffer(),
    );
  }
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const config = (text: string): void =>
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    `extends: [recommended, channels/amazon]\nlistings: [bag, hat]\n${text}`,
  );
const exported = async (channel = 'amazon') => {
  const { report } = await exportPictures({ cwd: shop, channel, to: 'out', asOf: '2026-11-26' });
  return {
    sizes: report.outcomes.map((each) => ('copy' in each ? `${each.copy} ${each.width}` : `${each.path} ${each.kind}`)),
    errors: report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ path, ruleId }) => `${path} ${ruleId}`),
  };
};
const standings = async (channel = 'amazon') => {
  const { report } = await channels({ cwd: shop, channels: [channel], asOf: '2026-11-26' });
  return report.pictures.map((each) => `${each.path} ${'places' in each ? each.places[0]?.standing : each.problem}`);
};

describe('what a config says of the rules of a channel', () => {
  it('holds for where pictures go, and for their copies', async () => {
    config('rules: { amazon-image: { maxLongSide: 1200 } }\n');
    expect(await standings()).toEqual(['bag/1.jpg as a copy', 'hat/1.jpg as a copy']);
    expect(await exported()).toEqual({ sizes: ['bag/1.jpg 1200', 'hat/1.jpg 1200'], errors: [] });
  });

  it('holds where an override of the channel or of files says it', async () => {
    config(`overrides:
  - { channels: [amazon], files: ["bag/**"], rules: { amazon-image: { maxLongSide: 1200 } } }
  - { channels: [ebay], rules: { amazon-image: { maxLongSide: 10 } } }
`);
    expect(await standings()).toEqual(['bag/1.jpg as a copy', 'hat/1.jpg passes']);
    expect((await exported()).sizes).toEqual(['bag/1.jpg 1200', 'hat/1.jpg 1400']);
  });

  it('makes advice an error, and an error nothing, in the plan as in the judgement of the copies', {
    tags: 'full',
  }, async () => {
    config('rules: { amazon-image-advice: { severity: error, minLongSide: 1500 } }\n');
    expect(await standings()).toEqual(['bag/1.jpg not', 'hat/1.jpg not']);
    expect(await exported()).toEqual({ sizes: ['bag/1.jpg refused', 'hat/1.jpg refused'], errors: [] });
    config('rules: { amazon-image-advice: off }\n');
    expect(await standings()).toEqual(['bag/1.jpg passes', 'hat/1.jpg passes']);
    config('rules: { amazon-image-count: { severity: error } }\n');
    expect((await exported()).errors).toEqual(['bag amazon-image-count', 'hat amazon-image-count']);
  });

  it('holds for a channel whose preset the config does not extend, and leaves off what a preset turns off', {
    tags: 'full',
  }, async () => {
    config(
      'brand: { watermarks: [mark.png] }\nrules: { watermark-present: error, ebay-image: { minLongSide: 1401 } }\n',
    );
    writeFileSync(
      join(shop, 'mark.png'),
      await sharp(
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><path d="M5 55 40 5 75 55 110 5 145 55 195 5" stroke="#fff" stroke-width="6" fill="none"/></svg>',
        ),
      )
        .png()
        .toBuffer(),
    );
    expect(await standings('ebay')).toEqual(['bag/1.jpg not', 'hat/1.jpg not']);
    expect((await exported()).errors).toEqual([]);
  });
});

it('copies of an export are no pictures of the next one', async () => {
  config('');
  const to = async (channel: string) => {
    const { report } = await exportPictures({ cwd: shop, channel, to: `exports/${channel}`, asOf: '2026-11-26' });
    return report.outcomes.map(({ path }) => path);
  };
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'extends: recommended\n');
  expect(await to('amazon')).toEqual(['bag/1.jpg', 'hat/1.jpg']);
  expect(await to('ebay')).toEqual(['bag/1.jpg', 'hat/1.jpg']);
  expect(await standings()).toEqual(['bag/1.jpg passes', 'hat/1.jpg passes']);
});
