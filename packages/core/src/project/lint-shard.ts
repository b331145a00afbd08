import { shardKeyOf } from '../shard/found-by-shards.ts';
import { type Shard, shardOf } from '../shard/shard.ts';
import type { ShardFindings } from '../shard/shard-findings.ts';
import type { Project } from './open-projects.ts';
import {
  groupsOf,
  isDropped,
  type LintProjectsOptions,
  nothingIn,
  openRuns,
  projectPlace,
  unionOfStoredIds,
} from './open-runs.ts';

/**
 * Looks at one part of what `lintProjects` would look at, and gives what its first pass finds, a list entry for each project; rules over the set
 * are not judged. All subjects of a group (a listing) are in one part. Throws a `ListingLintError` with code `no-subjects` where there is nothing in
 * any part.
 */
export const lintShard = async (options: LintProjectsOptions, shard: Shard): Promise<readonly ShardFindings[]> => {
  const { opened } = options;
  const runs = await openRuns(options, undefined);
  try {
    const isEmpty = (project: Project): boolean => runs.get(project)?.isEmpty ?? true;
    if (options.allowEmpty !== true && opened.projects.every(isEmpty)) throw nothingIn(opened);
    const findings = new Map<Project, ShardFindings>();
    for (const group of groupsOf([...runs.keys()], opened.sharedSets)) {
      const wanted = group.filter(
        (project) => opened.projects.includes(project) && !isDropped(project, options, isEmpty),
      );
      const kept = unionOfStoredIds(wanted.flatMap((project) => runs.get(project)?.storedIds ?? []));
      for (const project of group) {
        const run = runs.get(project);
        if (run === undefined) continue;
        const path = projectPlace(opened, project);
        const isMine = (subject: Parameters<typeof shardKeyOf>[1]): boolean =>
          wanted.length > 0 && shardOf(shardKeyOf(path, subject), shard.count) === shard.index;
        const own = group.length === 1 ? run.storedIds : kept;
        findings.set(project, { path, ...(await run.judgePart(own, isMine)) });
        await run.dispose();
      }
    }
    return [...runs.keys()].flatMap((project) => findings.get(project) ?? []);
  } finally {
    for (const run of runs.values()) await run.dispose();
  }
};
