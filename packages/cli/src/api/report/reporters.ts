import {
  isKnownError,
  type JsonObject,
  type Notice,
  type OpenedProjects,
  pathFrom,
  type Report,
  type Reporter,
  type ResolvedConfig,
  suggest,
} from '@listing-lint/core';

export { tally } from '@listing-lint/reporters';

import { UsageError } from '../../output/known-error.ts';
import { reportersOf } from '../../project/load.ts';
import { TOOL } from '../../version.ts';

/** The reporters of a run. */
export interface ChosenReporters {
  readonly needsThumbnails: boolean;
  /** By the name of `--format`: with the plugin's before it, where one brings it. Throws for an unknown one. */
  readonly named: (format: string) => Reporter;
  /** Lets every chosen one look at its options before anything is linted: a reporter checks them when it renders. */
  readonly check: (options: JsonObject, root: string) => Promise<void>;
}

/** The reporters that are asked for by name. Throws for an unknown name. */
export const chooseReporters = (formats: readonly string[], configs: readonly ResolvedConfig[]): ChosenReporters => {
  const known = reportersOf(configs);
  const named = (format: string): Reporter => {
    const reporter = known.get(format);
    if (reporter !== undefined) return reporter;
    const names = [...known.keys()];
    throw new UsageError(
      `unknown format "${format}"`,
      suggest(format, names) ?? `formats are ${names.sort().join(', ')}`,
    );
  };
  const chosen = formats.map((format) => ({ format, reporter: named(format) }));
  return {
    named,
    needsThumbnails: chosen.some(({ reporter }) => reporter.needs?.includes('thumbnail')),
    check: async (options, root) => {
      const context = { color: false, columns: 80, quiet: false, thumbnails: new Map(), root };
      for (const { format, reporter } of chosen) {
        if (!Object.hasOwn(options, format)) continue;
        try {
          await reporter.render(EMPTY_REPORT, { ...context, options: optionsFor(format, reporter, options) });
        } catch (error) {
          // One that breaks is told with its report: it is no reason to make no other.
          if (!isKnownError(error, 'plugin-failed') && !isKnownError(error, 'plugin-timeout')) throw error;
        }
      }
    },
  };
};

/** The options of one reporter, under the id that it has itself. */
export const optionsFor = (format: string, reporter: Reporter, options: JsonObject): JsonObject =>
  Object.hasOwn(options, format) ? { [reporter.id]: options[format] ?? {} } : {};

/**
 * What configs say of reporters. One report of several projects is made as the config says whose folder holds all of them; what another
 * one says of a reporter that is used is told to be without effect.
 */
export const reporterOptionsOf = (
  { projects, root, isJoined }: OpenedProjects,
  formats: readonly string[],
): { readonly options: JsonObject; readonly notices: readonly Notice[] } => {
  const [first] = projects;
  if (!isJoined) return { options: first?.config.reporters ?? {}, notices: [] };
  const outer = projects.find(({ config }) => config.root === root);
  const notices = projects.flatMap((project): readonly Notice[] => {
    const own = formats.filter((format) => Object.hasOwn(project.config.reporters, format));
    if (project === outer || own.length === 0) return [];
    return [
      {
        level: 'note',
        code: 'reporters-unused',
        message: `what the config says of ${own.join(', ')} holds only where its project is linted by itself`,
        project: pathFrom(root, project.config.root),
      },
    ];
  });
  return { options: outer?.config.reporters ?? {}, notices };
};

const EMPTY_REPORT: Report = {
  schemaVersion: 1,
  tool: TOOL,
  config: { path: null, sha256: null },
  summary: { subjects: {}, errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
  rules: [],
  subjects: [],
  findings: [],
};
