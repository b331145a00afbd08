import { fingerprintOfPart } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { composed, mapped, mappedBack } from '../features/pair/mapping.ts';
import { AT_AN_ANGLE } from '../features/pair/placed/placement.ts';
import type { Sheet } from '../features/pair/sheet.ts';
import { boxAround, type TiltedPanel, tiltedPanels } from '../features/panels/tilted.ts';
import { type IsWithinPanel, suspectPanel } from './beyond-panel.ts';
import { joined } from './joined.ts';
import { localPicture } from './local-match.ts';
import { hasItsColours, NO_LOCAL_PICTURES, picturesOfLocal, withoutOtherContent } from './local-pictures.ts';
import type { Excluded, PartMatcher, PartQuery, PlaceFound } from './match-part.ts';
import type { OurPicture } from './our-picture.ts';

/** Matches the panels that a suspect shows at an angle (a screen, a print), each rectified. */
export const tiltedMatcher =
  (matcher: PartMatcher) =>
  async (image: RgbImage, sheet: () => Sheet, name: string, excluded: Excluded): Promise<readonly OurPicture[]> => {
    let matches: readonly OurPicture[] = [];
    for (const [k, tilted] of tiltedPanels(image).entries())
      matches = joined(
        matches,
        await inTilted(matcher, { image, sheet, tilted, name: `${name} tilted ${k}` }, excluded),
      );
    return matches;
  };

interface Tilted {
  readonly image: RgbImage;
  readonly sheet: () => Sheet;
  readonly tilted: TiltedPanel;
  readonly name: string;
}

const inTilted = async (
  { byHash, byFeatures, thrifty }: PartMatcher,
  { image, sheet, tilted: { image: straight, corners, mapping }, name }: Tilted,
  { isItself, isSettled }: Excluded,
): Promise<readonly OurPicture[]> => {
  const hashed = byHash(fingerprintOfPart(straight, name), boxAround(corners))
    .filter(({ path }) => !isItself(path))
    .map((match): OurPicture => ({ ...match, description: `${match.description}, ${AT_AN_ANGLE}` }));
  const named = new Set(hashed.map(({ path }) => path));
  const isOther = (path: string): boolean => isSettled(path) && !named.has(path);
  const place: PlaceFound = (found, entry) => {
    const match = { ...found.match, mapping: composed(mapping, found.match.mapping) };
    return localPicture({ ...found, match, theirs: image }, entry, null);
  };
  const isRegistered = hashed.length > 0 || !thrifty;
  const back = mappedBack(mapping);
  const isWithin: IsWithinPanel = (x, y) => {
    const [u, v] = mapped(back, x * image.width, y * image.height);
    return u >= 0 && v >= 0 && u < straight.width && v < straight.height;
  };
  const query: PartQuery = { place, panel: suspectPanel(sheet, isWithin) };
  const { local } = isRegistered ? await byFeatures(straight, query, isOther) : NO_LOCAL_PICTURES;
  giveBack(straight.data);
  if (!isRegistered) return [];
  // When hash and keypoints agree, the keypoints give the placement.
  const agreed = withoutOtherContent(hashed, local).filter(hasItsColours);
  const isSaid = (match: OurPicture, by: readonly OurPicture[]): boolean =>
    by.some(({ path, verdict }) => path === match.path && verdict === match.verdict);
  const registered = picturesOfLocal(local).map(
    (match): OurPicture =>
      isSaid(match, agreed) ? { ...match, description: `${match.description}, ${AT_AN_ANGLE}` } : match,
  );
  return joined(
    agreed.filter((match) => !isSaid(match, registered)),
    registered,
  );
};
