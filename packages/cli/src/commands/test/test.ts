import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerTest: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('test')
    .description('Run the tests of rules: every <rule>.test.yaml below a folder')
    .argument('[folder]', 'the folder to search', '.');
  addConfigOptions(command).action(async (folder: string, flags: ConfigOptions) => {
    const { testAction } = await import('./test-action.ts');
    exit(await testAction(folder, flags, io));
  });
};
