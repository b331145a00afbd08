import { z } from 'zod';
import { ListingLintError } from '../model/error.ts';
import { defineFact, defineResource, type FactContext } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import { testAttributes } from '../model/test-attributes.ts';

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

export const rule = (id: string, body: string): { path: string; text: string } => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: image\nseverity: error\ntitle: ${id}\nwhy: A test needs it.\nfix: Nothing.\n${body}`,
});

interface Counts {
  /** Resources made and facts computed, by subject. */
  readonly made: Map<string, number>;
  readonly computed: Map<string, number>;
  alive: number;
  mostAlive: number;
  /** Paths of which the resource was begun, and a `!` with each of which a fact was computed, one after the other. */
  readonly order: string[];
}

const makeFacts = (counts: Counts, isEarly: boolean): NonNullable<Plugin['facts']> => {
  const bump = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const random = randomFrom(7);
  const number = (subject: Subject): number => Number(/\d+/.exec(subject.path)?.[0]);
  const pixels = defineResource<number>({
    id: 'pixels',
    isEarly,
    create: async (subject) => {
      counts.order.push(subject.path);
      bump(counts.made, subject.path);
      counts.alive++;
      counts.mostAlive = Math.max(counts.mostAlive, counts.alive);
      await pause(random() * 3);
      counts.alive--;
      if (number(subject) % 50 === 49) throw new ListingLintError('content-unreadable', 'it is torn');
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
        context.say(`${id} takes long`);
        const n = await context.use(pixels);
        await pause(random() * 2);
        counts.order.push(`${subject.path}!`);
        return { value: of(n) };
      },
    });
  return [
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
        const paths = [...halves].flatMap(([path, half]) =>
          path !== subject.path && 'value' in half && half.value.value === own.value.value ? [path] : [],
        );
        return { paths };
      },
      related: ({ paths }: { paths: string[] }) => paths.map((path) => ({ path, message: 'twin' })),
    }),
  ];
};

/** A plugin over made-up pictures; counts the requests of its resources and facts. `isEarly`: its resource may be created early. */
export const makePlugin = (size: number, isEarly = false): { readonly plugin: Plugin; readonly counts: Counts } => {
  const counts: Counts = { made: new Map(), computed: new Map(), alive: 0, mostAlive: 0, order: [] };
  const plugin: Plugin = {
    name: 'builtin',
    attributes: testAttributes,
    version: '1',
    facts: makeFacts(counts, isEarly),
    subjects: [
      {
        scope: 'image',
        gate: 'readable',
        content: 'file',
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
