import { posix } from 'node:path';
import {
  type Circumstance,
  isKnownError,
  type JsonObject,
  ListingLintError,
  type OpenedProjects,
  pathFrom,
  type Report,
} from '@listing-lint/core';
import { repositoryPrefix } from '../../git/repository-prefix.ts';
import { checkCall, RENDER_OPTIONS, TEXT } from '../check-call.ts';
import type { LintRunResult } from '../options.ts';
import type { ScopedResult } from '../recall.ts';
import { type ChosenReporters, optionsFor } from './reporters.ts';

interface Rendering {
  readonly report: Report;
  readonly opened: OpenedProjects;
  readonly results: readonly ScopedResult[];
  readonly reporters: ChosenReporters;
  readonly reporterOptions: JsonObject;
  /** Absolute folder of the report's paths. */
  readonly root: string;
  readonly date: string | undefined;
  readonly circumstances: () => Promise<readonly Circumstance[]>;
}

/** Renders the report of a run, with what its reporters are given beside it. */
export const rendererOf = (rendering: Rendering): LintRunResult['render'] => {
  const { report, opened, results, reporters, reporterOptions, root, date } = rendering;
  const context = {
    thumbnails: thumbnailsOf(opened, results),
    policyTexts: new Map(results.flatMap(({ policyTexts }) => [...policyTexts])),
    root,
    ...repositoryPrefix(root),
    ...(date === undefined ? {} : { now: date }),
  };
  return async (format, shape = {}) => {
    checkCall({ name: 'render', args: { format: [format, TEXT] }, options: shape, kinds: RENDER_OPTIONS });
    const { color = false, columns = 80, quiet = false, maxFindings } = shape;
    const most = maxFindings === undefined ? {} : { maxFindings };
    const reporter = reporters.named(format);
    const options = optionsFor(format, reporter, reporterOptions);
    const isAsked = reporter.needs?.includes('circumstances') === true;
    const more = isAsked ? { circumstances: await rendering.circumstances() } : {};
    try {
      return await reporter.render(report, { ...context, ...more, ...most, options, color, columns, quiet });
    } catch (error) {
      if (!isKnownError(error)) throw error;
      const message = `the report ${format} could not be made: ${error.message}`;
      throw new ListingLintError(error.code, message, error.problems, { cause: error });
    }
  };
};

/** By path of the joined report. */
const thumbnailsOf = (
  { root, isJoined }: OpenedProjects,
  results: readonly ScopedResult[],
): ReadonlyMap<string, string> =>
  new Map(
    results.flatMap(({ project, thumbnails }) => {
      const folder = isJoined ? pathFrom(root, project.config.root) : '.';
      return [...thumbnails].map(([path, address]): [string, string] => [posix.join(folder, path), address]);
    }),
  );
