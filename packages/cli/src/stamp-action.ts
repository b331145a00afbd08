import { resolve } from 'node:path';
import { findSubjects, ListingLintError } from '@listing-lint/core';
import {
  KEY_FILE_VARIABLE,
  KEY_VARIABLE,
  LEDGER,
  type StampOutcome,
  settingsOf,
  stampFiles,
  stampKey,
  UNSTAMPED,
} from '@listing-lint/rules';
import type { StampFlags } from './commands/stamp.ts';
import type { Io } from './io.ts';
import { UsageError } from './known-error.ts';
import { loadFor } from './load.ts';
import { commonFolder, namedPaths, relativeToRoot } from './paths.ts';
import { progressLine } from './progress.ts';

/** Stamps pictures: 0 when all that should carry a mark do, 1 when one could not be stamped. */
export const stampAction = async (given: readonly string[], flags: StampFlags, io: Io): Promise<number> => {
  checkTarget(flags);
  const paths = await namedPaths(given, io.cwd, []);
  const config = await loadFor(flags, io, commonFolder(paths));
  const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
  if (marks.length === 0)
    throw new UsageError('no mark is configured', 'name the seller’s marks under `brand.watermarks`');
  const key = stampKey(
    io.env,
    flags.keyFile === undefined ? io.env[KEY_FILE_VARIABLE] : resolve(io.cwd, flags.keyFile),
  );
  if (key === undefined) {
    throw new UsageError('there is no key', `set ${KEY_VARIABLE}, or give --key-file; keep it out of the repository`);
  }
  const selection = given.length === 0 ? undefined : { paths: relativeToRoot(paths, config.root) };
  const subjects = (await findSubjects(config, selection)).filter(({ scope }) => scope === 'image');
  if (subjects.length === 0) throw new ListingLintError('no-subjects', 'there is no picture to stamp');
  const progress = progressLine(io);
  const outcomes = await stampFiles(subjects, {
    root: config.root,
    marks,
    key,
    inPlace: flags.inPlace === true,
    dryRun: flags.dryRun === true,
    ...(flags.out === undefined ? {} : { out: resolve(io.cwd, flags.out) }),
    onPicture: (done, total) => progress.update(done, total),
  }).finally(progress.clear);
  io.stdout(flags.json === true ? `${JSON.stringify(outcomes, null, 2)}\n` : asText(outcomes, flags));
  return outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

const checkTarget = ({ out, inPlace, dryRun }: StampFlags): void => {
  if (out !== undefined && inPlace) throw new UsageError('--out and --in-place exclude each other');
  if (out === undefined && !inPlace && !dryRun) {
    throw new UsageError('nothing says where the stamped pictures go', 'give --out FOLDER, --in-place, or --dry-run');
  }
};

const asText = (outcomes: readonly StampOutcome[], { inPlace, dryRun }: StampFlags): string => {
  const lines = outcomes.map((outcome) => {
    if (outcome.kind !== 'stamped') return `${outcome.path}  ${outcome.kind}: ${outcome.reason}`;
    const { place, mark, opacity } = outcome.entry;
    const percent = (value: number): string => `${Math.round(100 * value)} %`;
    return `${outcome.path}  ${mark} at ${percent(place.x)} from the left, ${percent(place.y)} from the top, ${percent(place.width)} wide, opacity ${percent(opacity)}`;
  });
  const stamped = outcomes.filter(({ kind }) => kind === 'stamped').length;
  const kept = inPlace && !dryRun && stamped > 0 ? `; the unstamped ones are under ${UNSTAMPED}` : '';
  const noted = stamped > 0 ? `; noted in ${LEDGER}` : '';
  const did = dryRun ? 'would be stamped; nothing was written' : `stamped${kept}${noted}`;
  return `${lines.join('\n')}\n\n${stamped} of ${outcomes.length} pictures ${did}\n`;
};
