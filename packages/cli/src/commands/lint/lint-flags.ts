import { queryOf } from '../../api/flags.ts';
import type { LintEvent, LintRunOptions } from '../../api/options.ts';
import type { Io } from '../../output/io.ts';
import type { Progress } from '../../output/progress.ts';
import { toldLine } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

/** The flags that are options of `lint` by the same name, and the rest. */
export interface LintFlags
  extends ConfigOptions,
    Pick<
      LintRunOptions,
      | 'staged'
      | 'changed'
      | 'baseline'
      | 'updateBaseline'
      | 'concurrency'
      | 'asOf'
      | 'cache'
      | 'cacheLocation'
      | 'cacheStrategy'
      | 'fix'
      | 'fixDryRun'
      | 'permitLoss'
      | 'debug'
      | 'stats'
    > {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly shard?: string;
  readonly shardOutput?: string;
  readonly quiet?: boolean;
  readonly maxFindings?: number;
  readonly maxWarnings?: number;
  readonly printConfig?: string;
  readonly color?: boolean;
  /** What a mistyped command can be told from a path by. */
  readonly commandNames: readonly string[];
}

/** The options of the Node API as the flags state them. */
export const optionsOf = (flags: LintFlags, io: Io): LintRunOptions => {
  const {
    rule,
    pluginTimeout,
    format,
    output,
    quiet,
    maxFindings,
    maxWarnings,
    color,
    printConfig: path,
    commandNames,
    shard,
    shardOutput,
    ...same
  } = flags;
  return { ...same, ...queryOf(flags, io), env: io.env };
};

/** Shows events of a run. */
export const tellerOf =
  (progress: Progress, io: Io) =>
  (event: LintEvent): void => {
    if (event.type === 'progress') progress.update(event.done, event.total);
    else if (event.type === 'message') progress.say(event.message);
    else if (event.type === 'debug') {
      const { topic, path, message } = event;
      io.stderr(toldLine(`${topic} ${path === undefined ? '' : `${path}: `}${message}`));
    }
  };
