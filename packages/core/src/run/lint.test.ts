import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { ListingLintError } from '../model/error.ts';
import { defineFact, defineResource, type FactContext } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';

/** A pseudo-random number generator (mulberry32): the same delays in every run. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state += 0x6d2b79f5;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const rule = (id: string, body: string): { path: string; text: string } => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: image\nseverity: error\ntitle: ${id}\nwhy: A test needs it.\nfix: Nothing.\n${body}`,
});

/** A plugin over made-up pictures; counts what its resources and facts are asked for. */
const makePlugin = (size: number) => {
  const counts = { made: new Map<string, number>(), alive: 0, mostAlive: 0, computed: new Map<string, number>() };
  const bump = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const random = randomFrom(7);
  const number = (subject: Subject): number => Number(/\d+/.exec(subject.path)?.[0]);
  const pixels = defineResource<number>({
    id: 'pixels',
    create: async (subject) => {
      bump(counts.made, subject.path);
      counts.alive++;
      counts.mostAlive = Math.max(counts.mostAlive, counts.alive);
      await pause(random() * 3);
      counts.alive--;
      if (number(subject) % 50 === 49) throw new ListingLintError('image-unreadable', 'it is torn');
      return number(subject);
    },
  });
  const value = (id: string, of: (n: number) => number) =>
    defineFact({
      id,
      scope: 'image',
      version: 1,
      title: id,
      schema: z.object({ value: z.number() }),
      compute: async (subject, _params, context) => {
        bump(counts.computed, `${id} ${subject.path}`);
        const n = await context.use(pixels);
        await pause(random() * 2);
        return { value: of(n) };
      },
    });
  const facts: NonNullable<Plugin['facts']> = [
    value('number', (n) => n),
    value('half', (n) => Math.floor(n / 2)),
    value('digit', (n) => n % 10),
    defineFact({
      id: 'file',
      scope: 'image',
      version: 1,
      title: 'file',
      schema: z.object({ sha256: z.string(), bytes: z.number() }),
      compute: (subject) => ({ sha256: String(number(subject)).padStart(64, '0'), bytes: 1 }),
    }),
    defineFact({
      id: 'twins',
      scope: 'image',
      version: 1,
      title: 'Pictures of the same half.',
      schema: z.object({ paths: z.array(z.string()) }),
      needsSet: ['half'],
      compute: async (subject: Subject, _params, context: FactContext) => {
        const halves = context.set<{ value: number }>('half');
        const own = halves.get(subject.path);
        if (own === undefined || 'error' in own) throw new ListingLintError('fact-unavailable', 'no half of its own');
        const paths = [...halves].flatMap(([path, kept]) =>
          path !== subject.path && 'value' in kept && kept.value.value === own.value.value ? [path] : [],
        );
        return { paths };
      },
      related: ({ paths }: { paths: string[] }) => paths.map((path) => ({ path, message: 'twin' })),
    }),
  ];
  const plugin: Plugin = {
    name: 'builtin',
    version: '1',
    facts,
    subjects: [
      {
        scope: 'image',
        gate: 'readable',
        async *discover() {
          for (let n = size - 1; n >= 0; n--) {
            yield {
              scope: 'image',
              path: `p/${n}.jpg`,
              file: `/nowhere/${n}.jpg`,
              channels: n % 3 === 0 ? ['shop'] : [],
            };
          }
        },
      },
    ],
    rules: [
      rule('readable', 'assert: { all: [{ fact: number, path: value, operator: greaterThanInclusive, value: 0 }] }\n'),
      rule('no-seven', 'assert: { all: [{ fact: digit, path: value, operator: notEqual, value: 7 }] }\n'),
      rule(
        'alone',
        `when: { all: [{ fact: digit, path: value, operator: lessThan, value: 5 }] }
assert: { all: [{ fact: twins, path: paths, operator: isEmpty, value: true }] }
`,
      ),
    ],
    presets: [{ path: 'recommended.yaml', text: 'rules: { readable: error, no-seven: warn, alone: error }\n' }],
  };
  return { plugin, counts };
};

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

