import type { CopyVerdict } from '@listing-lint/rules/hash';
import { expect, it } from 'vitest';
import type { MatchReport } from '../match.ts';
import type { OurPicture } from '../our-picture.ts';
import { matchHtml } from './match-html.ts';
import { matchText, suspectMarkSentence } from './match-text.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const ours = (path: string, verdict: CopyVerdict): OurPicture => ({
  ...{ path, product: null, verdict, evidence: verdict === 'undecided' ? 'colours' : 'near', distance: 0 },
  ...{ recoloured: 0, turn: 'identity', description: `is ${path}`, box: ALL, ourBox: ALL },
});
const report = (...suspects: readonly (readonly OurPicture[])[]): MatchReport => ({
  schemaVersion: 1,
  compared: 20,
  suspects: suspects.map((matches, k) => ({ path: `found/${k}.jpg`, sha256: null, matches, problem: null })),
  unreadable: [],
  unseen: [],
});

it('lists the undecided plain ones in one sentence, after the decided ones', () => {
  const plain = Array.from({ length: 10 }, (_, k) => ours(`plain-${k}.jpg`, 'undecided'));
  const lines = matchText(report([ours('a.jpg', 'variant'), ...plain])).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'found/0.jpg',
    '  is a.jpg (variant: look at both)',
    expect.stringMatching(
      /^ {2}may show a part of plain-0\.jpg, .*, plain-4\.jpg and 5 more \(undecided: look at both\)$/,
    ),
  ]);
  expect(lines.slice(3, 5)).toEqual([
    '',
    '1 suspect compared with 20 files of yours: none copies one of yours for certain; 1 to look at',
  ]);
});

it('counts inconclusive suspects apart from those to be reviewed, and none as none of ours', () => {
  const text = matchText(report([ours('plain.jpg', 'undecided')], [ours('b.jpg', 'duplicate')], []));
  expect(text).toContain(
    '3 suspects compared with 20 files of yours: 1 copies one of yours; 1 inconclusive: look at it\n',
  );
  expect(text.match(/none of ours/g)).toHaveLength(1);
});

it('does not say none of ours of those that are too plain to be known in part', () => {
  const some = { ...report([]), tooPlain: ['ball.jpg', 'bowl.jpg'], mayNotBeTold: ['parts of 2 of yours'] };
  expect(matchText(some)).toMatch(/^found\/0\.jpg\n {2}none of ours, leaving out 2 of ours that are too plain/);
  expect(matchText(some)).toContain('may be missed: parts of 2 of yours\n');
  const many = { ...some, mayNotBeTold: ['parts of 9 of yours: a.jpg and 8 more'] };
  expect(matchText(many)).toContain('a.jpg and 8 more (--format json or html lists them all)\n');
  expect(matchText({ ...some, tooPlain: ['ball.jpg'] })).toContain('leaving out 1 of ours that is too plain');
  expect(matchText(report([]))).toContain('  none of ours\n');
  const html = matchHtml(some, () => null);
  expect(html).toContain('<h2>None of ours, leaving out 2 of ours that are too plain to be known in part</h2>');
  // All of them, by name.
  expect(html).toMatch(
    /<details><summary><h3>Ours that are too plain to be known in part \(2\)<\/h3><\/summary><ul>.*ball\.jpg.*bowl\.jpg/s,
  );
  expect(matchHtml(report([]), () => null)).toContain('<h2>None of ours</h2>');
});

it('calls a suspect with too little detail inconclusive, next to what may be in it', () => {
  const both = report([ours('plain.jpg', 'undecided')], []);
  const text = matchText({ ...both, suspects: both.suspects.map((each) => ({ ...each, inconclusive: 'too little' })) });
  expect(text).toMatch(
    /none of yours as a whole, but may show a part of plain\.jpg \(undecided: look at both\)\n {2}inconclusive: too little \(look at it\)\n\nfound\/1\.jpg\n {2}inconclusive: too little \(look at it\)\n/,
  );
  expect(text).toContain('; 2 inconclusive: look at them\n');
});

it('calls a variant that bears our mark no copy, and says why ours was copied all the same, in text and on the page', () => {
  const mark = {
    state: 'there',
    ground: 'its shape agrees',
    name: 'm',
    stamped: 's.jpg',
    ours: ALL,
    theirs: null,
  } as const;
  const marked = report([{ ...ours('a.jpg', 'variant'), mark }], [ours('b.jpg', 'variant')]);
  const text = matchText(marked);
  expect(text).toContain('  is a.jpg (variant: copied from ours, as our mark is there)\n');
  expect(text).toContain('  is b.jpg (variant: look at both)\n');
  expect(text).toContain(': 1 copies one of yours; 1 more to look at\n');
  const tags = [...matchHtml(marked, () => null).matchAll(/class="tag">([^<]*)</g)].map(([, words]) => words);
  expect(tags).toEqual(['variant: copied from ours, as our mark is there', 'variant: look at both']);
  expect(matchHtml(marked, () => null)).toContain('<li>variant: the same shapes in other colours');
});

