import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { formatRuleTest } from './format-result.ts';
import { ruleTestPassed, runRuleTests } from './rule-tests.ts';

const RULE = `id: image-large
scope: image
severity: error
title: t
why: w
fix: f
options:
  least: { type: integer, default: 1000, minimum: 1 }
when:
  all: [{ fact: image, path: role, operator: equal, value: main }]
assert:
  all: [{ fact: image, path: shortSide, operator: greaterThanInclusive, value: { option: least } }]
`;

const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: [
        defineFact({
          id: 'image',
          scope: 'image',
          version: 1,
          title: 'The picture file',
          schema: z.object({ role: z.enum(['main', 'gallery']), shortSide: z.number().int().nullable() }),
          compute: () => ({ role: 'main' as const, shortSide: 0 }),
        }),
      ],
      rules: [{ path: 'image-large.yaml', text: RULE }],
    }),
  ],
  { builtIn: 'own' },
);

const GOOD = `rule: image-large
cases:
  - { name: exactly large enough, facts: { image: { role: main, shortSide: 1000 } }, outcome: pass }
  - name: one pixel short
    facts: { image: { role: main, shortSide: 999 } }
    outcome: fail
    causes: ["image short side is 999 but must be at least 1000"]
  - { name: a gallery picture may be small, facts: { image: { role: gallery, shortSide: 10 } }, outcome: skip }
  - { name: the config asks for less, options: { least: 500 }, facts: { image: { role: main, shortSide: 600 } }, outcome: pass }
  - { name: a broken file is not a pass, facts: { image: { $unknown: cannot be read } }, outcome: inconclusive }
`;

const run = (text: string) => runRuleTests({ path: 'image-large.test.yaml', text }, registry);

describe('rule tests', () => {
  it('passes when every case, every fault and every outcome is covered', async () => {
    const result = await run(GOOD);
    expect(formatRuleTest(result)).toBe('ok image-large: 5 cases validated, 5 faults noticed');
    expect(ruleTestPassed(result)).toBe(true);
  });

  it('names noisy, missing and wrong cases', async () => {
    const text = GOOD.replace('shortSide: 1000 } }, outcome: pass', 'shortSide: 10 } }, outcome: pass')
      .replace('shortSide: 999', 'shortSide: 1999')
      .replace('$unknown: cannot be read } }, outcome: inconclusive', 'role: main } }, outcome: fail');
    const result = await run(text);
    expect(result.cases.map(({ status }) => status)).toEqual(['noisy', 'missing', 'validated', 'validated', 'wrong']);
  });

  it('names the faults that no case notices and the outcomes that none shows', async () => {
    const result = await run(`rule: image-large
cases:
  - { name: large, facts: { image: { role: main, shortSide: 5000 } }, outcome: pass }
  - { name: tiny, facts: { image: { role: main, shortSide: 5 } }, outcome: fail }
`);
    expect(result.unnoticed).toEqual([
      'assert: image.shortSide greaterThanInclusive made greaterThan',
      'assert: image.shortSide greaterThanInclusive moved from 1000 to 1100',
      'assert: image.shortSide greaterThanInclusive moved from 1000 to 900',
    ]);
    expect(result.uncovered).toEqual(['skip', 'inconclusive']);
  });

  it('is wrong when the rule asks for a fact that the case does not give', async () => {
    const result = await run(`rule: image-large\ncases: [{ name: nothing given, facts: {}, outcome: inconclusive }]\n`);
    expect(result.cases[0]).toMatchObject({
      status: 'wrong',
      differences: ['fact "image" was asked for, but the case does not give it'],
    });
  });

  it('finds every fault of a test file at once, each at its place', async () => {
    const { problems } = await run(`rule: image-large
cases:
  - { name: a, facts: { image: { shortsid: 1 } }, outcome: pass }
  - { name: b, facts: { image: { role: mian } }, outcome: pass }
  - { name: c, facts: { imge: {} }, options: { most: 3 }, outcome: pass }
  - { name: d, facts: { image: { shortSide: wide } }, outcome: pass, message: no }
  - { name: e, outcome: pass }
`);
    expect(
      problems.map(({ line, column, message, hint }) => `${line}:${column} ${message} (${hint})`),
    ).toMatchInlineSnapshot(`
      [
        "3:34 "image.shortsid" does not exist (did you mean "shortSide"?)",
        "4:40 image.role is never "mian" (did you mean "main"?)",
        "5:54 unknown option "most" of image-large (known: least)",
        "5:25 unknown fact "imge" of scope image (did you mean "image"?)",
        "6:5 case "d": pass has no causes and no message (undefined)",
        "6:45 image.shortSide is nothing or a number, not "wide" (undefined)",
        "7:5 case "e" needs either facts or files (undefined)",
      ]
    `);
  });
});
