import type { Surroundings } from '../output/io.ts';
import type { ConfigOptions } from '../project/command-options.ts';
import type { ScopeFlags } from '../project/run-scope.ts';
import type { ConfigQuery, LintRunOptions, RunQuery } from './options.ts';

/** The program that something is done for; without one, plugins run under a guard of each call's own. */
export type Program = Partial<Pick<Surroundings, 'guards' | 'now' | 'env'>>;

/** The options as the command line's names for them. */
export const configOptionsOf = ({
  config,
  rules,
  only,
  ignore,
  plugins,
  pluginTimeoutMs,
}: ConfigQuery): ConfigOptions => ({
  plugins: plugins !== false,
  ...(config === undefined ? {} : { config }),
  ...(rules === undefined ? {} : { rule: rules }),
  ...(only === undefined ? {} : { only }),
  ...(ignore === undefined ? {} : { ignore }),
  ...(pluginTimeoutMs === undefined ? {} : { pluginTimeout: pluginTimeoutMs / 1000 }),
});

/** What the flags of a command say of the config, as options of the Node API: the way back from `configOptionsOf`. */
export const queryOf = (
  { config, rule, only, ignore, plugins, pluginTimeout }: ConfigOptions,
  { cwd }: Pick<Surroundings, 'cwd'>,
): ConfigQuery => ({
  cwd,
  plugins,
  ...(config === undefined ? {} : { config }),
  ...(rule === undefined ? {} : { rules: rule }),
  ...(only === undefined ? {} : { only }),
  ...(ignore === undefined ? {} : { ignore }),
  ...(pluginTimeout === undefined ? {} : { pluginTimeoutMs: pluginTimeout * 1000 }),
});

export const flagsOf = (options: LintRunOptions): ConfigOptions & ScopeFlags => ({
  ...configOptionsOf(options),
  ...(options.staged === undefined ? {} : { staged: options.staged }),
  ...(options.changed === undefined ? {} : { changed: options.changed }),
  ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
});

/** Throws the reason of a signal that is aborted already. */
export const surroundingsOf = (
  { cwd = process.cwd(), env, signal }: Pick<LintRunOptions, 'cwd' | 'env' | 'signal'>,
  { guards = { guard: undefined }, now = () => new Date(), env: own = process.env }: Program = {},
): Surroundings => {
  signal?.throwIfAborted();
  return { cwd, env: env ?? own, guards, now };
};

/** Tells a sentence as an event. */
export const sayTo =
  ({ onEvent }: Pick<RunQuery, 'onEvent'>) =>
  (message: string): void =>
    onEvent?.({ type: 'message', message });
