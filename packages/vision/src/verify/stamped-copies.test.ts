import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheKeyOf, type Finding, lint, loadConfig } from '@listing-lint/core';
import { sha256 } from '@listing-lint/core/plugin';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';

const [WIDTH, HEIGHT] = [480, 400];
const TOOL = { name: 'listing-lint', version: '0.0.0' };
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamped-copies-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, content: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const UNSTAMPED = '.listing-lint/unstamped';
/** A pale curtain: nothing in it that a hash could distinguish. */
const plain = (quality: number, background = '#d8d4c8'): Promise<Buffer> =>
  sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background } })
    .jpeg({ quality })
    .toBuffer();
const scene = (seed: number): Promise<Buffer> => {
  const { data, width, height } = seededScene(seed, WIDTH, HEIGHT);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
};
const MARK = { width: 168, height: 60 };
/** Letters, at 0.8 of their strength. */
const mark = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${MARK.width}" height="${MARK.height}"><text x="4" y="46" font-size="46" font-family="sans-serif" font-weight="bold" fill="#402010" opacity="0.8">NORDTAL</text></svg>`,
);

let ledger: string[] = [];
/** A picture of a listing, stamped at a place, as `stamp --in-place` leaves it. */
const stamp = async (path: string, before: Buffer, left: number, top: number, original = before): Promise<void> => {
  const stamped = await sharp(before)
    .composite([{ input: mark, left, top }])
    .jpeg({ quality: 92 })
    .toBuffer();
  put(path, stamped);
  put(`${UNSTAMPED}/${path}`, original);
  const place = {
    ...{ x: left / WIDTH, y: top / HEIGHT },
    ...{ width: MARK.width / WIDTH, height: MARK.height / HEIGHT },
  };
  const id = sha256(original).slice(0, 12);
  ledger.push(
    JSON.stringify({ path, sha256: sha256(stamped), id, mark: 'brand/mark.png', rank: 0, place, opacity: 0.8 }),
  );
  put('listing-lint.stamps.jsonl', `${ledger.join('\n')}\n`);
};
const open = async (more = '') => {
  put('brand/mark.png', await sharp(mark).png().toBuffer());
  put(
    'listing-lint.config.yaml',
    `listings: ["listings/*"]\nbrand: { watermarks: [brand/mark.png] }\nrules:\n  hash-unique: error\n${more}`,
  );
  return loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
};
const run = async (more = '') =>
  (await lint({ config: await open(more), asOf: '2026-11-24', concurrency: 2, tool: TOOL })).report;
const messagesOf = (findings: readonly Finding[]) =>
  findings.map(({ outcome, subject, causes }) => `${outcome} ${subject.path}: ${causes[0]?.message}`);

const PLAIN = (path: string, other: string) =>
  `inconclusive listings/${path}: likeness to other pictures could not be judged: without its mark the picture has too little detail to be distinguished from listings/${other}, which is as plain and has the same colours; a swatch that products share has the role chart`;
const BOTH_PLAIN = [PLAIN('a/1.jpg', 'b/1.jpg'), PLAIN('b/1.jpg', 'a/1.jpg')];

