import type { RegisterCommand } from '../register-command.ts';
import type { InitFlags } from './init-action.ts';

export const registerInit: RegisterCommand = (program, io, exit) => {
  program
    .command('init')
    .description('Write a commented config that fits a folder; never overwrites one')
    .argument('[folder]', 'the folder that holds the listings', '.')
    .option('--dry-run', 'print the config; write nothing')
    .action(async (folder: string, flags: InitFlags) => {
      const { initAction } = await import('./init-action.ts');
      exit(await initAction(folder, flags, io));
    });
};
