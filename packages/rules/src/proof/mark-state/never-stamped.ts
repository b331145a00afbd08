import type { Subject } from '@listing-lint/core/plugin';
import { isCompared } from '../../subject.ts';
import { readLedger } from '../../watermark/stamp/ledger.ts';
import { UNSTAMPED } from '../../watermark/stamp/unstamped.ts';

/**
 * Pictures of listings that were never stamped, as `stamp` refuses some: no stamped file is written down of them, and nothing was kept, so that they are the originals
 * themselves. `kept` are the pictures that were kept when others were stamped in place. Charts, which many shops share, are none of them.
 */
export const neverStamped = async (
  subjects: readonly Subject[],
  kept: readonly { readonly name: string }[],
  root: string,
): Promise<readonly Subject[]> => {
  const ledger = await readLedger(root);
  const names = new Set(kept.map(({ name }) => name));
  return subjects.filter(
    (subject) =>
      subject.scope === 'image' &&
      isCompared(subject) &&
      !ledger.has(subject.path) &&
      !names.has(`${UNSTAMPED}/${subject.path}`),
  );
};
