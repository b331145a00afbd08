import { pathDescriber } from '../../api/config.ts';
import type { ConfigQuery } from '../../api/options.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, toldLine } from '../../output/told.ts';

/** Prints what holds for a path, where each setting came from, and, where there are several, which project it belongs to. */
export const printConfig = async (given: string, query: ConfigQuery, io: Io): Promise<number> => {
  const { files, notices } = await pathDescriber(io)(given, query);
  // A glob may have named several files, of one project as of several.
  io.stdout(jsonText(files.length === 1 ? files[0] : files));
  for (const message of notices) io.stderr(toldLine(message));
  return 0;
};
