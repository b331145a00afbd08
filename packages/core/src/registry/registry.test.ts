import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateRule } from '../evaluate/evaluate.ts';
import { defineFact } from '../model/fact.ts';
import type { Operator } from '../model/operator.ts';
import { definePlugin, type Plugin } from '../model/plugin.ts';
import { compileRule } from '../rule/compile.ts';
import { checkOptions } from '../rule/options.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { createRegistry } from './registry.ts';

const brightness = defineFact({
  id: 'brightness',
  scope: 'image',
  version: 1,
  title: 'How bright the picture is',
  schema: z.object({ mean: z.number(), name: z.string() }),
  params: z.object({ cells: z.number().int().max(64).optional() }),
  compute: () => ({ mean: 0, name: '' }),
});

const divisibleBy: Operator = {
  id: 'divisibleBy',
  title: 'The number is a multiple of this one.',
  accepts: ['number'],
  expects: ['number'],
  check: (expected) => (expected === 0 ? 'nothing is divisible by 0' : undefined),
  test: (actual, expected) => Number(actual) % Number(expected) === 0,
};

const rule = (id: string, assert: string, more = ''): string =>
  `id: ${id}\nscope: image\nseverity: warn\ntitle: t\nwhy: w\nfix: f\n${more}assert: ${assert}\n`;

const acme: Plugin = definePlugin({
  name: 'acme',
  version: '1.0.0',
  facts: [brightness],
  operators: [divisibleBy],
  rules: [
    {
      path: 'acme/too-dark.yaml',
      text: rule(
        'too-dark',
        '{ all: [{ fact: brightness, path: mean, operator: greaterThan, value: 10, message: "{{brightness.name}} is dark: {{actual}}" }, { fact: brightness, path: mean, operator: divisibleBy, value: 2 }] }',
      ),
    },
  ],
  presets: [{ path: 'config/strict.yaml', text: 'rules: { acme/too-dark: error }' }],
  reporters: [{ id: 'list', title: 'A list', render: () => '' }],
});

const builtIn: Plugin = definePlugin({
  name: 'own',
  version: '1.0.0',
  facts: [
    defineFact({
      id: 'image',
      scope: 'image',
      version: 1,
      title: 'The file',
      schema: z.object({ name: z.string() }),
      compute: () => ({ name: '' }),
    }),
  ],
  presets: [{ path: 'config/channels/amazon.yaml', text: '' }],
});

describe('the registry', () => {
  const registry = createRegistry([builtIn, acme], { builtIn: 'own' });

  it('prefixes what third parties bring, and nothing of the built-in plugin', () => {
    expect(registry.problems).toEqual([]);
    expect(registry.facts('image').map(({ id }) => id)).toEqual(['acme/brightness', 'image']);
    expect([...registry.rules.keys()]).toEqual(['acme/too-dark']);
    expect([...registry.presets.keys()]).toEqual(['channels/amazon', 'acme/strict']);
    expect([...registry.reporters.keys()]).toEqual(['acme/list']);
    expect(registry.operators.get('acme/divisibleBy')?.title).toBe(divisibleBy.title);
  });

  it("lets a plugin's rule use its own short ids, in messages too", async () => {
    const entry = registry.rules.get('acme/too-dark');
    if (!entry) throw new Error('no rule');
    const compiled = compileRule(entry.rule, {}, registry);
    expect(compiled.assertFacts).toEqual([{ fact: 'acme/brightness', params: {} }]);
    const verdict = await evaluateRule(compiled, async () => ({ value: { mean: 3, name: 'a.jpg' } }), {
      asOf: '2026-01-01',
    });
    expect(verdict.message).toBe('a.jpg is dark: 3; brightness mean is 3 but must satisfy acme/divisibleBy 2');
  });

  it('lets a rule of the user use full ids only', () => {
    const full = rule('mine', '{ fact: acme/brightness, path: mean, operator: acme/divisibleBy, value: 5 }');
    expect(parseRule({ path: 'mine.yaml', text: full }, registry).rule?.id).toBe('mine');
    const short = rule('mine', '{ fact: brightness, path: mean, operator: divisibleBy, value: 0 }');
    const { problems } = parseRule({ path: 'mine.yaml', text: short }, registry);
    expect(problems.map(({ message, hint }) => `${message} (${hint})`)).toEqual([
      'unknown fact "brightness" (did you mean "acme/brightness"?)',
      'unknown operator "divisibleBy" (did you mean "acme/divisibleBy"?)',
    ]);
  });

  it('reports collisions, faulty rules and bad names, all at once', () => {
    const twice = createRegistry(
      [
        builtIn,
        { ...acme, facts: [brightness, brightness], rules: [...(acme.rules ?? []), { path: 'x.yaml', text: 'id: x' }] },
        acme,
        { name: 'No Name', version: '1' },
      ],
      { builtIn: 'own' },
    );
    const messages = twice.problems.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'two plugins are called "acme"',
        '"No Name" is not a valid plugin name',
        'plugin "acme": there is a fact of scope image "acme/brightness" already',
        'plugin "acme": there is a rule "acme/too-dark" already',
        '"scope" is missing',
      ]),
    );
  });

  it('takes rules of the built-in plugin that were parsed beforehand as they are, where it is told to', () => {
    const text = rule('named', '{ fact: image, path: nme, operator: equal, value: a }');
    const leaf = { fact: 'image', path: 'nme', operator: 'equal', value: 'a' };
    const value = { id: 'named', scope: 'image', severity: 'warn', title: 't', why: 'w', fix: 'f', assert: leaf };
    const problems = (plugin: Plugin, options: Parameters<typeof createRegistry>[1]) =>
      createRegistry([plugin], options).problems.map(({ message }) => message);
    const own = { ...builtIn, rules: [{ path: 'named.yaml', text, value }] };
    const unknown = ['"image.nme" does not exist: image has no "nme"'];
    expect(problems(own, { builtIn: 'own', trustBuiltIn: true })).toEqual([]);
    expect(problems(own, { builtIn: 'own' })).toEqual(unknown);
    expect(problems(own, { trustBuiltIn: true })).toEqual(['"own/image.nme" does not exist: own/image has no "nme"']);
    const { assert: _, ...shapeless } = value;
    const broken = {
      ...own,
      rules: [{ path: 'named.yaml', text, value: { ...shapeless, assert: { all: [{ fact: 1 }] } } }],
    };
    expect(problems(broken, { builtIn: 'own', trustBuiltIn: true })).toContain('"fact" must be a fact\'s name, not 1');
  });
});

