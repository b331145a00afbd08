import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { RulesFlags } from './rules-action.ts';

export const registerRules: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('rules')
    .description('List every rule that the config can turn on, and how it stands');
  addConfigOptions(command)
    .option('--json', 'as JSON')
    .action(async (flags: RulesFlags) => {
      const { rulesAction } = await import('./rules-action.ts');
      exit(await rulesAction(flags, io));
    });
};
