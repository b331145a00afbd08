// Cost of one evaluation of a rule, compared with a bare run of a pooled engine with as many conditions. Another work tree may be measured in turns:
//   npm run bench evaluate [OTHER_TREE] [RUNS]
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';

type Core = typeof import('@listing-lint/core');

const here = process.cwd();
const [other, runsText = '9'] = process.argv.slice(2);
const runs = Number(runsText);

const leaf = (path: string, value: string): string =>
  `{ fact: image, path: ${path}, operator: greaterThan, value: ${value} }`;
const RULES: readonly (readonly [name: string, body: string])[] = [
  ['one condition, passes', `assert: ${leaf('width', '5')}`],
  [
    'guard and three conditions, passes',
    `when: { fact: image, path: role, operator: equal, value: main }\nassert: { all: [${leaf('width', '5')}, ${leaf('height', '5')}, ${leaf('side', '5')}] }`,
  ],
  [
    'guard and three conditions, fails',
    `when: { fact: image, path: role, operator: equal, value: main }\nassert: { all: [${leaf('width', '5')}, ${leaf('height', '50')}, ${leaf('side', '5')}] }`,
  ],
  [
    'guard does not hold',
    `when: { fact: image, path: role, operator: equal, value: chart }\nassert: ${leaf('width', '5')}`,
  ],
  ['a value cannot be had', `assert: { all: [${leaf('width', '5')}, ${leaf('missing', '5')}] }`],
];

const subject = { role: 'main', width: 10, height: 10, side: 10, missing: null };

/** The core of a work tree, bundled from its sources. */
const coreOf = async (tree: string): Promise<Core> => {
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-bench-'));
  const outfile = join(folder, 'core.mjs');
  const banner =
    "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
  await build({
    entryPoints: [join(resolve(tree), 'packages/core/src/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    logLevel: 'error',
    outfile,
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** For each rule what measures it: microseconds an evaluation. */
const evaluationsIn = async (tree: string): Promise<readonly (() => Promise<number>)[]> => {
  const core = await coreOf(tree);
  const number = z.number().nullable();
  const registry = core.createRegistry(
    [
      core.definePlugin({
        name: 'own',
        version: '1',
        facts: [
          {
            id: 'image',
            scope: 'image',
            version: 1,
            title: 'image',
            schema: z.object({ role: z.string(), width: number, height: number, side: number, missing: number }),
            compute: () => subject,
          },
        ],
        subjects: [{ scope: 'image', async *discover() {} }],
      }),
    ],
    { builtIn: 'own' },
  );
  return RULES.map(([, body], index) => {
    const text = `id: rule-${index}\nscope: image\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\n${body}\n`;
    const { rule } = core.parseRule({ path: 'rule.yaml', text }, registry);
    if (rule === undefined) throw new Error(`rule ${index} is wrong`);
    const compiled = core.compileRule(rule, {}, registry);
    const answer = Promise.resolve({ value: subject });
    return () => perRun(() => core.evaluateRule(compiled, () => answer, { asOf: '2026-01-01' }));
  });
};

const BATCH = 4000;

/** CPU time: the wall shows what else the machine does. */
const perRun = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.cpuUsage();
  for (let n = 0; n < BATCH; n++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / BATCH;
};

/** The used part of the rule engine; it is a library of core's, not of the tests'. */
interface EngineModule {
  readonly Engine: new (
    rules: readonly object[],
  ) => {
    addFact: (id: string, value: () => number, options: object) => void;
    run: () => Promise<unknown>;
  };
}

/** An engine that is made once and evaluates one condition, as cheap as possible. */
const bare = (): (() => Promise<number>) => {
  const require = createRequire(join(here, 'packages/core/package.json'));
  const { Engine }: EngineModule = require(['json', 'rules', 'engine'].join('-'));
  const engine = new Engine([
    { conditions: { all: [{ fact: 'width', operator: 'greaterThan', value: 5 }] }, event: { type: 'holds' } },
  ]);
  engine.addFact('width', () => 10, { cache: false });
  return () => perRun(() => engine.run());
};

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const formatted = (values: readonly number[]): string => middle(values).toFixed(1).padStart(8);

const mine = await evaluationsIn(here);
const theirs = other === undefined ? undefined : await evaluationsIn(other);
const bareRun = bare();
const rows = RULES.map(() => ({ mine: [] as number[], theirs: [] as number[] }));
const bareTimes: number[] = [];
for (let run = -1; run < runs; run++) {
  const bareTime = await bareRun();
  if (run >= 0) bareTimes.push(bareTime);
  for (const [index, row] of rows.entries()) {
    const before = await theirs?.[index]?.();
    const after = await mine[index]?.();
    // The first turn warms up.
    if (run < 0) continue;
    if (before !== undefined) row.theirs.push(before);
    if (after !== undefined) row.mine.push(after);
  }
}
console.log(`µs of CPU an evaluation, middle of ${runs} turns of ${BATCH}, Node ${process.versions.node}`);
console.log(`${'bare pooled run, one condition'.padEnd(38)}${formatted(bareTimes)}`);
rows.forEach((row, index) => {
  const before = row.theirs.length === 0 ? '' : `${formatted(row.theirs)} there`;
  console.log(`${(RULES[index]?.[0] ?? '').padEnd(38)}${formatted(row.mine)} here${before}`);
});
