import {
  applyFixes,
  type CacheData,
  type FixResult,
  type Project,
  type ProjectResult,
  suggest,
} from '@listing-lint/core';
import { UsageError } from '../../output/known-error.ts';
import type { FixFlags } from './fix-flags.ts';

/** Lints again, with what is remembered of the run before. */
export type LintAgain = (cacheOf: (project: Project) => CacheData | undefined) => Promise<readonly ProjectResult[]>;

/** `asOf`: the day of the run. */
export type MendFlags = FixFlags & { readonly asOf: string; readonly signal?: AbortSignal | undefined };

export interface MendedResults {
  readonly results: readonly ProjectResult[];
  /** What somebody has to see to. */
  readonly faults: unknown[];
}

/**
 * Mends what was found and lints what has changed again; the reports say what was mended, and what is left. Throws
 * a usage error for a loss that no fix has, before anything is written.
 */
export const mendResults = async (
  results: readonly ProjectResult[],
  lintAgain: LintAgain,
  flags: MendFlags,
): Promise<MendedResults> => {
  const permits = permitsOf(flags.permitLoss ?? [], results);
  const mended = new Map<Project, FixResult>();
  const faults: unknown[] = [];
  for (const result of results) {
    flags.signal?.throwIfAborted();
    const { config } = result.project;
    const options = { config, result, asOf: flags.asOf, permits, dryRun: flags.fixDryRun === true };
    const outcome = await applyFixes(options).catch((error: unknown): FixResult => {
      faults.push(error);
      return { fixed: [], notFixed: [], faults: [] };
    });
    mended.set(result.project, outcome);
    faults.push(...outcome.faults);
  }
  const isWritten = [...mended.values()].some(({ fixed }) => fixed.some(({ written }) => written));
  const caches = new Map(results.map(({ project, cache }) => [project, cache]));
  const left = isWritten ? await lintAgain((project) => caches.get(project)) : results;
  return { results: left.map((result) => withFixes(result, mended.get(result.project))), faults };
};

const withFixes = (result: ProjectResult, { fixed = [], notFixed = [] }: Partial<FixResult> = {}): ProjectResult => ({
  ...result,
  report: { ...result.report, fixed, notFixed },
});

const permitsOf = (names: readonly string[], results: readonly ProjectResult[]): ReadonlySet<string> => {
  const known = new Set(
    results.flatMap(({ project }) =>
      [...project.config.registry.fixes.values()].flatMap(({ fix }) => fix.losses ?? []),
    ),
  );
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new UsageError(`--permit-loss ${unknown}: no fix takes that along`, suggest(unknown, known));
  return new Set(names);
};
