import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Finding, joinPlugins, lint, loadConfig } from '@listing-lint/core';
import { rulesPlugin } from '@listing-lint/rules';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';

// Pictures whose hashes are alike, and of which a small part differs: hashes alone report a copy, pixels a variant.

let root: string;
const put = async (path: string, picture: Sharp): Promise<void> => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await picture.toBuffer());
};
const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 320, 240);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const card = (seed: number, x: number): Sharp =>
  scene(seed).composite([
    {
      input: Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect y="190" width="320" height="50" fill="#fff"/><rect x="${x}" y="200" width="8" height="26" fill="#d80"/></svg>`,
      ),
    },
  ]);
const findings = async (builtin: typeof builtinPlugin): Promise<readonly Finding[]> => {
  const config = await loadConfig({ builtin, cwd: root, allowCode: false });
  return (await lint({ config, asOf: '2026-11-24', tool: { name: 'listing-lint', version: '0.0.0' } })).report.findings;
};
const lines = (found: readonly Finding[]) =>
  found.map(
    ({ ruleId, subject, causes }) => `${ruleId} ${subject.path}: ${causes.map(({ message }) => message).join('; ')}`,
  );

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'verified-'));
  await put('listings/d/1.png', card(8, 240).png());
  await put('listings/e/1.jpg', card(8, 260).jpeg({ quality: 85 }));
  await put(
    'listings/f/1.jpg',
    sharp(await card(8, 260).png().toBuffer())
      .resize(260)
      .jpeg({ quality: 80 }),
  );
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'listings: ["listings/*"]\nrules:\n  hash-unique: error\n  hash-variant: warn\n  hash-suspect: warn\n',
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('copies by their hashes', () => {
  it('distinguishes a picture with a small changed part from a copy, for both sides', async () => {
    const found = lines(await findings(builtinPlugin));
    const changed = (path: string): string =>
      `variant of listings/${path}, distance \\d+, something else in a small part of it`;
    expect(found).toEqual(
      [
        `^hash-variant listings/d/1\\.png: another product has it with changes: ${changed('e/1.jpg')} and ${changed('f/1.jpg')}$`,
        '^hash-unique listings/e/1\\.jpg: another product has it, too: copy of listings/f/1.jpg, distance \\d+$',
        `^hash-variant listings/e/1\\.jpg: another product has it with changes: ${changed('d/1.png')}$`,
        '^hash-unique listings/f/1\\.jpg: another product has it, too: copy of listings/e/1.jpg, distance \\d+$',
        `^hash-variant listings/f/1\\.jpg: another product has it with changes: ${changed('d/1.png')}$`,
      ].map((pattern) => expect.stringMatching(new RegExp(pattern))),
    );
  });

  it('are copies where no plugin compares pixels', async () => {
    const found = lines(await findings(joinPlugins('builtin', '1', [rulesPlugin])));
    expect(found.map((line) => line.split(':')[0])).toEqual([
      'hash-unique listings/d/1.png',
      'hash-unique listings/e/1.jpg',
      'hash-unique listings/f/1.jpg',
    ]);
  });
});
