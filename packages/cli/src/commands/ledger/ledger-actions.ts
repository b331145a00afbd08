import { queryOf } from '../../api/flags.ts';
import { ledgerFor } from '../../api/ledger/ledger.ts';
import type { LedgerVerdict } from '../../api/ledger/verify-ledger.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface LedgerVerifyFlags extends ConfigOptions {
  /** `false` for `--no-files`. */
  readonly files: boolean;
  readonly json?: boolean;
}

/** Verifies the ledger: 0 when all is as it was written, else 1. */
export const ledgerVerifyAction = async (flags: LedgerVerifyFlags, io: Io): Promise<number> => {
  const verdict = await ledgerFor(io).verify({ ...queryOf(flags, io), files: flags.files });
  io.stdout(flags.json === true ? jsonText(verdict) : verdictText(verdict));
  return verdict.isSound ? 0 : 1;
};

const verdictText = ({ ledger, entryCount, fileCount, faults, files, isSound }: LedgerVerdict): string => {
  const lines = [
    ...faults.map(({ path, message }) => `${shownText(`${ledger}/${path}`)}  ${shownText(message)}`),
    ...files.map(({ path, standing, message }) => `${shownText(path)}  ${standing}: ${shownText(message ?? '')}`),
  ];
  const counts = `${entryCount} ${entryCount === 1 ? 'entry' : 'entries'}, ${fileCount} ${fileCount === 1 ? 'file' : 'files'}`;
  const end = `${counts}: ${isSound ? 'all as they were written' : 'not as they were written'}`;
  return `${[...lines, ...(lines.length > 0 ? [''] : []), end].join('\n')}\n`;
};

export interface AddDocumentFlags extends ConfigOptions {
  readonly kind: string;
  readonly about: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly party?: string;
  readonly by?: string;
}

export const addDocumentAction = async (document: string, flags: AddDocumentFlags, io: Io): Promise<number> => {
  const { kind, about, from, until, party, by } = flags;
  const { address, isNew } = await ledgerFor(io).addDocument({
    ...queryOf(flags, io),
    ...{ document, kind, about, env: io.env },
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(party === undefined ? {} : { party }),
    ...(by === undefined ? {} : { by }),
  });
  io.stdout(`${shownText(document)}  ${kind}: ${address.slice(0, 12)}${isNew ? '' : ', there already'}\n`);
  return 0;
};
