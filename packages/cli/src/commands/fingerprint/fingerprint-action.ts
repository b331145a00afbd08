import { escapeControls, findSubjects, ListingLintError, safeJson } from '@listing-lint/core';
import {
  type FingerprintOutcome,
  fingerprintFiles,
  replaceStamped,
  rightsOfBrand,
  settingsOf,
} from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { tellTo } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { projectFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';

export interface FingerprintFlags extends ConfigOptions {
  readonly dryRun?: boolean;
  readonly dropManifest?: boolean;
  readonly json?: boolean;
}

/** Writes rights into pictures: 0 when all say them, 1 when one could not be written. */
export const fingerprintAction = async (given: readonly string[], flags: FingerprintFlags, io: Io): Promise<number> => {
  const paths = await namedPaths(given, io.cwd);
  const { config, selection } = await projectFor(flags, io, paths, tellTo(io));
  const { brand } = settingsOf({ settings: config.settings.of('builtin') });
  if (rightsOfBrand(brand).length === 0) {
    throw new UsageError(
      'the config says nothing of your rights',
      'name them: `brand: { copyright: "© 2026 Acme", creator: "Acme" }`',
    );
  }
  const subjects = (await findSubjects(config, selection)).filter(({ scope }) => scope === 'image');
  if (subjects.length === 0) throw new ListingLintError('no-subjects', 'there is no picture to write to');
  const dryRun = flags.dryRun === true;
  const dropManifest = flags.dropManifest === true;
  const options = { root: config.root, brand, dryRun, dropManifest, replace: replaceStamped };
  const outcomes = await fingerprintFiles(subjects, options);
  io.stdout(flags.json === true ? safeJson(outcomes) : asText(outcomes, dryRun));
  return outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

const asText = (outcomes: readonly FingerprintOutcome[], dryRun: boolean): string => {
  const lines = outcomes.map((outcome) => {
    const path = escapeControls(outcome.path);
    if (outcome.kind !== 'written') return `${path}  ${outcome.kind}: ${escapeControls(outcome.reason)}`;
    const lost = outcome.lostManifest ? '; its C2PA manifest is taken out' : '';
    return `${path}  ${outcome.fields.join(', ')}${lost}`;
  });
  const count = (kind: FingerprintOutcome['kind']): number => outcomes.filter((each) => each.kind === kind).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} could not be written` : '';
  const total = `${count('written')} of ${outcomes.length} ${outcomes.length === 1 ? 'picture' : 'pictures'}`;
  return `${[...lines, '', `${total} ${dryRun ? 'would be written' : 'written'}${failed}`].join('\n')}\n`;
};
