import { Option } from 'commander';
import { addConfigOptions, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { NewCaseFlags } from './case-action.ts';

export const registerCase: RegisterCommand = (program, io, exit) => {
  const cases = program.command('case').description('Work on disputes: the files that `cases` in the config names');
  addConfigOptions(
    cases
      .command('new')
      .description('Write a case file to be filled in; never writes over one')
      .argument('[source]', 'a listing, a picture of yours, or the JSON that `match -f json` wrote')
      .addOption(
        new Option('--direction <direction>', 'who complains')
          .choices(['we-complain', 'accused'])
          .default('we-complain'),
      )
      .option('--id <id>', 'of the case; default the next number of the year')
      .option('--platform <name>', 'where it takes place')
      .option('--listing <address>', 'address or number of their listing')
      .option('--seller <name>', 'who sells there')
      .option('--first-seen <date>', 'when their listing was first seen (default: today)', isoDate)
      .option('--received <date>', 'when the accusation reached you', isoDate)
      .option('-o, --output <file>', 'where the file goes; default where `cases` of the config looks')
      .option('--dry-run', 'print the file instead of writing it')
      .option('--as-of <date>', 'the day that stands for today', isoDate),
  ).action(async (source: string | undefined, flags: NewCaseFlags) => {
    const { newCaseAction } = await import('./case-action.ts');
    exit(await newCaseAction(source, flags, io));
  });
};
