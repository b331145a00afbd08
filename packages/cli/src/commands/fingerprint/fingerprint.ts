import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { FingerprintFlags } from './fingerprint-action.ts';

export const registerFingerprint: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('fingerprint')
    .description('Write your rights and an id into published pictures, without changing the picture')
    .argument('[paths...]', 'pictures or listings (default: all of the config)');
  command
    .option('--dry-run', 'show what would be written; write nothing')
    .option(
      '--drop-manifest',
      'remove C2PA manifests, whose signature would become invalid; otherwise such files are left unchanged',
    )
    .option(
      '--permit-other-owner',
      'also write into pictures that name another owner or creator; otherwise they are left unchanged',
    )
    .option('--json', 'the outcomes as JSON');
  addConfigOptions(command).action(async (paths: string[], flags: FingerprintFlags) => {
    const { fingerprintAction } = await import('./fingerprint-action.ts');
    exit(await fingerprintAction(paths, flags, io));
  });
};
