// Before any source is read: faults are asleep, and what passes by one is noted (runner.mjs wakes them). Sources hold on to this one object.
globalThis.__mutant ??= {
  awake: Number(process.env.LISTING_LINT_MUTANT ?? '0'),
  hits: new Uint8Array(Number(process.env.LISTING_LINT_MUTANT_COUNT ?? '20000') + 1),
};