describe('copies among stamped pictures', () => {
  beforeEach(() => {
    ledger = [];
  });

  it('calls plain ones undecided, as it does before they are stamped', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30);
    await stamp('listings/b/1.jpg', await plain(70), 250, 280);
    expect(messagesOf((await run()).findings)).toEqual(BOTH_PLAIN);
  });

  it('calls them undecided, too, where the unstamped original is missing', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30);
    await stamp('listings/b/1.jpg', await plain(70), 250, 280);
    rmSync(join(root, '.listing-lint'), { recursive: true });
    expect(messagesOf((await run()).findings)).toEqual(BOTH_PLAIN);
  });

  it('does not take the word of the stamps for what a picture shows', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30, await scene(1));
    await stamp('listings/b/1.jpg', await plain(70), 250, 280, await scene(2));
    expect(messagesOf((await run()).findings)).toEqual(BOTH_PLAIN);
  });

  it('passes nothing where the stamps cannot be read', async () => {
    await stamp('listings/a/1.jpg', await scene(4), 20, 30);
    await stamp('listings/b/1.jpg', await scene(5), 250, 280);
    expect(messagesOf((await run('  hash-part-unique: error\n')).findings)).toEqual([]);
    put('listing-lint.stamps.jsonl', '<<<<<<< ours\n');
    const { findings } = await run('  hash-part-unique: error\n');
    expect(findings.map(({ outcome, subject, ruleId }) => `${outcome} ${subject.path} ${ruleId}`).sort()).toEqual(
      ['a', 'b'].flatMap((name) =>
        ['hash-part-unique', 'hash-unique'].map((id) => `inconclusive listings/${name}/1.jpg ${id}`),
      ),
    );
  });

  it('leaves out no place that covers most of a picture, whatever the stamps say', { tags: 'full' }, async () => {
    const picture = await sharp(await plain(90, '#ffffff'))
      .composite([
        {
          input: await sharp(await scene(6))
            .resize(300, 250)
            .toBuffer(),
          left: 90,
          top: 75,
        },
      ])
      .jpeg()
      .toBuffer();
    const places = { a: { x: 0, y: 0, width: 1, height: 0.95 }, b: { x: 0.03, y: 0.03, width: 0.97, height: 0.97 } };
    for (const [name, place] of Object.entries(places)) {
      const bytes = await sharp(picture)
        .jpeg({ quality: name === 'a' ? 92 : 80 })
        .toBuffer();
      put(`listings/${name}/1.jpg`, bytes);
      const stated = {
        sha256: sha256(bytes),
        id: '0'.repeat(12),
        mark: 'brand/mark.png',
        rank: 0,
        place,
        opacity: 0.8,
      };
      ledger.push(JSON.stringify({ path: `${name}/x.jpg`, ...stated }));
    }
    put('listing-lint.stamps.jsonl', `${ledger.join('\n')}\n`);
    expect(messagesOf((await run()).findings)).toEqual([
      expect.stringMatching(/^fail listings\/a\/1\.jpg: another product has it, too: copy of listings\/b\/1\.jpg/),
      expect.stringMatching(/^fail listings\/b\/1\.jpg: another product has it, too: copy of listings\/a\/1\.jpg/),
    ]);
  });

  it('finds pictures with detail by the area beneath their marks, and says so', async () => {
    const picture = await scene(3);
    await stamp('listings/a/1.jpg', picture, 20, 30);
    await stamp('listings/b/1.jpg', picture, 250, 280);
    expect(messagesOf((await run()).findings)).toEqual([
      'fail listings/a/1.jpg: another product has it, too: the same file as listings/b/1.jpg, compared without the marks',
      'fail listings/b/1.jpg: another product has it, too: the same file as listings/a/1.jpg, compared without the marks',
    ]);
  });

  it('finds them, too, by the pictures with the places of their marks left out', async () => {
    const thing = await sharp(await scene(3))
      .resize(200, 160)
      .toBuffer();
    const picture = await sharp(await plain(95))
      .composite([{ input: thing }])
      .jpeg({ quality: 95 })
      .toBuffer();
    await stamp('listings/a/1.jpg', picture, 10, 10);
    await stamp('listings/b/1.jpg', picture, 300, 330);
    rmSync(join(root, '.listing-lint'), { recursive: true });
    expect(messagesOf((await run()).findings)).toEqual([
      expect.stringMatching(
        /^fail listings\/a\/1\.jpg: .* copy of listings\/b\/1\.jpg, .*, compared without the marks$/,
      ),
      expect.stringMatching(
        /^fail listings\/b\/1\.jpg: .* copy of listings\/a\/1\.jpg, .*, compared without the marks$/,
      ),
    ]);
  });

  it.each(['stored', 'missing'])(
    'takes no two pictures for one by the mark that both bear: original %s',
    async (how) => {
      await stamp('listings/a/1.jpg', await plain(90), 160, 170);
      await stamp('listings/b/1.jpg', await plain(90, '#3c5a78'), 160, 170);
      await stamp('listings/c/1.jpg', await scene(5), 160, 170);
      await stamp('listings/d/1.jpg', await scene(6), 160, 170);
      if (how === 'missing') rmSync(join(root, '.listing-lint'), { recursive: true });
      expect(messagesOf((await run('  hash-variant: warn\n  hash-suspect: warn\n')).findings)).toEqual([]);
    },
  );

  it('still finds a copy of the stamped file itself', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30);
    put('listings/b/1.jpg', await sharp(join(root, 'listings/a/1.jpg')).resize(400).jpeg({ quality: 70 }).toBuffer());
    expect((await run()).findings.map(({ subject }) => subject.path)).toEqual(['listings/a/1.jpg', 'listings/b/1.jpg']);
  });

  it('does not count points on a mark as detail of the picture', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30);
    await stamp('listings/b/1.jpg', await scene(4), 250, 280);
    expect(messagesOf((await run('  hash-part-unique: error\n')).findings)).toEqual([
      expect.stringMatching(/^inconclusive listings\/a\/1\.jpg: .* too little detail, to be compared by parts/),
    ]);
  });

  it('remembers nothing where unstamped originals have come or gone', async () => {
    await stamp('listings/a/1.jpg', await plain(90), 20, 30);
    const here = cacheKeyOf(await open(), TOOL);
    renameSync(join(root, '.listing-lint'), join(root, '.moved'));
    const gone = cacheKeyOf(await open(), TOOL);
    expect(gone).not.toBe(here);
    renameSync(join(root, '.moved'), join(root, '.listing-lint'));
    expect(cacheKeyOf(await open(), TOOL)).not.toBe(gone);
  });
});
