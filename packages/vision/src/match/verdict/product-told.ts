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
import type { NamedPicture, plainAsker } from './plain-ones.ts';
import type { SheetByPath } from './shown-alike.ts';

/** So many are laid on a suspect, the likest. */
const MOST_LAID = 4;
/** Blocks of a product, and share of them that agree in nearly all that they show, from which on it shows, and share that may have other colours: no points say so. */
const FEWEST_BLOCKS = 30;
const LEAST_CLOSELY = 0.5;
const SAME_COLOURS = 0.15;
/** Blocks that show more than light and agree, and share of all that do: every ball has the outline and the light of another one. */
const FEWEST_FINE = 10;
const LEAST_FINE = 0.4;

/**
 * Of pictures of ours that a suspect may show by a few of their points, or by their shape and colour, those that it does show: each is laid on the place where it may lie, and
 * moved there until its product agrees best. Variants then, and of what is named for its shape and colour nothing else; all as it was where none agrees.
 */
export const productTeller =
  (ask: ReturnType<typeof plainAsker>, sheetAt: SheetByPath) =>
  async (
    { suspect, points }: { readonly suspect: () => Sheet; readonly points: Features },
    found: readonly OurPicture[],
    isItself: (path: string) => boolean,
  ): Promise<readonly OurPicture[]> => {
    const known = new Set(found.map(({ path }) => path));
    const named = ask({ image: suspect().colour, points }, (path) => isItself(path) || known.has(path));
    const told: OurPicture[] = [];
    for (const { picture, startOn } of [...suspicionsIn(found, suspect), ...named.map(byPlace)].slice(0, MOST_LAID)) {
      const ours = await sheetAt(picture.path);
      const start = ours && ours.product !== null ? startOn(ours) : undefined;
      const match = ours && start && shown(ours, suspect(), start);
      if (!match) continue;
      const laid = { position: 0, match, ours: ours.colour, theirs: suspect().colour, isDominated: false };
      told.push(localPicture(laid, { path: picture.path, product: picture.product ?? '' }, null));
    }
    const isTold = (path: string): boolean => told.some((each) => each.path === path);
    const rest = told.length > 0 ? [] : named.map(({ picture }) => picture);
    return [...found.filter(({ path }) => !isTold(path)), ...told, ...rest];
  };

/** One of ours, and where it may lie in a suspect: from px of ours to px of that. */
interface MayLie {
  readonly picture: OurPicture;
  readonly startOn: (ours: Sheet) => PlaneMap | undefined;
}

/** As a few points say. */
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
    return own && layingMap(own, found.pose);
  },
});

const layingMap = (own: PartPlace, { x, y, reach, mirror }: TemplatePose): PlaneMap => {
  const scale = reach / own.reach;
  const across = mirror * scale;
  return {
    ...{ a: across, b: 0, c: MASK_CELL * (x - across * own.x) },
    ...{ d: 0, e: scale, f: MASK_CELL * (y - scale * own.y), g: 0, h: 0 },
  };
};

/** How it shows there; undefined where it does not. */
const shown = (ours: Sheet, theirs: Sheet, start: PlaneMap): LocalMatch | undefined => {
  const mapping = mended(ours, theirs, start);
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

/** Where the product alone agrees best: what is around it is another ground, but along its outline it says from afar where that lies. */
const mended = ({ colour, ground, product }: Sheet, theirs: Sheet, start: PlaneMap): PlaneMap => {
  const { width, height } = colour;
  const shows = (x: number, y: number): boolean => product?.[cellAt(ground, x * width, y * height)] === 1;
  const [own, their] = [planesOf(colour, false), planesOf(theirs.colour, false)];
  const about = refinedMap(lumaPlane(own), lumaPlane(their), start, {});
  const mapping = refinedMap(lumaPlane(own), lumaPlane(their), about, { shows });
  for (const each of [own, their]) giveBackPlanes(each);
  return mapping;
};
