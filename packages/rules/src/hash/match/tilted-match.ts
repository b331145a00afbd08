import type { PartEdges } from '../../image/features/pair/mapping.ts';
import { composed, mapped, mappedBack } from '../../image/features/pair/mapping.ts';
import { AT_AN_ANGLE } from '../../image/features/pair/placement.ts';
import type { Sheet } from '../../image/features/pair/sheet.ts';
import { boxAround, type TiltedPanel, tiltedPanels } from '../../image/features/panels/tilted.ts';
import type { LocalFound } from '../../image/features/search/local-search.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { giveBack } from '../../kernel/byte-room.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import { type Fingerprint, fingerprintOfPart } from '../fingerprint/fingerprint.ts';
import { type IsWithinPanel, type SuspectPanel, suspectPanel } from './beyond-panel.ts';
import { joined } from './joined.ts';
import { localPicture } from './local-match.ts';
import {
  hasItsColours,
  type LocalPicture,
  laidPictures,
  NOTHING_SHOWN,
  withoutOtherContent,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';

/** How what local features found in a part of a suspect lies in all of it. */
export type PlaceFound = (found: LocalFound, entry: ComparedPicture) => OurPicture;

/** How a part of a suspect is looked at: `panel` is null where it is all of it. */
export interface PartLook {
  readonly place: PlaceFound;
  readonly panel: SuspectPanel | null;
}

/** What one part of a suspect is asked. */
interface PartAsker {
  readonly byHash: (fingerprint: Fingerprint, panel: PartEdges) => readonly OurPicture[];
  readonly byFeatures: (
    image: RgbImage,
    look: PartLook,
    isSettled: (path: string) => boolean,
  ) => Promise<{ readonly local: readonly LocalPicture[] }>;
  /** Features are asked where a hash names one of ours alone. */
  readonly thrifty: boolean;
}

/** Which of ours need not be asked about. */
interface NotAsked {
  readonly isItself: (path: string) => boolean;
  readonly isSettled: (path: string) => boolean;
}

/** Which of ours lie in what a suspect shows at an angle (a screen, a print), once it is seen straight on. */
export const tiltedAsker =
  (asker: PartAsker) =>
  async (image: RgbImage, sheet: () => Sheet, name: string, not: NotAsked): Promise<readonly OurPicture[]> => {
    let matches: readonly OurPicture[] = [];
    for (const [k, tilted] of tiltedPanels(image).entries())
      matches = joined(matches, await inTilted(asker, { image, sheet, tilted, name: `${name} tilted ${k}` }, not));
    return matches;
  };

interface Tilted {
  readonly image: RgbImage;
  readonly sheet: () => Sheet;
  readonly tilted: TiltedPanel;
  readonly name: string;
}

const inTilted = async (
  { byHash, byFeatures, thrifty }: PartAsker,
  { image, sheet, tilted: { image: straight, corners, mapping }, name }: Tilted,
  { isItself, isSettled }: NotAsked,
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
  const isLaid = hashed.length > 0 || !thrifty;
  const back = mappedBack(mapping);
  const isWithin: IsWithinPanel = (x, y) => {
    const [u, v] = mapped(back, x * image.width, y * image.height);
    return u >= 0 && v >= 0 && u < straight.width && v < straight.height;
  };
  const look: PartLook = { place, panel: suspectPanel(sheet, isWithin) };
  const { local } = isLaid ? await byFeatures(straight, look, isOther) : NOTHING_SHOWN;
  giveBack(straight.data);
  if (!isLaid) return [];
  // Where both say the same, points say how it lies, too.
  const agreed = withoutOtherContent(hashed, local).filter(hasItsColours);
  const isSaid = (match: OurPicture, by: readonly OurPicture[]): boolean =>
    by.some(({ path, verdict }) => path === match.path && verdict === match.verdict);
  const laid = laidPictures(local).map(
    (match): OurPicture =>
      isSaid(match, agreed) ? { ...match, description: `${match.description}, ${AT_AN_ANGLE}` } : match,
  );
  return joined(
    agreed.filter((match) => !isSaid(match, laid)),
    laid,
  );
};
