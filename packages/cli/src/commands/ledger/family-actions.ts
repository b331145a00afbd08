import { resolve } from 'node:path';
import { queryOf } from '../../api/flags.ts';
import { ledgerFor } from '../../api/ledger/ledger.ts';
import type { Io } from '../../output/io.ts';
import { jsonText } from '../../output/told.ts';
import { writeNewFile } from '../../output/write-new.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface LedgerGraphFlags extends ConfigOptions {
  readonly format: 'text' | 'html' | 'json';
  readonly output?: string;
  readonly force?: boolean;
}

/** Prints the entries of a picture. */
export const ledgerShowAction = async (picture: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const { entries } = await ledgerFor(io).family({ ...queryOf(flags, io), picture });
  io.stdout(jsonText(entries));
  return 0;
};

/** Draws the family of a picture. */
export const ledgerGraphAction = async (picture: string, flags: LedgerGraphFlags, io: Io): Promise<number> => {
  const { format, output, force } = flags;
  const family = await ledgerFor(io).family({ ...queryOf(flags, io), picture });
  const text = format === 'json' ? jsonText(family.graph) : family[format];
  if (output === undefined) io.stdout(text);
  else {
    const file = { file: resolve(io.cwd, output), name: output, text, cwd: io.cwd };
    await writeNewFile(file, 'give another name, or say --force', force === true);
  }
  return 0;
};
