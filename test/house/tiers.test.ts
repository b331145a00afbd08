import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { countLine, countsOf, sumOf, vitestArguments } from '../../scripts/tests/tiers.mjs';

const [QUICK, MIXED, WHOLE] = ['test/house/runner.test.ts', 'test/git/git.test.ts', 'test/browser/html.test.ts'];

it('the quick tests and the rest are all tests but those of time, each once', () => {
  const [quick, rest] = [vitestArguments('quick', []), vitestArguments('rest', [])];
  expect(quick[0]).toBe('--tags-filter=!full && !timing');
  expect(rest[0]).toBe('--tags-filter=full && !timing');
  expect(vitestArguments('full', [])).toEqual(['--tags-filter=!timing']);
  // A file without tests of a tier is not read for it.
  for (const [path, isQuick, isRest] of [
    [QUICK, true, false],
    [MIXED, true, true],
    [WHOLE, false, true],
  ] as const) {
    const text = readFileSync(path, 'utf8');
    expect([/^\/\/ @module-tag full$/m.test(text), / tags: 'full'/.test(text)]).toEqual([!isQuick, isQuick && isRest]);
    expect([!quick.includes(`--exclude=${path}`), rest.includes(path)], path).toEqual([isQuick, isRest]);
  }
});

it('of folders that are named the quick tests run, of files all', () => {
  expect(vitestArguments('quick', ['packages/core']).at(-1)).toBe('packages/core');
  expect(vitestArguments('quick', ['packages/core'])[0]).toBe('--tags-filter=!full && !timing');
  expect(vitestArguments('quick', [MIXED, QUICK])).toEqual([MIXED, QUICK]);
  expect(vitestArguments('quick', ['-t', 'x'])[0]).toBe('--tags-filter=!full && !timing');
});

it('what another tier runs does not count as skipped, and a file that did not load is a failure', () => {
  const test = (status: string, ...tags: string[]) => ({ status, tags });
  const report = {
    testResults: [
      {
        status: 'failed',
        assertionResults: [
          test('passed'),
          test('failed'),
          test('skipped'),
          test('skipped', 'full'),
          test('passed', 'full'),
          test('skipped', 'timing'),
          test('todo'),
        ],
      },
      { status: 'failed', assertionResults: [] },
    ],
  };
  const quick = { passed: 2, failed: 2, skipped: 2 };
  expect(countsOf(report, 'quick')).toEqual(quick);
  expect(countsOf(report, 'rest').skipped).toBe(1);
  expect(countsOf(report, 'full').skipped).toBe(3);
  expect(countsOf(report, 'timing').skipped).toBe(1);
  expect(countLine(sumOf([quick, { passed: 1, failed: 0, skipped: 4 }]))).toBe('3 passed, 2 failed, 6 skipped');
});
