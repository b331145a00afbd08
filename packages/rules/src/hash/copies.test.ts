import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, lint, loadConfig } from '@listing-lint/core';
import { ANYWHERE } from '@listing-lint/core/plugin';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { fingerprintFile } from './fingerprint/fingerprint-file.ts';
import { encodeFingerprint } from './fingerprint/fingerprint-record.ts';
import { hashToHex } from './hash256/hash256.ts';
import { fileRegistry } from './registry/registry.ts';
import { seededScene } from './test-scenes.ts';

let root = '';
const put = async (path: string, picture: Sharp): Promise<void> => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), await picture.toBuffer());
};
const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 320, 240);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const config = (more: string) =>
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `listings: ["listings/*"]\noriginals: ["originals/**"]\nrules:\n  hash-unique: error\n  hash-variant: warn\n  hash-suspect: warn\n  angles-distinct: warn\n${more}`,
  );
const run = async (): Promise<readonly Finding[]> => {
  const loaded = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  return (
    await lint({ config: loaded, asOf: '2026-11-24', concurrency: 2, tool: { name: 'listing-lint', version: '0.0.0' } })
  ).report.findings;
};
const lines = (findings: readonly Finding[]) =>
  findings.map(
    ({ ruleId, subject, causes }) => `${ruleId} ${subject.path}: ${causes.map(({ message }) => message).join('; ')}`,
  );

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'copies-'));
  await put('originals/1.jpg', scene(1).jpeg());
  await put('listings/a/1.jpg', scene(1).jpeg());
  await put('listings/a/2.jpg', scene(2).jpeg());
  await put('listings/b/1.jpg', scene(3).jpeg());
  await put('listings/b/2.jpg', scene(2).flop().jpeg({ quality: 60 }));
  await put('listings/c/1.jpg', scene(3).modulate({ hue: 110 }).jpeg());
  await put('listings/c/2.jpg', scene(4).jpeg());
  await put('listings/c/3.jpg', scene(4).resize(200).jpeg());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('copies over a set', () => {
  it('names copies, variants and repeated shots, each side of a pair, originals and one product apart', async () => {
    config('');
    const found = lines(await run());
    expect(found).toEqual(
      [
        expect.stringMatching(
          /^hash-unique listings\/a\/2\.jpg: another product has it, too: mirrored copy of listings\/b\/2\.jpg, distance \d$/,
        ),
        expect.stringMatching(
          /^hash-variant listings\/b\/1\.jpg: another product has it with changes: variant of listings\/c\/1\.jpg, distance \d+, other colours (or something else )?in \d+ % of it$/,
        ),
        expect.stringMatching(
          /^hash-unique listings\/b\/2\.jpg: another product has it, too: mirrored copy of listings\/a\/2\.jpg, distance \d$/,
        ),
        expect.stringMatching(
          /^angles-distinct listings\/c: it shows one shot twice: listings\/c\/3\.jpg: copy of listings\/c\/2\.jpg, distance \d$/,
        ),
        expect.stringMatching(
          /^hash-variant listings\/c\/1\.jpg: another product has it with changes: variant of listings\/b\/1\.jpg/,
        ),
      ].map((each) => each),
    );
  });
  it('says how the other picture is turned back', async () => {
    const finding = (await run()).find(({ ruleId }) => ruleId === 'hash-unique');
    expect(finding?.related).toMatchObject([{ path: 'listings/b/2.jpg', turn: { mirror: true, quarterTurns: 0 } }]);
  });
  it('is silent between listings of one product', async () => {
    writeFileSync(join(root, 'listings/a/listing.yaml'), 'product: mug\n');
    writeFileSync(join(root, 'listings/b/listing.yaml'), 'product: mug\n');
    expect(lines(await run()).filter((line) => line.startsWith('hash-unique'))).toEqual([]);
    rmSync(join(root, 'listings/a/listing.yaml'));
    rmSync(join(root, 'listings/b/listing.yaml'));
  });
  it('takes the other side of a thing, its colours and its variants for other pictures of it', {
    tags: 'full',
  }, async () => {
    const shots = async (more = ''): Promise<readonly string[]> => {
      config(more);
      return lines(await run()).filter((line) => line.includes('listings/e'));
    };
    await put('listings/e/1.jpg', scene(6).jpeg());
    await put('listings/e/2.jpg', scene(6).flop().jpeg());
    await put('listings/e/3.jpg', scene(6).modulate({ hue: 110 }).jpeg());
    expect(await shots()).toEqual([]);
    const strict = await shots('overrides:\n  - { files: ["**"], rules: { angles-distinct: { mirrored: true } } }\n');
    expect(strict).toEqual([expect.stringContaining('listings/e/2.jpg: mirrored copy of listings/e/1.jpg')]);
    await put('listings/e/2.jpg', scene(6).resize(200).jpeg());
    expect(await shots()).toEqual([expect.stringContaining('listings/e/2.jpg: copy of listings/e/1.jpg')]);
    writeFileSync(join(root, 'listings/e/listing.yaml'), 'roles: { 2.jpg: variant }\n');
    expect(await shots()).toEqual([]);
    rmSync(join(root, 'listings/e'), { recursive: true });
  });
  it('knows pictures of others by file and by PDQ list', async () => {
    await put('foreign/supplier.png', scene(4).rotate(90).png());
    const { pdq, quality } = await fingerprintFile(join(root, 'listings/a/1.jpg'), '1.jpg', ANYWHERE);
    writeFileSync(join(root, 'stock.txt'), `# stock\n${hashToHex(pdq)},${quality},IMG 7\n`);
    config(
      '  hash-known-foreign: error\nforeign:\n  - { files: ["foreign/**"], owner: Mugs Ltd }\n  - { pdq: stock.txt, owner: Stock }\n',
    );
    const found = lines(await run()).filter((line) => line.startsWith('hash-known-foreign'));
    expect(found).toEqual([
      'hash-known-foreign listings/a/1.jpg: it is a picture of others: within 0 bits of the PDQ hash “IMG 7” in stock.txt:2 (Stock; colours not compared)',
      expect.stringMatching(
        /listings\/c\/2\.jpg: it is a picture of others: copy of foreign\/supplier\.png, turned 90° counter-clockwise, distance \d+ \(Mugs Ltd\)$/,
      ),
      expect.stringMatching(
        /listings\/c\/3\.jpg: it is a picture of others: copy of foreign\/supplier\.png, turned 90° counter-clockwise/,
      ),
      expect.stringMatching(/originals\/1\.jpg: it is a picture of others: within 0 bits/),
    ]);
  });
  it('reports a damaged list and a damaged registry once, before any picture is opened', async () => {
    writeFileSync(join(root, 'stock.txt'), '# stock\nnot a hash\n');
    writeFileSync(join(root, 'published.txt'), '<<<<<<< HEAD\n');
    config('  hash-known-foreign: error\nforeign: [{ pdq: stock.txt, owner: Stock }]\nregistry: published.txt\n');
    const error = await run().catch((reason: unknown) => reason);
    rmSync(join(root, 'published.txt'));
    expect(error).toMatchObject({
      problems: [
        { message: 'stock.txt:2: a line begins with a PDQ hash of 64 hex digits' },
        {
          message: 'published.txt:1: the line is left over from a merge',
          hint: 'resolve the merge: keep the lines of both sides',
        },
      ],
    });
  });
  it('leaves two plain pictures of one colour undecided; one alone has nothing to be taken for', async () => {
    const plain = (background: string) => sharp({ create: { width: 300, height: 300, channels: 3, background } });
    await put('listings/a/swatch.jpg', plain('#c33').jpeg());
    config('');
    const about = (findings: readonly Finding[]) => lines(findings).filter((line) => line.includes('swatch'));
    expect(about(await run())).toEqual([]);
    await put('listings/b/swatch.png', plain('#c43434').png());
    const found = (await run()).filter(({ subject }) => subject.path.includes('swatch'));
    expect(found.map(({ ruleId, outcome, subject }) => `${ruleId} ${outcome} ${subject.path}`)).toEqual([
      'hash-unique inconclusive listings/a/swatch.jpg',
      'hash-unique inconclusive listings/b/swatch.png',
    ]);
    expect(found[0]?.causes[0]?.unknown).toContain('too little detail to be distinguished from listings/b/swatch.png');
    rmSync(join(root, 'listings/a/swatch.jpg'));
    rmSync(join(root, 'listings/b/swatch.png'));
  });
  it('a framed and mirrored copy names the parts that agree', async () => {
    const framed = await scene(2)
      .flop()
      .extend({ top: 30, bottom: 30, left: 40, right: 40, background: '#000' })
      .png()
      .toBuffer();
    await put('listings/d/1.jpg', sharp(framed).jpeg());
    const finding = (await run()).find(({ subject }) => subject.path === 'listings/d/1.jpg');
    rmSync(join(root, 'listings/d/1.jpg'));
    const [related] = finding?.related ?? [];
    expect(related).toMatchObject({ path: 'listings/a/2.jpg', turn: { mirror: true, quarterTurns: 0 } });
    const { x = 0, y = 0, width = 0, height = 0 } = related?.parts?.subject ?? {};
    for (const [value, wanted] of [
      [x, 0.1],
      [y, 0.1],
      [width, 0.8],
      [height, 0.8],
    ] as const) {
      expect(Math.abs(value - wanted)).toBeLessThan(0.01);
    }
    expect(related?.parts?.related).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });
  it('compares with what was published before', async () => {
    const fingerprint = encodeFingerprint(await fingerprintFile(join(root, 'listings/c/2.jpg'), '2.jpg', ANYWHERE));
    const published = { fingerprint, product: 'old mug', path: 'sold/2019/7.jpg', added: '2026-01-01' };
    await fileRegistry(join(root, 'published.txt'), ANYWHERE).add([published]);
    config('registry: published.txt\n');
    const found = lines(await run()).filter((line) => line.includes('sold/2019'));
    expect(found).toEqual([
      'hash-unique listings/c/2.jpg: another product has it, too: the same file as sold/2019/7.jpg',
      expect.stringMatching(
        /hash-unique listings\/c\/3\.jpg: another product has it, too: copy of sold\/2019\/7\.jpg, distance \d$/,
      ),
    ]);
  });
});
