import { queryOf } from '../../api/flags.ts';
import { ledgerFor } from '../../api/ledger/ledger.ts';
import type { LedgerVerdict } from '../../api/ledger/verify-ledger.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface LedgerVerifyFlags extends ConfigOptions {
  /** `false` for `--no-files`. */
  readonly files: boolean;
  readonly roots?: readonly string[];
  readonly json?: boolean;
}

/** Verifies the ledger: 0 when all is as it was written, else 1. */
export const ledgerVerifyAction = async (flags: LedgerVerifyFlags, io: Io): Promise<number> => {
  const { files, roots } = flags;
  const query = { ...queryOf(flags, io), files, ...(roots === undefined ? {} : { roots }) };
  const verdict = await ledgerFor(io).verify(query);
  io.stdout(flags.json === true ? jsonText(verdict) : verdictText(verdict));
  return verdict.isSound ? 0 : 1;
};

const verdictText = (verdict: LedgerVerdict): string => {
  const { ledger, faults, files, seals, wrongClocks } = verdict;
  const lines = [
    ...faults.map(({ path, message }) => `${shownText(`${ledger}/${path}`)}  ${shownText(message)}`),
    ...files.map(({ path, standing, message }) => `${shownText(path)}  ${standing}: ${shownText(message ?? '')}`),
    ...seals.flatMap(sealLines),
    ...wrongClocks.map(({ path, message }) => `${shownText(`${ledger}/${path}`)}  ${shownText(message)}`),
  ];
  return `${[...lines, ...(lines.length > 0 ? [''] : []), ...endOf(verdict)].join('\n')}\n`;
};

type SealOf = LedgerVerdict['seals'][number];

const sealLines = ({ id, leafCount, tokens, trustedTime, isCovered }: SealOf): readonly string[] => [
  `seal ${id.slice(0, 12)} over ${leafCount} files: ${trustedTime === null ? 'no root vouches for a time of it' : `sealed at ${trustedTime}`}${isCovered ? ', and covered by a later one' : ''}`,
  ...tokens.map(({ time, authority, validUntil, isTrusted, message }) =>
    time === null
      ? `  ${shownText(message ?? '')}`
      : `  ${time} by ${shownText(authority ?? 'nobody')} (certificate until ${validUntil ?? 'unknown'}): ${
          isTrusted === true ? 'vouched for' : shownText(message ?? 'no root is given that vouches for it')
        }`,
  ),
];

const endOf = ({ entryCount, fileCount, seals, unsealed, isSound }: LedgerVerdict): readonly string[] => [
  `${counted(entryCount, 'entry', 'entries')}, ${counted(fileCount, 'file', 'files')}, ${counted(seals.length, 'seal', 'seals')}: ${
    isSound ? 'all as they were written' : 'not all is as it should be'
  }`,
  ...(unsealed.length === 0
    ? []
    : [
        `${counted(unsealed.length, 'entry is', 'entries are')} not sealed: if one of those were deleted, nothing here would show it`,
      ]),
];

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export interface LedgerSealFlags extends ConfigOptions {
  readonly renew?: boolean;
  readonly by?: string;
}

/** Seals what is new: 0 when all authorities have signed, 1 when one of them has not. */
export const ledgerSealAction = async ({ renew = false, by, ...flags }: LedgerSealFlags, io: Io): Promise<number> => {
  const query = { ...queryOf(flags, io), renew, env: io.env, ...(by === undefined ? {} : { by }) };
  const { id, entries, earlier, tokens, failures } = await ledgerFor(io).seal(query);
  if (id === null) {
    io.stdout('there is nothing to seal: all entries are\n');
    return 0;
  }
  const files = earlier === 0 ? '' : `, and ${counted(earlier, 'file', 'files')} of earlier seals`;
  const lines = [
    `seal ${id.slice(0, 12)} over ${counted(entries, 'entry', 'entries')}${files}`,
    ...tokens.map(
      ({ address, time, authority }) => `  ${time ?? ''} by ${shownText(authority ?? 'nobody')}, ${shownText(address)}`,
    ),
  ];
  io.stdout(`${lines.join('\n')}\n`);
  for (const { address, reason } of failures) io.stderr(`listing-lint: ${shownText(`${address}: ${reason}`)}\n`);
  return failures.length === 0 ? 0 : 1;
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
