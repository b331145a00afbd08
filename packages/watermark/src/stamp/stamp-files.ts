import { lstat, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import {
  type FractionBox,
  fileFault,
  ListingLintError,
  MAX_DATA_BYTES,
  readBytes,
  replaceFile,
  type Subject,
  sha256,
  withLock,
} from '@listing-lint/core/plugin';
import { decodeCanonical, extensionOf, readHeader } from '@listing-lint/rules/image';
import { type ConfiguredMark, DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { listingOf, roleOf } from '@listing-lint/rules/subject';

import {
  createKernel,
  isStampable,
  keepUnstamped,
  LEDGER,
  Ledger,
  type LoadedMark,
  loadMarks,
  pictureId,
  rankOf,
  type StampEntry,
  UNSTAMPED,
  VERIFIED_AGREEMENT,
  verifyPlace,
} from '@listing-lint/rules/watermark';

import { type CleanStamped, stampPicture } from './stamp-picture.ts';

/** Another run may be about to end; one that goes on is reported, not waited for. */
const PATIENCE_MS = 2_000;
const STAMPED_ROLES = new Set(['main', 'gallery', 'variant']);

export interface StampOptions {
  /** Folder of the config: paths of subjects and marks are relative to it. */
  readonly root: string;
  /** `brand.watermarks` of the config. */
  readonly marks: readonly ConfiguredMark[];
  readonly key: string;
  /** Folder for the stamped copies, absolute; undefined with `inPlace`. */
  readonly out?: string;
  /** Replace the files themselves, atomically, and keep the unstamped ones under `.listing-lint/unstamped`. */
  readonly inPlace: boolean;
  /** Write nothing. */
  readonly dryRun: boolean;
  /** `false`: lay no grain over the pictures. Default `true`. */
  readonly grain?: boolean;
  /** What is taken out of a stamped file before it is written. */
  readonly clean: CleanStamped;
  /** `path` is that of the picture that is done, from the folder of the config. */
  readonly onPicture?: (done: number, total: number, path: string) => void;
  /** Where it is aborted, no further picture is begun, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** What became of one picture. */
export type StampOutcome =
  | {
      readonly path: string;
      readonly kind: 'stamped';
      readonly entry: StampEntry;
      readonly file: string;
      /** Of its metadata: what was taken out, and what was lost, in words. */
      readonly removed: readonly string[];
      readonly lost: readonly string[];
    }
  | { readonly path: string; readonly kind: 'skipped' | 'failed'; readonly reason: string };

/** An outcome, and the place on which the picture carries its mark. */
type Result = { readonly outcome: StampOutcome; readonly place?: FractionBox | undefined };

/**
 * Stamps the pictures among the subjects whose role carries a mark, listing by listing, so that places in one listing differ. A picture that
 * cannot be stamped is an outcome, not an error. A run that is killed leaves no picture stamped twice and none lost: what it was about is
 * finished, or done anew, by the next one. Throws `usage` where a mark cannot be read, or none is upright and single, `output-failed` where
 * another run stamps in the same folder.
 */
export const stampFiles = async (
  subjects: readonly Subject[],
  options: StampOptions,
): Promise<readonly StampOutcome[]> => {
  const inks = (await loadMarks(createKernel(), options.root, options.marks, 'usage')).filter(isStampable);
  if (inks.length === 0) {
    throw new ListingLintError(
      'usage',
      'stamps are put once and upright, but no mark of the config is searched for so: add one to `brand.watermarks`, or 0 to its `angles`',
    );
  }
  if (options.dryRun) return stampAll(subjects, inks, await Ledger.read(options.root), options);
  const lock = { what: `the stamps of ${options.root}`, patienceMs: PATIENCE_MS, within: options.root };
  return withLock(join(options.root, `${LEDGER}.lock`), lock, async () => {
    const ledger = await Ledger.read(options.root);
    try {
      await ledger.recover();
      return await stampAll(subjects, inks, ledger, options);
    } finally {
      await ledger.tidy();
    }
  });
};

const stampAll = async (
  subjects: readonly Subject[],
  inks: readonly LoadedMark[],
  ledger: Ledger,
  options: StampOptions,
): Promise<readonly StampOutcome[]> => {
  const pictures = subjects.filter(({ scope }) => scope === 'image');
  const usedBy = new Map<string, FractionBox[]>();
  const outcomes: StampOutcome[] = [];
  for (const [index, subject] of pictures.entries()) {
    options.signal?.throwIfAborted();
    const used = usedBy.get(listingOf(subject) ?? '') ?? [];
    usedBy.set(listingOf(subject) ?? '', used);
    const { outcome, place } = await stampOne(subject, { inks, ledger, used, options });
    if (place !== undefined) used.push(place);
    outcomes.push(outcome);
    options.onPicture?.(index + 1, pictures.length, subject.path);
  }
  return outcomes;
};

/** The stamp of a picture, and the used places of its listing. */
interface Stamping {
  readonly inks: readonly LoadedMark[];
  readonly ledger: Ledger;
  readonly used: readonly FractionBox[];
  readonly options: StampOptions;
}

const stampOne = async (subject: Subject, { inks, ledger, used, options }: Stamping): Promise<Result> => {
  const { path } = subject;
  const out = options.inPlace ? undefined : options.out;
  const skip = (reason: string, place?: FractionBox): Result => ({ outcome: { path, kind: 'skipped', reason }, place });
  const fail = (reason: string): Result => ({ outcome: { path, kind: 'failed', reason } });
  if (!STAMPED_ROLES.has(roleOf(subject) ?? 'gallery')) return skip(`its role is ${roleOf(subject)}`);
  try {
    const original = await readBytes(subject.file, {
      maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6,
      within: options.root,
    });
    if (out === undefined && (await lstat(subject.file)).isSymbolicLink())
      return skip('it is a link: name the file that it leads to');
    const own = ledger.get(path);
    if (own !== undefined && (await isStamped(original, own, inks))) {
      return skip(followsKey(own, options.key) ? 'it is stamped already' : OTHER_KEY, own.place);
    }
    const file = out === undefined ? subject.file : join(out, path);
    const within = out ?? options.root;
    const ledgerPath = pathBelow(options.root, file) ?? path;
    if (out !== undefined) {
      if (!options.dryRun) await ledger.settle(ledgerPath, file);
      const copy = await copyAt(file, out, ledger.get(ledgerPath));
      if (copy === 'foreign') return fail('at the path of its copy is a file that no stamp made: move it away first');
      if (copy?.id === pictureId(original) && followsKey(copy, options.key)) {
        return skip('its stamped copy is there already', copy.place);
      }
    }
    const { problem } = await readHeader(original, extensionOf(path));
    if (problem !== null) return fail(`it cannot be read: ${problem}`);
    const drawn = await stampPicture(original, inks, { ...options, used });
    const { bytes, removed, lost, agreement: _, ...stamped } = drawn;
    const opacity = Number(stamped.opacity.toFixed(3));
    const entry: StampEntry = { path: ledgerPath, sha256: sha256(bytes), ...stamped, opacity };
    if (!options.dryRun) {
      if (options.inPlace) await keepUnstamped(options.root, subject, original);
      await write(file, within, bytes, { entry, ledger });
    }
    return { outcome: { path, kind: 'stamped', entry, file, removed, lost }, place: entry.place };
  } catch (error) {
    return fail(fileFault(error));
  }
};

const OTHER_KEY = `it is stamped with another key: to stamp it anew, put the unstamped file back from ${UNSTAMPED}`;

/** Whether the place of a stamp is the one that this key gives. */
const followsKey = ({ place, id, rank }: StampEntry, key: string): boolean => rankOf(place, key, id).rank === rank;

/** Whether the file is the one that was stamped, or, where it was saved again since, still carries the mark at its place. */
const isStamped = async (bytes: Buffer, entry: StampEntry, inks: readonly LoadedMark[]): Promise<boolean> => {
  if (sha256(bytes) === entry.sha256) return true;
  const template = inks.find(({ name }) => name === entry.mark)?.template;
  if (template === undefined) return false;
  const image = await decodeCanonical(bytes);
  return (verifyPlace(template, image, entry.place)?.agreement ?? -1) >= VERIFIED_AGREEMENT;
};

/** Classifies the path of a copy: nothing, the copy that the ledger knows, or something else. */
const copyAt = async (
  file: string,
  within: string,
  known: StampEntry | undefined,
): Promise<StampEntry | 'foreign' | undefined> => {
  if ((await stat(file).catch(() => undefined)) === undefined) return undefined;
  return known !== undefined && sha256(await readBytes(file, { maxBytes: MAX_DATA_BYTES, within })) === known.sha256
    ? known
    : 'foreign';
};

/** The path from the root, with `/`; undefined outside. */
const pathBelow = (root: string, file: string): string | undefined => {
  const way = relative(root, file);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.replaceAll(sep, '/');
};

/** The intent comes first: from it the next run knows the picture as stamped, should this one end before it has said so. */
const write = async (
  file: string,
  within: string,
  bytes: Buffer,
  { entry, ledger }: { readonly entry: StampEntry; readonly ledger: Ledger },
): Promise<void> => {
  await ledger.intend(entry);
  await replaceFile(file, bytes, { within });
  await ledger.done(entry);
};
