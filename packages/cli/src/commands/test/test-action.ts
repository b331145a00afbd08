import { queryOf } from '../../api/flags.ts';
import { ruleTesterFor } from '../../api/rule-tests.ts';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

/** Runs every rule test below a folder; 1 where one is not validated. */
export const testAction = async (folder: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const tested = await ruleTesterFor(io)(folder, {
    ...queryOf(flags, io),
    onResult: ({ text }) => io.stdout(`${text}\n`),
  });
  const passed = tested.filter((each) => each.passed).length;
  io.stdout(`\n${passed} of ${tested.length} rules hold what their tests say\n`);
  return passed === tested.length ? 0 : 1;
};
