import type { FactContext } from '@listing-lint/core/plugin';
import type { CaseFile } from '../file/case-file.ts';
import { evidenceFiles } from './evidence-fact.ts';

/** Where `stamp --in-place` keeps pictures without their mark, from the folder of the config. */
const KEPT_UNDER = '.listing-lint/unstamped';

/** What is kept of the pictures of works whose original a case does not name, by the ids of the works: it may be the original. */
export type KeptUnstamped = ReadonlyMap<string, readonly string[]>;

/** Looks for what was kept of the published pictures of works without an original when these were stamped in place. */
export const keptUnstamped = async ({ works }: CaseFile, context: FactContext): Promise<KeptUnstamped> => {
  const files = await context.useRun(evidenceFiles);
  const kept = new Map<string, readonly string[]>();
  for (const { id, rawOriginal, images } of works ?? []) {
    if (rawOriginal) continue;
    const paths = (images ?? []).map(({ path }) => `${KEPT_UNDER}/${path.replace(/^\.\//, '')}`);
    const sizes = await Promise.all(paths.map((path) => files.sizeOf(path)));
    const there = paths.filter((_, k) => sizes[k] !== null && sizes[k] !== undefined);
    if (there.length > 0) kept.set(String(id), there);
  }
  return kept;
};
