import type { JudgementCache } from '../run/cache/judgement-cache.ts';
import { FactStore, type FactStoreOptions } from '../run/fact-store.ts';
import { StoredFacts } from '../run/stored-facts.ts';
import type { LintOptions } from './lint-options.ts';
import type { RunStats } from './run-stats.ts';

interface StoreParts extends Required<Pick<FactStoreOptions, 'subjects' | 'onBroken'>> {
  readonly cache: JudgementCache | undefined;
  readonly stats: RunStats | undefined;
}

/** Returns a function that creates stores for the subjects of a run, with the stored facts of another one; these share the texts of the cache, if any. */
export const storesOf =
  (
    { config, asOf, onSay }: Pick<LintOptions, 'config' | 'asOf' | 'onSay'>,
    { subjects, cache, onBroken, stats }: StoreParts,
  ) =>
  (storedFacts = new StoredFacts(subjects, cache?.texts)): FactStore =>
    new FactStore({
      root: config.root,
      registry: config.registry,
      settingsOf: config.settings.of,
      asOf,
      subjects,
      onBroken,
      ...(onSay === undefined ? {} : { onSay }),
      ...(stats === undefined ? {} : { onMeasured: stats.addFact, onMade: stats.addResource }),
      storedFacts,
      memories: cache?.memories,
      cached: cache?.snapshotOf,
    });
