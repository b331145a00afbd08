import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { evaluateRule, type Resolved, type Verdict } from './evaluate.ts';

const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: [
        {
          id: 'case',
          scope: 'case',
          version: 1,
          title: 'The dispute',
          schema: z.object({
            damagesUsd: z.number().nullable(),
            limitUsd: z.number().nullable(),
            counterfeit: z.boolean(),
            opened: z.iso.date(),
            kind: z.string(),
            tags: z.record(z.string(), z.string()),
          }),
          compute: () => ({}),
        },
        {
          id: 'shot',
          scope: 'case',
          version: 1,
          title: 'A picture',
          schema: z.object({
            width: z.number().nullable().meta({ title: 'width', unit: 'px' }),
            size: z.number().meta({ title: 'file size', unit: 'bytes' }),
            white: z.number().meta({ unit: 'share' }),
            price: z.number().meta({ unit: 'USD' }),
            format: z.enum(['png', 'jpeg', 'webp']),
            names: z.array(z.string()),
            taken: z.iso.date(),
            note: z.string(),
          }),
          compute: () => ({}),
        },
        { id: 'age', scope: 'case', version: 1, title: 'Days', schema: z.number(), compute: () => 0 },
      ],
    }),
  ],
  { builtIn: 'own' },
);

const judge = async (
  assert: string,
  facts: { readonly [id: string]: Resolved },
  head = '',
  { atOnce = false, isFirst = false } = {},
): Promise<Verdict> => {
  const text = `id: r\nscope: case\nseverity: warn\ntitle: t\nwhy: w\nfix: f\n${head}assert: ${assert}\n`;
  const { rule, problems } = parseRule({ path: 'r.yaml', text }, registry);
  expect(problems).toEqual([]);
  if (!rule) throw new Error('no rule');
  const given = (fact: string): Resolved => facts[fact] ?? { unknown: 'not given' };
  const resolve = atOnce ? given : async (fact: string): Promise<Resolved> => given(fact);
  return evaluateRule(compileRule(rule, {}, registry), resolve, { asOf: '2026-03-01', isFirst });
};

const shotNamed = (...names: string[]): { shot: Resolved } => ({ shot: { value: { names, size: 3 } } });
const EACH = '{ fact: shot, path: names, operator: isEmpty, value: true, message: "look at {{each}}" }';

describe('a message that tells each item of a list', () => {
  it('makes a cause of every item, with that item alone', async () => {
    const { causes, message } = await judge(EACH, shotNamed('a', 'b'));
    expect(causes.map(({ message: said, actual }) => [said, actual])).toEqual([
      ['look at a', ['a']],
      ['look at b', ['b']],
    ]);
    expect(message).toBe('look at a; look at b');
  });
  it('has room for a sentence', async () => {
    const { message } = await judge(EACH, shotNamed('x'.repeat(400)));
    expect(message).toBe(`look at ${'x'.repeat(400)}`);
  });
  it('is one cause where the list could not be had', async () => {
    const { causes, outcome } = await judge(EACH, { shot: { unknown: 'broken' } });
    expect([outcome, causes.length]).toEqual(['inconclusive', 1]);
  });
});

describe('a headline', () => {
  const head = 'headline: "{{causes}} names, {{shot.size}} in all, {{first}} first"\n';
  it('stands above several causes', async () => {
    expect((await judge(EACH, shotNamed('a', 'b'), head)).message).toBe('2 names, 3 in all, look at a first');
  });
  it('is not needed for one, and says nothing of what could not be judged', async () => {
    expect((await judge(EACH, shotNamed('a'), head)).message).toBe('look at a');
    expect((await judge(EACH, { shot: { unknown: 'broken' } }, head)).message).toContain('broken');
  });
  it.each([
    ['headline: "{{actual}} is bad"\n', EACH, 'is of one condition'],
    ['headline: "{{shot.nams}} is bad"\n', EACH, 'shot has no "nams"'],
    ['', '{ fact: shot, path: size, operator: equal, value: 1, message: "{{each}}" }', 'is an item of a list'],
  ])('%s%s is a mistake', (own, assert, told) => {
    const text = `id: r\nscope: case\nseverity: warn\ntitle: t\nwhy: w\nfix: f\n${own}assert: ${assert}\n`;
    const { problems } = parseRule({ path: 'r.yaml', text }, registry);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(told)]);
  });
});

const dispute = (value: object): { case: Resolved } => ({ case: { value } });

