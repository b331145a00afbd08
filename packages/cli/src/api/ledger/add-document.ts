import { resolve } from 'node:path';
import { type AddedDocument, addDocument, hashedFile, readDocument } from '@listing-lint/provenance';
import { userName } from '../../git/git-command.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { loadFor } from '../../project/load.ts';
import { CONFIG_QUERY, checkCall, DAY, ENVIRONMENT, type Kinds, SOME_TEXTS, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { ledgerOf, momentOf } from './open-ledger.ts';

export interface AddDocumentQuery extends ConfigQuery {
  /** The paper: a file below the folder of the config. */
  readonly document: string;
  /** `license`, `registration`, `witness`, … */
  readonly kind: string;
  /** Archived pictures that it is about. */
  readonly about: readonly string[];
  /** Days on which it begins and ends to hold, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly until?: string;
  /** Who grants or states it. */
  readonly party?: string;
  /** Who adds it. Default: the name that git knows. */
  readonly by?: string;
  /** Environment of git, and of `SOURCE_DATE_EPOCH`. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<AddDocumentQuery> = {
  ...CONFIG_QUERY,
  ...{ document: TEXT, kind: TEXT, about: SOME_TEXTS, from: DAY, until: DAY, party: TEXT, by: TEXT, env: ENVIRONMENT },
};

/** Gives `ledger.addDocument` for a program that holds the guard of plugins. */
export const documentAdderFor =
  (program?: Program) =>
  async (query: AddDocumentQuery): Promise<AddedDocument> => {
    checkCall({ name: 'ledger.addDocument', options: query, kinds: KINDS, needs: ['document', 'kind', 'about'] });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const { folder, name } = ledgerOf(config);
    refuseWayOut(folder, name, around.cwd);
    const { root } = config;
    const { document: given, kind, from, until, party, by } = query;
    const paper = { kind, path: resolve(around.cwd, given), name: given, root, from, until, party };
    const document = await readDocument(paper);
    const about = await Promise.all(query.about.map((path) => hashedFile(resolve(around.cwd, path), path, root)));
    const said = { by: by ?? userName(root, around.env) ?? null, at: momentOf(around.now(), around.env) };
    return addDocument(folder, { document, about }, said);
  };
