import { areOnePart } from '@listing-lint/rules/kernel';
import { NO_FEATURES } from '../../features/extract/features.ts';
import { changeBy } from '../../features/pair/alignment.ts';
import { judgeRegistered } from '../../features/pair/compare-pair.ts';
import { composed, mappedBack, type PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf, type RegisteredPlacement } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { NEARLY_ALL } from '../beyond-panel.ts';
import { replaced } from '../joined.ts';
import type { OurPicture } from '../our-picture.ts';

/** A match of which the suspect shows a part. */
type PartialCopy = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

/** Whether a picture continues beyond its visible part. */
export const goesOnBeyond = ({ shown }: Pick<RegisteredPlacement, 'shown'>): boolean => shown < NEARLY_ALL;

const isPartialCopy = (match: OurPicture): match is PartialCopy =>
  match.verdict === 'duplicate' && match.local !== undefined && goesOnBeyond(match.local);

/** Returns the pixels of a picture by path; undefined if only its fingerprint is known. */
export type SheetByPath = (path: string) => Promise<Sheet> | undefined;
/** Returns the stamped file that a picture is, or that was made from it; undefined if none was. */
export type StampedOf = (path: string) => Promise<string | undefined>;

/**
 * Turns duplicates of several products into variants when a part of the suspect shows just what they have in common: a crop of a template without its print, the head
 * of a model in two garments. Files of one picture stay duplicates, also where one is a crop of the other, and so do a picture and its stamped copy.
 */
export const withoutSharedParts = async (
  matches: readonly OurPicture[],
  sheetOf: SheetByPath,
  stampedOf: StampedOf = async () => undefined,
): Promise<readonly OurPicture[]> => {
  const parts = matches.filter(isPartialCopy);
  const variants = new Map<OurPicture, OurPicture>();
  const setVariant = (match: PartialCopy, other: PartialCopy): void => {
    const description = `${match.description}, of which ${other.path} shows as much`;
    if (!variants.has(match)) variants.set(match, { ...match, verdict: 'variant', description });
  };
  for (const [k, match] of parts.entries()) {
    for (const other of parts.slice(k + 1)) {
      const isOfOne = match.product !== null && match.product === other.product;
      const areVariants = variants.has(match) && variants.has(other);
      if (isOfOne || areVariants || !areOnePart(match.box, other.box)) continue;
      if (await areOneStamped(match, other, stampedOf)) continue;
      if (!(await areDifferentPictures(match, other, sheetOf))) continue;
      setVariant(match, other);
      setVariant(other, match);
    }
  }
  return replaced(matches, variants);
};

const areOneStamped = async (match: OurPicture, other: OurPicture, stampedOf: StampedOf): Promise<boolean> => {
  const stamped = await stampedOf(match.path);
  return stamped !== undefined && stamped === (await stampedOf(other.path));
};

/** Whether two pictures differ when registered through the suspect. */
const areDifferentPictures = async (
  { path, local }: PartialCopy,
  other: PartialCopy,
  sheetOf: SheetByPath,
): Promise<boolean> => {
  const [ours, theirs] = [await sheetOf(path), await sheetOf(other.path)];
  if (ours === undefined || theirs === undefined) return false;
  return !areOneAsRegistered({ ...local, sheet: ours }, { ...other.local, sheet: theirs });
};

/** A picture registered on a third one. */
interface PlacedInThird {
  readonly sheet: Sheet;
  readonly inliers: number;
  /** From its fractions to those of the third one, as `RegisteredPlacement` has it. */
  readonly mapping: readonly number[];
}

/** Returns the map from pixels of one picture to those of another one, through a third one. */
export const mappingBetween = (a: Omit<PlacedInThird, 'inliers'>, b: Omit<PlacedInThird, 'inliers'>): PlaneMap =>
  inPixels(composed(mappedBack(planeOf(b.mapping)), planeOf(a.mapping)), a.sheet.colour, b.sheet.colour);

/** Whether two pictures, registered through a third one, are one. */
export const areOneAsRegistered = (a: PlacedInThird, b: PlacedInThird): boolean => {
  const mapping = mappingBetween(a, b);
  const registered = (sheet: Sheet) => ({ features: NO_FEATURES, sheet });
  const alignment = { mapping, inliers: Math.min(a.inliers, b.inliers), change: changeBy(mapping, a.sheet.colour) };
  return judgeRegistered(registered(a.sheet), registered(b.sheet), alignment, false)?.verdict === 'duplicate';
};
