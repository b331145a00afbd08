import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { StampFlags } from './stamp-action.ts';

export const registerStamp: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('stamp')
    .description('Put your watermark on pictures, at places that a secret key chooses')
    .argument('[paths...]', 'pictures or listings (default: all of the config)');
  command
    .option('--out <folder>', 'write the stamped copies into this folder')
    .option('--in-place', 'replace the pictures; unstamped ones are saved in .listing-lint/unstamped')
    .option('--dry-run', 'show the places; write nothing')
    .option('--key-file <file>', 'read the key from a file instead of LISTING_LINT_STAMP_KEY')
    .option(
      '--keep-private',
      'keep position and serial numbers, which are removed by default; previews are always removed',
    )
    .option('--no-grain', 'draw only the watermark, without the invisible grain that identifies copies')
    .option('--json', 'the places as JSON');
  addConfigOptions(command).action(async (paths: string[], flags: StampFlags) => {
    const { stampAction } = await import('./stamp-action.ts');
    exit(await stampAction(paths, flags, io));
  });
};
