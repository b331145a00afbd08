// npm run campaign accusations
// Compares the files of every constructed accusation (the suite: a sample), and tells whatever is said that is not so. Exit 1 where something is.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=verbose', 'packages/provenance/src/c2pa/accusations.test.ts'],
  { stdio: 'inherit', env: { ...process.env, ALL_ACCUSATIONS: '1', CI: 'true' } },
);
process.exitCode = status ?? 1;
