import type { Form } from '@listing-lint/rules/hash';
import type { PartEdges } from '../features/pair/mapping.ts';
import {
  placementOf,
  placementWords,
  placeWithin,
  type RegisteredPlacement,
} from '../features/pair/placed/placement.ts';
import type { LocalFound } from '../features/search/dominated-matches.ts';
import { type OurPicture, WITH_OTHER_CONTENT } from './our-picture.ts';

const UPRIGHT: readonly Form[] = ['identity', 'rotate90', 'rotate180', 'rotate270'];
const MIRRORED: readonly Form[] = ['mirror', 'transverse', 'flip', 'transpose'];

/** Returns the nearest rotation by quarter turns. */
export const nearestForm = ({ mirrored, turn }: RegisteredPlacement): Form =>
  (mirrored ? MIRRORED : UPRIGHT)[(Math.round(turn / 90) + 4) % 4] ?? 'identity';

/** Distance of a match without a hash. */
const NO_DISTANCE = 256;

/** Returns a match by local features in the form that `match` reports; `panel` is the part of the suspect in which it was found, null for the whole. */
export const localPicture = (
  { match, ours, theirs }: LocalFound,
  entry: { readonly path: string; readonly product: string },
  panel: PartEdges | null,
): OurPicture => {
  const inPanel = placementOf(match, ours, theirs);
  const placement = panel === null ? inPanel : placeWithin(inPanel, panel);
  const { inliers, blocks, agreeing, otherContent, otherGround } = match;
  const isAround = match.verdict === 'suspect' && match.aroundOther === true;
  return {
    path: entry.path,
    product: entry.product || null,
    verdict: match.verdict,
    evidence: 'features',
    distance: NO_DISTANCE,
    recoloured: match.recoloured ?? 0,
    turn: nearestForm(placement),
    description: describeLocal(match, placement, entry.path),
    box: placement.part,
    ourBox: placement.ourPart,
    local: {
      ...{ ...placement, inliers, blocks, agreeing, otherContent, otherGround },
      ...(isAround ? { aroundOther: true } : {}),
    },
  };
};

const describeLocal = (match: LocalFound['match'], placement: RegisteredPlacement, path: string): string =>
  `copy of ${path}, ${localWords(match, placement).join(', ')}`;

/** Describes the edits between two registered pictures and how much agrees; each share names its base. */
export const localWords = (match: LocalFound['match'], placement: RegisteredPlacement): readonly string[] => {
  const { verdict, otherGround, isOfProduct, recoloured, otherShapes, otherContent, blocks, agreeing } = match;
  const { visiblePart, aroundOther } = match;
  const percent = Math.max(otherContent > otherShapes ? 1 : 0, Math.round(100 * (recoloured ?? 0)));
  const content = Math.round(100 * otherShapes);
  return [
    ...placementWords(placement),
    ...(otherGround ? ['on another background'] : []),
    ...(verdict === 'variant' && percent > 0
      ? [`other colours in ${percent} % of ${isOfProduct ? 'the product' : 'what both show'}`]
      : []),
    ...(verdict === 'suspect' && aroundOther === true ? ['around something else'] : []),
    ...(visiblePart === undefined ? [] : [WITH_OTHER_CONTENT]),
    ...(verdict === 'variant' && content > 0 ? [`other shapes in ${content} % of what both show`] : []),
    `${Math.round((100 * agreeing) / Math.max(1, blocks))} % of the shapes agree`,
  ];
};
