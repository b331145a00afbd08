import { join, resolve } from 'node:path';
import { ANYWHERE, type ResolvedConfig } from '@listing-lint/core';
import {
  LEDGER_FOLDER,
  ledgerFolder,
  type ProvenanceSettings,
  provenanceSettings,
  readRoots,
} from '@listing-lint/provenance';
import type { Settings } from '@listing-lint/rules/settings';
import { UsageError } from '../../output/known-error.ts';
import { builtinSettings, topLevelOf } from '../../project/registry-file.ts';

/** The ledger of a config. */
export interface OpenedLedger {
  /** Absolute; and from the folder of the config. */
  readonly folder: string;
  readonly name: string;
  readonly settings: Settings;
  readonly provenance: NonNullable<ProvenanceSettings['provenance']>;
}

/** Where the config keeps its ledger. Throws `usage` where it has none. */
export const ledgerOf = (config: ResolvedConfig): OpenedLedger => {
  const settings = builtinSettings(config);
  const { provenance } = provenanceSettings.of(topLevelOf(config));
  if (provenance === undefined) {
    throw new UsageError(
      'the config has no ledger',
      'add a line `provenance: {}`: entries are then kept in provenance/',
    );
  }
  const name = provenance.folder ?? LEDGER_FOLDER;
  return { folder: ledgerFolder(config.root, name), name, settings, provenance };
};

/** Certificates of the authorities that are trusted, PEM: those of the config, from its folder, unless others are named from the working directory. */
export const rootsOf = (
  { provenance }: OpenedLedger,
  root: string,
  { named, cwd }: { readonly named: readonly string[] | undefined; readonly cwd: string },
): Promise<readonly string[]> =>
  readRoots(
    named === undefined
      ? (provenance.roots ?? []).map((name) => ({ file: join(root, name), name, within: root }))
      : named.map((name) => ({ file: resolve(cwd, name), name, within: ANYWHERE })),
  );

/** A moment as entries have it: to the second, UTC; that of SOURCE_DATE_EPOCH where it is set. */
export const momentOf = (now: Date, env: { readonly [name: string]: string | undefined }): string => {
  const epoch = env['SOURCE_DATE_EPOCH'];
  const time = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : now;
  return `${time.toISOString().slice(0, 19)}Z`;
};
