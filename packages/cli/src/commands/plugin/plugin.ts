import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

/** What may be the name of a plugin, or of one of its commands. */
const NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Adds the commands of the plugins that the config names, where the arguments may call one (`PLUGIN NAME`, and no files are called so) or ask for help of all. A config
 * that cannot be read adds none: help says so, and a lint reports why.
 */
export const addPluginCommands = async (
  program: Command,
  argv: readonly string[],
  io: Io,
  exit: (code: number) => void,
): Promise<void> => {
  const isHelp = isHelpOfAll(argv);
  if (!isHelp && !mayCallPlugin(program, argv, io.cwd)) return;
  const { pluginCommands, addCommandsOf } = await import('./plugin-commands.ts');
  const found = await pluginCommands(configFlags(argv), io, isHelp);
  if (found === undefined)
    program.addHelpText('after', '\nCommands of plugins are not listed: the config cannot be read.');
  else addCommandsOf(program, found, io, exit);
};

const isHelpOfAll = ([first, second]: readonly string[]): boolean =>
  first === '--help' || first === '-h' || (first === 'help' && (second === undefined || NAME.test(second)));

const mayCallPlugin = (program: Command, [first, second]: readonly string[], cwd: string): boolean => {
  if (first === undefined || !NAME.test(first) || program.commands.some((each) => each.name() === first)) return false;
  const isPath = (name: string): boolean => existsSync(resolve(cwd, name));
  return !isPath(first) || (second !== undefined && NAME.test(second) && !isPath(second));
};

/** The options that say how the config is loaded, before the command that takes them is known. A time that is none is refused by the command. */
const configFlags = (argv: readonly string[]): ConfigOptions => {
  const config = optionValue(argv, '-c') ?? optionValue(argv, '--config');
  const seconds = Number(optionValue(argv, '--plugin-timeout'));
  return {
    plugins: !argv.includes('--no-plugins'),
    ...(config === undefined ? {} : { config }),
    ...(seconds > 0 ? { pluginTimeout: seconds } : {}),
  };
};

const optionValue = (argv: readonly string[], option: string): string | undefined => {
  const at = argv.indexOf(option);
  return at < 0 ? argv.find((each) => each.startsWith(`${option}=`))?.slice(option.length + 1) : argv[at + 1];
};
