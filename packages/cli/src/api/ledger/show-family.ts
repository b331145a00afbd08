import { resolve } from 'node:path';
import {
  type FamilyGraph,
  familyGraph,
  graphHtml,
  graphText,
  hashedFile,
  type KeptEntry,
  readLedgerEntries,
} from '@listing-lint/provenance';
import { UsageError } from '../../output/known-error.ts';
import { loadFor } from '../../project/load.ts';
import { CONFIG_QUERY, checkCall, type Kinds, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { ledgerOf } from './open-ledger.ts';

export interface FamilyQuery extends ConfigQuery {
  /** An archived picture: its file, or the SHA-256 of it. */
  readonly picture: string;
}

const KINDS: Kinds<FamilyQuery> = { ...CONFIG_QUERY, picture: TEXT };

/** What the ledger knows of a picture. */
export interface PictureFamily {
  readonly graph: FamilyGraph;
  /** All entries that speak of it, by time. */
  readonly entries: readonly Pick<KeptEntry, 'address' | 'entry'>[];
  readonly text: string;
  /** A page with a drawing. */
  readonly html: string;
}

/** Gives `ledger.family` for a program that holds the guard of plugins. */
export const familyFor =
  (program?: Program) =>
  async (query: FamilyQuery): Promise<PictureFamily> => {
    checkCall({ name: 'ledger.family', options: query, kinds: KINDS, needs: ['picture'] });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const { folder } = ledgerOf(config);
    const { picture } = query;
    const hash = /^[0-9a-f]{64}$/.test(picture)
      ? picture
      : (await hashedFile(resolve(around.cwd, picture), picture, config.root)).sha256;
    const { entries } = await readLedgerEntries(folder);
    const kept = [...entries.values()].sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
    const graph = familyGraph(kept, hash);
    if (graph.members.length === 0) {
      throw new UsageError(
        `${picture} is not archived as it is now`,
        'archive it first: `listing-lint archive` with its path',
      );
    }
    const own = kept.filter(({ entry }) =>
      (entry.type === 'picture' ? [entry.file] : entry.about).some(({ sha256 }) => sha256 === hash),
    );
    return {
      graph,
      entries: own.map(({ address, entry }) => ({ address, entry })),
      text: graphText(graph),
      html: graphHtml(graph),
    };
  };
