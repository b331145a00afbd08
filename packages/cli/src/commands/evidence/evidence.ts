import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { EvidenceFlags } from './evidence-action.ts';

export const registerEvidence: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('evidence')
    .description(
      'Put all that speaks for a picture, or in a case, into one folder that others can check with sha256sum and openssl',
    )
    .argument('<about>', 'a case (its file or id), or a picture of ours')
    .requiredOption('--out <folder>', 'a new folder for the bundle, or an archive: FILE.zip')
    .option('--incomplete', 'write it also where files are missing or are not those that are stated; it says which')
    .option('--pdf', 'print the cover as PDF, too (needs Chromium or Chrome)')
    .option('--as-of <date>', 'the day that stands for today, YYYY-MM-DD');
  addConfigOptions(command).action(async (about: string, flags: EvidenceFlags) => {
    const { evidenceAction } = await import('./evidence-action.ts');
    exit(await evidenceAction(about, flags, io));
  });
};
