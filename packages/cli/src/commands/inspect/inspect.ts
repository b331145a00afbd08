import { addConfigOptions, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { InspectFlags } from './inspect-action.ts';

export const registerInspect: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('inspect')
    .description('Print the facts that rules judge, as JSON')
    .argument('<paths...>', 'pictures, listings or case files');
  command.option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD', isoDate);
  addConfigOptions(command).action(async (paths: string[], flags: InspectFlags) => {
    const { inspectAction } = await import('./inspect-action.ts');
    exit(await inspectAction(paths, flags, io));
  });
};
