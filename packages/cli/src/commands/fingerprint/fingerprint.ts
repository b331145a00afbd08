import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { FingerprintFlags } from './fingerprint-action.ts';

export const registerFingerprint: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('fingerprint')
    .description('Write your rights and an id into published pictures, without changing the picture')
    .argument('[paths...]', 'pictures or listings; all of the config without one');
  addConfigOptions(command)
    .option('--dry-run', 'say what would be written, write nothing')
    .option(
      '--drop-manifest',
      'take out C2PA manifests, whose signature would no longer hold; without it such files are left',
    )
    .option(
      '--permit-other-owner',
      'write also into pictures that name another owner or creator; without it such files are left',
    )
    .option('--json', 'the outcomes as JSON')
    .action(async (paths: string[], flags: FingerprintFlags) => {
      const { fingerprintAction } = await import('./fingerprint-action.ts');
      exit(await fingerprintAction(paths, flags, io));
    });
};
