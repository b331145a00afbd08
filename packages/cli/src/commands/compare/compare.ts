import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { CompareFlags } from './compare-action.ts';

export const registerCompare: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('compare')
    .description('Compare two pictures point by point: which is the original, and what cannot be known')
    .argument('<a>', 'a picture')
    .argument('<b>', 'another one')
    .option('-f, --format <name[:file]>', 'text, json or html; NAME:FILE writes it to a file (repeatable)', collect);
  addConfigOptions(command).action(async (a: string, b: string, flags: CompareFlags) => {
    const { compareAction } = await import('./compare-action.ts');
    exit(await compareAction(a, b, flags, io));
  });
};
