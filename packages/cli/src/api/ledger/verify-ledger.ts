import { ARCHIVE_FIRST, isSoundLedger, type VerifiedLedger, verifyLedger } from '@listing-lint/provenance';
import { UsageError } from '../../output/known-error.ts';
import { loadFor } from '../../project/load.ts';
import { CONFIG_QUERY, checkCall, FLAG, type Kinds, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { ledgerOf, rootsOf } from './open-ledger.ts';

export interface VerifyLedgerQuery extends ConfigQuery {
  /** `false`: only the ledger itself is looked at, not the files that it names. Default `true`. */
  readonly files?: boolean;
  /** PEM files of certificates of time-stamp authorities. Default: those that the config names. */
  readonly roots?: readonly string[];
}

const KINDS: Kinds<VerifyLedgerQuery> = { ...CONFIG_QUERY, files: FLAG, roots: TEXTS };

export interface LedgerVerdict extends VerifiedLedger {
  /** Folder of the ledger, from that of the config. */
  readonly ledger: string;
  readonly isSound: boolean;
}

/** Gives `ledger.verify`, which throws `usage` where there is nothing to verify, for a program that holds the guard of plugins. */
export const ledgerVerifierFor =
  (program?: Program) =>
  async (query: VerifyLedgerQuery = {}): Promise<LedgerVerdict> => {
    checkCall({ name: 'ledger.verify', options: query, kinds: KINDS });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const ledger = ledgerOf(config);
    const { folder, name } = ledger;
    const roots = await rootsOf(ledger, config.root, { named: query.roots, cwd: around.cwd });
    const verified = await verifyLedger(folder, { root: config.root, files: query.files !== false, roots });
    const { entryCount, seals, faults } = verified;
    if (entryCount + seals.length + faults.length === 0) {
      throw new UsageError(`there is nothing to verify: no entry lies in ${name}`, ARCHIVE_FIRST);
    }
    return { ...verified, ledger: name, isSound: isSoundLedger(verified) };
  };
