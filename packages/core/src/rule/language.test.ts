import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateRule, type ResolveFact } from '../evaluate/evaluate.ts';
import { defineFact } from '../model/fact.ts';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { formatProblem } from '../text/problems.ts';
import { compileRule } from './compile.ts';
import { checkOptions } from './options.ts';
import { parseRule } from './parse-rule.ts';

const never = () => {
  throw new Error('not computed in this test');
};
const plugin = definePlugin({
  name: 'built-in',
  version: '1.0.0',
  subjects: [],
  facts: [
    defineFact({
      id: 'image',
      scope: 'image',
      version: 1,
      title: 'The picture file',
      schema: z.object({
        role: z.enum(['main', 'gallery', 'chart']),
        width: z.number().int().nullable(),
        bytes: z.number(),
      }),
      compute: never,
    }),
    defineFact({
      id: 'watermark',
      scope: 'image',
      version: 1,
      title: 'The mark',
      schema: z.object({ status: z.enum(['present', 'absent']), score: z.number().optional() }),
      compute: never,
    }),
  ],
});
const registry = createRegistry([plugin], { builtIn: 'built-in' });

const text = `id: watermark-present
scope: image
severity: error
title: t
why: w
fix: f
options:
  minScore: { type: number, default: 0.6, minimum: 0, maximum: 1 }
when:
  all: [{ fact: image, path: role, operator: in, value: [main, gallery] }]
assert:
  all:
    - { fact: watermark, path: status, operator: equal, value: present, message: "no watermark found (best score {{watermark.score}})" }
    - { fact: watermark, path: score, operator: greaterThanInclusive, value: { option: minScore } }
`;

const judge = async (facts: { [fact: string]: unknown }, values = {}) => {
  const parsed = parseRule({ path: 'rule.yaml', text }, registry);
  expect(parsed.problems.map(formatProblem)).toEqual([]);
  if (!parsed.rule) throw new Error('no rule');
  const asked: string[] = [];
  const resolve: ResolveFact = async (fact) => {
    asked.push(fact);
    return fact in facts ? { value: facts[fact] } : { unknown: 'premature end of JPEG' };
  };
  const verdict = await evaluateRule(compileRule(parsed.rule, values, registry), resolve, { asOf: '2026-11-25' });
  return { ...verdict, asked };
};

describe('a rule from text to verdict', () => {
  it('passes, fails with causes, skips without asking, is inconclusive', async () => {
    expect((await judge({ image: { role: 'main' }, watermark: { status: 'present', score: 0.9 } })).outcome).toBe(
      'pass',
    );
    const failed = await judge({ image: { role: 'main' }, watermark: { status: 'absent', score: 0.41 } });
    expect(failed.outcome).toBe('fail');
    expect(failed.message).toBe(
      'no watermark found (best score 0.41); watermark score is 0.41 but must be at least 0.6',
    );
    const skipped = await judge({ image: { role: 'chart' } });
    expect([skipped.outcome, skipped.asked]).toEqual(['skip', ['image']]);
    const unclear = await judge({ image: { role: 'main' } });
    expect(unclear.outcome).toBe('inconclusive');
    expect(unclear.causes[0]?.unknown).toBe('premature end of JPEG');
    expect((await judge({ image: { role: 'main' }, watermark: { status: 'absent' } })).outcome).toBe('fail');
    expect((await judge({ image: { role: null }, watermark: { status: 'absent' } })).outcome).toBe('inconclusive');
    expect(
      (await judge({ image: { role: 'main' }, watermark: { status: 'present', score: 0.5 } }, { minScore: 0.4 }))
        .outcome,
    ).toBe('pass');
  });

  it('finds everything that is wrong at once', () => {
    const wrong = text
      .replace('severity: error', 'severity: eror')
      .replace('path: score', 'path: scroe')
      .replace('fact: image', 'fact: imge');
    const { problems } = parseRule({ path: 'rule.yaml', text: wrong }, registry);
    expect(problems.map((p) => `${p.line}:${p.column} ${p.message} (${p.hint})`)).toMatchInlineSnapshot(`
      [
        "3:11 "severity" must be error, warn or info, not "eror" (did you mean "error"?)",
        "10:17 unknown fact "imge" (did you mean "image"?)",
        "14:32 "watermark.scroe" does not exist: watermark has no "scroe" (did you mean "score"?)",
      ]
    `);
  });

  it('takes options as bounds of a range, and checks them together', async () => {
    const ranged = (least: string) => `id: ranged
scope: image
severity: error
title: t
why: w
fix: f
options:
  least: { type: integer, default: ${least} }
  most: { type: integer, default: 20 }
assert: { fact: image, path: width, operator: between, value: [{ option: least }, { option: most }] }
`;
    const { rule, problems } = parseRule({ path: 'rule.yaml', text: ranged('10') }, registry);
    expect(problems).toEqual([]);
    if (!rule) throw new Error('no rule');
    const outcome = async (width: number, values = {}) =>
      (
        await evaluateRule(compileRule(rule, values, registry), async () => ({ value: { width } }), {
          asOf: '2026-11-25',
        })
      ).outcome;
    expect(await outcome(10)).toBe('pass');
    expect(await outcome(9)).toBe('fail');
    expect(await outcome(9, { least: 9 })).toBe('pass');
    expect(checkOptions(rule, { most: 9 }, registry)).toEqual([
      { key: 'most', message: 'the lowest is above the highest' },
    ]);
    const swapped = parseRule({ path: 'rule.yaml', text: ranged('30') }, registry).problems;
    expect(swapped.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '8 "least": the lowest is above the highest',
      '9 "most": the lowest is above the highest',
    ]);
  });
});