it('counts apart from those compared what could not be, and several that copy', () => {
  const several = report([ours('a.jpg', 'duplicate')], [ours('b.jpg', 'duplicate')], []);
  const [first, second, third] = several.suspects;
  if (!first || !second || !third) throw new Error('three');
  const failed = { ...several, compared: 1, suspects: [first, second, { ...third, problem: 'cut off' }] };
  expect(matchText(failed)).toContain(
    '\n2 suspects compared with 1 file of yours: 2 copy one of yours; 1 could not be compared\n',
  );
});

it('says in a line each what the words mean that stand behind the matches, and of no others', () => {
  const legendOf = (...verdicts: readonly CopyVerdict[]): readonly string[] =>
    matchText(
      report(
        verdicts.map((verdict, k) => ours(`${k}.jpg`, verdict)),
        [],
      ),
    )
      .split('\n\n')
      .slice(2)
      .flatMap((block) => [...block.matchAll(/^(\w+): \S.*$/gm)].map(([, word = '']) => word));
  expect(legendOf('undecided', 'suspect', 'variant', 'duplicate')).toEqual([
    'duplicate',
    'variant',
    'suspect',
    'undecided',
  ]);
  expect(legendOf('suspect', 'suspect')).toEqual(['suspect']);
  expect(legendOf()).toEqual([]);
});

/** One of ours in a place of its own, in the n-th of 20 columns. */
const inPlace = (path: string, n: number): OurPicture => ({
  ...ours(path, 'duplicate'),
  box: { left: n / 20, top: 0, right: (n + 0.9) / 20, bottom: 1 },
});

it('lists the best match for each place of a page, however many, and says how many more there are and how to see them', () => {
  const page = Array.from({ length: 18 }, (_, n) => [inPlace(`a${n}.jpg`, n), inPlace(`b${n}.jpg`, n)]).flat();
  const lines = matchText(report(page)).split('\n');
  expect(lines.slice(1, 19)).toEqual(Array.from({ length: 18 }, (_, n) => `  is a${n}.jpg (duplicate)`));
  expect(lines[19]).toBe('  and 18 more (--format json or html lists them all)');
  const alike = Array.from({ length: 12 }, (_, k) => inPlace(`c${k}.jpg`, 3));
  expect(
    matchText(report([...alike, inPlace('d.jpg', 5)]))
      .split('\n')
      .slice(1, 4),
  ).toEqual([...['  is c0.jpg (duplicate)', '  is d.jpg (duplicate)', '  is c1.jpg (duplicate)']]);
  expect(matchText(report(alike)).match(/ is c/g)).toHaveLength(10);
});

it('reports small pictures of a suspect that were not compared, and then not that none is ours', () => {
  const [found, none] = [[ours('a.jpg', 'duplicate')], []].map(
    (matches) => report(matches).suspects[0] ?? { path: '', sha256: null, matches: [], problem: null },
  );
  const unseen = (suspect: typeof found, unseenPictures: number): string =>
    matchText({ ...report(), suspects: suspect ? [{ ...suspect, unseenPictures }] : [] });
  expect(unseen(found, 6)).toContain(
    '  is a.jpg (duplicate)\n  6 small pictures in it were not compared, as they are under 64 px or beyond the first 40: cut out those that matter and match them alone\n',
  );
  expect(unseen(none, 1)).toContain(
    '  none of ours in what was compared\n  1 small picture in it was not compared, as it is under 64 px or beyond the first 40: cut it out and match it alone where it matters\n',
  );
  // A run that ends with 1 for that alone says why in its last line.
  expect(unseen(none, 1)).toContain('none copies one of yours; small pictures in 1 were not compared\n');
  expect(matchText(report())).not.toContain('small pictures');
});

it('names the pictures that were stamped where a mark was found, and none of many', () => {
  const mark = {
    ...{ mark: 'mark.png', status: 'present' as const, summary: '', mirrored: false },
    ...{ box: { x: 0.1, y: 0.1, width: 0.2, height: 0.1 }, stamped: ['a.jpg', 'b.jpg'] },
  };
  expect(suspectMarkSentence(mark)).toMatch(/ is in the upper left, where it was stamped on a\.jpg, b\.jpg$/);
  expect(suspectMarkSentence({ ...mark, stamped: [], stampedThere: 14 })).toMatch(
    /, where it was stamped on 14 of ours: which one is unknown$/,
  );
});
