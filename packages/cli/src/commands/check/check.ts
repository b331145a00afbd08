import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { CheckFlags } from './check-action.ts';

export const registerCheck: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('check')
    .description('Say of each picture whether it is fit for a marketplace, and what to do if not')
    .argument('<channel>', 'the marketplace: amazon, ebay, …')
    .argument('[paths...]', 'pictures or listings (default: all of the config)');
  command
    .option('--each-is-a-listing', 'judge each picture as the main picture of a listing of its own')
    .option('--as-of <date>', 'apply the requirements of this day, YYYY-MM-DD')
    .option('-f, --format <name[:file]>', 'text or json; NAME:FILE writes it to a file (repeatable)', collect);
  addConfigOptions(command).action(async (channel: string, paths: string[], flags: CheckFlags) => {
    const { checkAction } = await import('./check-action.ts');
    exit(await checkAction(channel, paths, flags, io));
  });
};
