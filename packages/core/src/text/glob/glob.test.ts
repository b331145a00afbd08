import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';
import { globProblem } from './glob-syntax.ts';

const matching = (glob: string, paths: readonly string[], dot = false): readonly string[] =>
  paths.filter(compileGlob(glob, { dot }).matches);

describe('a glob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a/*.jpg', ['a/1.jpg', 'a/ü\n.jpg'], ['a/b/1.jpg', 'a/.jpg', 'a/.x.jpg', 'a/1.JPG']],
    ['**', ['a', 'a/b'], ['.a', 'a/.b/c']],
    // Stores of objects know empty names.
    ['a/**', ['a', 'a/b/c', 'a//b'], ['ab', 'a/.b']],
    ['*/**', ['a/b', 'a/b/c'], ['a']],
    ['**/b', ['b', 'a/b', 'a/c/b'], ['ab', 'a/b/c']],
    ['a/**/b', ['a/b', 'a/c/d/b'], ['ab', 'a/cb']],
    ['a**b', ['ab', 'axb'], ['a/b']],
    ['./a/', ['a'], ['a/b']],
    ['?', ['a', 'ü', '😀'], ['ab', '.', '/']],
    ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
    ['[!a-c]x', ['dx', '!x'], ['ax', '/x']],
    ['[^a]', ['b', '^'], ['a']],
    ['[]a]', [']', 'a'], ['b']],
    ['[a-]', ['a', '-'], ['b']],
    ['[[:digit:][:upper:]]', ['7', 'A'], ['a', ':']],
    ['a[b', ['a[b'], ['ab']],
    ['{a,b/c}/d', ['a/d', 'b/c/d'], ['b/d', '{a,b/c}']],
    ['{a,{b,c}x}', ['a', 'bx', 'cx'], ['b']],
    ['{a}', ['{a}'], ['a']],
    ['a{b,c', ['a{b,c'], ['ab']],
    ['{a..c}{1..3}', ['a1', 'c3'], ['d1', 'a4']],
    ['{**/x,y}/z', ['x/z', 'a/x/z', 'y/z'], ['a/y/z']],
    ['a/{b/**,c}', ['a/b', 'a/b/d', 'a/c'], ['a/c/d']],
    ['@(a|b)*', ['a', 'bcd'], ['c']],
    ['x?(a)', ['x', 'xa'], ['xaa']],
    ['x+(a|bc)', ['xa', 'xabca'], ['x', 'xb']],
    ['x*(a|+(b))c', ['xc', 'xabbac'], ['xd']],
    ['(a|b).jpg', ['a.jpg', 'b.jpg'], ['c.jpg']],
    // Names of files have brackets.
    ['mug (1).*', ['mug (1).jpg'], ['mug 1.jpg']],
    ['mug[1]{a,b}', ['mug1a', 'mug[1]{a,b}'], ['mug[1]a']],
    ['\\*\\{a,b\\}', ['*{a,b}'], ['xa']],
    ['$^.|+', ['$^.|+'], ['x']],
    ['a/.*', ['a/.b'], ['a/b']],
    ['.*/**', ['.a/b'], ['a/b', '.a/.b']],
  ])('%s', (glob, yes, no) => {
    expect(matching(glob, [...yes, ...no])).toEqual(yes);
  });

  it('matches hidden names, and either case, where it is told to', () => {
    expect(matching('**/*.jpg', ['.a/.jpg', '.jpg', 'b/.c.jpg'], true)).toHaveLength(3);
    const anyCase = compileGlob('Ä/*.JP[E-G]', { ignoreCase: true });
    expect(['ä/1.jpg', 'Ä/1.JPE', 'a/1.jpg', 'ä/1.jph'].map(anyCase.matches)).toEqual([true, true, false, false]);
  });

  it('says what it stands for, where it looks, and what may hold a match', () => {
    expect([compileGlob('a/b\\*.yaml').literal, compileGlob('a/*').literal]).toEqual(['a/b*.yaml', undefined]);
    const bases = ['a/b/*', 'a/b/**', 'a/b.yaml', '*', '../x/y*', '/x*', '/a/b*', '{a,b}/c'].map(
      (glob) => compileGlob(glob).base,
    );
    expect(bases).toEqual(['a/b', 'a/b', 'a', '', '../x', '/', '/a', '']);
    const below = (glob: string, folders: readonly string[]): readonly boolean[] =>
      folders.map(compileGlob(glob).mayMatchBelow);
    expect(below('a/*/c*', ['a', 'a/b', 'a/b/c', 'b', 'a/.b'])).toEqual([true, true, false, false, false]);
    expect(below('{a/b,c}/**/d', ['a', 'a/b', 'a/c', 'c/x/y', '.git'])).toEqual([true, true, false, true, false]);
  });

  it('says which alternatives a path is matched by', () => {
    const glob = compileGlob('{a,b{c,d},*}/{x,y}');
    const used = (path: string): readonly string[] =>
      glob.branchesUsedBy(path).flatMap((index) => glob.branches[index]?.text ?? []);
    expect(used('a/x').toSorted()).toEqual(['*', 'a', 'x']);
    expect(used('bd/y').toSorted()).toEqual(['*', 'b{c,d}', 'd', 'y']);
    expect(used('a/z')).toEqual([]);
    expect(glob.branches.find(({ text }) => text === 'd')?.glob).toBe('bd/{x,y}');
  });
});

