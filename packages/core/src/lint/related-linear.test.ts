import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import { lint } from './lint.ts';

interface Counts {
  keys: number;
  facts: number;
  /** Look-ups in maps and sets, of everything that the run does. */
  lookUps: number;
}

const RULES: readonly (readonly [string, string])[] = [
  ['unique', '{ of: all, unique: { fact: item, path: name } }'],
  ['unique-near', '{ of: all, unique: { fact: item, path: size, tolerance: 0.4 } }'],
  ['distinct', '{ of: all, distinct: { fact: item, path: size, tolerance: 0.4 } }'],
  ['different', '{ of: all, distinct: { fact: item, path: name }, operator: greaterThan, value: 1 }'],
  ['same', '{ of: all, same: { fact: item, path: name } }'],
  ['most', '{ of: all, atMost: 3, that: { fact: item, path: size, operator: greaterThan, value: 10 } }'],
];

const pluginOf = (size: number, counts: Counts): Plugin => ({
  name: 'builtin',
  version: '1',
  facts: [
    defineFact({
      id: 'item',
      scope: 'item',
      version: 1,
      title: 'item',
      schema: z.object({ name: z.string(), size: z.number() }),
      compute: ({ path }) => {
        counts.facts += 1;
        // All names but two are one; sizes lie one apart.
        const number = Number(path.slice(2));
        return { name: number < 2 ? `own ${number}` : 'shared', size: number };
      },
    }),
  ],
  subjects: [
    {
      scope: 'item',
      related: {
        all: {
          scope: 'item',
          title: 'all items',
          keysOf: () => {
            counts.keys += 1;
            return ['all'];
          },
          keysOfMember: () => {
            counts.keys += 1;
            return ['all'];
          },
        },
      },
      async *discover({ root }) {
        for (let number = 0; number < size; number++) {
          yield { scope: 'item', path: `i/${number}`, file: join(root, `i/${number}`) };
        }
      },
    },
  ],
  rules: RULES.map(([id, assert]) => ({
    path: `${id}.yaml`,
    text: `id: ${id}\nscope: item\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\nassert: ${assert}\n`,
  })),
});

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-linear-')));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `rules: { ${RULES.map(([id]) => `${id}: error`).join(', ')} }\n`,
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const countsOf = async (size: number): Promise<Counts> => {
  const counts: Counts = { keys: 0, facts: 0, lookUps: 0 };
  const config = await loadConfig({ builtin: pluginOf(size, counts), cwd: root });
  const { get } = Map.prototype;
  const spy = vi.spyOn(Map.prototype, 'get').mockImplementation(function (this: Map<unknown, unknown>, key: unknown) {
    counts.lookUps += 1;
    return Reflect.apply(get, this, [key]);
  });
  const { report } = await lint({ config, tool: { name: 'listing-lint', version: 'test' }, asOf: '2026-01-01' });
  spy.mockRestore();
  const failed = report.subjects.map(({ outcomes }) => outcomes.fail.join(' '));
  expect(failed.slice(0, 1)).toEqual(['most same']);
  expect(failed.filter((each) => each === 'most same unique')).toHaveLength(size - 2);
  return counts;
};

it('what rules over the whole set cost grows as the set does: 5,000, then 20,000 members', {
  tags: 'full',
  timeout: 240_000,
}, async () => {
  const few = await countsOf(5000);
  const many = await countsOf(20_000);
  expect(few.facts).toBe(5000);
  expect(many.facts).toBe(20_000);
  // Keys of each subject are computed once as a member, and once for each rule and pass as the one that has members.
  expect(many.keys / few.keys).toBeLessThan(4.1);
  expect(many.keys).toBeLessThanOrEqual(20_000 * (1 + 2 * RULES.length));
  expect(many.lookUps / few.lookUps).toBeGreaterThan(3.5);
  expect(many.lookUps / few.lookUps).toBeLessThan(4.4);
});
