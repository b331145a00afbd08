import { loadConfig, type Reporter, type ResolvedConfig, reportersOf as reportersByName } from '@listing-lint/core';
import { reporters } from '@listing-lint/reporters';
import { builtinPlugin } from '@listing-lint/rules';
import type { Io } from '../output/io.ts';
import type { ConfigOptions } from './config-options.ts';

/** The config that holds for a command; `near` is the folder of what the user named. */
export const loadFor = (flags: ConfigOptions, io: Io, near?: string): Promise<ResolvedConfig> =>
  loadConfig({
    builtin: builtinPlugin,
    reporters,
    cwd: io.cwd,
    allowCode: flags.plugins,
    ...(flags.config === undefined ? {} : { configFile: flags.config }),
    ...(flags.rule === undefined ? {} : { rules: flags.rule }),
    ...(near === undefined ? {} : { fallback: near }),
  });

/** Reporters by the name that `--format` uses. */
export const reportersOf = (config: ResolvedConfig): ReadonlyMap<string, Reporter> =>
  reportersByName(reporters, config.registry);
