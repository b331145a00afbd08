import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MatchFlags } from './match-action.ts';

export const registerMatch: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('match')
    .description('Find out which pictures found elsewhere copy yours; exits with 1 if one does, or may')
    .argument('<suspects...>', 'pictures found elsewhere, or folders of them')
    .option(
      '--against <path>',
      'your pictures: a file or folder (repeatable; default: originals, pictures saved by stamp --in-place, and listing pictures without either)',
      collect,
    )
    .option('--registry', 'also compare with the registry of published pictures')
    .option('-f, --format <name[:file]>', 'text, json or html; NAME:FILE writes it to a file (repeatable)', collect);
  addConfigOptions(command).action(async (suspects: string[], flags: MatchFlags) => {
    const { matchAction } = await import('./match-action.ts');
    exit(await matchAction(suspects, flags, io));
  });
};
