import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DiscoverContext, type Subject, type SubjectKind, walkFolder } from '@listing-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subjects as cases } from '../case/subjects.ts';
import { subjects as images } from '../image/subjects.ts';
import type { Settings } from '../settings.ts';
import { subjects as listings } from './subjects.ts';

let root = '';
let outside = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'discover-'));
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true });
});

const put = (path: string, text = 'x', base = root): void => {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
};

const find = async (settings: Settings = {}, ignored: (path: string) => boolean = () => false) => {
  const warnings: string[] = [];
  const entries = await walkFolder(root);
  const context: DiscoverContext = { root, settings, ignored, entries, warn: (message) => warnings.push(message) };
  const all = async (kinds: readonly SubjectKind[]): Promise<Subject[]> => {
    const found: Subject[] = [];
    for (const kind of kinds) for await (const subject of kind.discover(context)) found.push(subject);
    return found;
  };
  const [image, listing, dispute] = [await all(images), await all(listings), await all(cases)];
  return { image, listing, dispute, paths: image.map(({ path }) => path).sort(), warnings };
};

describe('discovery', () => {
  it('finds pictures by extension in any case, with spaces and other scripts in their names', async () => {
    for (const path of [
      'mug/1.JPG',
      'mug/große Tasse.webp',
      '杯子/图.png',
      'mug/raw.CR3',
      'mug/notes.txt',
      'mug/page.svg',
    ])
      put(path);
    const { paths, listing } = await find();
    expect(paths).toEqual(['mug/1.JPG', 'mug/große Tasse.webp', 'mug/raw.CR3', '杯子/图.png']);
    expect(listing.map(({ path }) => path)).toEqual(['mug', '杯子']);
  });

  it('leaves out hidden files, node_modules and what is ignored', async () => {
    for (const path of [
      'mug/1.jpg',
      'mug/._1.jpg',
      '.cache/1.jpg',
      'node_modules/a/1.jpg',
      'a/node_modules/b.jpg',
      'drafts/1.jpg',
    ])
      put(path);
    expect((await find({}, (path) => path.startsWith('drafts/'))).paths).toEqual(['mug/1.jpg']);
  });

  it('follows a link to a file inside the root alone', async () => {
    put('mug/1.jpg');
    put('x.jpg', 'x', outside);
    put('deep/y.jpg', 'y', outside);
    symlinkSync('1.jpg', join(root, 'mug/2.jpg'));
    symlinkSync(join(outside, 'x.jpg'), join(root, 'mug/3.jpg'));
    symlinkSync(join(outside, 'deep'), join(root, 'far'));
    symlinkSync('nowhere.jpg', join(root, 'mug/4.jpg'));
    symlinkSync('.', join(root, 'mug/loop'));
    expect((await find()).paths).toEqual(['mug/1.jpg', 'mug/2.jpg']);
  });

  it('reads listing.yaml, and carries what is wrong with it to its place', async () => {
    put('listings/mug/1.jpg');
    put('listings/mug/listing.yaml', 'product: mug\nchanels: [ebay]\n');
    mkdirSync(join(root, 'listings/empty'));
    const { listing, image } = await find({ listings: ['listings/*'] });
    expect(listing.map(({ path }) => path)).toEqual(['listings/empty', 'listings/mug']);
    expect(listing[1]).toMatchObject({
      product: 'mug',
      data: {
        file: 'listings/mug/listing.yaml',
        line: 2,
        column: 1,
        problems: ['unknown key "chanels" (did you mean "channels"?)'],
      },
    });
    expect(image[0]).toMatchObject({ role: 'main', roleFrom: 'order', listing: 'listings/mug', product: 'mug' });
  });

  it('takes for cases what the config names, and never a listing.yaml', async () => {
    for (const path of ['cases/a.yaml', 'cases/b.json', 'cases/c.txt', 'cases/listing.yaml', 'other/d.yaml'])
      put(path, 'id: a');
    const { dispute, warnings } = await find({ cases: ['cases/**', 'disputes/*.yaml'] });
    expect(dispute.map(({ path }) => path)).toEqual(['cases/a.yaml', 'cases/b.json']);
    expect(warnings).toEqual(['cases: "disputes/*.yaml" matches no file']);
  });
});
