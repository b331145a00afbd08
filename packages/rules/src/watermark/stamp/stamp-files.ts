import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ListingLintError, type Subject, sha256 } from '@listing-lint/core';
import writeFileAtomic from 'write-file-atomic';
import { createKernel, isStampable, type LoadedMark, loadMarks } from '../configured.ts';
import type { ConfiguredMark } from '../mark-file.ts';
import type { Place } from './keyed-order.ts';
import { addToLedger, readLedger, type StampEntry } from './ledger.ts';
import { stampPicture } from './stamp-picture.ts';

/** Where the unstamped files go that `inPlace` replaces, under the root. */
export const UNSTAMPED = '.listing-lint/unstamped';
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
  readonly onPicture?: (done: number, total: number) => void;
}

/** What became of one picture. */
export type StampOutcome =
  | { readonly path: string; readonly kind: 'stamped'; readonly entry: StampEntry; readonly file: string }
  | { readonly path: string; readonly kind: 'skipped' | 'failed'; readonly reason: string };

/**
 * Stamps the pictures among the subjects whose role carries a mark, listing by listing, so that places in one listing differ. A picture that
 * cannot be stamped is an outcome, not an error. Throws `usage` where a mark cannot be read, or none is
 * upright and single.
 */
export const stampFiles = async (
  subjects: readonly Subject[],
  options: StampOptions,
): Promise<readonly StampOutcome[]> => {
  const inks = (await loadMarks(createKernel(), options.root, options.marks, 'usage')).filter(isStampable);
  if (inks.length === 0) {
    throw new ListingLintError(
      'usage',
      'stamps are put once and upright, but no mark of the config is looked for so: add one to `brand.watermarks`, or 0 to its `angles`',
    );
  }
  const ledger = await readLedger(options.root);
  const pictures = subjects.filter(({ scope }) => scope === 'image');
  const usedBy = new Map<string, Place[]>();
  const outcomes: StampOutcome[] = [];
  for (const [index, subject] of pictures.entries()) {
    const used = usedBy.get(subject.listing ?? '') ?? [];
    usedBy.set(subject.listing ?? '', used);
    const outcome = await stampOne(subject, inks, ledger, used, options);
    if (outcome.kind === 'stamped') used.push(outcome.entry.place);
    outcomes.push(outcome);
    options.onPicture?.(index + 1, pictures.length);
  }
  return outcomes;
};

const stampOne = async (
  subject: Subject,
  inks: readonly LoadedMark[],
  ledger: ReadonlyMap<string, StampEntry>,
  used: readonly Place[],
  options: StampOptions,
): Promise<StampOutcome> => {
  const { path } = subject;
  if (!STAMPED_ROLES.has(subject.role ?? 'gallery')) {
    return { path, kind: 'skipped', reason: `its role is ${subject.role}` };
  }
  try {
    const original = await readFile(subject.file);
    const known = ledger.get(path);
    if (known && known.sha256 === sha256(original)) return { path, kind: 'skipped', reason: 'it is stamped already' };
    const { bytes, agreement: _, ...stamped } = await stampPicture(original, inks, options.key, used);
    const entry: StampEntry = { path, sha256: sha256(bytes), ...stamped, opacity: Number(stamped.opacity.toFixed(3)) };
    const file = options.inPlace ? subject.file : join(options.out ?? '', path);
    if (!options.dryRun) await write(subject, bytes, file, entry, options);
    return { path, kind: 'stamped', entry, file };
  } catch (error) {
    return { path, kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
};

/** The unstamped file is safe before anything is replaced, and the ledger tells of the stamp only once it is there. */
const write = async (
  subject: Subject,
  bytes: Buffer,
  file: string,
  entry: StampEntry,
  { root, inPlace }: StampOptions,
): Promise<void> => {
  if (inPlace) {
    const safe = join(root, UNSTAMPED, subject.path);
    await mkdir(dirname(safe), { recursive: true });
    if (await exists(safe)) {
      throw new Error(`an unstamped file is kept at ${UNSTAMPED}/${subject.path} already: move it away first`);
    }
    await copyFile(subject.file, safe);
  } else {
    await mkdir(dirname(file), { recursive: true });
  }
  await writeFileAtomic(file, bytes);
  await addToLedger(root, [entry]);
};

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
