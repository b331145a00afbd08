// `check`, `export` and a lint with the preset say the same of a picture, at every marketplace.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { channelProfiles } from '@listing-lint/publish';
import { check, exportPictures, lint } from 'listing-lint';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';

const DAY = '2026-12-01';
const drawn = (width: number, height: number, ground: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><rect x="25%" y="25%" width="50%" height="50%" rx="40" fill="#456"/></svg>`,
    ),
  ).flatten();

/** Shops by name: the pictures of each, by path. */
const SHOPS: { readonly [name: string]: () => Promise<{ readonly [path: string]: Buffer }> } = {
  loose: async () => {
    const picture = await drawn(1100, 1100, '#ffffff').jpeg().toBuffer();
    return Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`photo-${10 + index}.jpg`, picture]));
  },
  sizes: async () => ({
    'listings/small/main.png': await drawn(420, 420, '#ffffff').png().toBuffer(),
    'listings/wide/main.webp': await drawn(2400, 600, '#ffffff').webp().toBuffer(),
    'listings/large/main.jpg': await drawn(5200, 5200, '#ffffff').jpeg().toBuffer(),
    'listings/large/2.jpg': await drawn(1700, 2200, '#ffffff').jpeg().toBuffer(),
  }),
  faults: async () => {
    const whole = await drawn(1700, 1700, '#ffffff').jpeg().toBuffer();
    return {
      'listings/blue/main.jpg': await drawn(1700, 1700, '#99aacc').jpeg().toBuffer(),
      'listings/cmyk/main.jpg': await sharp(whole).toColourspace('cmyk').jpeg().toBuffer(),
      'listings/cut/main.jpg': whole.subarray(0, whole.length / 2),
      'listings/good/main.jpg': whole,
    };
  },
};

let outer: string;
beforeAll(async () => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-check-')));
  for (const [name, make] of Object.entries(SHOPS)) {
    for (const [path, bytes] of Object.entries(await make())) {
      mkdirSync(dirname(join(outer, name, path)), { recursive: true });
      writeFileSync(join(outer, name, path), bytes);
    }
  }
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

const verdicts = async (query: Parameters<typeof check>[0]) => {
  const { report } = await check(query);
  return report.listings.flatMap(({ pictures }) => pictures);
};

describe.each(Object.keys(SHOPS))('the verdicts on the shop %s', { tags: 'full' }, (name) => {
  it.each(channelProfiles().map(({ id }) => id))('are those of export and of the preset for %s', async (channel) => {
    const cwd = join(outer, name);
    for (const eachIsAListing of name === 'loose' ? [false, true] : [false]) {
      const said = await verdicts({ cwd, channel, eachIsAListing, asOf: DAY });
      expect(said).not.toEqual([]);
      const { report } = await exportPictures({
        ...{ cwd, channel, eachIsAListing, asOf: DAY, dryRun: true },
        to: join(outer, 'out', name, channel),
      });
      const isWritten = new Map(report.outcomes.map(({ path, kind }) => [path, kind === 'written']));
      for (const { path, verdict } of said) expect(isWritten.get(path), path).toBe(verdict !== 'no');
      expect(isWritten.size).toBe(said.length);
    }
    const said = await verdicts({ cwd, channel, asOf: DAY });
    writeFileSync(
      join(cwd, 'listing-lint.config.yaml'),
      `extends: [channels/${channel}]\nchannels: [${channel}]\nrules: { image-readable: error }\n`,
    );
    const linted = await lint({ cwd, asOf: DAY }).finally(() => rmSync(join(cwd, 'listing-lint.config.yaml')));
    const { findings } = linted.report;
    const ofListing = findings.filter(({ subject }) => subject.scope === 'listing').map(({ subject }) => subject.path);
    for (const { path, verdict, says } of said) {
      const own = findings.filter(({ subject }) => subject.path === path);
      // What the marketplace's own rules call an error does not go as it is.
      const isRefused = own.some(({ ruleId, severity }) => severity === 'error' && ruleId.startsWith(`${channel}-`));
      if (isRefused) expect(verdict, path).not.toBe('go');
      // What does not go as it is, the preset names too: the picture, or the listing that has too many.
      const isNamed = own.length > 0 || (verdict === 'no' && ofListing.includes(dirname(path)));
      if (verdict !== 'go') expect(isNamed, `${path}: ${says.join('; ')}`).toBe(true);
    }
  });
});

describe('check', () => {
  it('judges loose photos without a config, as one listing or each as its own', async () => {
    const cwd = join(outer, 'loose');
    const one = await runIn(cwd, ['check', 'amazon', '--as-of', DAY]);
    expect(one.stdout).toContain('30 pictures: 9 go, 0 fix, 21 no\n1 listing: 0 go, 0 fix, 1 no\n');
    expect(one.stdout).toContain('it is picture 10 of its listing, Amazon shows 9');
    expect(one.stdout).toContain('If each is a product of its own, add --each-is-a-listing');
    expect(one.status).toBe(1);
    const each = await runIn(cwd, ['check', 'amazon', '--each-is-a-listing', '--as-of', DAY]);
    expect(each.stdout).toContain('30 pictures: 30 go, 0 fix, 0 no\n');
    expect([each.status, each.stderr]).toEqual([0, '']);
    expect(each.stdout.split('\n').length).toBeLessThan(36);
  });

  it('says what fails with its figure, and which command makes the copies', async () => {
    const { stdout, status } = await runIn(join(outer, 'sizes'), ['check', 'amazon', '--as-of', DAY]);
    expect(stdout).toMatch(
      /^ {2}no {3}listings\/small\/main\.png +the longer side has 420 px|^ {2}go {3}listings\/small\/main\.png +less than advised: the longer side has 420 px/m,
    );
    expect(stdout).toMatch(/^ {2}fix {2}listings\/wide\/main\.webp +it is webp, /m);
    expect(stdout).toContain('Make the copies: listing-lint export amazon --to exports/amazon\n');
    expect(status).toBe(1);
    const faults = await runIn(join(outer, 'faults'), ['check', 'amazon', '--as-of', DAY, '-f', 'json']);
    expect(JSON.parse(faults.stdout).listings).toMatchObject([
      { listing: 'listings/blue', verdict: 'no' },
      { listing: 'listings/cmyk' },
      {
        listing: 'listings/cut',
        verdict: 'no',
        pictures: [{ says: ['the file is cut off: its JPEG data end early'] }],
      },
      { listing: 'listings/good', verdict: 'go' },
    ]);
  });

  it('refuses an unknown marketplace with the nearest name, and a folder without pictures', async () => {
    const cwd = join(outer, 'loose');
    expect(await runIn(cwd, ['check', 'amzon'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('did you mean "amazon"?'),
    });
    mkdirSync(join(outer, 'empty'), { recursive: true });
    const empty = await runIn(join(outer, 'empty'), ['check', 'amazon']);
    expect([empty.status, empty.stdout]).toEqual([2, '']);
    expect(empty.stderr).toContain('there is no picture to check');
  });
});
