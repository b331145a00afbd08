import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ChannelsFlags } from './channels-action.ts';

export const registerChannels: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('channels')
    .description('Show what marketplaces ask of pictures, side by side, and which of yours go where')
    .argument('[paths...]', 'pictures or listings; all of the config without one');
  addConfigOptions(command)
    .option('--channel <name>', 'show this marketplace alone; repeatable', collect)
    .option('--as-of <date>', 'the day whose figures hold')
    .option('-f, --format <name[:file]>', 'text, json or html, to stdout or into a file; repeatable', collect)
    .action(async (paths: string[], flags: ChannelsFlags) => {
      const { channelsAction } = await import('./channels-action.ts');
      exit(await channelsAction(paths, flags, io));
    });
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
