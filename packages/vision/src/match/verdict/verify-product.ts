import { giveBackPlanes, lumaPlane, planesOf } from '../../features/apart/planes.ts';
import { refinedMap } from '../../features/apart/refined-map.ts';
import { type Features, NO_FEATURES } from '../../features/extract/features.ts';
import { MASK_CELL } from '../../features/kernel/kernel.ts';
import { changeBy } from '../../features/pair/alignment.ts';
import { FEWEST_SUSPICIOUS, judgeRegistered, type LocalMatch } from '../../features/pair/compare-pair.ts';
import { fineDetail } from '../../features/pair/fine-detail.ts';
import { cellAt } from '../../features/pair/ground.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { type PartPlace, placeOfSilhouette } from '../../features/search/plain/silhouette.ts';
import type { TemplatePose } from '../../features/search/plain/template/product/template-difference.ts';
import { localPicture } from '../local-match.ts';
import type { OurPicture } from '../our-picture.ts';
import type { NamedPicture, plainMatcher } from './plain-candidates.ts';
import type { SheetByPath } from './shared-part.ts';

/** Most candidates registered on a suspect, the best first. */
const MOST_REGISTERED = 4;
/** Least blocks of a product, least share of them that agree closely, and largest recoloured share: there are no keypoints to confirm it. */
const FEWEST_BLOCKS = 30;
const LEAST_CLOSELY = 0.5;
const SAME_COLOURS = 0.15;
/** Least number and share of agreeing blocks with fine detail: every ball has the outline and the shading of another one. */
const FEWEST_FINE = 10;
const LEAST_FINE = 0.4;

/**
 * Verifies candidates found by a few keypoints, or by shape and colour: registers the product at its possible place and refines it until it agrees best. Verified ones
 * become variants and replace the plain candidates; without any, the matches stay as they were.
 */
export const productVerifier =
  (match: ReturnType<typeof plainMatcher>, sheetAt: SheetByPath) =>
  async (
    { suspect, points }: { readonly suspect: () => Sheet; readonly points: Features },
    candidates: readonly OurPicture[],
    isItself: (path: string) => boolean,
  ): Promise<readonly OurPicture[]> => {
    const known = new Set(candidates.map(({ path }) => path));
    const named = match({ image: suspect().colour, points }, (path) => isItself(path) || known.has(path));
    const verified: OurPicture[] = [];
    for (const { picture, startOn } of [...suspicionsIn(candidates, suspect), ...named.map(byPlace)].slice(
      0,
      MOST_REGISTERED,
    )) {
      const ours = await sheetAt(picture.path);
      const start = ours && ours.product !== null ? startOn(ours) : undefined;
      const match = ours && start && registeredProduct(ours, suspect(), start);
      if (!match) continue;
      const found = { position: 0, match, ours: ours.colour, theirs: suspect().colour, isDominated: false };
      verified.push(localPicture(found, { path: picture.path, product: picture.product ?? '' }, null));
    }
    const isVerified = (path: string): boolean => verified.some((each) => each.path === path);
    const rest = verified.length > 0 ? [] : named.map(({ picture }) => picture);
    return [...candidates.filter(({ path }) => !isVerified(path)), ...verified, ...rest];
  };

/** A candidate, and its initial mapping from px of ours to px of the suspect. */
interface MayLie {
  readonly picture: OurPicture;
  readonly startOn: (ours: Sheet) => PlaneMap | undefined;
}

/** Candidates from suspicions, placed by their keypoints. */
const suspicionsIn = (found: readonly OurPicture[], suspect: () => Sheet): readonly MayLie[] =>
  found.flatMap((picture) => {
    const { verdict, local } = picture;
    if (verdict !== 'suspect' || local === undefined) return [];
    return [{ picture, startOn: ({ colour }) => inPixels(planeOf(local.mapping), colour, suspect().colour) }];
  });

const byPlace = ({ picture, place }: NamedPicture): MayLie => ({
  picture,
  startOn: ({ colour }) => {
    const found = place();
    const own = found && placeOfSilhouette(colour, found.silhouette);
    return own && poseMap(own, found.pose);
  },
});

const poseMap = (own: PartPlace, { x, y, reach, mirror }: TemplatePose): PlaneMap => {
  const scale = reach / own.reach;
  const across = mirror * scale;
  return {
    ...{ a: across, b: 0, c: MASK_CELL * (x - across * own.x) },
    ...{ d: 0, e: scale, f: MASK_CELL * (y - scale * own.y), g: 0, h: 0 },
  };
};

/** Returns the registered product as a variant; undefined if too little agrees. */
const registeredProduct = (ours: Sheet, theirs: Sheet, start: PlaneMap): LocalMatch | undefined => {
  const mapping = refinedByProduct(ours, theirs, start);
  const alignment = { mapping, inliers: FEWEST_SUSPICIOUS, change: changeBy(mapping, ours.colour) };
  const [features, mirrored] = [NO_FEATURES, start.a * start.e < start.b * start.d];
  const match = judgeRegistered({ features, sheet: ours }, { features, sheet: theirs }, alignment, mirrored);
  if (match === null || match.verdict === 'suspect' || (match.recoloured ?? 1) > SAME_COLOURS) return undefined;
  const { blocks, closely } = match;
  if (blocks < FEWEST_BLOCKS || closely < LEAST_CLOSELY * blocks) return undefined;
  const fine = fineDetail(ours, theirs, mapping);
  if (fine.agreeing < FEWEST_FINE || fine.agreeing < LEAST_FINE * fine.blocks) return undefined;
  return { ...match, verdict: 'variant', inliers: 0 };
};

/** Refines the mapping on the product only, after a first pass with the background: its outline guides the registration from afar. */
const refinedByProduct = ({ colour, ground, product }: Sheet, theirs: Sheet, start: PlaneMap): PlaneMap => {
  const { width, height } = colour;
  const shows = (x: number, y: number): boolean => product?.[cellAt(ground, x * width, y * height)] === 1;
  const [own, their] = [planesOf(colour, false), planesOf(theirs.colour, false)];
  const about = refinedMap(lumaPlane(own), lumaPlane(their), start, {});
  const mapping = refinedMap(lumaPlane(own), lumaPlane(their), about, { shows });
  for (const each of [own, their]) giveBackPlanes(each);
  return mapping;
};
