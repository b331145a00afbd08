import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { bytes, pixels } from '../../plugin-door.ts';
import { builtinPlugin } from '../../test-plugin.ts';

const { counts, counting } = vi.hoisted(() => {
  const reads = new Map<string, number>();
  const count = (path: unknown): void => {
    const name = typeof path === 'string' ? path.slice(path.lastIndexOf('/') + 1) : '';
    reads.set(name, (reads.get(name) ?? 0) + 1);
  };
  /** A module of files of which functions that open one by its name are counted. */
  const ofModule = <T extends object>(fs: T): T => {
    const opening = Object.entries(fs).filter(([name]) =>
      ['open', 'openSync', 'readFile', 'readFileSync'].includes(name),
    );
    const counted = opening.map(([name, work]) => [
      name,
      (...given: readonly unknown[]) => {
        count(given[0]);
        return Reflect.apply(work, fs, given);
      },
    ]);
    return { ...fs, ...Object.fromEntries(counted) };
  };
  return { counts: { reads, decodes: 0 }, counting: ofModule };
});

vi.mock('node:fs/promises', async (original) => counting(await original<typeof import('node:fs/promises')>()));
vi.mock('node:fs', async (original) => counting(await original<typeof import('node:fs')>()));

// sharp given encoded bytes reads a file's picture; given raw pixels it works on what was decoded already. All of ours ask `loadSharp` for it: one that is
// replaced under its own name is the real one again for some of those that ask at the same time.
vi.mock('./load-sharp.ts', async (original) => {
  const module = await original<typeof import('./load-sharp.ts')>();
  const countedSharp = (real: typeof sharp): typeof sharp =>
    new Proxy(real, {
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
  return { ...module, loadSharp: async () => countedSharp(await module.loadSharp()) };
});

const root = mkdtempSync(join(tmpdir(), 'one-read-'));
const PICTURES = ['1.jpg', '2.jpg', '3.png', '4.webp'];

/** A plugin of somebody else's that looks at bytes and pixels; `door` is what an installed one imports from listing-lint/plugin. */
const lookingPlugin = (name: string): string => `
const { bytes, pixels, z } = globalThis.door;
const schema = z.object({ width: z.number() });
export const plugin = {
  name: '${name}',
  version: '1',
  facts: [{
    id: 'sight', scope: 'image', version: 1, title: 'What is seen', schema,
    compute: async (subject, params, context) => {
      const [file, { data, width, height }] = [await context.use(bytes), await context.use(pixels)];
      globalThis.door.seen.push([subject.path, file.length > 0 && data.length === 3 * width * height]);
      return { width };
    },
  }],
};
`;
const lookingRule = (names: readonly string[]): string => `
id: sight
scope: image
severity: error
title: It is seen
why: w
fix: f
assert:
  all: [${names.map((name) => `{ fact: ${name}/sight, path: width, operator: equal, value: 1024 }`).join(', ')}]
`;
const door = { bytes, pixels, z, seen: [] as (readonly [string, boolean])[] };
Object.assign(globalThis, { door });

beforeAll(async () => {
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
  const names = ['one', 'two', 'three'];
  for (const name of names) writeFileSync(join(root, `${name}.mjs`), lookingPlugin(name));
  writeFileSync(join(root, 'sight.yaml'), lookingRule(names));
  const presets = (builtinPlugin.presets ?? []).map(({ path }) => path.replace(/\.yaml$/, ''));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `plugins: [./one.mjs, ./two.mjs, ./three.mjs]\nextends: [${presets.join(', ')}]\nruleFiles: [sight.yaml]\nlistings: ["listings/*"]\nchannels: [amazon, walmart, ebay]\nrules:\n  main-background-white: warn\n`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const linted = async (config: Awaited<ReturnType<typeof loadConfig>>) => {
  counts.reads.clear();
  counts.decodes = 0;
  door.seen.length = 0;
  return lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-01-01' });
};
const readsOfPictures = () => Object.fromEntries([...counts.reads].filter(([name]) => PICTURES.includes(name)));
const ONCE_EACH = Object.fromEntries(PICTURES.map((name) => [name, 1]));

it('reads and decodes every picture once for what is compared', async () => {
  writeFileSync(join(root, 'compared.yaml'), 'extends: recommended\nlistings: ["listings/*"]\n');
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, configFile: 'compared.yaml' });
  const { report } = await linted(config);
  expect(report.subjects.filter(({ outcomes }) => outcomes.pass.includes('image-readable'))).toHaveLength(4);
  expect(JSON.stringify(report)).toContain('hash-unique');
  expect(readsOfPictures()).toEqual(ONCE_EACH);
  expect(counts.decodes).toBe(PICTURES.length);
});

it('reads every picture once, and decodes it once in each of two sizes at most, whatever the number of rules and plugins', {
  tags: 'full',
}, async () => {
  const { report } = await linted(await loadConfig({ builtin: builtinPlugin, cwd: root }));
  const judged = report.subjects
    .filter(({ scope }) => scope === 'image')
    .map(({ outcomes }) => [...outcomes.pass, ...outcomes.fail, ...outcomes.inconclusive]);
  expect(judged).toHaveLength(PICTURES.length);
  for (const rules of judged) expect(rules.length).toBeGreaterThan(10);
  expect(readsOfPictures()).toEqual(ONCE_EACH);
  // JPEGs are compared by a smaller decode of their own.
  expect(counts.decodes).toBe(PICTURES.length + PICTURES.filter((name) => name.endsWith('jpg')).length);
  // The three plugins have read it, with the same bytes as the built-in rules.
  const sights = PICTURES.flatMap((name) => Array.from({ length: 3 }, () => [`listings/mug/${name}`, true]));
  expect(door.seen.toSorted()).toEqual(sights);
  for (const { outcomes } of report.subjects.filter(({ scope }) => scope === 'image'))
    expect(outcomes.pass).toContain('sight');
});
