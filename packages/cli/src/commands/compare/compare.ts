import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { CompareFlags } from './compare-action.ts';

export const registerCompare: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('compare')
    .description(
      'Lay two pictures side by side: what each point shows of which came from which, and what it does not show',
    )
    .argument('<a>', 'a picture')
    .argument('<b>', 'another one')
    .option('-f, --format <name[:file]>', 'text, json or html; to a file where one is given (repeatable)', collect);
  addConfigOptions(command).action(async (a: string, b: string, flags: CompareFlags) => {
    const { compareAction } = await import('./compare-action.ts');
    exit(await compareAction(a, b, flags, io));
  });
};
