import { relative, resolve } from 'node:path';
import { escapeControls, findSubjects, ListingLintError, safeJson } from '@listing-lint/core';
import {
  cleanStamped,
  KEY_FILE_VARIABLE,
  KEY_VARIABLE,
  LEDGER,
  type StampOutcome,
  settingsOf,
  stampFiles,
  stampKey,
  UNSTAMPED,
} from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { NAME_A_MARK, UsageError } from '../../output/known-error.ts';
import { progressLine } from '../../output/progress.ts';
import { tellTo } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { projectFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';

export interface StampFlags extends ConfigOptions {
  readonly out?: string;
  readonly inPlace?: boolean;
  readonly dryRun?: boolean;
  readonly keyFile?: string;
  readonly keepPrivate?: boolean;
  readonly json?: boolean;
}

/** Stamps pictures: 0 when all that should carry a mark do, 1 when one could not be stamped. */
export const stampAction = async (given: readonly string[], flags: StampFlags, io: Io): Promise<number> => {
  checkTarget(flags);
  const paths = await namedPaths(given, io.cwd);
  const { config, selection } = await projectFor(flags, io, paths, tellTo(io));
  const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
  if (marks.length === 0) throw new UsageError('no mark is configured', NAME_A_MARK);
  const out = flags.out === undefined ? undefined : resolve(io.cwd, flags.out);
  if (out === config.root) {
    throw new UsageError(
      `--out ${flags.out} would replace the pictures themselves`,
      'give another folder, or --in-place, which keeps the unstamped pictures',
    );
  }
  const key = keyOf(flags, io, config.root);
  const subjects = (await findSubjects(config, selection)).filter(({ scope }) => scope === 'image');
  if (subjects.length === 0) throw new ListingLintError('no-subjects', 'there is no picture to stamp');
  const progress = progressLine(io, flags.dryRun === true ? 'placed' : 'stamped');
  const outcomes = await stampFiles(subjects, {
    root: config.root,
    marks,
    key,
    inPlace: flags.inPlace === true,
    dryRun: flags.dryRun === true,
    clean: cleanStamped({ keepsPrivate: flags.keepPrivate === true }),
    ...(out === undefined ? {} : { out }),
    onPicture: (done, total) => progress.update(done, total),
  }).finally(progress.clear);
  io.stdout(flags.json === true ? safeJson(outcomes) : asText(outcomes, flags));
  return outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

/** The key, and a word of warning where its file lies among what is published. */
const keyOf = ({ keyFile }: StampFlags, { cwd, env, stderr }: Io, root: string): string => {
  const file = keyFile === undefined ? env[KEY_FILE_VARIABLE] : resolve(cwd, keyFile);
  const key = stampKey(env, file);
  if (key === undefined) {
    throw new UsageError(
      'there is no key, which chooses the places of the marks',
      `set ${KEY_VARIABLE} to a secret of 16 characters or more, or name a file that holds it with --key-file or ${KEY_FILE_VARIABLE}; keep it out of the repository`,
    );
  }
  if (file !== undefined && file !== '' && !relative(root, resolve(cwd, file)).startsWith('..')) {
    stderr(
      'listing-lint: the key file lies in the folder of the config: keep it out of git, or the key is no secret\n',
    );
  }
  return key;
};

const checkTarget = ({ out, inPlace, dryRun }: StampFlags): void => {
  if (out !== undefined && inPlace) throw new UsageError('--out and --in-place exclude each other');
  if (out === undefined && !inPlace && !dryRun) {
    throw new UsageError('nothing says where the stamped pictures go', 'give --out FOLDER, --in-place, or --dry-run');
  }
};

const asText = (outcomes: readonly StampOutcome[], { inPlace, dryRun }: StampFlags): string => {
  const percent = (value: number): string => `${Math.round(100 * value)} %`;
  const lines = outcomes.map((outcome) => {
    const path = escapeControls(outcome.path);
    if (outcome.kind !== 'stamped') return `${path}  ${outcome.kind}: ${escapeControls(outcome.reason)}`;
    const { place, mark, opacity } = outcome.entry;
    const { removed, lost } = outcome;
    const metadata = [
      ...(removed.length === 0 ? [] : [`; taken out: ${removed.join(', ')}`]),
      ...(lost.length === 0 ? [] : [`; lost: ${lost.map(escapeControls).join(', ')}`]),
    ].join('');
    return `${path}  ${escapeControls(mark)} at ${percent(place.x)} from the left, ${percent(place.y)} from the top, ${percent(place.width)} wide, opacity ${percent(opacity)}${metadata}`;
  });
  const count = (kind: StampOutcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const of = `${count('stamped')} of ${outcomes.length} ${outcomes.length === 1 ? 'picture' : 'pictures'}`;
  const rest = [
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ].join(', ');
  const did = `${dryRun ? 'would be stamped' : 'stamped'}${rest === '' ? '' : ` (${rest})`}`;
  const where =
    dryRun === true
      ? ['Nothing was written.']
      : count('stamped') === 0
        ? []
        : [
            ...(inPlace === true ? [`The unstamped pictures are kept under ${UNSTAMPED}.`] : []),
            `The places are noted in ${LEDGER}: commit it, so that a lint looks there first.`,
          ];
  return `${[...lines, '', `${of} ${did}`, ...where].join('\n')}\n`;
};
