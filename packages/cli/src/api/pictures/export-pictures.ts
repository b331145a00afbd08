import { dirname, join, relative, resolve } from 'node:path';
import {
  findSubjects,
  ignoredIn,
  isInside,
  outputsLeftOut,
  pathFrom,
  type ResolvedConfig,
  type Subject,
  suggest,
} from '@listing-lint/core';
import {
  apartFromExports,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportReport,
  exportFiles,
  markerFor,
  renderExport,
} from '@listing-lint/publish';
import { settingsOf } from '@listing-lint/rules/settings';
import { listingOf } from '@listing-lint/rules/subject';
import { smallPicture } from '@listing-lint/vision';
import { NAME_A_MARK, UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { projectFor } from '../../project/load.ts';
import { namedLeft } from '../../project/named-left.ts';
import { namedPaths } from '../../project/paths.ts';
import { todayOf } from '../../project/today.ts';
import { checkCall, DAY, ENVIRONMENT, FLAG, type Kinds, oneOf, RUN_QUERY, TEXT, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';
import { asListings, knownProfile, ownMarkIn, unlessEach } from './channels.ts';
import { lintCopies } from './lint-copies.ts';
import { imagesWithin, noPictureTo } from './our-pictures.ts';
import { settingsFor } from './own-settings.ts';
import { keyFor } from './stamp-key.ts';

export interface ExportQuery extends RunQuery {
  /** The marketplace: `amazon`, `ebay`, … */
  readonly channel: string;
  /** Pictures or listings of one project. Default: all of the config. */
  readonly paths?: readonly string[];
  /** Folder for the copies. */
  readonly to: string;
  /** `true`: nothing is written; the outcomes say what would be. */
  readonly dryRun?: boolean;
  /** `true`: each picture is judged as the main one of a listing of its own. */
  readonly eachIsAListing?: boolean;
  /** `true`: copies carry your mark where the marketplace takes one. */
  readonly mark?: boolean;
  /** A file with the key that chooses the places of marks, instead of the environment's `LISTING_LINT_STAMP_KEY`. */
  readonly keyFile?: string;
  /** What copies keep of metadata: `rights` (default), or `none` but what says that a model made the picture. */
  readonly metadata?: 'rights' | 'none';
  /** The day whose figures hold, `YYYY-MM-DD`. Default: today. */
  readonly asOf?: string;
  /** Environment with the key. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<ExportQuery> = {
  ...RUN_QUERY,
  ...{ channel: TEXT, paths: TEXTS, to: TEXT, dryRun: FLAG, eachIsAListing: FLAG, mark: FLAG, keyFile: TEXT },
  ...{ metadata: oneOf('rights', 'none'), asOf: DAY, env: ENVIRONMENT },
};

export interface ExportResult {
  /** The object that `--format json` writes. */
  readonly report: ExportReport;
  /** The report in a format: `text`, `json`, `html` with small pictures of both. */
  readonly render: (format: ExportFormat) => Promise<string>;
}

/** Gives `exportPictures` for a program that holds the guard of plugins. */
export const pictureExporterFor =
  (program?: Program) =>
  async (options: ExportQuery): Promise<ExportResult> => {
    checkCall({ name: 'exportPictures', options, kinds: KINDS, needs: ['channel', 'to'] });
    const profile = knownProfile(options.channel);
    const around = surroundingsOf(options, program);
    const say = sayTo(options);
    const { onEvent, signal, dryRun = false, metadata = 'rights', eachIsAListing = false } = options;
    const day = todayOf(options.asOf, around.now());
    const paths = await namedPaths(options.paths ?? [], around.cwd);
    const { config, selection } = await projectFor(configOptionsOf(options), around, paths, say);
    const { root } = config;
    const out = outOf(options, around.cwd, root);
    const settings = settingsOf({ settings: config.settings.of('builtin') });
    const { brand, limits } = settings;
    const marks = brand?.watermarks ?? [];
    if (options.mark === true && marks.length === 0) throw new UsageError('no mark is configured', NAME_A_MARK);
    const marker = options.mark === true ? { marker: await markerFor(root, marks, keyFor(options, around, root)) } : {};
    const { images, closed, closedAt } = await imagesWithin(config, selection, 'listings', unlessEach(options, say));
    const found = apartFromExports(images, root);
    refuseListings(options.to, out, root, selection === undefined ? found : await allPictures(config));
    const subjects = asListings(found, options);
    const leftOf = (taken: readonly { readonly path: string }[]) =>
      namedLeft({ config, selection }, { done: 'exported', taken: [...taken, ...closedAt], found: images, say });
    if (subjects.length === 0) throw noPictureTo('export', [...closed, ...(await leftOf([]))]);
    const outcomes = await exportFiles(subjects, {
      ...{ root, profile, day, out, dryRun, brand, limits, keeps: metadata, settingsFor: settingsFor(config) },
      ...marker,
      ...ownMarkIn(root, brand, say),
      ...(signal === undefined ? {} : { signal }),
      onPicture: (done, total, path) => onEvent?.({ type: 'progress', done, total, path }),
    });
    const path = pathFrom(root, out);
    const copies = { path, kind: 'folder', output: 'exported copies' } as const;
    const areLinted = isInside(root, out) && outputsLeftOut(config, [copies]).length === 0;
    if (!dryRun && areLinted && !ignoredIn(config)(`${path}/`))
      say(`the copies are among what is linted: add "${path}/**" to \`ignores\``);
    const findings = dryRun
      ? []
      : await lintCopies({ out, channel: profile.id, day, outcomes, settings, config, subjects, eachIsAListing });
    const unseen = [...closed, ...(await leftOf(outcomes))];
    const { id: channel, title } = profile;
    const report: ExportReport = {
      channel,
      title,
      folder: options.to,
      day,
      isDryRun: dryRun,
      outcomes,
      unseen,
      findings,
    };
    return { report, render: rendererOf(report, root, out) };
  };

const rendererOf = (report: ExportReport, root: string, out: string) => async (format: ExportFormat) => {
  checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
  const before = new Map();
  const after = new Map();
  for (const outcome of format === 'html' ? report.outcomes : []) {
    before.set(outcome.path, await smallPicture({ file: join(root, outcome.path), within: root }));
    if ('copy' in outcome && !report.isDryRun)
      after.set(outcome.path, await smallPicture({ file: join(out, outcome.copy), within: out }));
  }
  return renderExport(report, exportFormatOf(format), { before, after });
};

/**
 * Writes copies of pictures that a marketplace takes: in its format, within its sizes, padded to its ratio, in sRGB, never enlarged, over no file that
 * is not its own; then judges them by the marketplace's preset. A picture that cannot be made to fit is an outcome that says what would pass.
 */
export const exportPicturesAlone: (options: ExportQuery) => Promise<ExportResult> = pictureExporterFor();

/** The format of that name. Throws for an unknown one. */
export const exportFormatOf = (name: string): ExportFormat => {
  const format = EXPORT_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, EXPORT_FORMATS));
  return format;
};

