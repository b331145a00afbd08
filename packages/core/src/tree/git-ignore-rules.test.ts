import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitIgnoreRules } from './git-ignore-rules.ts';

it('says what the last line that matches says', () => {
  const rules = gitIgnoreRules('\uFEFF# a comment\r\n*.bak\r\nout/\n/top\na/**\n!keep.bak\n\\#x\nblank\\ \n\n');
  expect(['b/1.bak', 'keep.bak', 'out', 'b/out/', 'top', 'b/top', 'a/', 'a/b', '#x', 'blank ', 'c'].map(rules)).toEqual(
    [
      'ignored',
      'unignored',
      undefined,
      'ignored',
      'ignored',
      undefined,
      undefined,
      'ignored',
      'ignored',
      'ignored',
      undefined,
    ],
  );
  expect([gitIgnoreRules('A.JPG')('a.jpg'), gitIgnoreRules('A.JPG', true)('a.jpg')]).toEqual([undefined, 'ignored']);
});

it('takes time linear in line and path', () => {
  const begun = process.cpuUsage();
  for (const line of [
    '*a'.repeat(2000),
    '**/'.repeat(1300),
    '['.repeat(4000),
    '*a'.repeat(100_000),
    '[a-z]*'.repeat(600),
  ])
    gitIgnoreRules(`${line}b\n`)(`${'a'.repeat(250)}.jpg`);
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(3);
});

const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('beside git', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '*',
    '?',
    '[ab]',
    '[!a]',
    '[[:digit:]]',
    '.',
    '\\*',
    '{a,b}',
    '(a|b)',
    'A',
    '1',
    ' ',
    '[a',
    '**',
    '!',
    '#',
  );
  const part = fc.array(piece, { minLength: 1, maxLength: 3 }).map((all) => all.join(''));
  const line = fc
    .tuple(
      fc.constantFrom('', '', '!', '/', '\\'),
      fc.array(fc.oneof({ weight: 3, arbitrary: part }, fc.constant('**')), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', '/', '/**', '  ', '\\ '),
    )
    .map(([before, parts, after]) => before + parts.join('/') + after);
  const name = fc.constantFrom(
    'a',
    'b',
    'ab',
    'c',
    '.a',
    'ba',
    'A',
    '1',
    'a1',
    '{a,b}',
    '*',
    'aa',
    'c.b',
    'a ',
    '!a',
    '#a',
    'b.',
    '(a|b)',
    'bc',
  );
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((all) => all.join('/'));

  it('says the same of every path', () => {
    const folder = mkdtempSync(join(tmpdir(), 'git-ignore-rules-'));
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const property = fc.property(
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(path, { minLength: 60, maxLength: 60 }),
      (lines, paths) => {
        const text = `${lines.join('\n')}\n`;
        writeFileSync(join(folder, '.gitignore'), text);
        const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
          cwd: folder,
          input: paths.join('\0'),
        });
        const rules = gitIgnoreRules(text);
        const isIgnored = (each: string): boolean => {
          const parts = each.split('/');
          const folders = parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
          return folders.some((above) => rules(above) === 'ignored') || rules(each) === 'ignored';
        };
        expect(paths.filter(isIgnored)).toEqual(paths.filter((each) => stdout.toString().split('\0').includes(each)));
      },
    );
    try {
      fc.assert(property, { numRuns: 60, seed: 58 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
