import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, ForksPoolWorker, type TestSpecification, type WorkerRequest } from 'vitest/node';
import { documentsForVite } from './scripts/documents.mjs';
import { bundledSourcesForVite } from './scripts/tests/bundled-sources.mjs';
import { kindOfFile, rankOfFile } from './scripts/tests/kinds.mjs';
import { ruleTestsForVite } from './scripts/tests/rule-tests.mjs';

/** Processes that go on with files of the kind that they began with, and with none after a file that runs apart. */
class ForksByKind extends ForksPoolWorker {
  override readonly name = 'forks-by-kind';
  #kind = 'apart';

  override send(message: WorkerRequest): void {
    if (message.type === 'run') this.#kind = kindOfFile(message.context.files[0]?.filepath ?? '');
    super.send(message);
  }

  canReuse({ context }: { readonly context: { readonly files: readonly { readonly filepath: string }[] } }): boolean {
    return this.#kind !== 'apart' && context.files.every(({ filepath }) => kindOfFile(filepath) === this.#kind);
  }
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOfFile(a.moduleId) - rankOfFile(b.moduleId));
  }
}

export default defineConfig({
  plugins: [bundledSourcesForVite, documentsForVite, ruleTestsForVite],
  resolve: { conditions: ['@listing-lint/source'] },
  ssr: { resolve: { conditions: ['@listing-lint/source', 'node', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.{ts,yaml}', 'test/**/*.test.ts', 'examples/**/*.test.{ts,mjs}'],
    // Values of facts are held against their schemas.
    env: { CHECK_FACT_SCHEMAS: '1' },
    setupFiles: ['./scripts/tests/equal-bytes.mjs', './scripts/tests/property-runs.mjs'],
    pool: { name: 'forks-by-kind', createPoolWorker: (options) => new ForksByKind(options) },
    // The pool says which files have a process of their own.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // One less than the cores is vitest's own choice: on two cores that is half of them.
    maxWorkers: Math.max(2, availableParallelism()),
    tags: [
      {
        name: 'full',
        description: 'Takes long, or needs another program: `npm run test:full` runs it, `npm test` does not.',
      },
      {
        name: 'timing',
        description: 'Holds time against a bound: `npm run test:timing` runs it, on a machine that does nothing else.',
      },
    ],
    // A property with a thousand runs and more takes as many times as long.
    testTimeout: 60_000 * Math.max(1, Number(process.env.PROPERTY_RUNS ?? 200) / 500),
    hookTimeout: 120_000,
  },
});
