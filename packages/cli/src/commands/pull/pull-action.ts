import { queryOf } from '../../api/flags.ts';
import { pullStores } from '../../api/pictures/pull.ts';
import type { Io } from '../../output/io.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export const pullAction = async (flags: ConfigOptions, io: Io): Promise<number> => {
  const progress = progressLine(io, 'looked at');
  const { lines, isWhole } = await pullStores({ ...queryOf(flags, io), onEvent: showEvents(progress) }, io).finally(
    progress.clear,
  );
  for (const line of lines) io.stdout(`${line}\n`);
  return isWhole ? 0 : 1;
};
