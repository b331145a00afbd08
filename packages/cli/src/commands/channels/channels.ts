import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ChannelsFlags } from './channels-action.ts';

export const registerChannels: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('channels')
    .description('Show what marketplaces require of pictures, and which of yours fit where')
    .argument('[paths...]', 'pictures or listings (default: all of the config)');
  command
    .option('--channel <name>', 'show only this marketplace (repeatable)', collect)
    .option('--each-is-a-listing', 'judge each picture as the main picture of a listing of its own')
    .option('--as-of <date>', 'apply the requirements of this day, YYYY-MM-DD')
    .option('-f, --format <name[:file]>', 'text, json or html; NAME:FILE writes it to a file (repeatable)', collect);
  addConfigOptions(command).action(async (paths: string[], flags: ChannelsFlags) => {
    const { channelsAction } = await import('./channels-action.ts');
    exit(await channelsAction(paths, flags, io));
  });
};
