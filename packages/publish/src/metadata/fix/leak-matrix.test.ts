import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { applyFixes, lint, loadConfig, type Report } from '@listing-lint/core';
import { LEAKS, type LeakingFile, leakingFiles, oracleSchema } from '@listing-lint/rules/testing';
import { exiftoolPath } from 'exiftool-vendored';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';

const exiftool = await exiftoolPath();
const hasPerl = spawnSync('perl', [exiftool, '-ver']).status === 0;
if (!hasPerl) process.stderr.write('skipped: leaking files beside exiftool (no perl with its standard modules)\n');

const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-leaks-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const LISTING = 'listings/all';
const RULES = ['privacy-gps', 'privacy-serial', 'privacy-contact', 'privacy-faces'];

/** All that exiftool says of the files of a folder, by name, as one text. */
const saidOf = (folder: string): ReadonlyMap<string, string> => {
  const args = [exiftool, '-j', '-n', '-a', '-G1', '-u', '-ee', folder];
  const said = oracleSchema.parse(JSON.parse(spawnSync('perl', args, { encoding: 'utf8', maxBuffer: 1e9 }).stdout));
  return new Map(
    said.map(({ SourceFile, ...tags }) => {
      const { 'System:FileName': _name, 'System:Directory': _folder, ...rest } = tags;
      return [basename(SourceFile), JSON.stringify(rest)];
    }),
  );
};

let files: readonly LeakingFile[];
let config: Awaited<ReturnType<typeof loadConfig>>;
const run = () => lint({ config, tool: { name: 'listing-lint', version: 'test' }, asOf: '2026-01-01' });
const verdictOn = (report: Report, { name, leak }: LeakingFile): string | undefined => {
  const outcomes = report.subjects.find(({ path }) => path === `${LISTING}/${name}`)?.outcomes;
  return (['pass', 'fail', 'skip', 'inconclusive'] as const).find((each) => outcomes?.[each].includes(leak.rule));
};

beforeAll(async () => {
  files = await leakingFiles();
  mkdirSync(join(root, LISTING), { recursive: true });
  mkdirSync(join(root, 'inner'));
  for (const { name, bytes } of files) writeFileSync(join(root, LISTING, name), bytes);
  const rules = RULES.map((id) => `${id}: error`).join(', ');
  writeFileSync(join(root, 'listing-lint.config.yaml'), `listings: ["listings/*"]\nrules: { ${rules} }\n`);
  config = await loadConfig({ builtin: builtinPlugin, cwd: root });
}, 60_000);

describe('what a file tells', () => {
  it('is generated in every block of every container that can hold it', () => {
    expect(LEAKS.length).toBeGreaterThanOrEqual(22);
    expect(files.length).toBeGreaterThanOrEqual(300);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(new Set(files.map(({ name }) => name.split('.').at(-1)))).toEqual(
      new Set(['jpg', 'png', 'webp', 'avif', 'heic', 'tif', 'gif']),
    );
  });

  it.skipIf(!hasPerl)(
    'is really there, as exiftool sees it: in the file, or in the picture within it',
    { tags: 'full', timeout: 120_000 },
    () => {
      for (const [i, { name, bytes, holder }] of files.entries()) {
        if (holder === undefined) continue;
        expect(bytes.includes(holder), name).toBe(true);
        writeFileSync(join(root, 'inner', `${i}.jpg`), holder);
      }
      const [outer, inner] = [saidOf(join(root, LISTING)), saidOf(join(root, 'inner'))];
      const missing = files.filter(
        ({ name, leak, holder }, i) =>
          !leak.needle.test((holder === undefined ? outer.get(name) : inner.get(`${i}.jpg`)) ?? ''),
      );
      expect(missing.map(({ name }) => name)).toEqual([]);
    },
  );

  it('passes in none of them, and is seen as what it is', async () => {
    const { report } = await run();
    const verdicts = new Map(files.map((file) => [file.name, verdictOn(report, file)]));
    expect([...verdicts].filter(([, verdict]) => verdict !== 'fail')).toEqual([]);
  }, 120_000);

  it('is gone from every file that --fix has mended, and still found in every other', {
    tags: 'full',
    timeout: 120_000,
  }, async () => {
    const result = await run();
    const permits = new Set(['c2pa-manifest']);
    const { fixed, faults } = await applyFixes({
      config,
      result,
      asOf: '2026-01-01',
      permits,
      dryRun: false,
    });
    expect(faults).toEqual([]);
    const mended = new Set(fixed.map(({ subject }) => basename(subject.path)));
    // HEIC by exiftool; the TIFF files hold no picture, and so nothing can be compared.
    const written = hasPerl ? /\.(jpg|png|webp|avif|heic)$/ : /\.(jpg|png|webp|avif)$/;
    const isWritten = ({ name, leak }: LeakingFile): boolean => written.test(name) && leak.isOfCreator !== true;
    expect(files.filter((file) => isWritten(file) && !mended.has(file.name)).map(({ name }) => name)).toEqual([]);
    const { report } = await run();
    for (const file of files) expect(verdictOn(report, file), file.name).toBe(mended.has(file.name) ? 'pass' : 'fail');
    if (!hasPerl) return;
    const said = saidOf(join(root, LISTING));
    const left = files.filter(
      ({ name, leak, holder }) =>
        mended.has(name) &&
        (leak.needle.test(said.get(name) ?? '') ||
          (holder !== undefined && readFileSync(join(root, LISTING, name)).includes(holder))),
    );
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});
