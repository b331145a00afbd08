import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerSchema: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('schema')
    .description('Write JSON Schemas for your editor, with the rules, presets and facts of this config and its plugins')
    .argument('[folder]', 'the output folder (default: .listing-lint next to the config)');
  addConfigOptions(command).action(async (folder: string | undefined, flags: ConfigOptions) => {
    const { schemaAction } = await import('./schema-action.ts');
    exit(await schemaAction(folder, flags, io));
  });
};
