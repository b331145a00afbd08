import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import type sharpModule from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { builtinPlugin } from './plugin.ts';

const counts = vi.hoisted(() => ({ reads: new Map<string, number>(), decodes: 0 }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const count = (path: unknown): void => {
    if (typeof path === 'string') counts.reads.set(basename(path), (counts.reads.get(basename(path)) ?? 0) + 1);
  };
  return {
    ...fs,
    readFile: (...args: Parameters<typeof fs.readFile>) => {
      count(args[0]);
      return fs.readFile(...args);
    },
    open: (...args: Parameters<typeof fs.open>) => {
      count(args[0]);
      return fs.open(...args);
    },
  };
});

// sharp given encoded bytes reads a file's picture; given raw pixels it works on what was decoded already.
vi.mock('sharp', async (original) => {
  const { default: sharp } = await original<{ default: typeof sharpModule }>();
  const counted = new Proxy(sharp, {
    apply: (target, self, args: Parameters<typeof sharp>) => {
      const made = Reflect.apply(target, self, args);
      if (args[1]?.raw === undefined) {
        const toBuffer = made.toBuffer.bind(made);
        Object.assign(made, {
          toBuffer: (...given: []) => {
            counts.decodes++;
            return toBuffer(...given);
          },
        });
      }
      return made;
    },
  });
  return { default: counted };
});

const root = mkdtempSync(join(tmpdir(), 'one-read-'));
const PICTURES = ['1.jpg', '2.jpg', '3.png', '4.webp'];

beforeAll(async () => {
  const { default: sharp } = await vi.importActual<{ default: typeof sharpModule }>('sharp');
  mkdirSync(join(root, 'listings/mug'), { recursive: true });
  for (const [i, name] of PICTURES.entries()) {
    const picture = sharp({
      create: {
        width: 1200,
        height: 1200,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 90 + 20 * i, sigma: 30 },
      },
    });
    const format = name.endsWith('png') ? picture.png() : name.endsWith('webp') ? picture.webp() : picture.jpeg();
    writeFileSync(join(root, 'listings/mug', name), await format.toBuffer());
  }
  const presets = (builtinPlugin.presets ?? []).map(({ path }) => path.replace(/\.yaml$/, ''));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `extends: [${presets.join(', ')}]\nlistings: ["listings/*"]\nchannels: [amazon, walmart, ebay]\nrules:\n  main-background-white: warn\n`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

it('reads and decodes every picture once, whatever the number of rules', async () => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
  counts.reads.clear();
  counts.decodes = 0;
  const { report } = await lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-01-01' });
  const judged = report.subjects
    .filter(({ scope }) => scope === 'image')
    .map(({ outcomes }) => [...outcomes.pass, ...outcomes.fail, ...outcomes.inconclusive]);
  expect(judged).toHaveLength(PICTURES.length);
  for (const rules of judged) expect(rules.length).toBeGreaterThan(10);
  const reads = Object.fromEntries([...counts.reads].filter(([name]) => PICTURES.includes(name)));
  expect(reads).toEqual(Object.fromEntries(PICTURES.map((name) => [name, 1])));
  expect(counts.decodes).toBe(PICTURES.length);
});
