import { escapeControls } from '@listing-lint/core';
import { storeSettings } from '@listing-lint/scale';
import { UsageError } from '../../output/known-error.ts';
import { loadFor } from '../../project/load.ts';
import { builtinSettings, topLevelOf } from '../../project/registry-file.ts';
import { type PullOutcome, pullStore } from '../../store/pull-store.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';

/** Brings the object stores of a config into their folders; a line each. Throws `store-failed` where one cannot be listed. */
export const pullStores = async (
  query: RunQuery,
  program?: Program,
): Promise<{ readonly lines: readonly string[]; readonly isWhole: boolean }> => {
  const { cwd, env, ...around } = surroundingsOf(query, program);
  const config = await loadFor(configOptionsOf(query), { ...around, cwd, env });
  const { objects = [] } = storeSettings.of(topLevelOf(config));
  const { limits } = builtinSettings(config);
  if (objects.length === 0)
    throw new UsageError('the config names no object store', 'objects: [{ from: s3://bucket/folder, to: listings }]');
  const lines: string[] = [];
  let isWhole = true;
  for (const store of objects) {
    const outcome = await pullStore({
      root: config.root,
      store,
      env,
      maxBytes: (limits?.fileMegabytes ?? DEFAULT_MEGABYTES) * 1e6,
      signal: query.signal,
      onProgress: (done, total) => query.onEvent?.({ type: 'progress', done, total, path: '' }),
    });
    isWhole &&= outcome.faults.length === 0;
    lines.push(...linesOf(store.from, store.to, outcome));
  }
  return { lines: lines.map(escapeControls), isWhole };
};

const MOST_FAULTS = 20;
/** MB of the largest object, where the config says nothing: as of originals. */
const DEFAULT_MEGABYTES = 256;

const linesOf = (
  from: string,
  to: string,
  { idle, fetched, kept, removed, faults }: PullOutcome,
): readonly string[] => [
  `${from} → ${to}: ${fetched} fetched, ${kept} here already, ${removed} removed${faults.length === 0 ? '' : `, ${faults.length} not brought:`}`,
  ...idle.map((sentence) => `  except: ${sentence}`),
  ...faults.slice(0, MOST_FAULTS).map(({ name, reason }) => `  ${name}: ${reason}`),
  ...(faults.length > MOST_FAULTS ? [`  and ${faults.length - MOST_FAULTS} more`] : []),
];