describe('causes', () => {
  const escalation =
    '{ not: { any: [{ fact: case, path: damagesUsd, operator: greaterThan, value: 10000, message: "damages of {{actual | money}} exceed {{expected | money}}" }, { fact: case, path: counterfeit, operator: equal, value: true }] } }';

  it('name every condition that held under a negation, with its value', async () => {
    const verdict = await judge(escalation, dispute({ damagesUsd: 25_000, counterfeit: true }));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.message).toBe(
      'damages of USD 25,000 exceed USD 10,000; case counterfeit is yes but must not be yes',
    );
    expect(verdict.causes[0]).toMatchObject({
      path: 'damagesUsd',
      operator: 'not greaterThan',
      actual: 25_000,
      expected: 10_000,
    });
  });

  it('leave out what is unknown when the rest decides, and are what is unknown when it decides', async () => {
    const decided = await judge(escalation, dispute({ damagesUsd: null, counterfeit: true }));
    expect(decided).toMatchObject({ outcome: 'fail', message: 'case counterfeit is yes but must not be yes' });
    const open = await judge(escalation, dispute({ damagesUsd: null, counterfeit: false }));
    expect(open).toMatchObject({
      outcome: 'inconclusive',
      message: 'case damages usd could not be judged: there is no value',
    });
  });

  it('excuse the failed conditions of an `any` that holds', async () => {
    const any =
      '{ any: [{ fact: case, path: kind, operator: equal, value: a }, { fact: case, path: kind, operator: equal, value: b }] }';
    const verdict = await judge(
      `{ all: [${any}, { fact: case, path: counterfeit, operator: equal, value: false }] }`,
      dispute({ kind: 'b', counterfeit: true }),
    );
    expect(verdict.causes.map(({ path }) => path)).toEqual(['counterfeit']);
  });

  it.each([
    ['{ fact: shot, path: width, operator: greaterThan, value: 600 }', 'width is 500 px but must be more than 600 px'],
    [
      '{ fact: shot, path: width, operator: between, value: [600, 900] }',
      'width is 500 px but must be between 600 px and 900 px',
    ],
    [
      '{ fact: shot, path: size, operator: lessThan, value: 2000000 }',
      'file size is 2,000,001 bytes but must be less than 2,000,000 bytes',
    ],
    ['{ fact: shot, path: white, operator: greaterThan, value: 0.9 }', 'shot white is 45 % but must be more than 90 %'],
    [
      '{ fact: shot, path: price, operator: lessThan, value: 10 }',
      'shot price is USD 12.50 but must be less than USD 10',
    ],
    [
      '{ fact: shot, path: format, operator: in, value: [jpeg, webp] }',
      'shot format is "png" but must be one of "jpeg", "webp"',
    ],
    ['{ fact: shot, path: format, operator: startsWith, value: j }', 'shot format is "png" but must start with "j"'],
    ['{ fact: shot, path: names, operator: contains, value: c }', 'shot names is "a", "b" but must contain "c"'],
    [
      '{ fact: shot, path: taken, operator: newerThan, value: 2 months }',
      'shot taken is 2020-02-03 but must be newer than 2 months',
    ],
    [
      '{ fact: shot, path: taken, operator: between, value: [2021-01-01, today] }',
      'shot taken is 2020-02-03 but must be between 2021-01-01 and today',
    ],
    ['{ fact: shot, path: note, operator: isEmpty, value: false }', 'shot note is empty but must have something in it'],
  ])('say by themselves, with units and quotes: %s', async (leaf, message) => {
    const shot = {
      width: 500,
      size: 2_000_001,
      white: 0.45,
      price: 12.5,
      format: 'png',
      names: ['a', 'b'],
      taken: '2020-02-03',
      note: '',
    };
    expect((await judge(leaf, { shot: { value: shot } })).message).toBe(message);
  });

  it('say why a part is missing, where the fact says it beside it', async () => {
    const leaf = '{ fact: shot, path: width, operator: greaterThan, value: 600 }';
    const told = await judge(leaf, { shot: { value: { width: null, reason: 'the header is torn' } } });
    expect(told).toMatchObject({ outcome: 'inconclusive', message: 'width could not be judged: the header is torn' });
    const untold = await judge(leaf, { shot: { value: { width: null, reason: null } } });
    expect(untold.message).toBe('width could not be judged: there is no value');
  });

  it('say a sentence once', async () => {
    const leaf = '{ fact: case, path: kind, operator: equal, value: a, message: "another kind" }';
    expect((await judge(`{ all: [${leaf}, ${leaf}] }`, dispute({ kind: 'b' }))).message).toBe('another kind');
  });

  it('carry the codes of facts that could not be had', async () => {
    const verdict = await judge('{ fact: age, operator: lessThan, value: 3 }', {
      age: { unknown: 'no', code: 'data-invalid' },
    });
    expect(verdict).toMatchObject({ outcome: 'inconclusive', codes: ['data-invalid'] });
  });
});

