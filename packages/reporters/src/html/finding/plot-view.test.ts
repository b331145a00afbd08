import type { Cause, Finding, Json } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { isPlotted, plotViews } from './plot-view.ts';

const cause = (actual: Json): Cause => ({
  ...{ fact: 'houseStyle', path: 'traits', operator: 'isEmpty', expected: true, message: 'it differs' },
  actual,
});
const finding = (...causes: Cause[]): Finding => ({
  ...{ ruleId: 'house-style', severity: 'info', outcome: 'fail', message: 'it differs', related: [] },
  ...{ subject: { scope: 'listing', path: 'listings/a' }, fingerprint: '0', contentFingerprint: '0', causes },
});
const trait = {
  ...{ name: 'ratio', among: '9 of 10 main pictures', usual: '1.00', usualFrom: -1, usualTo: 1 },
  values: [
    { value: 3, own: true, odd: true, words: '3.00' },
    { value: 0, own: false, odd: false, words: '1.00' },
    { value: 0, own: true, odd: false, words: '1\u001b[31m' },
  ],
};

it('lays values along a line between the least and the most, what is told last', () => {
  const [plot] = plotViews(finding(cause([trait])));
  expect(plot).toMatchObject({ name: 'ratio', about: '9 of 10 main pictures have about 1.00', from: 8, width: 152 });
  expect(plot?.dots.map(({ kind, x }) => [kind, x])).toEqual([
    ['other', 84],
    ['own', 84],
    ['odd', 312],
  ]);
  expect(new Set(plot?.dots.slice(0, 2).map(({ y }) => y)).size).toBe(2);
});

it('escapes words, and draws no more than 400 dots', () => {
  expect(plotViews(finding(cause([trait])))[0]?.dots[1]?.words).not.toContain('\u001b');
  const many = { ...trait, values: Array.from({ length: 1000 }, () => trait.values[1] ?? null) };
  expect(plotViews(finding(cause([many])))[0]?.dots).toHaveLength(400);
});

it.each([
  ['text', 'a'],
  ['a list of texts', ['a', 'b']],
  ['no numbers', [{ ...trait, usualFrom: 'low' }]],
  ['no name', [{ ...trait, name: 1 }]],
  ['no values', [{ ...trait, values: 'none' }]],
  ['nothing', [null, 3, []]],
] as const)('draws nothing of %s', (_what, actual) => {
  expect(isPlotted(cause(actual as Json))).toBe(false);
});

it('passes by values that are none', () => {
  const values = [null, 5, { value: 'x', words: 'x' }, { value: 1 }, trait.values[0] ?? null];
  expect(plotViews(finding(cause([{ ...trait, values }])))[0]?.dots).toHaveLength(1);
});
