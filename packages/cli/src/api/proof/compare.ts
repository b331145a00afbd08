import { resolve } from 'node:path';
import { ANYWHERE, suggest } from '@listing-lint/core';
import {
  CredentialReader,
  credentialSettings,
  ledgerLookup,
  provenanceSettings,
  readAnchors,
} from '@listing-lint/provenance';
import {
  COMPARE_FORMATS,
  type CompareFormat,
  type CompareReport,
  compareFiles,
  markSeeker,
  renderCompare,
} from '@listing-lint/vision';
import { UsageError } from '../../output/known-error.ts';
import { projectFor } from '../../project/load.ts';
import { builtinSettings, topLevelOf } from '../../project/registry-file.ts';
import { todayOf } from '../../project/today.ts';
import { checkCall, type Kinds, RUN_QUERY, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import { ledgerOf, rootsOf } from '../ledger/open-ledger.ts';
import type { RunQuery } from '../options.ts';
import { pairMarksOf } from './stamped-pictures.ts';

export interface CompareQuery extends RunQuery {
  /** The two pictures. The config that holds where the comparison is made names the mark that is looked for on both, and the limits. */
  readonly a: string;
  readonly b: string;
}

const KINDS: Kinds<CompareQuery> = { ...RUN_QUERY, a: TEXT, b: TEXT };

/** What was found of two pictures. */
export interface ComparisonResult {
  /** The object that `--format json` writes. */
  readonly report: CompareReport;
  /** `true` where the pixels of one could not be looked at. */
  readonly hasUnread: boolean;
  /** The report as text; `html` carries small pictures. */
  readonly render: (format: CompareFormat) => Promise<string>;
}

/** Gives `compare` for a program that holds the guard of plugins. */
export const comparerFor =
  (program?: Program) =>
  async (options: CompareQuery): Promise<ComparisonResult> => {
    checkCall({ name: 'compare', options, kinds: KINDS, needs: ['a', 'b'] });
    const around = surroundingsOf(options, program);
    const say = sayTo(options);
    const { config } = await projectFor(configOptionsOf(options), around, [], say);
    const { brand, limits } = builtinSettings(config);
    const { provenance } = provenanceSettings.of(topLevelOf(config));
    const { c2pa } = credentialSettings.of(topLevelOf(config));
    const { watermarks = [], decoys = [] } = brand ?? {};
    const seekMark = watermarks.length === 0 ? undefined : markSeeker({ root: config.root, watermarks, decoys, say });
    const ledger = provenance === undefined ? undefined : ledgerOf(config);
    const lookUp =
      ledger === undefined
        ? undefined
        : ledgerLookup({
            folder: ledger.folder,
            roots: await rootsOf(ledger, config.root, { named: undefined, cwd: around.cwd }),
          });
    const a = { file: resolve(around.cwd, options.a), name: options.a, within: ANYWHERE };
    const b = { file: resolve(around.cwd, options.b), name: options.b, within: ANYWHERE };
    options.signal?.throwIfAborted();
    const credentials = new CredentialReader(
      await readAnchors(config.root, c2pa?.anchors ?? []),
      todayOf(undefined, around.now()),
    );
    const readCredentials: CredentialReader['read'] = (bytes, header) => credentials.read(bytes, header);
    const report = await compareFiles(a, b, {
      ...(limits ? { limits } : {}),
      seekMark,
      classifyMark: pairMarksOf(config),
      lookUp,
      readCredentials,
    }).finally(() => credentials.dispose());
    options.signal?.throwIfAborted();
    return {
      report,
      hasUnread: report.picture.verdict === 'unknown',
      render: async (format) => {
        checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
        return renderCompare(report, compareFormatOf(format), { a, b });
      },
    };
  };

/** Compares two pictures and what their files state: what each point shows and does not show. Rejects where a file cannot be read. */
export const compareAlone: (options: CompareQuery) => Promise<ComparisonResult> = comparerFor();

/** The format of that name. Throws for an unknown one. */
export const compareFormatOf = (name: string): CompareFormat => {
  const format = COMPARE_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, COMPARE_FORMATS));
  return format;
};
