// How many runs each property has: 200, or as many as PROPERTY_RUNS says (`npm run test:full` and the nightly workflow say more). A test states `numRuns`
// of its own only where one run takes long.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: Number(process.env.PROPERTY_RUNS ?? 200) });
