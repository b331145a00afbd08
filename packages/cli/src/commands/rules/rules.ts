import { addConfigOptions, type ConfigOptions } from '../../project/config-options.ts';
import type { RegisterCommand } from '../../run.ts';

export interface RulesFlags extends ConfigOptions {
  readonly json?: boolean;
}

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
