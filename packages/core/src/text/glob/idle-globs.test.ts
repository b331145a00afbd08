import { expect, it } from 'vitest';
import { idleGlobs, idleSentence, idleSettings, isLeavingOut } from './idle-globs.ts';

const said = (
  globs: readonly string[],
  paths: readonly string[],
  as?: Parameters<typeof idleGlobs>[2],
): readonly string[] => idleGlobs(globs, paths, as).map((idle) => idleSentence(idle, 'file'));

it.each<[readonly string[], readonly string[]]>([
  [['a/*', 'b/{1,2}.jpg'], []],
  [['c/*'], ['"c/*" matches no file']],
  [['b/{1,3,4}.jpg'], ['"3" in "b/{1,3,4}.jpg" matches no file', '"4" in "b/{1,3,4}.jpg" matches no file']],
  // An alternative in one that matches nothing is not told by itself.
  [['{a,c{x,y}}/*'], ['"c{x,y}" in "{a,c{x,y}}/*" matches no file']],
  [['{a,{b,c}}/*'], ['"c" in "{a,{b,c}}/*" matches no file']],
  [['a/@(1|9).jpg'], ['"9" in "a/@(1|9).jpg" matches no file']],
  [['**', '!b/1.jpg'], []],
  [['a/*', '!b/1.jpg'], ['"!b/1.jpg" takes away nothing']],
  [['**', '!b/{1,9}.jpg'], ['"9" in "!b/{1,9}.jpg" takes away nothing']],
  [['**', 'a/*', '!a/*'], ['"a/*" matches no file']],
  [['!a/*'], ['"!a/*" takes away, and no entry names any file']],
])('%j: %j', (globs, sentences) => {
  expect(said(globs, ['a/1.jpg', 'b/1.jpg', 'b/2.jpg'])).toEqual(sentences);
});

it('reads a list as its key does', () => {
  const paths = ['a/1.jpg', '.b/2.jpg'];
  expect(said(['a'], paths)).toEqual(['"a" matches no file']);
  expect(said(['a'], paths, 'tree')).toEqual([]);
  expect(said(['.*/*', '**/2.jpg'], paths)).toEqual(['"**/2.jpg" matches no file']);
  expect(said(['**/2.jpg', '!a/1.jpg'], paths, 'select')).toEqual(['"!a/1.jpg" takes away nothing']);
  expect(said(['!a/1.jpg'], paths, 'select')).toEqual([]);
  // What the last word takes back must have been taken before.
  expect(said(['a', '!a/1.jpg', '!.b'], paths, 'lastTree')).toEqual(['"!.b" takes away nothing']);
  expect(said(['!a/1.jpg', 'a/*'], paths, 'last')).toEqual(['"!a/1.jpg" takes away nothing']);
});

it('refuses what leaves something out, and warns of the rest', () => {
  const setting = {
    at: ['cases'],
    paths: ['cases/1.yaml'],
    noun: 'file',
    hintOf: (glob: string) => `instead of ${glob}`,
  };
  const globs = ['cases/{1,2}.yaml', 'cases/*.{yaml,yml}', 'none', '!gone'];
  expect(idleSettings({ ...setting, globs, leavesOut: true })).toEqual({
    refused: [
      {
        path: ['cases', 0],
        message: '"2" in "cases/{1,2}.yaml" matches no file',
        hint: 'instead of cases/2.yaml',
        isPartial: true,
      },
      { path: ['cases', 2], message: '"none" matches no file', hint: 'instead of none' },
    ],
    warnings: [
      {
        path: ['cases', 1],
        message: 'cases: "yml" in "cases/*.{yaml,yml}" matches no file',
        hint: 'instead of cases/*.yml',
      },
      {
        path: ['cases', 3],
        message: 'cases: "!gone" takes away nothing',
        hint: 'no other entry names what it matches',
      },
    ],
  });
  expect(idleSettings({ ...setting, globs }).refused).toEqual([]);
  expect(idleGlobs(['x.{a,b}c'], ['x.ac']).map(isLeavingOut)).toEqual([true]);
});

it('takes time linear in globs and paths', () => {
  const globs = ['*{a,b,c,x}'.repeat(90), '*@(|a|x)'.repeat(110)];
  const paths = Array.from({ length: 10 }, (_, index) => 'abc'.repeat(75 + index));
  const begun = process.cpuUsage();
  expect(idleGlobs(globs, paths).length).toBe(203);
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(10);
});
