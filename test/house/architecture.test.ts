import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { architectureFaults } = await import(pathToFileURL(join(repository, 'scripts/house/architecture.mjs')).href);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'architecture-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

const sources = {
  'packages/core/src/index.ts': '',
  'packages/core/src/run/judge.ts': 'export const judge = 1;\n',
  'packages/core/src/rooms/blue/rule.yaml': 'id: blue\n',
  'packages/core/src/rooms/red/rule.yaml': 'id: red\n',
  'packages/core/src/model/subject.ts': 'export interface Subject { readonly path: string }\n',
};
const ROOMS = [
  '| room of `packages/core/src` | what lives there |',
  '|---|---|',
  '| `model` | types |',
  '| `run` | the run of `judge.ts` \\| `model` |',
  '| `rooms` | all of them |',
  '| `rooms/*` | one each |',
];
const page = ({
  trips = '`judge` takes a `Subject`',
  words = ['| subject | what is judged (`Subject`) |'],
  rooms = ROOMS,
}) =>
  [
    '# Architecture',
    '## Four trips',
    trips,
    '## Words',
    '| word | what |',
    '|---|---|',
    ...words,
    '',
    '## Rooms',
    ...rooms,
    '',
  ].join('\n');

const faults = (text: string): readonly string[] => {
  write({ ...sources, 'ARCHITECTURE.md': text });
  return z
    .array(z.object({ key: z.string(), message: z.string() }))
    .parse(architectureFaults(root))
    .map(({ message }) => message);
};

it('finds nothing in a page that says what there is', () => {
  expect(faults(page({}))).toEqual([]);
});

it('finds a folder without a line, a line without a folder, and a second line', () => {
  const rooms = [...ROOMS.filter((row) => !row.includes('| types')), '| `plan` | gone |', '| `run` | again |'];
  expect(faults(page({ rooms }))).toEqual([
    'ARCHITECTURE.md does not say what lives in packages/core/src/model',
    'ARCHITECTURE.md:15: there is no packages/core/src/plan',
    'ARCHITECTURE.md:16: packages/core/src/run has a line already',
  ]);
});

it('finds a package without a table', () => {
  expect(faults(page({ rooms: [] }))).toEqual(['ARCHITECTURE.md has no table of the rooms of packages/core/src']);
});

it('finds a function in a trip, and a type among the words, that is not there', () => {
  expect(faults(page({ trips: 'from `judge` to `judgeAll`', words: ['| set | `SubjectSet`, `when` |'] }))).toEqual([
    'ARCHITECTURE.md:3: nothing that is called `judgeAll` is exported',
    'ARCHITECTURE.md:7: nothing that is called `SubjectSet` is exported',
  ]);
});

it('finds a word that is explained twice, and a row that is too long', () => {
  const words = ['| exception, baseline | accepted |', '| baseline | accepted |', `| long | ${'x'.repeat(240)} |`];
  expect(faults(page({ words }))).toEqual([
    'ARCHITECTURE.md:9: a row of 251 characters, more than 240',
    'ARCHITECTURE.md:8: "baseline" is explained already',
  ]);
});

it('finds that there are no trips and no words', () => {
  expect(faults(['# Architecture', ...ROOMS, ''].join('\n'))).toEqual([
    'ARCHITECTURE.md has no section "## Four trips"',
    'ARCHITECTURE.md has no section "## Words"',
  ]);
});
