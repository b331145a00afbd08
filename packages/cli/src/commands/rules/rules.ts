import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { RulesFlags } from './rules-action.ts';

export const registerRules: RegisterCommand = (program, io, exit) => {
  const command = program.command('rules').description('List all rules and their settings in the config');
  command.option('--json', 'as JSON');
  addConfigOptions(command).action(async (flags: RulesFlags) => {
    const { rulesAction } = await import('./rules-action.ts');
    exit(await rulesAction(flags, io));
  });
};
