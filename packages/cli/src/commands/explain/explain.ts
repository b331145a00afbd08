import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerExplain: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('explain')
    .description('Explain a rule: what it checks, why, how to fix findings, and its options')
    .argument('<rule>', 'id of a rule');
  addConfigOptions(command).action(async (id: string, flags: ConfigOptions) => {
    const { explainAction } = await import('./explain-action.ts');
    exit(await explainAction(id, flags, io));
  });
};
