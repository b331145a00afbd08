// Wakes one fault in the worker that runs tests, or notes which faults a test file passes by.
import { appendFileSync } from 'node:fs';

const wanted = Number(process.env.LISTING_LINT_MUTANT ?? '0');
const hits = new Set();
const noting = (id) => {
  hits.add(id);
  return false;
};
globalThis.__isMutant = wanted === 0 ? noting : (id) => id === wanted;

if (wanted === 0 && process.env.LISTING_LINT_MUTANT_HITS !== undefined) {
  const { afterAll, expect } = await import('vitest');
  afterAll(() => {
    const line = JSON.stringify({ file: expect.getState().testPath, ids: [...hits] });
    appendFileSync(process.env.LISTING_LINT_MUTANT_HITS, `${line}\n`);
  });
}
