import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { documentsForVite } from './scripts/documents.mjs';

export default defineConfig({
  plugins: [documentsForVite],
  resolve: { conditions: ['@listing-lint/source'] },
  ssr: { resolve: { conditions: ['@listing-lint/source', 'node', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.{ts,mjs}'],
    // Values of facts are held against their schemas.
    env: { CHECK_FACT_SCHEMAS: '1' },
    // One less than the cores is vitest's own choice: on two cores that is half of them.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
