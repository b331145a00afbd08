import { NO_FEATURES } from '../../image/features/extract/features.ts';
import { judgeLaid } from '../../image/features/pair/compare-pair.ts';
import { composed, mappedBack } from '../../image/features/pair/mapping.ts';
import { inPixels, planeOf } from '../../image/features/pair/placement.ts';
import type { Sheet } from '../../image/features/pair/sheet.ts';
import { joined } from './joined.ts';
import type { OurPicture } from './our-picture.ts';

/** Share of one of ours from which on what is shown of it is all of it. */
const NEARLY_ALL = 0.9;

/** One of ours of which a suspect shows a part. */
type ShownInPart = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

const isShownInPart = (match: OurPicture): match is ShownInPart =>
  match.verdict === 'duplicate' && match.local !== undefined && match.local.shown < NEARLY_ALL;

/** The pixels of ours by its path; undefined of one that is known by its fingerprint alone. */
export type SheetByPath = (path: string) => Promise<Sheet> | undefined;

/**
 * Of several products of ours a suspect may show just what they have in common: a crop of a template without its print, the head of a model in two garments.
 * It is no copy of one of them more than of the others, so that none is called its duplicate. Those that are one picture, also where one is a part
 * of the other, are duplicates as before.
 */
export const withoutShownAlike = async (
  matches: readonly OurPicture[],
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const parts = matches.filter(isShownInPart);
  const alike: OurPicture[] = [];
  for (const match of parts) {
    for (const other of parts) {
      const isOfOne = match.product !== null && match.product === other.product;
      if (match === other || isOfOne) continue;
      if (!(await differBeside(match, other, sheetOf))) continue;
      const description = `${match.description}, of which ${other.path} shows as much`;
      alike.push({ ...match, verdict: 'variant', description });
      break;
    }
  }
  if (alike.length === 0) return matches;
  const told = new Map(alike.map((match) => [match.path, match]));
  return joined(
    [],
    matches.map((match) => told.get(match.path) ?? match),
  );
};

/** Whether two of ours, laid on each other as the suspect lays them, are not one picture. */
const differBeside = async (
  { path, local }: ShownInPart,
  other: ShownInPart,
  sheetOf: SheetByPath,
): Promise<boolean> => {
  const [ours, theirs] = [await sheetOf(path), await sheetOf(other.path)];
  if (ours === undefined || theirs === undefined) return false;
  const between = composed(mappedBack(planeOf(other.local.mapping)), planeOf(local.mapping));
  const mapping = inPixels(between, ours.colour, theirs.colour);
  const [mine, theirsToo] = [
    { features: NO_FEATURES, sheet: ours },
    { features: NO_FEATURES, sheet: theirs },
  ];
  const inliers = Math.min(local.inliers, other.local.inliers);
  return judgeLaid(mine, theirsToo, { mapping, inliers }, false)?.verdict !== 'duplicate';
};
