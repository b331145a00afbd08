import type { FractionBox } from '@listing-lint/core/plugin';
import { readLedger } from '@listing-lint/rules/watermark';
import type { MarkSeeker } from '../compare/record/read-picture.ts';
import type { SeekSuspectMark, SuspectMark } from '../match/match.ts';

/** What two places have in common, as a share of both, from which on they are one. */
const SAME_PLACE = 0.5;
/** Stamped pictures that are named for a place: where more were stamped there, as among thousands by chance, it says of none of them that it is the one. */
const MOST_STAMPED = 3;

/**
 * Looks for the seller's marks on a suspect by `seek`, as it is and as a mirror shows it; where one is, the stamps file says which pictures have been
 * stamped at that place.
 */
export const suspectMarkSeeker =
  (root: string, seek: MarkSeeker): SeekSuspectMark =>
  async (image) => {
    for (const mirrored of [false, true]) {
      const { status, template, summary, box } = await seek(image, mirrored);
      if ((status !== 'present' && status !== 'review') || box === null || template === null) continue;
      const place = { mark: template, mirrored, box };
      const stamped = await stampedAt(root, place);
      const areTooMany = stamped.length > MOST_STAMPED;
      return {
        ...place,
        status,
        summary,
        box: mirrored ? { ...box, x: 1 - box.x - box.width } : box,
        stamped: areTooMany ? [] : stamped,
        ...(areTooMany ? { stampedThere: stamped.length } : {}),
      } satisfies SuspectMark;
    }
    return null;
  };

/** Returns paths of pictures below `root` that were stamped with the mark at that place, the nearest place first. Throws as `readLedger`: a damaged stamps file is reported. */
const stampedAt = async (
  root: string,
  { mark, box }: { readonly mark: string; readonly box: FractionBox },
): Promise<readonly string[]> => {
  const ledger = await readLedger(root);
  return [...ledger.values()]
    .filter((entry) => entry.mark === mark)
    .map(({ path, place }) => ({ path, shared: sharedArea(place, box) }))
    .filter(({ shared }) => shared >= SAME_PLACE)
    .sort((a, b) => b.shared - a.shared)
    .map(({ path }) => path);
};

const sharedArea = (a: FractionBox, b: FractionBox): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const common = Math.max(0, width) * Math.max(0, height);
  return common / (a.width * a.height + b.width * b.height - common);
};
