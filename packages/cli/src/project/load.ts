import {
  Guard,
  type LoadOptions,
  loadConfig,
  type NamedPath,
  type OpenedProjects,
  type OpenOptions,
  openProjects,
  type Project,
  pathFrom,
  type Reporter,
  type ResolvedConfig,
  reportersByName,
} from '@listing-lint/core';
import { reporters } from '@listing-lint/reporters';
import { builtinPlugin } from '../built-in-plugins.ts';
import type { Surroundings } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';
import type { ConfigOptions } from './command-options.ts';

/** The config that holds for a command that judges nothing; `from`: the folder that it is about, not the working directory. */
export const loadFor = (flags: ConfigOptions, around: Surroundings, from?: string): Promise<ResolvedConfig> =>
  loadConfig({ ...optionsOf(flags, around), ...(from === undefined ? {} : { from }) });

/** What holds where there is no config, for a command that can say something although the config cannot be read. */
export const loadWithoutConfig = (flags: ConfigOptions, around: Surroundings): Promise<ResolvedConfig> =>
  loadConfig({
    builtin: builtinPlugin,
    reporters,
    cwd: around.cwd,
    judges: false,
    isWithoutConfig: true,
    guard: guardOf(flags, around),
  });

/** The projects that hold what the user named, and those inside it. `judges` (in `more`): a config that turns no rule on is refused. */
export const openFor = (
  flags: ConfigOptions,
  around: Surroundings,
  paths: readonly NamedPath[],
  more: Partial<OpenOptions> = {},
): Promise<OpenedProjects> => openProjects({ ...optionsOf(flags, around), paths, ...more });

/** The project of a command that works on one at a time; `tell` is told what there is to say of configs. */
export const projectFor = async (
  flags: ConfigOptions,
  around: Surroundings,
  paths: readonly NamedPath[],
  tell: (message: string) => void,
): Promise<Project> => {
  const { projects, notices } = await openFor(flags, around, paths, { nested: paths.length > 0 });
  const meant = projects.filter(({ isWayThrough }) => projects.length === 1 || !isWayThrough);
  const [project, ...others] = meant;
  if (project === undefined || others.length > 0) {
    const names = meant.map(({ config }) => pathFrom(around.cwd, config.root));
    throw new UsageError(
      `${paths.map(({ given }) => given).join(', ')}: that is ${names.length} projects (${names.join(', ')})`,
      'this command works on one: name what lies in one of them',
    );
  }
  for (const { message } of notices) tell(message);
  return project;
};

const optionsOf = (flags: ConfigOptions, around: Surroundings): LoadOptions => ({
  builtin: builtinPlugin,
  reporters,
  cwd: around.cwd,
  judges: false,
  allowCode: flags.plugins,
  guard: guardOf(flags, around),
  ...(flags.config === undefined ? {} : { configFile: flags.config }),
  ...(flags.rule === undefined ? {} : { rules: flags.rule }),
  ...(flags.only === undefined ? {} : { only: flags.only }),
  ...(flags.ignore === undefined ? {} : { ignore: flags.ignore }),
});

/** One for the whole command, however many configs it reads. */
const guardOf = ({ pluginTimeout }: ConfigOptions, { guards }: Surroundings): Guard => {
  const made =
    guards?.guard ??
    new Guard({
      ...(pluginTimeout === undefined ? {} : { timeoutMs: pluginTimeout * 1000 }),
      ...(guards?.watchdog === undefined ? {} : { watchdog: guards.watchdog }),
    });
  if (guards !== undefined) guards.guard = made;
  return made;
};

/** Reporters by the name that `--format` uses; where projects bring several of one name, that of the first. */
export const reportersOf = (configs: readonly ResolvedConfig[]): ReadonlyMap<string, Reporter> =>
  new Map(configs.toReversed().flatMap(({ registry }) => [...reportersByName(reporters, registry)]));
