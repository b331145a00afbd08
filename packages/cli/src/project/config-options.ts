import type { Command } from 'commander';
import { seconds } from './values.ts';

/** Options of every command that reads the config. */
export interface ConfigOptions {
  readonly config?: string;
  readonly rule?: readonly string[];
  /** Of lint alone. */
  readonly only?: readonly string[];
  /** `false` for `--no-ignore`, of lint alone. */
  readonly ignore?: boolean;
  /** `false` for `--no-plugins`. */
  readonly plugins: boolean;
  /** Seconds. */
  readonly pluginTimeout?: number;
}

export const addConfigOptions = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'the one config for everything, instead of the nearest above each path')
    .option('--rule <setting>', "a rule's setting over the config: 'id: severity' (repeatable)", collect)
    .option('--no-plugins', 'run no code that the config names: no plugins, no config that is a program')
    .option('--plugin-timeout <seconds>', 'how long a function of a plugin may take (default: 60)', seconds);

/** For options that may be given several times. */
export const collect = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];
