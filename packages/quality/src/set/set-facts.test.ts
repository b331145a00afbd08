import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULTS } from '../defaults.ts';
import { builtinPlugin } from '../test-plugin.ts';
import { asSharp, SHOT, shotOf } from '../test-shots.ts';

// Ten listings of one style, of which some main pictures are spoilt after the fact.
const root = mkdtempSync(join(tmpdir(), 'house-style-'));
const SPOILT: { readonly [listing: string]: (picture: Sharp) => Sharp } = {
  wide: (picture) => picture.extend({ left: 160, right: 160, background: '#fafafa' }),
  small: (picture) => picture.resize({ width: 90 }),
  grey: (picture) => picture.greyscale().toColourspace('srgb'),
  dim: (picture) => picture.linear(0.7, 0),
};
beforeAll(async () => {
  for (let i = 0; i < 20; i++) {
    const name = Object.keys(SPOILT)[i] ?? `plain-${i}`;
    const shot = asSharp(shotOf({ ...SHOT, seed: i, width: 320, height: 320 }));
    const png = await (SPOILT[name]?.(shot) ?? shot).png().toBuffer();
    mkdirSync(join(root, 'listings', name), { recursive: true });
    writeFileSync(join(root, 'listings', name, 'main.png'), png);
  }
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'listings: ["listings/*"]\nrules: { image-proportion: warn, image-size-usual: warn, image-colour: warn, house-style: info }\n',
  );
});
afterAll(() => rmSync(root, { recursive: true }));

it('tells what is odd among the others, each by its own rule, and once a listing what differs from the style', async () => {
  const config = await loadConfig({ cwd: root, builtin: builtinPlugin });
  const { report } = await lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-01-01' });
  const told = report.findings.map(({ ruleId, subject, message }) => `${ruleId} ${subject.path}: ${message}`).sort();
  expect(told).toMatchInlineSnapshot(`
    [
      "house-style listings/dim: main.png: lightness of the ground 175 of 255, where 19 of 20 main pictures have about 250 of 255; main.png: light 175 of 255, where 19 of 20 main pictures have…",
      "house-style listings/wide: main.png: ratio 2.00, where 19 of 20 main pictures have about 1.00",
      "image-colour listings/grey/main.png: it is grey, where most of 20 pictures are in colour",
      "image-proportion listings/wide/main.png: a ratio is usual here; its ratio is 2.00, where most of 20 pictures have 1.00; a difference of up to 5 % passes",
      "image-size-usual listings/small/main.png: a size is usual here; its longer side is 90 px, where the median of 20 pictures is 320; up to 3.0 times more or less passes",
    ]
  `);
  const [finding] = report.findings.filter(({ ruleId }) => ruleId === 'house-style');
  expect(finding?.causes[0]?.actual).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ usual: expect.any(String), values: expect.any(Array) })]),
  );
});

it('marks places from the bounds on that the rules have', () => {
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const rule = (builtinPlugin.rules ?? []).find(({ text }) => text.includes(`${name}:`));
    expect(rule?.text.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`${name}: \\{ type: number, default: ${value},`));
  }
});
