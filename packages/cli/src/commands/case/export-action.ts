import { extname, resolve } from 'node:path';
import { exporterFor } from '../../api/case/export-case.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { tellNotes, tellRefused } from '../../output/told.ts';
import { refuseNewFile, writeNewFile } from '../../output/write-new.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface ExportFlags extends ConfigOptions {
  readonly to: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly asOf?: string;
}

const ANOTHER_NAME = 'give another name, or say --force';

/** Writes a complaint as its desk takes it; 1 where it is not ready to be filed. */
export const exportAction = async (given: string, flags: ExportFlags, io: Io): Promise<number> => {
  const { to, output, force, asOf } = flags;
  const query = { ...queryOf(flags, io), case: given, to, ...(asOf === undefined ? {} : { asOf }) };
  const exported = await exporterFor(io)(query);
  if (exported.kind === 'refused')
    return tellRefused(`the complaint to ${to} is not ready to be filed`, exported.reasons, io);
  const { requests, notes } = exported;
  if (output === undefined && requests.length > 1) {
    throw new UsageError(
      `${requests.length} requests cannot all go to stdout`,
      'give them a file: -o complaint.txt writes complaint-1.txt, …',
    );
  }
  if (output === undefined) for (const { text } of requests) io.stdout(text);
  else {
    const files = requests.map(({ text, listings }, index) => {
      const name = requests.length === 1 ? output : numbered(output, index + 1);
      return { file: resolve(io.cwd, name), name, text, cwd: io.cwd, listings };
    });
    for (const file of files) refuseNewFile(file, ANOTHER_NAME, force === true);
    for (const file of files) {
      await writeNewFile(file, ANOTHER_NAME, force === true);
      io.stderr(`${file.name}: ${file.listings} ${file.listings === 1 ? 'listing' : 'listings'}; it is not sent\n`);
    }
  }
  tellNotes(notes, io);
  return 0;
};

const numbered = (name: string, number: number): string => {
  const extension = extname(name);
  return `${extension === '' ? name : name.slice(0, -extension.length)}-${number}${extension}`;
};
