// vitest over sources with faults asleep in them (mutants.mjs); the list of faults is made by the task and named in the environment.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { documentsForVite } from '../documents.mjs';
import { root } from '../files.mjs';
import { ruleTestsForVite } from '../tests/rule-tests.mjs';
import { withMutants } from './mutants.mjs';

const mutants = JSON.parse(readFileSync(process.env.LISTING_LINT_MUTANTS, 'utf8'));
const byFile = new Map();
for (const mutant of mutants) byFile.set(mutant.file, [...(byFile.get(mutant.file) ?? []), mutant]);

export default defineConfig({
  root,
  plugins: [
    documentsForVite,
    ruleTestsForVite,
    {
      name: 'mutants',
      enforce: 'pre',
      transform: (code, id) => {
        const file = relative(root, id.split('?')[0]).replaceAll('\\', '/');
        const own = byFile.get(file);
        return own === undefined ? undefined : { code: withMutants(file, code, own), map: null };
      },
    },
  ],
  resolve: { conditions: ['@listing-lint/source'] },
  ssr: { resolve: { conditions: ['@listing-lint/source', 'node', 'import', 'module', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.{ts,yaml}', 'test/**/*.test.ts'],
    runner: new URL('./runner.mjs', import.meta.url).pathname,
    setupFiles: [new URL('./setup.mjs', import.meta.url).pathname],
    env: { CHECK_FACT_SCHEMAS: '1' },
    // A busy machine is no fault that was noticed: no test takes a tenth of that.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One that notices is enough.
    bail: process.env.LISTING_LINT_MUTANT === undefined ? 0 : 1,
    reporters: ['dot'],
    maxWorkers: Number(process.env.LISTING_LINT_WORKERS ?? availableParallelism()),
    // Files share what they have read, which is most of what they cost; what a fault spoils for later tests the runner sees. What is passed by when
    // a source is read, each file sees on its own alone.
    isolate: process.env.LISTING_LINT_MUTANT_HITS !== undefined,
    watch: false,
  },
});
