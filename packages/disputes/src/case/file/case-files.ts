import { join } from 'node:path';
import {
  fileFault,
  globPaths,
  ListingLintError,
  MAX_YAML_BYTES,
  type ReadBounds,
  readText,
} from '@listing-lint/core/plugin';
import type { Settings } from '@listing-lint/rules/settings';
import { isListingFile } from '@listing-lint/rules/subject';
import type { DisputesSettings } from '../../disputes-settings.ts';
import { type ReadCase, readCaseFile } from './case-file.ts';

/** A case file as it is on the disk. */
export interface CaseOnDisk extends ReadCase {
  /** From the folder of the config. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
}

/** What of the config says where case files are, and which fields of the seller's own they have. */
export type CaseSettings = Pick<Settings, 'fields'> & Pick<DisputesSettings, 'cases'>;

/** How far the path of a case file may lead, and whether the file itself may be a link. */
export type CaseBounds = Pick<ReadBounds, 'within' | 'links'>;

/** Reads one case file; what is wrong with its text stands under `problems`. Throws `file-unreadable`. */
export const readCaseAt = async (
  file: string,
  path: string,
  settings: CaseSettings,
  bounds: CaseBounds,
): Promise<CaseOnDisk> => {
  try {
    const text = await readText(file, { maxBytes: MAX_YAML_BYTES, ...bounds });
    return { path, file, ...readCaseFile({ path, text }, settings) };
  } catch (error) {
    throw new ListingLintError('file-unreadable', `${path} cannot be read: ${fileFault(error)}`, [], { cause: error });
  }
};

/** Paths of the case files that a config names, sorted; no mistake where there are none yet. */
export const casePathsIn = (root: string, { cases = [] }: CaseSettings): readonly string[] =>
  globPaths(root, cases, { within: root }).filter((path) => /\.(?:ya?ml|json)$/i.test(path) && !isListingFile(path));

/** All case files that a config names; of one that cannot be read, why. */
export const casesIn = (
  root: string,
  settings: CaseSettings,
): Promise<readonly (CaseOnDisk | { readonly path: string; readonly unreadable: string })[]> =>
  Promise.all(
    casePathsIn(root, settings).map((path) =>
      readCaseAt(join(root, path), path, settings, { within: root, links: 'refuse' }).catch((error: unknown) => ({
        path,
        unreadable: error instanceof Error ? error.message : String(error),
      })),
    ),
  );

/** The folder in which the first glob of `cases` looks for them; `cases` where the config has none. */
export const caseFolder = (cases: readonly string[]): string => {
  const glob = cases.find((each) => !each.startsWith('!'));
  if (glob === undefined) return 'cases';
  const parts = glob.replace(/^\.\//, '').split('/').slice(0, -1);
  const dynamic = parts.findIndex((part) => /[*?[\](){}!\\]/.test(part));
  return (dynamic === -1 ? parts : parts.slice(0, dynamic)).join('/');
};
