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
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
