// Before any source is read: faults are asleep, and what passes by one is noted (runner.mjs wakes them).
globalThis.__mutant = Number(process.env.LISTING_LINT_MUTANT ?? '0');
globalThis.__mutantHits = new Set();
globalThis.__isMutant = (id) => {
  globalThis.__mutantHits.add(id);
  return id === globalThis.__mutant;
};
