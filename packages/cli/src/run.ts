import { Command, CommanderError } from 'commander';
import { commandGroups } from './commands/index.ts';
import { addPluginCommands } from './commands/plugin/plugin.ts';
import { addHelpCommand } from './help-command.ts';
import type { GuardHolder, Io } from './output/io.ts';
import { errorText, faultText } from './output/known-error.ts';
import { VERSION } from './version.ts';

/** Runs the command line and gives the exit code: 0 fine, 1 findings, 2 usage, config, rule or output error. Never throws. */
export const run = async (argv: readonly string[], world: Io): Promise<number> => {
  const guards: GuardHolder = world.guards ?? { guard: undefined };
  const io: Io = { ...world, guards };
  let code = 0;
  const program = new Command('listing-lint')
    .description('A linter for the pictures and dispute files of product listings')
    .version(VERSION, '-V, --version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: (text, write) => write(text.replace(/^error: /, 'listing-lint: ')),
    })
    .addHelpText('after', EXIT_CODES);
  const exit = (given: number): void => {
    code = given;
  };
  for (const [heading, registers] of Object.entries(commandGroups)) {
    program.commandsGroup(heading);
    for (const register of registers) register(program, io, exit);
  }
  addHelpCommand(program);
  try {
    await addPluginCommands(program, argv, io, exit);
    await program.parseAsync([...argv], { from: 'user' });
    const faults = guards.guard?.takeFaults() ?? [];
    for (const { message, place } of faults) io.stderr(faultText(message, place));
    return faults.length > 0 ? 2 : code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr(await errorText(error));
    return 2;
  }
};

const EXIT_CODES = `
Without a command, listing-lint lints; \`listing-lint lint --help\` lists its options.

Exit codes:
  0  no errors, and no more warnings than permitted
  1  findings
  2  wrong usage, config or rules, a broken plugin, or an output that cannot be written`;