describe('options of a rule', () => {
  const registry = createRegistry([builtIn, acme], { builtIn: 'own' });
  const { rule: parsed, problems } = parseRule(
    {
      path: 'mine.yaml',
      text: rule(
        'mine',
        '{ all: [{ fact: acme/brightness, params: { cells: { option: cells } }, path: mean, operator: acme/divisibleBy, value: { option: by } }, { fact: image, path: name, operator: matches, value: { option: pattern } }, { fact: image, path: name, operator: in, value: { option: names } }] }',
        'options: { by: { type: number, default: 2, maximum: 9 }, cells: { type: integer, default: 8 }, pattern: { type: string, default: x }, names: { type: array, default: [a] } }\n',
      ),
    },
    registry,
  );

  it('are checked by name, type, range and by what uses them', () => {
    expect(problems).toEqual([]);
    if (!parsed) throw new Error('no rule');
    const said = (values: Parameters<typeof checkOptions>[1]) =>
      checkOptions(parsed, values, registry).map(
        ({ key, message, hint }) => `${key}: ${message}${hint ? ` (${hint})` : ''}`,
      );
    expect(said({ by: 3, cells: 4, pattern: '^a', names: ['b'] })).toEqual([]);
    expect(said({ bye: 3 })).toEqual(['bye: unknown option "bye" of mine (did you mean "by"?)']);
    expect(said({ by: '3', cells: 1.5 })).toEqual([
      'by: "by" must be a number, not "3"',
      'cells: "cells" must be a whole number, not 1.5',
    ]);
    expect(said({ by: 10 })).toEqual(['by: "by" must be at most 9, not 10']);
    expect(said({ by: 0 })).toEqual(['by: nothing is divisible by 0']);
    expect(said({ cells: 65 })).toEqual(['cells: "cells" must be at most 64, not 65']);
    expect(said({ pattern: '(' })).toEqual(['pattern: the pattern is not valid: missing closing ): `(`']);
    expect(said({ pattern: 'a{1000}b{1000}c' })).toEqual([
      'pattern: the pattern is not valid: it comes to 2003 instructions, and 2000 are allowed: repeat less in it',
    ]);
    expect(said({ pattern: 'a'.repeat(2001) })).toEqual([
      'pattern: the pattern is not valid: it has 2001 characters, and 2000 are allowed: split it into several conditions',
    ]);
    expect(said({ names: [] })).toEqual(['names: the list is empty']);
    expect(said({ names: [1] })).toEqual(['names: "names" must be a list of texts, not a list']);
  });
});
