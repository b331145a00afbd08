import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';
import { makePlugin, rule } from './test-plugin.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (plugin: Plugin, config: string, options: Partial<LintOptions> = {}) => {
  writeFileSync(join(folder, 'listing-lint.config.yaml'), config);
  return lint({
    config: await loadConfig({ builtin: plugin, cwd: folder }),
    tool: { name: 'listing-lint', version: 'test' },
    asOf: '2026-01-01',
    ...options,
  });
};

describe('a subject that cannot be read', () => {
  it('is one finding at the gate; other rules are inconclusive without one', async () => {
    const { report } = await run(makePlugin(60).plugin, 'extends: recommended\n', {
      selection: { paths: ['p/49.jpg'] },
    });
    expect(report.findings.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([['readable', 'inconclusive']]);
    expect(report.subjects[0]?.outcomes.inconclusive).toEqual(['alone', 'no-seven', 'readable']);
    expect(report.findings[0]?.message).toContain('it is torn');
    expect(report.summary).toMatchObject({ errors: 1, inconclusive: 1 });
  });

  it('has findings of its own where the gate is below error or off', async () => {
    const { plugin } = makePlugin(60);
    const selection = { paths: ['p/49.jpg'] };
    const below = await run(plugin, 'extends: recommended\nrules: { readable: warn }\n', { selection });
    expect(below.report.findings.map(({ ruleId, blockedBy }) => [ruleId, blockedBy])).toEqual([
      ['alone', 'readable'],
      ['no-seven', 'readable'],
      ['readable', undefined],
    ]);
    const off = await run(plugin, 'extends: recommended\nrules: { readable: off }\n', { selection });
    expect(off.report.findings.map(({ ruleId, blockedBy }) => [ruleId, blockedBy])).toEqual([
      ['alone', undefined],
      ['no-seven', undefined],
    ]);
  });
});

describe('a fact that breaks', () => {
  const broken = (compute: () => never): Plugin => {
    const { plugin } = makePlugin(3);
    const fact = defineFact({
      id: 'broken',
      scope: 'image',
      version: 1,
      title: 'x',
      schema: z.object({ ok: z.boolean() }),
      compute,
    });
    return {
      ...plugin,
      facts: [...(plugin.facts ?? []), fact],
      rules: [
        ...(plugin.rules ?? []),
        rule('holds', 'assert: { all: [{ fact: broken, path: ok, operator: equal, value: true }] }\n'),
      ],
    };
  };

  it('stops nothing, passes nothing, and is reported once as a bug', async () => {
    const plugin = broken(() => {
      throw new TypeError('x is undefined');
    });
    const { report } = await run(plugin, 'rules: { holds: error, readable: error }\n');
    expect(report.subjects.map(({ outcomes }) => outcomes.inconclusive)).toEqual([['holds'], ['holds'], ['holds']]);
    expect(report.notices).toEqual([
      {
        level: 'error',
        code: 'fact-broken',
        message: 'the fact "broken" broke: x is undefined',
        path: expect.any(String),
      },
    ]);
  });

  it('that asks for itself is refused instead of waited for', async () => {
    const { plugin } = makePlugin(2);
    const asks = (id: string, other: string) =>
      defineFact({
        id,
        scope: 'image',
        version: 1,
        title: id,
        schema: z.object({ ok: z.boolean() }),
        compute: async (_subject, _params, context) => context.get<{ ok: boolean }>(other),
      });
    const circular: Plugin = {
      ...plugin,
      facts: [asks('left', 'right'), asks('right', 'left')],
      rules: [
        rule(
          'l',
          'assert: { all: [{ fact: left, path: ok, operator: equal, value: true }, { fact: right, path: ok, operator: equal, value: true }] }\n',
        ),
      ],
      presets: [],
    };
    const { report } = await run(circular, 'rules: { l: error }\n');
    expect(report.findings[0]?.causes[0]?.unknown).toMatch(/asks for itself/);
  });

  it('that looks at the set must say so', async () => {
    const { plugin } = makePlugin(2);
    const sneaky = defineFact({
      id: 'sneaky',
      scope: 'image',
      version: 1,
      title: 'x',
      schema: z.object({ ok: z.boolean() }),
      compute: (_subject, _params, context) => ({ ok: context.set('half').size > 0 }),
    });
    const text = 'assert: { all: [{ fact: sneaky, path: ok, operator: equal, value: true }] }\n';
    const { report } = await run(
      { ...plugin, facts: [sneaky], rules: [rule('s', text)], presets: [] },
      'rules: { s: error }\n',
    );
    expect(report.findings[0]?.causes[0]?.unknown).toMatch(/does not declare needsSet/);
  });
});
