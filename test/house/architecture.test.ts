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

const README = '# a\n## Public API\n## Where to start\n## Parameters and thresholds\n## Test\n';
const sources = {
  'packages/core/README.md': README,
  'packages/core/package.json': '{}',
  'packages/core/src/run/judge.ts': '',
  'packages/core/src/rooms/blue/rule.yaml': '',
  'scripts/run.mjs': '',
};
const PAGE = [
  '# Architecture',
  '`packages/core` is the engine; `scripts/run.mjs` starts tasks, `npm run check` is one.',
  '| folder of `packages/core/src` | contents |',
  '|---|---|',
  '| `run` | `judge.ts` \\| `model` |',
  '| `rooms/*` | one each |',
];

const faults = (lines: readonly string[]): readonly string[] => {
  write({ ...sources, 'ARCHITECTURE.md': `${lines.join('\n')}\n` });
  return z
    .array(z.object({ key: z.string(), message: z.string() }))
    .parse(architectureFaults(root))
    .map(({ message }) => message);
};

it('finds nothing in a page that says what there is', () => {
  expect(faults(PAGE)).toEqual([]);
});

it('finds a package without a word', () => {
  write({ 'packages/extra/package.json': '{}', 'packages/extra/README.md': README });
  expect(faults(PAGE)).toEqual(['ARCHITECTURE.md does not say what packages/extra is']);
});

it('finds paths that are not there, in a sentence and in a table of folders', () => {
  expect(faults([...PAGE, '| `plan` | gone |', '| `plans/*` | gone |', '', 'See `test/gone.ts`.'])).toEqual([
    'ARCHITECTURE.md:7: there is no packages/core/src/plan',
    'ARCHITECTURE.md:8: there is no packages/core/src/plans/*',
    'ARCHITECTURE.md:10: there is no test/gone.ts',
  ]);
});

it('finds a page of more than 2,500 words', () => {
  expect(faults([...PAGE, 'word '.repeat(2600)])).toEqual([
    expect.stringMatching(/^ARCHITECTURE\.md has 26\d\d words, more than 2500/),
  ]);
});

it('finds a package without a README, a README without a section, and a path in one that is not there', () => {
  write({ 'packages/extra/package.json': '{}', 'packages/more/package.json': '{}' });
  write({ 'packages/more/README.md': README.replace('## Test\n', 'See `test/gone.ts`.\n') });
  expect(faults([...PAGE, '`packages/extra` `packages/more`'])).toEqual([
    'there is no packages/extra/README.md',
    'packages/more/README.md has no section "Test"',
    'packages/more/README.md:5: there is no test/gone.ts',
  ]);
});
