import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { EvidenceFlags } from './evidence-action.ts';

export const registerEvidence: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('evidence')
    .description(
      'Collect the evidence for a picture or a case in a folder that others can verify with sha256sum and openssl',
    )
    .argument('<about>', 'a case (its file or id), or a picture of yours')
    .requiredOption('--out <folder>', 'a new folder for the bundle, or an archive: FILE.zip')
    .option('--incomplete', 'write the bundle even if files are missing or differ from what is recorded; it lists them')
    .option('--pdf', 'also print the cover as PDF (needs Chromium or Chrome)')
    .option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD');
  addConfigOptions(command).action(async (about: string, flags: EvidenceFlags) => {
    const { evidenceAction } = await import('./evidence-action.ts');
    exit(await evidenceAction(about, flags, io));
  });
};
