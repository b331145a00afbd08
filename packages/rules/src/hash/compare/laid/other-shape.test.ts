// Things of which hashes say that one is another one in other colours, laid on each other: what was dyed stays a variant, another thing of that outline is none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../kernel/random.ts';
import { builtinPlugin } from '../../../plugin.ts';
import { openBytesMatch } from '../../match/match-files.ts';
import { DEFAULT_THRESHOLDS } from '../compare.ts';
import { shapesCompared } from './other-shape.ts';
import { saidBy, seen } from './test-laid.ts';

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

const said = saidBy(shapesCompared);
const dyed = (picture: Buffer): Sharp =>
  sharp(picture).recomb([
    [0.2, 0.7, 0.1],
    [0.1, 0.3, 0.5],
    [0.8, 0.1, 0.2],
  ]);
const turned = (picture: Buffer, angle: number): Promise<Buffer> => sharp(picture).rotate(angle).png().toBuffer();

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

  it('is told so by a lint and by match', async () => {
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
    const { match } = await openBytesMatch([{ file: join(root, 'listings/a/1.png'), name: 'a' }], { thrifty: false });
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
