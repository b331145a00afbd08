import type { Subject } from '@listing-lint/core/plugin';
import { isCompared } from '../../subject.ts';
import { readLedger } from '../../watermark/stamp/ledger.ts';
import { keptPaths } from '../../watermark/stamp/unstamped.ts';

/**
 * Pictures of listings of which nothing without a mark is kept: those that were never stamped, as `stamp` refuses some, are the originals themselves, and of those that were stamped
 * elsewhere, as in a clone, there is nothing else to compare with. `kept` are the pictures that were kept when others were stamped in place. Charts, which many shops share, are none of
 * them.
 */
export const withoutKept = async (
  subjects: readonly Subject[],
  kept: readonly { readonly name: string }[],
  root: string,
): Promise<readonly Subject[]> => {
  const ledger = await readLedger(root);
  const names = new Set(kept.map(({ name }) => name));
  const isKept = (path: string): boolean => {
    const [first, second] = keptPaths(path, ledger.get(path)?.id ?? '');
    return names.has(first) || names.has(second);
  };
  return subjects.filter((subject) => subject.scope === 'image' && isCompared(subject) && !isKept(subject.path));
};
