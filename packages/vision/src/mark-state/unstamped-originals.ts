import { fileSha256Sync, type Subject } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { isCompared } from '@listing-lint/rules/subject';
import { readLedger, unstampedPaths } from '@listing-lint/rules/watermark';

/**
 * Returns the pictures of listings without an unstamped original: never stamped (some are refused by `stamp`, and are originals themselves), stamped
 * elsewhere, as in a clone, or replaced after stamping. `unstamped` are the unstamped originals. Charts, which many shops share, are left out.
 */
export const withoutUnstampedOriginal = async (
  subjects: readonly Subject[],
  unstamped: readonly { readonly name: string }[],
  root: string,
): Promise<readonly Subject[]> => {
  const ledger = await readLedger(root);
  const names = new Set(unstamped.map(({ name }) => name));
  const hasUnstamped = ({ file, path }: Subject): boolean => {
    const entry = ledger.get(path);
    const [first, second] = unstampedPaths(path, entry?.id ?? '');
    return (names.has(first) || names.has(second)) && (entry === undefined || isFile(file, entry.sha256, root));
  };
  return subjects.filter((subject) => subject.scope === 'image' && isCompared(subject) && !hasUnstamped(subject));
};

/** Whether it has that SHA-256, or none that can be known. */
const isFile = (file: string, content: string, within: string): boolean => {
  try {
    return fileSha256Sync(file, { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within }) === content;
  } catch {
    return true;
  }
};
