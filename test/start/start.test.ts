// @module-tag full
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { layOut, readCommand, removeRoot } from '../scenarios/scenario.ts';
import { loadedBy, MAIN, optimisedIn, runBuilt } from './built-program.ts';

// What the built program loads is what a start costs: an import too many, and every pre-commit hook waits for it. Where this fails, see by
// `METAFILE=…` (scripts/tasks/build.mjs) what came along, and let it be loaded where it is used (scripts/package/late.mjs).

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-start-'));
  mkdirSync(join(folder, 'shop'));
  await writePicture(folder, 'plain/a/main.jpg', pictureSchema.parse({ width: 1200, height: 1200 }));
  await writePicture(folder, 'shop/listings/a/main.jpg', pictureSchema.parse({ width: 1200, height: 1200 }));
  writeFileSync(join(folder, 'shop', 'listing-lint.config.yaml'), 'extends: recommended\nlistings: ["listings/*"]\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Families and libraries of which a run that needs none of them must load nothing. */
const FAMILIES = [
  ...['disputes', 'provenance', 'monitor-page', 'publish-channel', 'quality-quality', 'rules-case', 'rules-watermark'],
  ...['vision-deep-deep', 'vision-originals-original', 'watermark-overlay'],
].map((family) => `${family}-facts`);
/** Settings that only a config needs. */
const SETTINGS = ['monitor-monitor-schema', 'rules-settings-schema', 'scale-store-schema'];
const OF_RULES = ['core-rule-parse-rule', 'core-plugin-guarded-plugin', 'import-meta-resolve', 're2js'];
const REPORTERS = ['audit', 'csv', 'github', 'gitlab', 'html', 'json', 'junit', 'markdown', 'sarif'].map(
  (name) => `reporters-${name}-${name}`,
);

describe('the built program', () => {
  it('says its version by what knows the commands, and nothing else', () => {
    const { late, bytes } = loadedBy(folder, ['--version']);
    expect(late).toEqual([]);
    expect(bytes).toBeLessThan(100_000);
  });

  it('has V8 optimise nothing that a short run is through with before', () => {
    expect(optimisedIn('-e', '0')).toEqual({ optimised: true, stderr: '' });
    expect(optimisedIn(MAIN, '--version')).toEqual({ optimised: false, stderr: '' });
  });

  it('judges a picture without a config by three families', () => {
    const { late, bytes } = loadedBy(join(folder, 'plain'), []);
    const unwanted = [
      ...FAMILIES,
      ...SETTINGS,
      ...OF_RULES,
      ...REPORTERS,
      'cborg',
      'cosmiconfig',
      'fast-glob',
      'saxes',
      'yaml',
      'zod',
    ];
    expect(late.filter((name) => unwanted.includes(name))).toEqual([]);
    expect(late).toEqual(expect.arrayContaining(['rules-hash-facts', 'rules-image-facts', 'rules-metadata-facts']));
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('reads a config by zod and yaml, and no other family for it', () => {
    const { late } = loadedBy(join(folder, 'shop'), ['-f', 'json']);
    const unwanted = [
      ...FAMILIES,
      ...OF_RULES,
      ...REPORTERS.filter((name) => !name.includes('json')),
      'reporters-text-text',
    ];
    expect(late.filter((name) => unwanted.includes(name))).toEqual([]);
  });

  it('loads what asks services only where --ask names one', () => {
    const inShop = join(folder, 'asking');
    mkdirSync(join(inShop, 'found'), { recursive: true });
    mkdirSync(join(inShop, 'originals'));
    for (const path of ['found/1.jpg', 'originals/1.jpg'])
      cpSync(join(folder, 'shop/listings/a/main.jpg'), join(inShop, path));
    writeFileSync(
      join(inShop, 'listing-lint.config.yaml'),
      'extends: [recommended]\noriginals: ["originals/*"]\nmonitor: { services: [{ name: t, use: tineye, works: ["originals/*"] }] }\n',
    );
    const sources = loadedBy(inShop, ['monitor', 'found', '--dry-run']);
    const asking = loadedBy(inShop, ['monitor', '--ask', 't', '--dry-run']);
    expect(sources.names.filter((name) => /service|tineye|vision/.test(name))).toEqual([]);
    expect([/service-questions/, /tineye/].map((own) => asking.names.some((name) => own.test(name)))).toEqual([
      true,
      true,
    ]);
    expect(asking.names.filter((name) => /vision/.test(name))).toEqual([]);
  });

  it('decodes nothing and evaluates nothing of what it remembers', () => {
    const args = ['--cache', '-f', 'json'];
    loadedBy(join(folder, 'shop'), args);
    const { late } = loadedBy(join(folder, 'shop'), args);
    expect(late.filter((name) => [...FAMILIES, ...OF_RULES, 'exifr'].includes(name))).toEqual([]);
  });
});

/** Of each kind of what is late some; `npm run campaign built-scenarios` runs all. */
const SCENARIOS = [
  ...['accused-complete', 'config-everything-at-once', 'config-plugin-breaks', 'documents-misspelt', 'exceptions'],
  ...[
    'explain-rule',
    'fix',
    'overlay-on-many',
    'print-config',
    'projects-sarif',
    'config-rule-exists-already',
    'test-rules',
  ],
];

describe('what is loaded late', () => {
  it.each(SCENARIOS)('says what the sources say: %s', async (name) => {
    const scenario = join(import.meta.dirname, '..', 'scenarios', name);
    const command = readCommand(scenario);
    const root = await layOut(scenario, command);
    try {
      const { status, stdout, stderr } = runBuilt(root, command);
      await expect(stdout).toMatchFileSnapshot(join(scenario, 'stdout.txt'));
      await expect(stderr).toMatchFileSnapshot(join(scenario, 'stderr.txt'));
      expect(status).toBe(command.status);
    } finally {
      removeRoot(root);
    }
  });
});
