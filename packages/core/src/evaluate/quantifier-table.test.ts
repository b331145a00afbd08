import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Condition } from '../model/rule.ts';
import { type Being, judgeBeing } from './test-world.ts';

// The tables of the page about quantifiers are what is tested: a cell that is wrong there fails here.
const PAGE = readFileSync(
  fileURLToPath(new URL('../../../../docs/rules-over-several-subjects.md', import.meta.url)),
  'utf8',
);
const rowsUnder = (heading: string): readonly (readonly string[])[] => {
  const table = PAGE.slice(PAGE.indexOf(heading)).split('\n\n', 1)[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const being = (a: Json | undefined): Being => ({ name: 'member', facts: { a }, kids: [], friends: [], boss: [] });
const parent = (kids: readonly Being[]): Being => ({ ...being(0), name: 'me', kids });

const that: Condition = { fact: 'a', operator: 'equal', value: 1 };
const of = 'kids';
const ASKED: { readonly [name: string]: Condition } = {
  '`any`': { of, any: that },
  '`every`': { of, every: that },
  '`none`': { of, none: that },
  '`atLeast: 2`': { of, atLeast: 2, that },
  '`atMost: 1`': { of, atMost: 1, that },
  '`count`, `equal` 1': { of, count: that, operator: 'equal', value: 1 },
};
const MEMBERS = [[1, 1], [1, 2], [2, 2], [1, undefined], [2, undefined], [undefined, undefined], []];

const place = { fact: 'a' };
const near = { fact: 'a', tolerance: '1 %' };
const COMPARED: { readonly [name: string]: Condition } = {
  '`same`': { of, same: place },
  '`same`, 1 %': { of, same: near },
  '`distinct`': { of, distinct: place },
  '`distinct`, 1 %': { of, distinct: near },
  '`distinct`, `equal` 1': { of, distinct: place, operator: 'equal', value: 1 },
  '`unique` (the first is the subject)': { of, unique: place },
};
const VALUES = [[5, 5], [5, 5.04], [5, 9], [5, undefined], [5, 9, undefined], [5], []];

const CELLS: { readonly [outcome: string]: string } = { pass: 'pass', fail: 'fail', inconclusive: '?' };

const cellsOf = async (condition: Condition, columns: readonly (readonly (Json | undefined)[])[], isOwn: boolean) => {
  const cells: string[] = [];
  for (const values of columns) {
    const kids = values.map(being);
    const [first = being(5)] = kids;
    // The first of the members is the subject itself: its group holds it.
    const subject: Being = isOwn ? Object.assign(first, { kids }) : parent(kids);
    const { outcome } = await judgeBeing(condition, subject);
    cells.push(CELLS[outcome] ?? outcome);
  }
  return cells;
};

describe('the tables of docs/rules-over-several-subjects.md', () => {
  const asked = rowsUnder('| quantifier | both |');
  const compared = rowsUnder('| quantifier | 5, 5 |');

  it('have a row for each quantifier that they explain', () => {
    expect(asked.map(([name]) => name)).toEqual(Object.keys(ASKED));
    expect(compared.map(([name]) => name)).toEqual(Object.keys(COMPARED));
  });

  it.each(asked.map(([name = '', ...cells]) => [name, cells] as const))('%s', async (name, cells) => {
    const condition = ASKED[name];
    expect(condition && (await cellsOf(condition, MEMBERS, false))).toEqual(cells);
    const opposite = cells.map((cell) => (cell === 'pass' ? 'fail' : cell === 'fail' ? 'pass' : cell));
    expect(condition && (await cellsOf({ not: condition }, MEMBERS, false))).toEqual(opposite);
  });

  it.each(compared.map(([name = '', ...cells]) => [name, cells] as const))('%s', async (name, cells) => {
    const condition = COMPARED[name];
    expect(condition && (await cellsOf(condition, VALUES, name.startsWith('`unique`')))).toEqual(cells);
  });

  it('`exist`: a name that nobody has, none, and one that cannot be told', async () => {
    const friend = { ...being(1), name: 'friend' };
    const outcome = async (friends: readonly Being[] | undefined) =>
      (await judgeBeing({ of: 'friends', exist: true }, { ...parent([]), friends })).outcome;
    expect(await outcome([friend])).toBe('pass');
    expect(await outcome([friend, { ...friend, name: 'gone', isMissing: true }])).toBe('fail');
    expect(await outcome([])).toBe('pass');
    expect(await outcome(undefined)).toBe('inconclusive');
  });
});
