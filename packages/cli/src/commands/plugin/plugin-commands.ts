import { resolve } from 'node:path';
import {
  type CommandContext,
  findSubjects,
  isKnownError,
  ListingLintError,
  type Plugin,
  type PluginCommand,
  type ResolvedConfig,
} from '@listing-lint/core';
import { type Command, Option } from 'commander';
import type { Io } from '../../output/io.ts';
import { progressLine } from '../../output/progress.ts';
import { writeOutput } from '../../output/write-output.ts';
import { addConfigOptions, type ConfigOptions, collect, isoDate, wholeNumber } from '../../project/command-options.ts';
import { loadFor } from '../../project/load.ts';
import { isoDay } from '../../project/today.ts';

interface LoadedCommands {
  readonly config: ResolvedConfig;
  readonly plugins: readonly Plugin[];
}

/** The plugins of the config that have commands. Undefined where `isOptional` and the config cannot be read; rejects otherwise. */
export const pluginCommands = async (
  flags: ConfigOptions,
  io: Io,
  isOptional: boolean,
): Promise<LoadedCommands | undefined> => {
  try {
    const config = await loadFor(flags, io);
    const plugins = config.plugins.map(({ plugin }) => plugin).filter(({ commands = [] }) => commands.length > 0);
    return { config, plugins };
  } catch (error) {
    if (isOptional && isKnownError(error)) return undefined;
    throw error;
  }
};

/** Adds `PLUGIN NAME` for each command. Throws `plugin-failed` where a plugin is called like a command of the program. */
export const addCommandsOf = (
  program: Command,
  { config, plugins }: LoadedCommands,
  io: Io,
  exit: (code: number) => void,
): void => {
  for (const plugin of plugins) {
    const { name, commands = [] } = plugin;
    if (program.commands.some((each) => each.name() === name))
      throw new ListingLintError(
        'plugin-failed',
        `the plugin "${name}" adds commands, and "${name}" is a command of listing-lint`,
        [{ message: 'its author must give the plugin another name' }],
      );
    const group = program.command(name).description(`Commands of the plugin ${name}`).helpGroup('Commands of plugins:');
    for (const command of commands) addCommand(group, command, { config, plugin: name, io, exit });
  }
};

interface Host {
  readonly config: ResolvedConfig;
  readonly plugin: string;
  readonly io: Io;
  readonly exit: (code: number) => void;
}

const hyphenated = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const addCommand = (group: Command, command: PluginCommand, host: Host): void => {
  const added = group.command(command.name).description(command.summary);
  const names = Object.keys(command.arguments ?? {});
  for (const [name, { summary, required, repeatable }] of Object.entries(command.arguments ?? {})) {
    const label = `${name}${repeatable === true ? '...' : ''}`;
    added.argument(required === true ? `<${label}>` : `[${label}]`, summary);
  }
  for (const [name, option] of Object.entries(command.options ?? {})) {
    const { summary, value, short, type, choices, repeatable, required } = option;
    const flags = `${short === undefined ? '' : `-${short}, `}--${hyphenated(name)}${value === undefined ? '' : ` <${value}>`}`;
    const made = new Option(flags, summary).makeOptionMandatory(required === true);
    if (choices !== undefined) made.choices([...choices]);
    if (type === 'day') made.argParser(isoDate);
    if (type === 'count') made.argParser(wholeNumber(0));
    if (repeatable === true) made.argParser(collect);
    if (repeatable === true) made.default([]);
    if (value === undefined) made.default(false);
    added.addOption(made);
  }
  addConfigOptions(added).action(async (...given: unknown[]) => {
    const values = names.map((name, index): [string, unknown] => [name, given[index]]);
    const input = { ...Object.fromEntries(values), ...added.opts() };
    const progress = progressLine(host.io);
    host.exit(await command.run(input, contextOf(host, progress)).finally(progress.clear));
  });
};

const contextOf = ({ config, plugin, io }: Host, progress: ReturnType<typeof progressLine>): CommandContext => ({
  cwd: io.cwd,
  today: isoDay(io.now()),
  project: {
    root: config.root,
    settings: config.settings.of(plugin),
    findSubjects: async (scope) =>
      (await findSubjects(config, undefined, ({ message }) => progress.say(message), [scope])).filter(
        (subject) => subject.scope === scope,
      ),
  },
  print: io.stdout,
  notice: progress.say,
  progress: progress.update,
  writeReport: (name, text) => writeOutput(text, resolve(io.cwd, name), name, io.cwd),
});
