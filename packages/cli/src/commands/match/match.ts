import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MatchFlags } from './match-action.ts';

export const registerMatch: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('match')
    .description('Tell which of our pictures are copied by pictures found elsewhere; exit 1 where one is, or may be')
    .argument('<suspects...>', 'pictures found in the wild, or folders of them')
    .option(
      '--against <path>',
      'our pictures: a file or folder (repeatable); default the originals of the config, what stamp --in-place has kept, and the pictures of listings of which nothing is kept',
      collect,
    )
    .option('--registry', 'compare with the registry of published pictures too')
    .option('-f, --format <name[:file]>', 'text, json or html; to a file where one is given (repeatable)', collect);
  addConfigOptions(command).action(async (suspects: string[], flags: MatchFlags) => {
    const { matchAction } = await import('./match-action.ts');
    exit(await matchAction(suspects, flags, io));
  });
};
