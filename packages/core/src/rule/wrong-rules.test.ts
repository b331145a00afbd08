import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { formatProblem } from '../text/problems.ts';
import { parseRule } from './parse-rule.ts';

const FOLDER = fileURLToPath(new URL('../../../../test/scenarios/rules-wrong/', import.meta.url));

const never = (): never => {
  throw new Error('no fact is computed while a rule is read');
};

const none = (): readonly string[] => [];

/** Facts that stand still while the built-in ones grow, so that the texts tell of the rule language alone. */
const registry = createRegistry(
  [
    definePlugin({
      name: 'fixed',
      version: '1.0.0',
      settings: z.object({ brand: z.object({ watermarks: z.array(z.string()) }) }),
      facts: [
        defineFact({
          id: 'image',
          scope: 'image',
          version: 1,
          title: 'The picture file',
          schema: z.object({
            name: z.string(),
            role: z.enum(['main', 'gallery', 'chart']),
            width: z.number().int().nullable(),
            height: z.number().int().nullable(),
            shortSide: z.number().int().nullable(),
          }),
          compute: never,
        }),
        defineFact({
          id: 'watermark',
          scope: 'image',
          version: 1,
          title: 'The mark',
          schema: z.object({ status: z.enum(['present', 'absent', 'indeterminate']), score: z.number() }),
          params: z.object({ limit: z.number().optional() }),
          compute: never,
        }),
        defineFact({
          id: 'exif',
          scope: 'image',
          version: 1,
          title: 'Camera metadata',
          schema: z.object({ taken: z.iso.datetime({ local: true }).nullable() }),
          compute: never,
        }),
        defineFact({
          id: 'listing',
          scope: 'listing',
          version: 1,
          title: 'The listing',
          schema: z.object({ imageCount: z.number().int() }),
          compute: never,
        }),
      ],
      subjects: [
        {
          scope: 'image',
          noun: 'picture',
          related: {
            original: { scope: 'image', title: 'its original', one: true, keysOf: none, keysOfMember: none },
            listing: { scope: 'listing', title: 'its listing', one: true, keysOf: none, keysOfMember: none },
          },
          discover: async function* () {},
        },
        {
          scope: 'listing',
          related: {
            pictures: { scope: 'image', title: 'its pictures', keysOf: none, keysOfMember: none },
            listings: { scope: 'listing', title: 'all listings', keysOf: none, keysOfMember: none },
          },
          discover: async function* () {},
        },
      ],
    }),
  ],
  { builtIn: 'fixed' },
);

const names = readdirSync(FOLDER).sort();

describe('a wrong rule says what is wrong, where, and what to do', () => {
  it.each(names)('%s', async (name) => {
    const text = readFileSync(`${FOLDER}${name}/rule.yaml`, 'utf8');
    const { rule, problems } = parseRule({ path: `${name}/rule.yaml`, text }, registry);
    expect(rule).toBeUndefined();
    const said = `${problems.map(formatProblem).join('\n\n')}\n`;
    await expect(said).toMatchFileSnapshot(`${FOLDER}${name}/expected.txt`);
    expect(said).not.toMatch(/undefined|\[object|Error:|at .*\.[jt]s:|zod/i);
    for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
  });

  it('covers at least forty mistakes', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
  });
});