describe('values from other facts', () => {
  const leaf = '{ fact: case, path: damagesUsd, operator: lessThanInclusive, value: { fact: case, path: limitUsd } }';

  it('are compared, shown, and unknown when missing', async () => {
    expect((await judge(leaf, dispute({ damagesUsd: 3, limitUsd: 3 }))).outcome).toBe('pass');
    expect(await judge(leaf, dispute({ damagesUsd: 5, limitUsd: 3 }))).toMatchObject({
      outcome: 'fail',
      message: 'case damages usd is 5 but must be at most 3',
      causes: [{ actual: 5, expected: 3 }],
    });
    expect(await judge(leaf, dispute({ damagesUsd: 5, limitUsd: null }))).toMatchObject({
      outcome: 'inconclusive',
      message: 'case damages usd could not be judged: case limitUsd, which it is compared with, has no value',
    });
  });

  it('of a kind that the operator does not take are unknown', async () => {
    const pattern = '{ fact: case, path: kind, operator: matches, value: { fact: case, path: tags.pattern } }';
    const verdict = await judge(pattern, dispute({ kind: 'a', tags: { pattern: '(' } }));
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.message).toContain('does not suit "matches"');
  });
});

describe('paths', () => {
  it('reach own keys only', async () => {
    const leaf = (path: string) => `{ fact: case, path: ${path}, operator: exists, value: false }`;
    for (const path of ['tags.constructor', 'tags.__proto__', 'tags.toString']) {
      expect((await judge(leaf(path), dispute({ tags: {} }))).outcome).toBe('pass');
    }
  });
});

describe('time', () => {
  it('is an input only where a date is compared with today, or a fact depends on it', async () => {
    const facts = { ...dispute({ opened: '2026-02-01', kind: 'a' }), age: { value: 2, timed: true } };
    const timed = async (assert: string, head = ''): Promise<boolean> => (await judge(assert, facts, head)).timed;
    expect(await timed('{ fact: case, path: opened, operator: before, value: 2026-03-01 }')).toBe(false);
    expect(await timed('{ fact: case, path: opened, operator: before, value: today }')).toBe(true);
    expect(await timed('{ fact: case, path: opened, operator: newerThan, value: 2 months }')).toBe(true);
    expect(await timed('{ fact: age, operator: lessThan, value: 3 }')).toBe(true);
    const skipped = 'when: { fact: case, path: kind, operator: equal, value: b }\n';
    expect(await timed('{ fact: age, operator: lessThan, value: 3 }', skipped)).toBe(false);
  });
});

describe('facts that are there at once', () => {
  const ASSERTS = [
    '{ fact: shot, path: width, operator: greaterThanInclusive, value: 1000 }',
    '{ all: [{ fact: shot, path: format, operator: equal, value: png }, { fact: age, operator: lessThan, value: 3 }] }',
    '{ any: [{ fact: case, path: tags.a, operator: equal, value: b }, { not: { fact: age, operator: greaterThanInclusive, value: 3 } }] }',
  ];
  const SHOTS: readonly Resolved[] = [
    { value: { width: 900, format: 'png' } },
    { value: { width: null, format: 'jpeg' } },
    { unknown: 'it is broken', code: 'content-unreadable', timed: true },
  ];
  const OTHERS: readonly Resolved[] = [{ value: 2 }, { value: 5, timed: true }, { unknown: 'nobody knows' }];

  it('come to the verdict of those that are waited for', async () => {
    const outcomes = new Set<string>();
    for (const assert of ASSERTS) {
      for (const shot of SHOTS) {
        for (const age of OTHERS) {
          const facts = { shot, age, case: { value: { tags: { a: 'c' } } } };
          const verdict = await judge(assert, facts, '', { atOnce: true });
          expect(verdict).toEqual(await judge(assert, facts));
          outcomes.add(verdict.outcome);
        }
      }
    }
    expect([...outcomes].sort()).toEqual(['fail', 'inconclusive', 'pass']);
  });

  it('a rule that is judged again has no causes while it is open, and all of them where it is not', async () => {
    const [assert = ''] = ASSERTS;
    const open = await judge(assert, { shot: { unknown: 'not yet' } }, '', { isFirst: true });
    expect([open.outcome, open.message, open.causes]).toEqual(['inconclusive', '', []]);
    const failed = await judge(assert, { shot: { value: { width: 900 } } }, '', { isFirst: true });
    expect([failed.outcome, failed.causes.length]).toEqual(['fail', 1]);
  });
});
