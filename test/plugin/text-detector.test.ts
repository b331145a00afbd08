// @module-tag full
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

const PLUGIN = join(import.meta.dirname, '../../packages/text-detector/src/plugin.ts');
const CONFIG = `plugins: ["${PLUGIN}"]
extends: [text-detector/recommended]
listings: ["listings/*"]
rules: { overlay-absent: warn, text-detector/on-product-absent: info }
`;

/** Strokes of letters on a grid of 2 × 4, so that no font is needed. */
const STROKES: Readonly<Record<string, string>> = {
  ...{ H: 'M0 0V4M2 0V4M0 2H2', E: 'M2 0H0V4H2M0 2H1.6', L: 'M0 0V4H2', F: 'M2 0H0V4M0 2H1.6', T: 'M0 0H2M1 0V4' },
};

const wordSvg = (word: string, height: number, colour: string): string => {
  const letters = [...word].map(
    (letter, k) => `<path transform="translate(${1 + 3.2 * k} 1)" d="${STROKES[letter]}"/>`,
  );
  const columns = 3.2 * word.length + 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil((columns * height) / 6)}" height="${height}" viewBox="0 0 ${columns} 6">
    <g fill="none" stroke="${colour}" stroke-width=".7">${letters.join('')}</g></svg>`;
};

/** Lays letters of straight strokes over a picture that is there. */
const layOver = async (path: string, left: number, top: number, angle = 0, colour = '#ffffff'): Promise<void> => {
  const letters = await sharp(Buffer.from(wordSvg('FELTTHEFT', 60, colour)))
    .rotate(angle, { background: '#ffffff00' })
    .png()
    .toBuffer();
  const laid = await sharp(readFileSync(path))
    .composite([{ input: letters, left, top }])
    .jpeg({ quality: 85 })
    .toBuffer();
  writeFileSync(path, laid);
};

interface Told {
  readonly ruleId: string;
  readonly outcome: string;
  readonly subject: { readonly path: string };
  readonly message: string;
}

interface Text {
  readonly by: string;
  readonly lines: readonly { readonly angle: number; readonly place: string }[];
}

interface Inspected {
  readonly subject: { readonly path: string };
  readonly facts: { readonly 'text-detector/text'?: Text };
}

/** A row of posts, which the detector takes for a line of text. */
const postsOver = async (path: string): Promise<void> => {
  const posts = Array.from({ length: 10 }, (_, k) => `<rect x="${26 * k}" y="0" width="9" height="36"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="260" height="36">${posts}</svg>`;
  const laid = await sharp(readFileSync(path))
    .composite([{ input: Buffer.from(svg), left: 60, top: 40 }])
    .jpeg({ quality: 90 })
    .toBuffer();
  writeFileSync(path, laid);
};

const NAMES = ['clean', 'patterned', 'turned', 'product', 'beside', 'posts'];

describe('text over a picture, by the plugin', () => {
  let root = '';
  let findings: readonly Told[] = [];
  let inspected: { readonly [path: string]: Text | undefined } = {};
  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-text-')));
    writeFileSync(join(root, 'listing-lint.config.yaml'), CONFIG);
    const scene = (name: string, seed: number, more: object = {}): Promise<void> =>
      writePicture(root, `listings/a/${name}.jpg`, pictureSchema.parse({ seed, ...more }));
    await Promise.all([
      scene('clean', 1),
      scene('patterned', 2),
      scene('turned', 3),
      scene('product', 4, { cutOut: true }),
      scene('beside', 5, { cutOut: true }),
      scene('posts', 6, { cutOut: true }),
    ]);
    const at = (name: string): string => join(root, 'listings', 'a', `${name}.jpg`);
    await layOver(at('patterned'), 250, 300);
    await layOver(at('turned'), 250, 300, 20);
    await layOver(at('product'), 310, 470);
    await layOver(at('beside'), 40, 30, 0, '#222222');
    await postsOver(at('posts'));
    const { stdout, stderr } = await runIn(root, ['-f', 'json']);
    expect(stderr).toBe('');
    ({ findings } = JSON.parse(stdout));
    const shown = await runIn(root, ['inspect', ...NAMES.map((name) => `listings/a/${name}.jpg`)]);
    const all: readonly Inspected[] = JSON.parse(shown.stdout);
    inspected = Object.fromEntries(all.map(({ subject, facts }) => [subject.path, facts['text-detector/text']]));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const told = (rule: string): readonly string[] =>
    findings.filter(({ ruleId }) => ruleId === rule).map(({ subject, outcome }) => `${subject.path} ${outcome}`);

  it('is found on patterned ground and turned, where the quick search is blind', () => {
    expect(told('text-detector/laid-over-absent')).toEqual([
      'listings/a/beside.jpg fail',
      'listings/a/patterned.jpg fail',
      'listings/a/turned.jpg fail',
    ]);
    expect(told('overlay-absent').filter((each) => /patterned|turned/.test(each))).toEqual([]);
  });

  it('is told with its place', () => {
    const messageOf = (path: string) =>
      findings.find(({ subject, ruleId }) => subject.path.includes(path) && ruleId === 'text-detector/laid-over-absent')
        ?.message;
    expect(messageOf('beside')).toMatch(/^1 line of text laid over the picture: upper left, \d+ % of the picture$/);
    expect(messageOf('patterned')).toMatch(/: [a-z, ]+, \d+ % of the picture$/);
  });

  it('is told from what lies on the product alone', () => {
    expect(told('text-detector/on-product-absent')).toEqual(['listings/a/product.jpg fail']);
  });

  it('says where it lies and what found it', () => {
    const summary = Object.entries(inspected).map(([path, text]) => [
      path.slice('listings/a/'.length, -'.jpg'.length),
      text?.by,
      [...new Set(text?.lines.map(({ place, angle }) => `${place} ${Math.round(angle / 10) * 10}°`))],
    ]);
    expect(summary).toEqual([
      ['beside', 'strokes', ['ground 0°']],
      ['clean', 'network', []],
      ['patterned', 'network', ['unknown 0°']],
      ['posts', 'network', []],
      ['product', 'network', ['product 0°']],
      ['turned', 'network', ['unknown 20°']],
    ]);
  });
});
