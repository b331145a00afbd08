import { caseMaker, type NewCaseQuery } from '../../api/case/new-case.ts';
import { toldSource } from '../../api/case/told-source.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface NewCaseFlags
  extends ConfigOptions,
    Pick<
      NewCaseQuery,
      'direction' | 'id' | 'platform' | 'listing' | 'seller' | 'firstSeen' | 'received' | 'output' | 'dryRun' | 'asOf'
    > {}

/** Writes a case file to be filled in, or prints it. */
export const newCaseAction = async (source: string | undefined, flags: NewCaseFlags, io: Io): Promise<number> => {
  const { path, id, text, advice, alsoAbout, works, leftOut, notes } = await caseMaker(io)({
    ...flags,
    ...queryOf(flags, io),
    ...(source === undefined ? {} : { source }),
  });
  if (flags.dryRun === true) io.stdout(text);
  else io.stdout(`${path}: case ${id}, to be filled in\n`);
  for (const sentence of [...toldSource({ works, leftOut }), ...notes]) io.stderr(`listing-lint: ${sentence}\n`);
  if (alsoAbout.length > 0)
    io.stderr(`listing-lint: ${alsoAbout.join(', ')}: about this listing already; what else it shows can go there\n`);
  if (advice !== null) io.stderr(`listing-lint: ${advice}\n`);
  return 0;
};
