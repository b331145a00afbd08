import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerPull: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('pull')
    .description(
      'Fetch the pictures of object stores (`objects` in the config); exits with 1 if one could not be fetched',
    );
  addConfigOptions(command).action(async (flags: ConfigOptions) => {
    const { pullAction } = await import('./pull-action.ts');
    exit(await pullAction(flags, io));
  });
};
