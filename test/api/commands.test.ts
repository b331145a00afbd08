import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  calibrate,
  explainRule,
  fingerprint,
  init,
  inspect,
  isKnownError,
  lint,
  match,
  type RunEvent,
  registry,
  stamp,
  testRules,
  verifyAudit,
} from 'listing-lint';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';
import { scene } from '../watermark/shop.ts';

let shop: string;
beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-commands-')));
  for (const [path, seed] of [
    ['a/1.jpg', 1],
    ['b/1.jpg', 3],
  ] as const)
    await writePicture(shop, path, pictureSchema.parse({ seed, width: 1000, height: 1000 }));
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const configure = (brand = 'brand: { copyright: "© Acme", watermarks: [{ text: "Acme" }] }'): void =>
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    `rules: { image-readable: error, main-image-square: error }\nregistry: published.txt\n${brand}\n`,
  );

describe('the commands as functions', () => {
  it('init writes no config below one that holds already', async () => {
    writeFileSync(join(shop, 'listing-lint.config.yaml'), 'extends: [recommended]\n');
    const error: unknown = await init({ cwd: shop, folder: 'a' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'usage', message: 'listing-lint.config.yaml holds for a already' });
    expect(existsSync(join(shop, 'a/listing-lint.config.yaml'))).toBe(false);
    expect((await init({ cwd: shop, folder: 'a', dryRun: true })).pictures).toBe(1);
  });

  it('init proposes and writes, and never writes over', async () => {
    const proposed = await init({ cwd: shop, dryRun: true });
    expect(proposed.pictures).toBe(2);
    expect(existsSync(join(shop, proposed.name))).toBe(false);
    expect(await init({ cwd: shop })).toEqual(proposed);
    expect(readFileSync(join(shop, proposed.name), 'utf8')).toBe(proposed.text);
    const error = await init({ cwd: shop }).catch((thrown: unknown) => thrown);
    expect(isKnownError(error, 'usage')).toBe(true);
  });

  it('explainRule, inspect and testRules give what the commands print', { tags: 'full' }, async () => {
    configure('');
    const rule = await explainRule('main-image-square', { cwd: shop });
    expect(rule).toMatchObject({ id: 'main-image-square', severity: 'error', isBuiltIn: true });
    expect((await runIn(shop, ['explain', 'main-image-square'])).stdout).toContain(rule.why.trim());
    await expect(explainRule('main-image-sqare', { cwd: shop })).rejects.toThrow('there is no rule');
    // `runIn` has a clock of its own.
    const facts = await inspect({ cwd: shop, paths: ['a/1.jpg'], asOf: '2026-11-25' });
    expect(JSON.parse((await runIn(shop, ['inspect', 'a/1.jpg'])).stdout)).toEqual(JSON.parse(JSON.stringify(facts)));
    await expect(testRules('a', { cwd: shop })).rejects.toThrow('no rule tests in a');
  });

  it('registry and match tell a copy', { tags: 'full' }, async () => {
    configure();
    expect(await registry.add([], { cwd: shop })).toEqual({ name: 'published.txt', added: 2, known: 0, unseen: [] });
    expect(await registry.query(['a/1.jpg'], { cwd: shop })).toMatchObject({ hasCopy: true, hasUnread: false });
    expect(await registry.remove(['b'], { cwd: shop })).toEqual({ name: 'published.txt', removed: 1 });
    const { report, hasCopy, hasUndecided, render } = await match({ cwd: shop, suspects: ['b/1.jpg'], against: ['a'] });
    // It has too little detail to be compared by parts.
    expect([report.compared, hasCopy, hasUndecided]).toEqual([1, false, true]);
    const other = await runIn(shop, ['match', 'b/1.jpg', '--against', 'a']);
    expect([await render('text'), 1]).toEqual([other.stdout, other.status]);
  });

  it('match tells what a person has to look at from what is none of ours', { tags: 'full' }, async () => {
    configure('');
    const ours = await scene(7).jpeg({ quality: 92 }).toBuffer();
    writeFileSync(join(shop, 'a/7.jpg'), ours);
    const label = await sharp({ create: { width: 260, height: 130, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    writeFileSync(
      join(shop, 'labelled.jpg'),
      await sharp(ours)
        .composite([{ input: label }])
        .jpeg()
        .toBuffer(),
    );
    const found = await match({ cwd: shop, suspects: ['labelled.jpg'], against: ['a'] });
    expect(found.report.suspects[0]?.matches[0]?.verdict).toBe('variant');
    expect(found).toMatchObject({ hasCopy: false, hasLikeness: true, hasUnread: false });
    expect((await runIn(shop, ['match', 'labelled.jpg', '--against', 'a'])).status).toBe(1);
    // What could not be looked at is no "none of ours".
    writeFileSync(join(shop, 'a/torn.jpg'), ours.subarray(0, 3000));
    const unread = await match({ cwd: shop, suspects: ['b/1.jpg'], against: ['a'] });
    expect(unread).toMatchObject({ hasCopy: false, hasLikeness: false, hasUnread: true });
    expect(unread.report.unreadable).toHaveLength(1);
    rmSync(join(shop, 'a/torn.jpg'));
    const copy = await match({ cwd: shop, suspects: ['a/1.jpg'], against: [join(shop, 'a')] });
    expect(copy).toMatchObject({ hasCopy: false, hasLikeness: false });
  });

  it('stamp and fingerprint say what they would write, and calibrate what it needs', { tags: 'full' }, async () => {
    configure();
    const events: RunEvent[] = [];
    const { outcomes } = await stamp({
      cwd: shop,
      dryRun: true,
      env: { LISTING_LINT_STAMP_KEY: 'a secret of many characters' },
      onEvent: (event) => {
        events.push(event);
      },
    });
    expect(outcomes.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['a/1.jpg stamped', 'b/1.jpg stamped']);
    expect(events.at(-1)).toEqual({ type: 'progress', done: 2, total: 2, path: 'b/1.jpg' });
    await expect(stamp({ cwd: shop, dryRun: true, env: {} })).rejects.toThrow('there is no key');
    const before = readFileSync(join(shop, 'a/1.jpg'));
    const written = await fingerprint({ cwd: shop, paths: ['a'], dryRun: true });
    expect(written.outcomes.map(({ kind }) => kind)).toEqual(['written']);
    expect(readFileSync(join(shop, 'a/1.jpg')).equals(before)).toBe(true);
    await expect(calibrate({ cwd: shop, photos: ['a'] })).rejects.toThrow('there is only 1 picture in a');
  });

  it('verifyAudit tells what has changed', async () => {
    configure();
    const { render } = await lint({ cwd: shop, formats: ['audit'] });
    writeFileSync(join(shop, 'audit.html'), await render('audit'));
    expect(await verifyAudit('audit.html', { cwd: shop })).toMatchObject({ tampered: [], changes: [], described: [] });
    await writePicture(shop, 'a/1.jpg', pictureSchema.parse({ seed: 9, width: 800, height: 1000 }));
    const { tampered, changes, described } = await verifyAudit('audit.html', { cwd: shop });
    expect(tampered).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
    expect(described).toHaveLength(changes.length);
  });
});
