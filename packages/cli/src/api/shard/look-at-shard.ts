import { isAbsolute, relative, resolve, sep } from 'node:path';
import { cacheKeyOf, encodeShard, lintShard, type Project, type Shard } from '@listing-lint/core';
import { headCommit } from '../../git/head-commit.ts';
import { UsageError } from '../../output/known-error.ts';
import { readCache } from '../../project/cache-file.ts';
import { todayOf } from '../../project/today.ts';
import { refuseUnpulled } from '../../store/pulled-state.ts';
import { TOOL } from '../../version.ts';
import { checkCall, LINT_OPTIONS } from '../check-call.ts';
import { type Program, surroundingsOf } from '../flags.ts';
import { openRun } from '../lint.ts';
import { usableCaches } from '../lint-scope.ts';
import type { LintRunOptions } from '../options.ts';
import { chooseReporters } from '../report/reporters.ts';

/** What a shard has come to. */
export interface LookedAt {
  /** The file for the merge. */
  readonly bytes: Buffer;
  /** Subjects that were looked at. */
  readonly subjects: number;
}

/** Looks at one shard of what `lint` with the same options would look at; a cache is read, and written by the merge alone. */
export const shardLookerFor =
  (program?: Program) =>
  async (shard: Shard, options: LintRunOptions): Promise<LookedAt> => {
    checkCall({ name: 'lint', options, kinds: LINT_OPTIONS });
    refuseOptions(options);
    const around = surroundingsOf(options, program);
    const { paths = [], formats = [], onEvent, signal, concurrency } = options;
    refusePathsOut(paths, around.cwd);
    const scope = await openRun(options, around);
    try {
      const { opened, selections, allowEmpty } = scope;
      for (const { config } of opened.projects) await refuseUnpulled(config);
      const asOf = todayOf(options.asOf, around.now());
      const places = { isJoined: opened.isJoined, cwd: around.cwd, rootOf: ({ config }: Project) => config.root };
      const say = (message: string): void => onEvent?.({ type: 'message', message });
      const caches = usableCaches(options, opened.projects, { places, around, say });
      const { needsThumbnails } = chooseReporters(
        formats,
        opened.projects.map(({ config }) => config),
      );
      const projects = await lintShard(
        {
          opened,
          tool: TOOL,
          asOf,
          allowEmpty,
          onProgress: (progress) => onEvent?.({ type: 'progress', ...progress }),
          onSay: say,
          optionsOf: (project) => {
            const selection = selections.get(project);
            const file = caches.get(project);
            const cache =
              (file === undefined ? undefined : readCache(file, say)?.data(cacheKeyOf(project.config, TOOL))) ?? 'new';
            return { cache, ...(selection === undefined ? {} : { selection }) };
          },
          ...(options.cacheStrategy === 'content' ? { readsAll: true } : {}),
          ...(signal === undefined ? {} : { signal }),
          ...(concurrency === undefined ? {} : { concurrency }),
          thumbnails: needsThumbnails,
        },
        shard,
      );
      const bytes = encodeShard({
        shard,
        tool: TOOL,
        asOf,
        isDayGiven: options.asOf !== undefined,
        paths,
        commit: headCommit(opened.root, around.env)?.id ?? null,
        projects,
      });
      const looked = projects.map(({ entries, unwritten }) => Object.keys(entries).length + unwritten.length);
      return { bytes, subjects: looked.reduce((sum, count) => sum + count, 0) };
    } finally {
      await scope.done();
    }
  };

const refuseOptions = ({ staged, fix, fixDryRun, updateBaseline, debug, stats }: LintRunOptions): void => {
  const flags = { '--staged': staged, '--fix': fix, '--fix-dry-run': fixDryRun, '--update-baseline': updateBaseline };
  const refused = Object.entries({ ...flags, '--debug': debug, '--stats': stats }).find(([, value]) => value === true);
  if (refused !== undefined)
    throw new UsageError(
      `${refused[0]} and --shard exclude each other`,
      'a shard is a part of a run, and reports nothing',
    );
};

/** The merge names the same paths again, from where it runs. */
const refusePathsOut = (paths: readonly string[], cwd: string): void => {
  for (const path of paths) {
    const way = relative(cwd, resolve(cwd, path));
    if (isAbsolute(path) || isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`))
      throw new UsageError(
        `--shard: ${path} does not lie below the working directory`,
        'the merge has to find it under the same name: run both in a folder above it',
      );
  }
};
