import { askAuthority, type SealOutcome, sealLedger } from '@listing-lint/provenance';
import { userName } from '../../git/git-command.ts';
import { UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { loadFor } from '../../project/load.ts';
import { CONFIG_QUERY, checkCall, ENVIRONMENT, FLAG, type Kinds, SIGNAL, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { ledgerOf, momentOf, rootsOf } from './open-ledger.ts';

export interface SealLedgerQuery extends ConfigQuery {
  /** `true`: a seal is made also where no entry is new, over the seals so far. Default `false`. */
  readonly renew?: boolean;
  /** Who seals. Default: the name that git knows. */
  readonly by?: string;
  /** Where it is aborted, no further authority is asked, and the call rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Environment of git, and of `SOURCE_DATE_EPOCH`. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<SealLedgerQuery> = { ...CONFIG_QUERY, renew: FLAG, by: TEXT, signal: SIGNAL, env: ENVIRONMENT };

/** Gives `ledger.seal` for a program that holds the guard of plugins. */
export const ledgerSealerFor =
  (program?: Program) =>
  async (query: SealLedgerQuery = {}): Promise<SealOutcome> => {
    checkCall({ name: 'ledger.seal', options: query, kinds: KINDS });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const ledger = ledgerOf(config);
    const { folder, name, provenance } = ledger;
    const { authorities = [] } = provenance;
    if (authorities.length === 0) {
      throw new UsageError(
        'the config names no time-stamp authority, which a seal needs',
        'name one or several: `provenance: { authorities: ["https://…"], roots: [authority.pem] }`',
      );
    }
    refuseWayOut(folder, name, around.cwd);
    const { signal, renew = false, by } = query;
    return sealLedger({
      ...{ folder, authorities, renew },
      roots: await rootsOf(ledger, config.root, { named: undefined, cwd: around.cwd }),
      ask: (address, request) => askAuthority(address, request, { signal }),
      by: by ?? userName(config.root, around.env) ?? null,
      at: momentOf(around.now(), around.env),
    });
  };
