import { mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let shop: string;
const picture = (path: string, seed: number, width = 500): Promise<void> =>
  writePicture(shop, path, pictureSchema.parse({ seed, width, height: 400 }));
const lint = (...args: string[]) => runIn(shop, ['--baseline', 'known.json', ...args]);
const findings = async (...args: string[]): Promise<readonly string[]> => {
  const { stdout } = await lint('-f', 'json', ...args);
  const report: { findings: { ruleId: string; subject: { path: string } }[] } = JSON.parse(stdout);
  return report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`);
};
const entries = (): readonly string[] => {
  const { findings: list }: { findings: { rule: string; path: string }[] } = JSON.parse(
    readFileSync(join(shop, 'known.json'), 'utf8'),
  );
  return list.map(({ rule, path }) => `${rule} ${path}`);
};

beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-baseline-')));
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { main-image-square: error, image-readable: error }\n');
  await picture('a/1.jpg', 1);
  await picture('b/1.jpg', 2);
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

it('takes out what was there when it was written, and nothing that is new', async () => {
  expect(await lint()).toMatchObject({ status: 2, stderr: expect.stringContaining('no such file') });
  expect(await lint('--update-baseline')).toMatchObject({ status: 0 });
  expect(entries()).toEqual(['main-image-square a/1.jpg', 'main-image-square b/1.jpg']);
  expect(await lint()).toMatchObject({ status: 0, stdout: expect.stringContaining('2 findings left out') });
  await picture('c/1.jpg', 3);
  expect(await findings()).toEqual(['main-image-square c/1.jpg']);
});

it('knows content by its hash wherever it lies, once', async () => {
  await lint('--update-baseline');
  renameSync(join(shop, 'a'), join(shop, 'renamed'));
  expect(await findings()).toEqual([]);
  // A second copy of known bad content is new.
  await picture('d/1.jpg', 1);
  expect(await findings()).toHaveLength(1);
});

it('is pruned of what is gone, says so before, and keeps what lies outside the paths', async () => {
  await lint('--update-baseline');
  await picture('a/1.jpg', 1, 1200);
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'rules: { main-image-square: { severity: error, minSide: 1 }, image-readable: error }\n',
  );
  rmSync(join(shop, 'b'), { recursive: true });
  await picture('c/1.jpg', 3);
  expect((await lint()).stdout).toContain('1 finding of the baseline is gone');
  await lint('--update-baseline', 'c');
  expect(entries()).toEqual(
    ['main-image-square b/1.jpg', 'main-image-square a/1.jpg', 'main-image-square c/1.jpg'].sort(),
  );
  await lint('--update-baseline');
  expect(entries()).toEqual(['main-image-square a/1.jpg', 'main-image-square c/1.jpg']);
  const before = readFileSync(join(shop, 'known.json'), 'utf8');
  await lint('--update-baseline');
  expect(readFileSync(join(shop, 'known.json'), 'utf8')).toBe(before);
});

it('is refused when it is none', async () => {
  writeFileSync(join(shop, 'known.json'), '{ "version": 2 }');
  expect(await lint()).toMatchObject({ status: 2, stderr: expect.stringContaining('known.json is not a baseline') });
  writeFileSync(join(shop, 'known.json'), 'x');
  expect(await lint()).toMatchObject({ status: 2, stderr: expect.stringContaining('known.json is not JSON') });
  expect(await runIn(shop, ['--update-baseline'])).toMatchObject({ status: 2 });
});

it('keeps what a rule that --only leaves out has in it, and does not call that gone', async () => {
  await lint('--update-baseline');
  expect(entries()).toHaveLength(2);
  const { stdout } = await lint('--only', 'image-readable');
  expect(stdout).not.toContain('gone');
  expect(stdout).toContain('main-image-square was not checked: left out by `--only`');
  await lint('--only', 'image-readable', '--update-baseline');
  expect(entries()).toEqual(['main-image-square a/1.jpg', 'main-image-square b/1.jpg']);
});

it('-o names the file of the one format', async () => {
  const report = join(shop, 'reports', 'all.json');
  expect(await lint('--update-baseline', '-f', 'json', '-f', 'csv:list.csv', '-o', 'reports/all.json')).toEqual({
    status: 0,
    stdout: '',
    stderr: `listing-lint: wrote known.json: 2 known findings
listing-lint: wrote reports/all.json: no findings
listing-lint: wrote list.csv: no findings
`,
  });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ schemaVersion: 1 });
  expect(readFileSync(join(shop, 'list.csv'), 'utf8')).toMatch(/^\S/);
  await lint('-o', 'all.txt');
  expect(readFileSync(join(shop, 'all.txt'), 'utf8')).toContain('2 findings left out');
});

it('of a file that cannot be read names all that nobody could judge of it, and takes out nothing else', async () => {
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'rules: { image-readable: error, main-image-square: error, hash-unique: error }\n',
  );
  rmSync(join(shop, 'a'), { recursive: true });
  writeFileSync(join(shop, 'b', '1.jpg'), 'no picture');
  expect(await lint('--update-baseline')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('3 findings left out by an exception or the baseline'),
  });
  expect(entries()).toEqual(['hash-unique b/1.jpg', 'image-readable b/1.jpg', 'main-image-square b/1.jpg']);
  expect(await lint()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(
      '3 findings left out by an exception or the baseline, 2 of them could not be judged.',
    ),
  });
  const { findings: list } = JSON.parse(readFileSync(join(shop, 'known.json'), 'utf8'));
  const gate = list.filter(({ rule }: { rule: string }) => rule === 'image-readable');
  writeFileSync(join(shop, 'known.json'), JSON.stringify({ version: 1, findings: gate }));
  expect(await findings()).toEqual(['hash-unique b/1.jpg', 'main-image-square b/1.jpg']);
  expect(await lint()).toMatchObject({ status: 1 });
});
