import { type Command, InvalidArgumentError } from 'commander';
import { isDay } from './today.ts';

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
    .optionsGroup('Config:')
    .option('-c, --config <file>', 'use this config for everything, instead of the nearest above each path')
    .option('--rule <setting>', "set a rule, overriding the config: 'id: severity' (repeatable)", collect)
    .option('--no-plugins', 'refuse code: no plugins, no JavaScript configs')
    .option('--plugin-timeout <seconds>', "time limit of a plugin's function (default: 60)", seconds);

/** The built-in reports of lint and merge. */
export const FORMAT_NAMES = [
  'text',
  'json',
  'sarif',
  'html',
  'audit',
  'markdown',
  'github',
  'gitlab',
  'junit',
  'csv',
] as const;

/** The help of `--format`, for lint and merge. */
export const FORMATS = `${FORMAT_NAMES.join(', ').replace('text,', 'text (default),')}; NAME:FILE writes it to a file (repeatable)`;

/** For options that may be given several times. */
export const collect = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];

/** Reads an option's value as a whole number of at least `least`. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, at least ${least}.`);
  };

/** Reads an option's value as a day of the calendar. */
export const isoDate = (text: string): string => {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It must be a date such as 2026-11-25.');
};

/** Reads an option's value as a length of time. */
const seconds = (text: string): number => {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError('It must be a number of seconds above 0, at most 86400.');
};
