// Variants by hash, registered: a dyed product stays a variant, another thing of that outline is none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { compareFingerprints, DEFAULT_THRESHOLDS } from '@listing-lint/rules/hash';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openBytesMatch } from '../match/match-files.ts';
import { builtinPlugin } from '../test-plugin.ts';
import { haveOneShape, shapesCompared } from './other-shape.ts';
import { saidBy, seen } from './test-registered.ts';

const root = mkdtempSync(join(tmpdir(), 'other-shape-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SIDE = 480;
/** A round thing, lit unevenly; the grain of what it is made of differs, its outline and its light do not. */
const round = ([light, dark]: readonly [string, string], grain: string): Promise<Buffer> => {
  const random = seededRandom(5);
  const lights = Array.from({ length: 14 }, (_, k) => {
    const [x, y] = [70 + 340 * random(), 70 + 340 * random()];
    return `<circle cx="${x}" cy="${y}" r="${40 + 60 * random()}" fill="${k % 2 === 0 ? dark : light}" opacity="0.75"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><clipPath id="c"><circle cx="240" cy="240" r="190"/></clipPath><rect width="${SIDE}" height="${SIDE}" fill="#fff"/><g clip-path="url(#c)"><rect width="${SIDE}" height="${SIDE}" fill="${light}"/>${lights.join('')}${grain}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
};
/** Of what a loudspeaker is covered with, and of what is pressed into powder. */
const mesh = (dark: string, light: string): string =>
  grainOf((x, y) => `<circle cx="${x}" cy="${y}" r="2.6" fill="${(x + y) % 20 === 0 ? dark : light}"/>`);
const pressed = (dark: string, light: string): string =>
  grainOf((x, y) => {
    const [far, angle] = [Math.hypot(x - 240, y - 240), Math.atan2(y - 240, x - 240)];
    const isDark = Math.sin(far / 2.2 + 5 * Math.sin(3 * angle)) > 0;
    return `<rect x="${x - 5}" y="${y - 5}" width="7" height="7" fill="${isDark ? dark : light}"/>`;
  });
const grainOf = (drawn: (x: number, y: number) => string): string => {
  const places = Array.from({ length: 38 }, (_, k) => 55 + 10 * k);
  return places.flatMap((y) => places.map((x) => drawn(x, y))).join('');
};
const loudspeaker = round(['#8a9096', '#383a3c'], mesh('#222', '#9aa'));
const powder = round(['#f3a6c4', '#b02860'], pressed('#a82058', '#fbd'));

/** A thing of so many px across whose light is soft, with a pattern on it. */
const body = (across: number, [light, dark]: readonly [string, string], pattern = ''): Promise<Buffer> => {
  const stops = `<stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/>`;
  const shade = `<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="${240 - 0.14 * across}" cy="164" r="150">${stops}</radialGradient>`;
  const outline = `<clipPath id="c"><ellipse cx="240" cy="240" rx="${across / 2}" ry="190"/></clipPath>`;
  return drawn(`<defs>${shade}${outline}</defs><g clip-path="url(#c)">${whole('url(#g)')}${pattern}</g>`);
};
const whole = (fill: string): string => `<rect width="${SIDE}" height="${SIDE}" fill="${fill}"/>`;
const drawn = (shapes: string): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">${whole('#fff')}${shapes}</svg>`,
    ),
  )
    .png()
    .toBuffer();
const ball = body(380, ['#f88', '#400']);
/** A narrow thing, upright, with what is on it. */
const bar = (across: number, on: string): Promise<Buffer> =>
  drawn(
    `<g transform="translate(240 240)"><rect x="${-across / 2}" y="-210" width="${across}" height="420" rx="6" fill="#b98"/>${on}</g>`,
  );
const striped = bar(
  60,
  Array.from({ length: 9 }, (_, k) => `<rect x="-30" y="${-200 + 44 * k}" width="60" height="22" fill="#987"/>`).join(
    '',
  ),
);
const edged = (across: number): Promise<Buffer> =>
  bar(across, `<rect x="${-across / 2}" y="-200" width="${across / 3}" height="400" fill="#987"/>`);

const said = saidBy(shapesCompared);
const dyed = (picture: Buffer): Sharp =>
  sharp(picture).recomb([
    [0.2, 0.7, 0.1],
    [0.1, 0.3, 0.5],
    [0.8, 0.1, 0.2],
  ]);
const turned = (picture: Buffer, angle: number): Promise<Buffer> => sharp(picture).rotate(angle).png().toBuffer();

describe('a variant in its own colours', () => {
  it('is none where it is far, and shapes differ; nearer ones are not compared', async () => {
    const [a, b] = [await seen(await striped), await seen(await edged(44))];
    const [forth, back] = [await said(await striped, await edged(44)), await said(await edged(44), await striped)];
    expect([forth, back]).toEqual([
      ['variant', 'nothing'],
      ['variant', 'nothing'],
    ]);
    const near = { evidence: 'near', form: 'identity', part: 'whole', otherPart: 'whole', recoloured: 0.3 } as const;
    expect(shapesCompared(a, b, { ...near, distance: 15 }, DEFAULT_THRESHOLDS).isOtherShape).toBeUndefined();
    expect(shapesCompared(a, b, { ...near, distance: 16 }, DEFAULT_THRESHOLDS).isOtherShape).toBe(true);
    // Small parts are verified otherwise.
    const changed = { ...near, distance: 16, isChanged: true };
    expect(shapesCompared(a, b, changed, DEFAULT_THRESHOLDS)).toEqual(changed);
  });

  it('is not compared as a copy, but shapes differ all the same', async () => {
    const [wide, narrow] = [await edged(60), await edged(20)];
    expect(await said(narrow, wide)).toEqual(['duplicate', 'duplicate']);
    const [a, b] = [await seen(narrow), await seen(wide)];
    const match = compareFingerprints(a.fingerprint, b.fingerprint, DEFAULT_THRESHOLDS.maxDistance);
    expect(match && haveOneShape(a, b, match, DEFAULT_THRESHOLDS)).toBe(false);
    expect(match && haveOneShape(b, b, match, DEFAULT_THRESHOLDS)).toBe(true);
  });
});

describe('a variant in other colours', () => {
  it.each([0, 90, 180, 270])('is none where the shapes are others, turned by %d°', async (angle) => {
    const other = await turned(await powder, angle);
    expect(await said(await loudspeaker, other)).toEqual(['variant', 'nothing']);
    expect(await said(other, await loudspeaker)).toEqual(['variant', 'nothing']);
  });

  it.each([0, 90, 180, 270])('is one where it was dyed, turned by %d°', async (angle) => {
    const copy = await dyed(await turned(await powder, angle))
      .flop()
      .jpeg({ quality: 70 })
      .toBuffer();
    expect(await said(copy, await powder)).toEqual(['variant', 'variant']);
  });

  it('is one where its points lie alike, though the parts that hashes speak of do not', async () => {
    const part = { left: 60, top: 0, width: 340, height: 340 };
    const [copy, other] = [
      await seen(
        await dyed(await powder)
          .extract(part)
          .png()
          .toBuffer(),
      ),
      await seen(await powder),
    ];
    const match = { evidence: 'near', form: 'identity', part: 'whole', otherPart: 'whole' } as const;
    const near = { ...match, distance: 20, recoloured: 0.9 };
    expect(shapesCompared(copy, other, near, DEFAULT_THRESHOLDS)).toEqual(near);
    expect(shapesCompared(copy, await seen(await loudspeaker), near, DEFAULT_THRESHOLDS).isOtherShape).toBe(true);
  });

  it('is none where it had to be stretched, unless so much agrees then as does of what was squeezed', async () => {
    const egg = await body(220, ['#9cf', '#124']);
    expect(await said(egg, await ball)).toEqual(['variant', 'nothing']);
    const squeezed = await sharp(
      await dyed(await ball)
        .png()
        .toBuffer(),
    )
      .resize(330, SIDE, { fit: 'fill' })
      .jpeg()
      .toBuffer();
    expect(await said(squeezed, await ball)).toEqual(['variant', 'variant']);
  });

  it('is none where one of both is plain, most of which agrees with anything, and the other one is not', {
    tags: 'full',
  }, async () => {
    const tiles = grainOf((x, y) =>
      (x + y) % 20 === 0 ? '' : `<rect x="${x}" y="${y}" width="9" height="9" opacity="0.3"/>`,
    );
    const [plain, patterned] = [await body(380, ['#f88', '#c66']), await body(380, ['#9cf', '#57a'], tiles)];
    expect(await said(patterned, plain)).toEqual(['variant', 'nothing']);
    const copy = await dyed(plain).png().toBuffer();
    expect(await said(copy, plain)).toEqual(['variant', 'variant']);
  });

  it('is reported so by a lint and by match', { tags: 'full' }, async () => {
    const files = { 'listings/a/1.png': await loudspeaker, 'listings/b/1.png': await turned(await powder, 90) };
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    writeFileSync(
      join(root, 'listing-lint.config.yaml'),
      'listings: ["listings/*"]\nrules:\n  hash-unique: error\n  hash-variant: warn\n  hash-suspect: warn\n',
    );
    const findings = async (): Promise<readonly string[]> => {
      const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
      const tool = { name: 'listing-lint', version: '0.0.0' };
      const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 2, tool });
      return report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`);
    };
    const { match } = await openBytesMatch([{ file: join(root, 'listings/a/1.png'), name: 'a', within: ANYWHERE }], {
      thrifty: false,
    });
    const matched = async (bytes: Buffer): Promise<readonly string[]> =>
      (await match(bytes, 'theirs.jpg')).matches.map(({ verdict }) => verdict);
    expect(await findings()).toEqual([]);
    expect(await matched(files['listings/b/1.png'])).toEqual([]);
    const copy = await dyed(await turned(await loudspeaker, 90))
      .png()
      .toBuffer();
    writeFileSync(join(root, 'listings/b/1.png'), copy);
    expect(await findings()).toEqual(['hash-variant listings/a/1.png', 'hash-variant listings/b/1.png']);
    expect(await matched(copy)).toEqual(['variant']);
  });
});
