import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { put, scene } from '../watermark/shop.ts';

/** A shop to be linted in parts. */
export interface Shop {
  readonly name: string;
  /** Absolute; a temporary one. */
  readonly folder: string;
  /** What is typed after the command, in whole runs and in shards. */
  readonly args: readonly string[];
  /** What a whole run and the merge have beside. */
  readonly reportArgs: readonly string[];
}

const newFolder = (name: string): string => realpathSync(mkdtempSync(join(tmpdir(), `listing-lint-${name}-`)));

/** The example: cases, documents, a monitoring log, exceptions. */
export const exampleShop = (): Shop => {
  const folder = join(newFolder('example'), 'shop');
  cpSync(join(process.cwd(), 'examples', 'shop'), folder, { recursive: true });
  return { name: 'the example', folder, args: ['--as-of', '2026-11-25'], reportArgs: [] };
};

/** A photograph of 240 pixels; the same seed shows the same, in another file where the quality is another. */
const photo = async (seed: number, quality = 85): Promise<Buffer> =>
  scene(seed).resize(240).jpeg({ quality }).toBuffer();

/** Two brands whose pictures are one set, a third of its own; copies within and across, a damaged picture, a rule over the whole set. */
export const brandsShop = async (): Promise<Shop> => {
  const folder = newFolder('brands');
  put(folder, 'listing-lint.config.yaml', 'extends: recommended\nprojects: ["brands/*"]\nsharedSet: true\n');
  const rules = 'rules:\n  hash-unique: error\n  hash-variant: warn\n  listing-title-once: error\n';
  for (const brand of ['north', 'south']) {
    put(
      folder,
      `brands/${brand}/listing-lint.config.yaml`,
      `extends: recommended\nruleFiles: [rules/*.yaml]\n${rules}`,
    );
    put(folder, `brands/${brand}/rules/title.yaml`, TITLE_RULE);
  }
  const lay = async (path: string, seed: number, quality?: number) =>
    put(folder, `brands/${path}`, await photo(seed, quality));
  await lay('north/listings/mug/1.jpg', 1);
  await lay('north/listings/mug/2.jpg', 2);
  await lay('north/listings/tote/1.jpg', 1, 60);
  await lay('north/listings/lamp/1.jpg', 3);
  await lay('south/listings/cup/1.jpg', 2, 70);
  await lay('south/listings/bag/1.jpg', 4);
  await lay('south/listings/bag/2.jpg', 3, 50);
  put(folder, 'brands/south/listings/bag/3.jpg', (await photo(5)).subarray(0, 900));
  for (const [listing, title] of [
    ['north/listings/mug', 'A mug'],
    ['north/listings/tote', 'A bag'],
    ['south/listings/cup', 'A mug'],
    ['south/listings/bag', 'A bag'],
  ] as const)
    put(folder, `brands/${listing}/listing.yaml`, `title: ${title}\n`);
  return { name: 'brands that share a set', folder, args: ['--as-of', '2026-11-25'], reportArgs: [] };
};

const TITLE_RULE = `id: listing-title-once
scope: listing
severity: error
title: No two listings have one title
why: Whoever searches for it finds the other one.
fix: Give each a title of its own.
assert:
  of: listings
  unique: { fact: listing, path: title }
`;

/** A plugin one of whose facts breaks, one looks at other subjects in the first pass, and one gives what is no plain data; a baseline. */
export const pluginShop = async (): Promise<Shop> => {
  const folder = join(newFolder('plugin'), 'shop');
  put(folder, 'plugin.mjs', pluginText());
  put(
    folder,
    'listing-lint.config.yaml',
    'plugins: [./plugin.mjs]\nextends: recommended\nrules:\n  hash-unique: error\n  odd/mood: warn\n  odd/alone: error\n  odd/many: error\n  odd/late: warn\n',
  );
  for (const [index, name] of ['ash', 'birch', 'cedar', 'elm'].entries()) {
    put(folder, `listings/${name}/1.jpg`, await photo(10 + (index % 3)));
    put(
      folder,
      `listings/${name}/2.png`,
      await sharp(await photo(20 + index))
        .png()
        .toBuffer(),
    );
  }
  return { name: 'a plugin', folder, args: ['--as-of', '2026-11-25'], reportArgs: ['--baseline', '../known.json'] };
};

const pluginText = (): string => `
import { z } from '${pathToFileURL(createRequire(join(process.cwd(), 'test', 'package.json')).resolve('zod'))}';
const image = { scope: 'image', version: 1 };
const rule = (id, fact, path, operator, value) => ({
  path: 'rules/' + id + '.yaml',
  text: ['id: ' + id, 'scope: image', 'severity: error', 'title: ' + id, 'why: It is odd.', 'fix: Mend it.',
    'assert: { fact: ' + fact + ', path: ' + path + ', operator: ' + operator + ', value: ' + value + ' }', ''].join('\\n'),
});
export default {
  name: 'odd',
  version: '1.0.0',
  facts: [
    { ...image, id: 'mood', title: 'mood', schema: z.object({ word: z.string() }),
      compute: ({ path }) => {
        if (path.includes('birch')) throw new Error('the moon is full');
        return { word: 'calm' };
      } },
    { ...image, id: 'neighbours', title: 'neighbours', schema: z.object({ count: z.number() }),
      compute: (subject, _params, context) => ({ count: context.subjects('image').length }) },
    { ...image, id: 'sizes', title: 'sizes', schema: z.object({ count: z.number(), of: z.any() }),
      compute: ({ path }) => ({ count: path.length, of: new Map([[path, 1]]) }) },
    { ...image, id: 'late', title: 'late', schema: z.object({ words: z.number() }), needsSet: ['mood'],
      compute: (_subject, _params, context) =>
        ({ words: [...context.set('mood').values()].filter((kept) => 'value' in kept).length, today: context.asOf.length }),
    },
  ],
  rules: [
    rule('mood', 'mood', 'word', 'equal', 'calm'),
    rule('alone', 'neighbours', 'count', 'lessThan', 4),
    rule('many', 'sizes', 'count', 'lessThan', 20),
    rule('late', 'late', 'words', 'lessThan', 2),
  ],
};
`;
