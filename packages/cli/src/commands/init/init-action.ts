import { init } from '../../api/init/init.ts';
import type { Io } from '../../output/io.ts';

export interface InitFlags {
  readonly dryRun?: boolean;
}

/** Proposes a config for a folder and writes it where there is none. */
export const initAction = async (folder: string, flags: InitFlags, io: Io): Promise<number> => {
  const dryRun = flags.dryRun === true;
  const { name, text, pictures } = await init({ cwd: io.cwd, folder, dryRun });
  io.stdout(
    dryRun
      ? text
      : `wrote ${name} (${pictures === 1 ? '1 picture' : `${pictures} pictures`} seen). Read it, then run listing-lint.\n`,
  );
  return 0;
};
