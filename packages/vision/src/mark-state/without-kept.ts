import { fileSha256Sync, type Subject } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { isCompared } from '@listing-lint/rules/subject';
import { keptPaths, readLedger } from '@listing-lint/rules/watermark';

/**
 * Pictures of listings of which nothing without a mark is kept: those that were never stamped, as `stamp` refuses some, are the originals themselves, of those that were stamped
 * elsewhere, as in a clone, there is nothing else to compare with, and of a file that was put in the place of a stamped one nothing was kept. `kept` are the pictures that were kept when
 * others were stamped in place. Charts, which many shops share, are none of them.
 */
export const withoutKept = async (
  subjects: readonly Subject[],
  kept: readonly { readonly name: string }[],
  root: string,
): Promise<readonly Subject[]> => {
  const ledger = await readLedger(root);
  const names = new Set(kept.map(({ name }) => name));
  const isKept = ({ file, path }: Subject): boolean => {
    const entry = ledger.get(path);
    const [first, second] = keptPaths(path, entry?.id ?? '');
    return (names.has(first) || names.has(second)) && (entry === undefined || isFile(file, entry.sha256, root));
  };
  return subjects.filter((subject) => subject.scope === 'image' && isCompared(subject) && !isKept(subject));
};

/** Whether it has that SHA-256, or none that can be known. */
const isFile = (file: string, content: string, within: string): boolean => {
  try {
    return fileSha256Sync(file, { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within }) === content;
  } catch {
    return true;
  }
};
