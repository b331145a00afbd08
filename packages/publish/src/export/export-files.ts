import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileFault, isKnownError, ListingLintError, type Subject, sha256, withLock } from '@listing-lint/core/plugin';
import { DEFAULT_MEGAPIXELS, type Settings } from '@listing-lint/rules/settings';
import { roleOf } from '@listing-lint/rules/subject';
import { readLedger } from '@listing-lint/rules/watermark';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';

import { inShownOrder, ListingCounts, listingFolderOf } from '../fit/listing-pictures.ts';
import { figuresAsSet, type SettingsFor } from '../fit/own-figures.ts';
import { bytesOfPicture, isGivenUnstamped, readUnstamped } from '../fit/read-source.ts';
import type { KeptMetadata } from './copy-metadata.ts';
import { EXPORTS, type ExportedCopy, ExportFolder } from './export-folder.ts';
import { type MadeCopy, makeCopy } from './make-copy.ts';
import type { Marker } from './marker.ts';
import type { OwnMarkFinder } from './own-mark.ts';

export interface ExportOptions {
  /** Folder of the config: paths of subjects are relative to it. */
  readonly root: string;
  readonly profile: ChannelProfile;
  /** The day whose figures hold, `YYYY-MM-DD`. */
  readonly day: string;
  /** Folder for the copies, absolute. */
  readonly out: string;
  /** Write nothing. */
  readonly dryRun: boolean;
  readonly brand: Settings['brand'];
  readonly limits: Settings['limits'];
  readonly keeps: KeptMetadata;
  /** What the seller's own config says of the rules of the channel, for a subject that goes there. */
  readonly settingsFor?: SettingsFor;
  /** Puts the seller's mark where the channel takes one; undefined to put none. */
  readonly marker?: Marker;
  /** Looks for the seller's mark where the channel takes none. */
  readonly findOwnMark?: OwnMarkFinder;
  readonly onPicture?: (done: number, total: number, path: string) => void;
  /** Where it is aborted, no further picture is begun, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** What became of one picture. */
export type ExportOutcome =
  | {
      readonly path: string;
      readonly kind: 'written' | 'unchanged';
      /** Path of the copy, from the folder. */
      readonly copy: string;
      readonly role: string;
      readonly width: number;
      readonly height: number;
      readonly bytes: number;
      /** What was changed, and what is recommended and not kept, in words. */
      readonly changes: readonly string[];
      readonly advice: readonly string[];
    }
  | { readonly path: string; readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly path: string; readonly kind: 'failed'; readonly reason: string };

const PATIENCE_MS = 2_000;

/**
 * Writes copies of pictures that a channel takes, never enlarging, into a folder of their own. One that cannot be made to fit is an outcome that
 * says what would pass. Throws `output-failed` where the folder is that of another channel, or another run writes there.
 */
export const exportFiles = async (
  subjects: readonly Subject[],
  options: ExportOptions,
): Promise<readonly ExportOutcome[]> => {
  const { out, profile, dryRun } = options;
  if (dryRun) return exportAll(subjects, await ExportFolder.open(out, profile.id), options);
  await makeFolder(out);
  const lock = { what: `the exports in ${out}`, patienceMs: PATIENCE_MS, within: out };
  return withLock(join(out, `${EXPORTS}.lock`), lock, async () => {
    const folder = await ExportFolder.open(out, profile.id);
    await folder.begin(profile.id);
    return exportAll(subjects, folder, options);
  });
};

/** Makes the folder for the copies. Throws `output-failed`. */
const makeFolder = async (out: string): Promise<void> => {
  try {
    await makeEach(out);
  } catch (error) {
    throw new ListingLintError('output-failed', `cannot make the folder ${out}: ${fileFault(error)}`, [
      { message: 'give --to a folder that can be written to' },
    ]);
  }
};

/** One folder after the other: `mkdir` with `recursive` tries for ever below `/proc`. */
const makeEach = async (folder: string): Promise<void> => {
  if (await isFolder(folder)) return;
  if (dirname(folder) !== folder) await makeEach(dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(folder))) throw error;
  }
};

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** What is kept in mind over the pictures of a run. */
interface Export {
  readonly options: ExportOptions;
  readonly folder: ExportFolder;
  readonly stamps: Awaited<ReturnType<typeof readLedger>>;
  /** Names of copies, in small letters: file systems may tell no case. */
  readonly taken: Set<string>;
  readonly shown: ListingCounts;
}

