import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerPull: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('pull')
    .description(
      'Bring the pictures of object stores that `objects` in the config names; exit 1 where one could not be had',
    );
  addConfigOptions(command).action(async (flags: ConfigOptions) => {
    const { pullAction } = await import('./pull-action.ts');
    exit(await pullAction(flags, io));
  });
};
