import { expect, it } from 'vitest';
import type { SuspectResult } from '../match.ts';
import type { OurPicture } from '../our-picture.ts';
import { matchHtml } from './match-html.ts';
import { matchText } from './match-text.ts';

/** One of ours in a place of its own, in the n-th of so many columns. */
const inPlace = (path: string, n: number, columns: number, more: Partial<OurPicture> = {}): OurPicture => ({
  ...{ path, product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0, turn: 'identity' },
  box: { left: n / columns, top: 0, right: (n + 0.9) / columns, bottom: 1 },
  ...{ description: `is ${path}`, ourBox: { left: 0, top: 0, right: 1, bottom: 1 }, ...more },
});
const reportOf = (matches: readonly OurPicture[], more: Partial<SuspectResult> = {}) => ({
  ...{ schemaVersion: 1 as const, compared: 99, unreadable: [], unseen: [] },
  suspects: [{ path: 'page.png', sha256: null, matches, problem: null, ...more }],
});

it('lists sixty places of a page at most, and says how many more there are', () => {
  const many = Array.from({ length: 70 }, (_, n) => inPlace(`a${n}.jpg`, n, 70));
  const lines = matchText(reportOf(many)).split('\n');
  expect(lines.filter((line) => line.startsWith('  is '))).toHaveLength(60);
  expect(lines).toContain('  and 10 more (--format json or html lists them all)');
});

it('takes one place in two frames for two', () => {
  const first = Array.from({ length: 12 }, (_, k) => inPlace(`a${k}.jpg`, 0, 1));
  const lines = matchText(reportOf([...first, inPlace('b.jpg', 0, 1, { frame: 2 })])).split('\n');
  expect(lines.slice(1, 3)).toEqual(['  is a0.jpg (duplicate)', '  is b.jpg (duplicate)']);
});

it('reports on the page small pictures that were not compared, of a suspect that copies one of ours, too', () => {
  const html = (more: Partial<SuspectResult>): string =>
    matchHtml(reportOf([inPlace('a.jpg', 0, 2)], more), () => null);
  const said =
    '6 small pictures in it were not compared, as they are under 64 px or beyond the first 40: cut out those that matter and match them alone.';
  expect(html({ unseenPictures: 6 })).toContain(said);
  expect(html({})).not.toContain('not compared');
});