const exportAll = async (
  subjects: readonly Subject[],
  folder: ExportFolder,
  options: ExportOptions,
): Promise<readonly ExportOutcome[]> => {
  const pictures = inShownOrder(subjects);
  const stamps = await readLedger(options.root);
  const shown = new ListingCounts(options.profile, options.day, options.settingsFor);
  const run: Export = { options, folder, stamps, taken: new Set(), shown };
  const outcomes: ExportOutcome[] = [];
  for (const [index, subject] of pictures.entries()) {
    options.signal?.throwIfAborted();
    outcomes.push(await exportOne(subject, run));
    options.onPicture?.(index + 1, pictures.length, subject.path);
  }
  return outcomes.sort((a, b) => (a.path < b.path ? -1 : 1));
};

const exportOne = async (subject: Subject, run: Export): Promise<ExportOutcome> => {
  const { path } = subject;
  const { options, shown, stamps } = run;
  const { root, profile, limits, settingsFor, day } = options;
  const role = roleOf(subject) ?? 'gallery';
  const noRoom = shown.noRoomFor(subject);
  if (noRoom !== null) return { path, kind: 'refused', reasons: [noRoom] };
  try {
    const figures = figuresAsSet(profile, role, day, settingsFor?.(subject, profile.id));
    const picture = await bytesOfPicture(subject, { root, limits });
    const bytes = isGivenUnstamped(subject, figures, { root, limits, stamps })
      ? await readUnstamped(subject, profile.title, { root, limits, stamps })
      : picture;
    const made = await makeCopy(bytes, path, {
      ...{ figures, brand: options.brand, keeps: options.keeps },
      megapixels: limits?.megapixels ?? DEFAULT_MEGAPIXELS,
      mark: options.marker?.(listingFolderOf(subject), role, figures),
      findOwnMark: options.findOwnMark,
    });
    if ('refusals' in made) return { path, kind: 'refused', reasons: made.refusals };
    const outcome = await placed(subject, bytes, made.copy, run);
    shown.add(subject);
    return outcome;
  } catch (error) {
    return { path, kind: 'failed', reason: isKnownError(error) ? error.message : fileFault(error) };
  }
};

const placed = async (subject: Subject, from: Buffer, made: MadeCopy, run: Export): Promise<ExportOutcome> => {
  const { path } = subject;
  const copy = freeName(made.path, path, run.taken);
  const entry: ExportedCopy = { path: copy, sha256: sha256(made.bytes), from: path, fromSha256: sha256(from) };
  const kind = run.options.dryRun
    ? (await run.folder.standing(entry)) === 'same'
      ? 'unchanged'
      : 'written'
    : await run.folder.write(entry, made.bytes);
  const { width, height, changes, advice, bytes } = made;
  return { path, kind, copy, role: roleOf(subject) ?? 'gallery', width, height, bytes: bytes.length, changes, advice };
};

/** `a.jpg`, or, where another picture's copy has that name, `a.png.jpg`. */
const freeName = (wanted: string, source: string, taken: Set<string>): string => {
  const names = [wanted, `${source}${posix.extname(wanted)}`, `${source}.copy${posix.extname(wanted)}`];
  const free = names.find((name) => !taken.has(name.toLowerCase()));
  if (free === undefined) throw new Error(`its copy would have the name of another one: ${wanted}`);
  taken.add(free.toLowerCase());
  return free;
};
