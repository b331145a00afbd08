import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testRules } from 'listing-lint';
import { afterAll, beforeAll, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const packages = readdirSync(join(repository, 'packages')).map((name) => `packages/${name}`);

/** A copy of the repository's files. Its packages link to each other, and share what is installed. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'listing-lint-new-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const wanted = /^(?:packages|scripts|config)\/|\/(?:tsconfig|package)\.json$|^[^/]+$/;
  for (const path of listed.split('\0').filter((each) => wanted.test(each) && existsSync(join(repository, each)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(repository, path), join(copy, path), { verbatimSymlinks: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const folder of packages) {
    const modules = join(repository, folder, 'node_modules');
    if (!existsSync(modules)) continue;
    cpSync(modules, join(copy, folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const make = (...args: readonly string[]) => {
  const program = `import { run } from './scripts/tasks/new.mjs'; process.exitCode = await run(${JSON.stringify(args)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

interface Result {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** Returns the results of tests in the copy. Throws for a file that cannot be loaded. */
const runTests = (files: readonly string[]): readonly Result[] => {
  const report = join(copy, 'report.json');
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
  const args = ['run', ...files, '--reporter=json', '--outputFile', report];
  spawnSync(process.execPath, [vitest, ...args], { cwd: copy, encoding: 'utf8' });
  const { testResults }: { testResults: { assertionResults: Result[]; message: string }[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return testResults.flatMap(({ assertionResults, message }) => {
    if (assertionResults.length === 0) throw new Error(message);
    return assertionResults;
  });
};

it('writes a rule whose test fails until it is edited', async () => {
  mkdirSync(join(copy, 'shop/rules'), { recursive: true });
  writeFileSync(join(copy, 'shop/listing-lint.config.yaml'), 'ruleFiles: ["rules/*.yaml"]\n');
  expect(make('rule', 'new-rule', 'shop/rules')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('listing-lint test shop/rules'),
  });
  const test = async () => {
    const [tested] = await testRules('rules', { cwd: join(copy, 'shop') });
    return tested;
  };
  expect(await test()).toMatchObject({
    passed: false,
    text: expect.stringContaining('a picture that breaks the rule'),
  });
  const rule = join(copy, 'shop/rules/new-rule.yaml');
  writeFileSync(rule, readFileSync(rule, 'utf8').replace('value: 1\n', 'value: 1000\n'));
  const cases = join(copy, 'shop/rules/new-rule.test.yaml');
  writeFileSync(cases, readFileSync(cases, 'utf8').replace('shortSide: 100 ', 'shortSide: 999 '));
  expect(await test()).toMatchObject({ passed: true });
});

it('writes each other kind with a test that fails until it is edited', () => {
  for (const [kind, name, shows] of [
    ['fact', 'new-measure', 'Added to packages/rules/src/image/facts.ts'],
    ['reporter', 'new-reporter', 'Added to packages/reporters/src/reporters.ts'],
    ['plugin', 'new-plugin', 'Added to scripts/house/floors.mjs'],
  ] as const) {
    const { status, stdout, stderr } = make(kind, name);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(shows);
    expect(stdout).toContain('Next:');
  }
  // What an installation links.
  mkdirSync(join(copy, 'packages/new-plugin/node_modules'));
  symlinkSync(join(copy, 'packages/cli'), join(copy, 'packages/new-plugin/node_modules/listing-lint'), 'junction');
  const files = [
    'packages/rules/src/image/new-measure-fact.test.ts',
    'packages/reporters/src/new-reporter/new-reporter.test.ts',
    'packages/new-plugin/src/plugin.test.ts',
  ];
  const results = runTests(files);
  expect(results.filter(({ status }) => status === 'passed').map(({ title }) => title)).toEqual([
    'brings its rules and presets',
  ]);
  // Each fails for what is to be edited, and for nothing else.
  const failed = results.filter(({ status }) => status === 'failed');
  expect(failed.map(({ title, failureMessages: [message = ''] }) => `${title}: ${message}`).sort()).toEqual([
    expect.stringMatching(/^measures a value that is known: .*edit this/s),
    expect.stringMatching(/^measures a value that is known: .*edit this/s),
    expect.stringMatching(/^writes each finding: .*edit this/s),
  ]);
}, 240_000);

it('puts files into the package that is named, and adds facts to its list at the end', () => {
  for (const [kind, folder, file, list] of [
    ['rule', 'packages/quality', 'packages/quality/src/new-part.yaml', undefined],
    ['rule', 'packages/text-detector', 'packages/text-detector/rules/new-part.yaml', undefined],
    ['fact', 'packages/quality', 'packages/quality/src/new-part-fact.ts', 'packages/quality/src/quality-facts.ts'],
    ['fact', 'packages/vision', 'packages/vision/src/new-part-fact.ts', 'packages/vision/src/plugin.ts'],
    ['fact', 'packages/monitor', 'packages/monitor/src/page/new-part-fact.ts', 'packages/monitor/src/page/facts.ts'],
    [
      'fact',
      'packages/text-detector',
      'packages/text-detector/src/new-part-fact.ts',
      'packages/text-detector/src/plugin.ts',
    ],
  ] as const) {
    expect(make(kind, 'new-part', folder)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(copy, file)), file).toBe(true);
    if (list !== undefined) expect(readFileSync(join(copy, list), 'utf8')).toMatch(/newPartFact,?\s*\]/);
  }
  const own = readFileSync(join(copy, 'packages/text-detector/src/new-part-fact.ts'), 'utf8');
  expect(own).toContain("from 'listing-lint/plugin'");
  // The first reporter is the default.
  expect(readFileSync(join(copy, 'packages/reporters/src/reporters.ts'), 'utf8')).toMatch(/= \[\s*text,/);
});

it('refuses an unknown kind, a name that is no name, a missing folder, and files that exist', () => {
  expect(make('rules', 'a')).toMatchObject({ status: 2, stderr: expect.stringContaining('no kind "rules"') });
  expect(make('rule', 'New Rule')).toMatchObject({ status: 2, stderr: expect.stringContaining('kebab case') });
  expect(make('rule', 'a', '../elsewhere')).toMatchObject({ status: 2 });
  expect(make('fact', 'a', 'packages/core')).toMatchObject({ status: 2, stderr: expect.stringContaining('no plugin') });
  expect(make('reporter', 'a', 'packages/quality')).toMatchObject({ status: 2 });
  expect(make('rule', 'image-readable')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('exists already'),
  });
});