describe('what is not supported', () => {
  it.each([
    ['a/!(b).jpg', '"!(…)" is not supported: name what is wanted, or take away by an entry of its own, "!glob"'],
    ['{01..12}', 'ranges of single digits or letters are supported, and "{01..12}" is another one: write "{01,02,03}"'],
    ['x'.repeat(1001), 'a glob may have 1000 characters, and this one has 1001: write several'],
    ['!a/b', undefined],
    ['a!(b', undefined],
    ['a\\!(b)', undefined],
    ['{a..b}', undefined],
  ])('%s', (glob, problem) => {
    expect(globProblem(glob)).toBe(problem);
  });
});

/** Globs and paths where picomatch does as it says: its wildcards for hidden names in braces, `[!a]` and repeated groups with one beginning do not. */
const letters = fc.constantFrom('a', 'b', 'c', 'ab', '*', '?', '[ab]', '[a-c]', '.b', '\\*', 'x.jpg');
const word = fc.array(letters, { minLength: 1, maxLength: 3 }).map((all) => all.join('').replace(/\*{2,}/g, '*'));
const choice = fc.constantFrom(
  'a{b,c/a,.b}',
  '{a,b*}',
  'c{,a}*',
  '@(a|bc)b',
  '+(ab|c)',
  'b?(a|c)',
  '{a/b,c}',
  '{b,c{a,?b}}',
);
const globs = fc
  .array(fc.oneof({ weight: 5, arbitrary: word }, { weight: 2, arbitrary: choice }, fc.constant('**')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.join('/'));
const names = fc.constantFrom(
  'a',
  'b',
  'ab',
  'c',
  '.b',
  'ba',
  'x.jpg',
  'ax.jpg',
  '*',
  'abc',
  '.a',
  'bc',
  'aab',
  'é',
  'a\nb',
  'cb',
);
const paths = fc.array(names, { minLength: 1, maxLength: 5 }).map((all) => all.join('/'));

it('matches as picomatch does', () => {
  const property = fc.property(
    globs,
    fc.array(paths, { minLength: 20, maxLength: 20 }),
    fc.boolean(),
    (glob, all, dot) => {
      const matches = picomatch(glob, { dot, flags: 's' });
      expect(matching(glob, all, dot)).toEqual(all.filter((path) => matches(path)));
    },
  );
  fc.assert(property, { numRuns: 800, seed: 58 });
});

it('takes time linear in glob and path, whatever they are', () => {
  const hostile = [
    `${'*a'.repeat(8)}b.jpg`,
    '*a'.repeat(499),
    '*@(|a)'.repeat(160),
    `${'**/'.repeat(300)}b`,
    '{a,b}'.repeat(200),
    `${'{a,aa}'.repeat(160)}z*`,
    '+(+(+(a)))b*',
    '*(*(*(*(a|b))))c?',
    `${'*(a|aa|aaa)'.repeat(90)}z*`,
    `${'{*,*a,a*}'.repeat(110)}z*`,
    '?*'.repeat(400),
    `${'**/*a*/'.repeat(120)}*`,
    `${'[a-z]*'.repeat(160)}[!]`,
    '{'.repeat(900),
    '['.repeat(900),
    `${'('.repeat(400)}|${')'.repeat(400)}`,
    `${'+('.repeat(300)}a${')'.repeat(300)}b*`,
    '{a,'.repeat(300) + '}'.repeat(300),
  ];
  const long = ['a'.repeat(255), `${'a'.repeat(250)}b.png`, `${'a/'.repeat(120)}a`, `${'aaaaaaa/'.repeat(30)}b`];
  const begun = process.cpuUsage();
  for (const each of hostile)
    for (const dot of [true, false]) {
      const glob = compileGlob(each, { dot });
      for (const path of long) {
        glob.matches(path);
        glob.branchesUsedBy(path);
        glob.mayMatchBelow(path);
      }
    }
  // Half a second of CPU time; a backtracking matcher needs more than anybody waits for the first one alone.
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(10);
});
