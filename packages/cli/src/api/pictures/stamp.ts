import { resolve } from 'node:path';
import { cleanStamped } from '@listing-lint/publish';
import { settingsOf } from '@listing-lint/rules/settings';
import { LEDGER, UNSTAMPED } from '@listing-lint/rules/watermark';
import { type StampOutcome, stampFiles } from '@listing-lint/watermark';
import { NAME_A_MARK, UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { projectFor } from '../../project/load.ts';
import { namedLeft } from '../../project/named-left.ts';
import { namedPaths } from '../../project/paths.ts';
import { checkCall, ENVIRONMENT, FLAG, type Kinds, RUN_QUERY, TEXT, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';
import { imagesWithin, noPictureTo } from './our-pictures.ts';
import { keyFor } from './stamp-key.ts';

export interface StampQuery extends RunQuery {
  /** Pictures or listings of one project. Default: all of the config. */
  readonly paths?: readonly string[];
  /** Folder for the stamped copies; or `inPlace`, or `dryRun`. */
  readonly out?: string;
  /** `true`: the pictures are replaced; the unstamped ones are kept. */
  readonly inPlace?: boolean;
  /** `true`: only the places are chosen; nothing is written. */
  readonly dryRun?: boolean;
  /** A file with the key, instead of the environment's `LISTING_LINT_STAMP_KEY`. */
  readonly keyFile?: string;
  /** `true`: position and serial numbers are kept. Default `false`. */
  readonly keepPrivate?: boolean;
  /** `false`: nothing but the mark is drawn, no grain by which copies of the stamped file are known. Default `true`. */
  readonly grain?: boolean;
  /** Environment with the key. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<StampQuery> = {
  ...RUN_QUERY,
  paths: TEXTS,
  out: TEXT,
  inPlace: FLAG,
  dryRun: FLAG,
  keyFile: TEXT,
  keepPrivate: FLAG,
  grain: FLAG,
  env: ENVIRONMENT,
};

export interface StampResult {
  readonly outcomes: readonly StampOutcome[];
  /** Folders that are not entered, as those behind links, and what was named and is not taken, in sentences: nothing that they hold is stamped. */
  readonly unseen: readonly string[];
  /** Where the unstamped pictures are kept, and the places are noted: paths from the folder of the config. */
  readonly unstamped: string;
  readonly ledger: string;
}

/** Gives `stamp` for a program that holds the guard of plugins. */
export const stamperFor =
  (program?: Program) =>
  async (options: StampQuery): Promise<StampResult> => {
    checkCall({ name: 'stamp', options, kinds: KINDS });
    checkTarget(options);
    const around = surroundingsOf(options, program);
    const { onEvent, signal } = options;
    const paths = await namedPaths(options.paths ?? [], around.cwd);
    const say = sayTo(options);
    const { config, selection } = await projectFor(configOptionsOf(options), around, paths, say);
    const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
    if (marks.length === 0) throw new UsageError('no mark is configured', NAME_A_MARK);
    const out = outFolder(options, around.cwd, config.root);
    const key = keyFor(options, around, config.root);
    const { images, closed, closedAt } = await imagesWithin(config, selection, 'listings', say);
    const left = await namedLeft({ config, selection }, { done: 'stamped', taken: [...images, ...closedAt], say });
    const unseen = [...closed, ...left];
    if (images.length === 0) throw noPictureTo('stamp', unseen);
    const outcomes = await stampFiles(images, {
      root: config.root,
      marks,
      key,
      inPlace: options.inPlace === true,
      dryRun: options.dryRun === true,
      grain: options.grain !== false,
      clean: cleanStamped({ keepsPrivate: options.keepPrivate === true }),
      ...(out === undefined ? {} : { out }),
      ...(signal === undefined ? {} : { signal }),
      onPicture: (done, total, path) => onEvent?.({ type: 'progress', done, total, path }),
    });
    return { outcomes, unseen, unstamped: UNSTAMPED, ledger: LEDGER };
  };

/**
 * Puts the seller's mark on pictures, each at a place that the key chooses. One that cannot be stamped is an outcome of its own, and no other
 * is left out for it.
 */
export const stampAlone: (options: StampQuery) => Promise<StampResult> = stamperFor();

const checkTarget = ({ out, inPlace, dryRun }: StampQuery): void => {
  if (out !== undefined && inPlace) throw new UsageError('--out and --in-place exclude each other');
  if (out === undefined && !inPlace && !dryRun) {
    throw new UsageError('nothing says where the stamped pictures go', 'give --out FOLDER, --in-place, or --dry-run');
  }
};

const outFolder = ({ out }: StampQuery, cwd: string, root: string): string | undefined => {
  const folder = out === undefined ? undefined : resolve(cwd, out);
  if (folder !== undefined) refuseWayOut(folder, String(out), cwd);
  if (folder !== root) return folder;
  throw new UsageError(
    `--out ${out} would replace the pictures themselves`,
    'give another folder, or --in-place, which keeps the unstamped pictures',
  );
};
