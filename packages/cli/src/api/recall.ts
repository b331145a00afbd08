import {
  type LintResult,
  type OpenedCache,
  type OpenedProjects,
  type Project,
  recallReport,
  type ScannedFiles,
  type Selection,
} from '@listing-lint/core';
import { TOOL } from '../version.ts';
import { isFixing } from './mend/fix-flags.ts';
import type { LintRunOptions } from './options.ts';

/** What was found in one project, as it stands by its baseline. */
export type ScopedResult = Pick<LintResult, 'report' | 'policyTexts' | 'thumbnails'> & { readonly project: Project };

export interface RecallOptions {
  readonly opened: OpenedProjects;
  readonly selections: ReadonlyMap<Project, Selection>;
  /** What each project depends on beside its config and its subjects. */
  readonly filesOf: (project: Project) => readonly string[];
  /** Where the cache of each project lies. */
  readonly caches: ReadonlyMap<Project, string>;
  /** What an earlier run left of each project. */
  readonly kept: ReadonlyMap<Project, OpenedCache | undefined>;
  /** Told what files are. */
  readonly scanned: ScannedFiles;
  readonly asOf: string;
  readonly needsThumbnails: boolean;
}

/** The reports of an earlier run over the very same, where every project has one that stands; undefined where any has to be linted. */
export const recallAll = (
  { opened, selections, filesOf, caches, kept, scanned, asOf, needsThumbnails }: RecallOptions,
  options: LintRunOptions,
): readonly ScopedResult[] | undefined => {
  if (options.cacheStrategy === 'content') return undefined;
  const asksForMore = needsThumbnails || isFixing(options) || options.updateBaseline === true || options.debug === true;
  if (asksForMore || opened.sharedSets.length > 0) return undefined;
  const results: ScopedResult[] = [];
  for (const project of opened.projects) {
    const cached = kept.get(project)?.cachedReport();
    if (cached === undefined) return undefined;
    const selection = selections.get(project);
    const file = caches.get(project);
    const recalled = recallReport(cached, {
      config: project.config,
      entries: project.tree.entries,
      tool: TOOL,
      asOf,
      scanned,
      ...(selection === undefined ? {} : { selection }),
      ...(file === undefined ? {} : { own: [file] }),
      files: filesOf(project),
      ...(opened.isJoined ? {} : { notices: opened.notices }),
    });
    // An empty project is told of among others, which its own report does not know.
    if (recalled === undefined || recalled.report.subjects.length === 0) return undefined;
    results.push({ ...recalled, thumbnails: new Map(), project });
  }
  return results;
};
