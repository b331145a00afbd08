import type { Command } from 'commander';
import { UsageError } from './output/known-error.ts';

/** Adds `help COMMAND`, which shows what `COMMAND --help` does, and alone what `--help` does. Of a name that is none it gives the nearest. */
export const addHelpCommand = (program: Command): void => {
  program
    .command('help')
    .description('Show the help of a command, as COMMAND --help does')
    .argument('[command...]', 'such as lint, or case new')
    .action(async (names: string[]) => {
      let shown = program;
      for (const name of names) shown = await commandIn(shown, name);
      shown.outputHelp();
    });
};

const commandIn = async (parent: Command, name: string): Promise<Command> => {
  const found = parent.commands.find((each) => each.name() === name);
  if (found !== undefined) return found;
  const { suggest } = await import('@listing-lint/core');
  const names = parent.commands.map((each) => each.name());
  const above = parent.parent === null ? 'listing-lint' : `listing-lint ${parent.name()}`;
  throw new UsageError(`${above} has no command "${name}"`, suggest(name, names) ?? `${above} --help lists them`);
};
