import { areOnePart } from '@listing-lint/rules/kernel';
import { NO_FEATURES } from '../../features/extract/features.ts';
import { changeBy } from '../../features/pair/alignment.ts';
import { judgeRegistered } from '../../features/pair/compare-pair.ts';
import { composed, mappedBack, type PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf, type RegisteredPlacement } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { NEARLY_ALL } from '../beyond-panel.ts';
import { joined } from '../joined.ts';
import type { OurPicture } from '../our-picture.ts';

/** One of ours of which a suspect shows a part. */
type ShownInPart = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

/** Whether a picture of which another one shows so much goes on beyond that. */
export const goesOnBeyond = ({ shown }: Pick<RegisteredPlacement, 'shown'>): boolean => shown < NEARLY_ALL;

const isShownInPart = (match: OurPicture): match is ShownInPart =>
  match.verdict === 'duplicate' && match.local !== undefined && goesOnBeyond(match.local);

/** The pixels of ours by its path; undefined of one that is known by its fingerprint alone. */
export type SheetByPath = (path: string) => Promise<Sheet> | undefined;
/** The stamped file that one of ours is, or that was made from it; undefined where none was. */
export type StampedOf = (path: string) => Promise<string | undefined>;

/**
 * Of several products of ours one part of a suspect may show just what they have in common: a crop of a template without its print, the head of a model in
 * two garments. It is no copy of one of them more than of the others, so that none is called its duplicate. Those that are one picture, also where one is a
 * part of the other, are duplicates as before; so are a picture and the one that was stamped from it, which differ in the mark alone.
 */
export const withoutShownAlike = async (
  matches: readonly OurPicture[],
  sheetOf: SheetByPath,
  stampedOf: StampedOf = async () => undefined,
): Promise<readonly OurPicture[]> => {
  const parts = matches.filter(isShownInPart);
  const told = new Map<string, OurPicture>();
  const tell = (match: ShownInPart, other: ShownInPart): void => {
    const description = `${match.description}, of which ${other.path} shows as much`;
    if (!told.has(match.path)) told.set(match.path, { ...match, verdict: 'variant', description });
  };
  for (const [k, match] of parts.entries()) {
    for (const other of parts.slice(k + 1)) {
      const isOfOne = match.product !== null && match.product === other.product;
      const areTold = told.has(match.path) && told.has(other.path);
      if (isOfOne || areTold || !areOnePart(match.box, other.box)) continue;
      if (await areOneStamped(match, other, stampedOf)) continue;
      if (!(await differBeside(match, other, sheetOf))) continue;
      tell(match, other);
      tell(other, match);
    }
  }
  if (told.size === 0) return matches;
  return joined(
    [],
    matches.map((match) => told.get(match.path) ?? match),
  );
};

const areOneStamped = async (match: OurPicture, other: OurPicture, stampedOf: StampedOf): Promise<boolean> => {
  const stamped = await stampedOf(match.path);
  return stamped !== undefined && stamped === (await stampedOf(other.path));
};

/** Whether two of ours, laid on each other as the suspect lays them, are not one picture. */
const differBeside = async (
  { path, local }: ShownInPart,
  other: ShownInPart,
  sheetOf: SheetByPath,
): Promise<boolean> => {
  const [ours, theirs] = [await sheetOf(path), await sheetOf(other.path)];
  if (ours === undefined || theirs === undefined) return false;
  return !areOneAsLaid({ ...local, sheet: ours }, { ...other.local, sheet: theirs });
};

/** A picture that lies in a third one. */
interface LaidInThird {
  readonly sheet: Sheet;
  readonly inliers: number;
  /** From its fractions to those of the third one, as `LaidPlace` has it. */
  readonly mapping: readonly number[];
}

/** From pixels of one picture to those of another one, as a third one lays them. */
export const mappingBetween = (a: Omit<LaidInThird, 'inliers'>, b: Omit<LaidInThird, 'inliers'>): PlaneMap =>
  inPixels(composed(mappedBack(planeOf(b.mapping)), planeOf(a.mapping)), a.sheet.colour, b.sheet.colour);

/** Whether two pictures, laid on each other as a third one lays them, are one. */
export const areOneAsLaid = (a: LaidInThird, b: LaidInThird): boolean => {
  const mapping = mappingBetween(a, b);
  const laid = (sheet: Sheet) => ({ features: NO_FEATURES, sheet });
  const alignment = { mapping, inliers: Math.min(a.inliers, b.inliers), change: changeBy(mapping, a.sheet.colour) };
  return judgeRegistered(laid(a.sheet), laid(b.sheet), alignment, false)?.verdict === 'duplicate';
};
