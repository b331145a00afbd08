import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { parseRule } from './parse-rule.ts';

const registryOf = (count: number) =>
  createRegistry(
    [
      definePlugin({
        name: 'own',
        version: '1',
        subjects: [{ scope: 'page', async *discover() {} }],
        facts: Array.from({ length: count }, (_, index) =>
          defineFact({
            id: `fact${index + 1}`,
            scope: 'page',
            version: 1,
            title: 'a fact',
            schema: z.object({ yes: z.boolean(), words: z.array(z.string()) }),
            compute: () => ({ yes: true, words: [] }),
          }),
        ),
      }),
    ],
    { builtIn: 'own' },
  );

/** Problems of a rule that asserts this, each with its line and what to do. */
const told = (assert: string, count = 2): readonly string[] => {
  const text = `id: r\nscope: page\nseverity: warn\ntitle: T\nwhy: W.\nfix: F.\nassert:\n  ${assert}\n`;
  const { problems } = parseRule({ path: 'r.yaml', text }, registryOf(count));
  return problems.map(
    ({ line, column, message, hint }) => `${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
};

describe('the fact of a condition', () => {
  it('is missing at the condition, and wrong at its own place', () => {
    expect(told('operator: equal\n  value: 1')[0]).toMatch(
      /^7:1 a condition needs "fact"|^8:3 a condition needs "fact"/,
    );
    expect(told('operator: equal\n  value: 1\n  fact: 3')[0]).toMatch(/^10:9 "fact" must be a fact's name, not 3/);
  });
  it('is listed with the others where these are twelve at the most', () => {
    expect(told('operator: equal\n  value: 1', 12).join()).toContain('known: fact1');
    expect(told('operator: equal\n  value: 1', 13).join()).not.toContain('known:');
  });
});

describe('the value of a condition', () => {
  it('may be left out where the operator asks for yes or no, and nowhere else', () => {
    expect(told('fact: fact1\n  path: words\n  operator: isEmpty')).toEqual([]);
    expect(told('fact: fact1\n  path: words\n  operator: contains')[0]).toContain('"contains" needs "value"');
    expect(told('fact: fact1\n  path: yes\n  operator: equal')[0]).toContain('"equal" needs "value"');
  });
});
