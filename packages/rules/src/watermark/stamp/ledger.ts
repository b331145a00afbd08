import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault, isMissingFile, ListingLintError, MAX_DATA_BYTES, readText } from '@listing-lint/core';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** The ledger of stamped pictures, beside the config: JSON, one picture a line, sorted by path, so that git can merge it. */
export const LEDGER = 'listing-lint.stamps.jsonl';

const fraction = z.number().min(0).max(1);
const entrySchema = z.strictObject({
  /** Of the stamped file, relative to the config's folder. */
  path: z.string().min(1),
  /** Of the stamped file as it was written. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the picture before (see pictureId). */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  mark: z.string().min(1),
  /** 0-based place in the keyed order. */
  rank: z.int().min(0),
  place: z.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction }),
  opacity: fraction,
});
export type StampEntry = z.infer<typeof entrySchema>;

/** Entries by path; none where there is no ledger. Throws `data-invalid` with the number of a damaged line, `file-unreadable`. */
export const readLedger = async (root: string): Promise<Map<string, StampEntry>> => {
  const text = await readText(join(root, LEDGER), { maxBytes: MAX_DATA_BYTES }).catch((error: unknown) => {
    if (isMissingFile(error)) return '';
    throw new ListingLintError('file-unreadable', `${LEDGER} cannot be read: ${fileFault(error)}`, [], {
      cause: error,
    });
  });
  const entries = new Map<string, StampEntry>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const entry = parseLine(line);
    if (!entry) {
      throw new ListingLintError('data-invalid', `${LEDGER}: line ${index + 1} is damaged`, [
        { message: 'it is no stamp', file: LEDGER, line: index + 1, hint: 'remove the line, or restore it from git' },
      ]);
    }
    entries.set(entry.path, entry);
  }
  return entries;
};

const parseLine = (line: string): StampEntry | undefined => {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

/** Adds one entry at the end, which counts over earlier ones of its path: what is stamped is noted at once, whatever happens next. */
export const noteStamp = (root: string, entry: StampEntry): Promise<void> =>
  appendFile(join(root, LEDGER), `${JSON.stringify(entry)}\n`);

/** One line a path, sorted, in one atomic write. */
export const tidyLedger = async (root: string): Promise<void> => {
  const sorted = [...(await readLedger(root)).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeFileAtomic(join(root, LEDGER), sorted.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
};