describe('a run over many subjects side by side', () => {
  it('loses no verdict, whatever the delays', async () => {
    const size = 300;
    const { plugin } = makePlugin(size);
    const { report } = await run(plugin, 'extends: recommended\n', { concurrency: 16 });
    expect(report.subjects).toHaveLength(size);
    for (const { outcomes } of report.subjects) {
      expect(Object.values(outcomes).flat().sort()).toEqual(['alone', 'no-seven', 'readable']);
    }
    const paths = (outcome: 'fail' | 'skip' | 'pass' | 'inconclusive', id: string): number =>
      report.subjects.filter(({ outcomes }) => outcomes[outcome].includes(id)).length;
    // By arithmetic over 0…299, of which every 50th from 49 on is torn (six).
    expect(paths('inconclusive', 'readable')).toBe(6);
    expect(paths('fail', 'no-seven')).toBe(30);
    expect(paths('skip', 'alone')).toBe(150 - 6);
    // Numbers that end in 0–3 have their twin; one that ends in 4 has 5 as its twin.
    expect(paths('fail', 'alone')).toBe(150);
    expect(paths('inconclusive', 'alone')).toBe(6);
  });

  it('makes each resource and each fact once, and keeps no more pictures open than there are lanes', async () => {
    const { plugin, counts } = makePlugin(120);
    await run(plugin, 'extends: recommended\n', { concurrency: 4 });
    expect(counts.made.size).toBe(120);
    expect([...new Set(counts.made.values())]).toEqual([1]);
    expect([...new Set(counts.computed.values())]).toEqual([1]);
    expect(counts.mostAlive).toBeGreaterThan(1);
    expect(counts.mostAlive).toBeLessThanOrEqual(4);
  });

  it('gives the same report for every concurrency', async () => {
    const reports = await Promise.all(
      [1, 3, 32].map(
        async (concurrency) => (await run(makePlugin(90).plugin, 'extends: recommended\n', { concurrency })).report,
      ),
    );
    expect(JSON.stringify(reports[1])).toBe(JSON.stringify(reports[0]));
    expect(JSON.stringify(reports[2])).toBe(JSON.stringify(reports[0]));
  });

  it('computes only what the rules of a subject ask for', async () => {
    const { plugin, counts } = makePlugin(30);
    await run(plugin, 'rules: { no-seven: error }\n');
    expect([...counts.computed.keys()].every((key) => key.startsWith('digit'))).toBe(true);
    expect(counts.computed.size).toBe(30);
  });
});

describe('the set', () => {
  it('is everything configured, whatever part is reported', async () => {
    const { plugin, counts } = makePlugin(30);
    const { report } = await run(plugin, 'rules: { alone: error }\n', { selection: { paths: ['p/2.jpg', 'p/8.jpg'] } });
    expect(report.subjects.map(({ path }) => path)).toEqual(['p/2.jpg', 'p/8.jpg']);
    expect(report.findings.map(({ subject, related }) => [subject.path, related.map(({ path }) => path)])).toEqual([
      ['p/2.jpg', ['p/3.jpg']],
    ]);
    expect([...counts.computed.keys()].filter((key) => key.startsWith('half'))).toHaveLength(30);
    expect(report.summary.subjects).toEqual({ image: 2 });
  });

  it('is not looked at where no reported subject needs it', async () => {
    const { plugin, counts } = makePlugin(30);
    await run(plugin, 'rules: { no-seven: error }\noverrides: [{ channels: shop, rules: { alone: error } }]\n', {
      selection: { paths: ['p/1.jpg'] },
    });
    expect([...counts.computed.keys()].some((key) => key.startsWith('half'))).toBe(false);
    expect(counts.made.size).toBe(1);
  });
});

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

  it('stops nothing, passes nothing, and is told once as what it is: a bug', async () => {
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
