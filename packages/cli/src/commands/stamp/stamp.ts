import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { StampFlags } from './stamp-action.ts';

export const registerStamp: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('stamp')
    .description("Put the seller's mark on pictures, each at a place that a secret key chooses")
    .argument('[paths...]', 'pictures or listings; all of the config without one');
  addConfigOptions(command)
    .option('--out <folder>', 'write the stamped copies there')
    .option('--in-place', 'replace the pictures; the unstamped ones are kept under .listing-lint/unstamped')
    .option('--dry-run', 'show the places, write nothing')
    .option('--key-file <file>', 'read the key from a file instead of LISTING_LINT_STAMP_KEY')
    .option('--keep-private', 'keep position and serial numbers, which are taken out otherwise; previews always are')
    .option('--no-grain', 'draw the mark alone, without the grain by which copies of the stamped file are known')
    .option('--json', 'the places as JSON')
    .action(async (paths: string[], flags: StampFlags) => {
      const { stampAction } = await import('./stamp-action.ts');
      exit(await stampAction(paths, flags, io));
    });
};