/** Pictures of the whole config, however few were named. */
const allPictures = async (config: ResolvedConfig): Promise<readonly Subject[]> =>
  apartFromExports(await findSubjects(config, undefined, () => undefined, ['image']), config.root);

/**
 * Throws where the folder for copies (`out`, absolute) is, contains or is within the folder of a listing with pictures, or of a picture in
 * no listing, such as an original. The root itself may be a listing.
 */
const refuseListings = (to: string, out: string, root: string, pictures: readonly Subject[]): void => {
  for (const picture of pictures) {
    const listing = listingOf(picture);
    const folder = listing === undefined ? dirname(picture.file) : join(root, listing);
    const isWithin = out === folder || (folder !== root && isInside(folder, out));
    if (!isInside(out, picture.file) && !isWithin) continue;
    throw new UsageError(
      listing === undefined
        ? `--to ${to} overlaps the pictures of ${pathFrom(root, folder)}`
        : `--to ${to} overlaps the listing ${listing}`,
      'give a folder of its own outside all listings and originals, such as exports/amazon',
    );
  }
};

const outOf = ({ to }: ExportQuery, cwd: string, root: string): string => {
  const out = resolve(cwd, to);
  refuseWayOut(out, to, cwd);
  if (!relative(out, root).startsWith('..') || out === root) {
    throw new UsageError(
      `--to ${to} holds the pictures themselves`,
      'give a folder of its own, such as exports/amazon',
    );
  }
  return out;
};
