import { LARGEST_PATCH } from '../../image/features/pair/compare-pair.ts';
import type { PartEdges } from '../../image/features/pair/mapping.ts';
import { type LaidPlace, placementOf, placementWords, placeWithin } from '../../image/features/pair/placement.ts';
import type { LocalFound } from '../../image/features/search/told-among.ts';
import type { Form } from '../hash256/dihedral.ts';
import type { OurPicture } from './our-picture.ts';

const UPRIGHT: readonly Form[] = ['identity', 'rotate90', 'rotate180', 'rotate270'];
const MIRRORED: readonly Form[] = ['mirror', 'transverse', 'flip', 'transpose'];

/** The turn by quarters that is nearest. */
export const nearestForm = ({ mirrored, turn }: LaidPlace): Form =>
  (mirrored ? MIRRORED : UPRIGHT)[(Math.round(turn / 90) + 4) % 4] ?? 'identity';

/** Where there is no hash to speak of. */
const NO_DISTANCE = 256;

/** A match by local features as `match` reports it; `panel` is the part of the suspect in which it was found, null for all of it. */
export const localPicture = (
  { match, ours, theirs }: LocalFound,
  entry: { readonly path: string; readonly product: string },
  panel: PartEdges | null,
): OurPicture => {
  const inPanel = placementOf(match, ours, theirs);
  const placement = panel === null ? inPanel : placeWithin(inPanel, panel);
  const { inliers, blocks, agreeing, otherGround } = match;
  const otherContent = otherContentShare(match);
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
    local: { ...placement, inliers, blocks, agreeing, otherContent, otherGround },
  };
};

const otherContentShare = ({ patch, blocks }: LocalFound['match']): number =>
  patch <= LARGEST_PATCH ? 0 : Math.min(1, patch / Math.max(1, blocks));

const describeLocal = (match: LocalFound['match'], placement: LaidPlace, path: string): string =>
  `copy of ${path}, ${localWords(match, placement).join(', ')}`;

/** What was done to one picture to make another one of it, and how much of it agrees. */
export const localWords = (match: LocalFound['match'], placement: LaidPlace): readonly string[] => {
  const { verdict, otherGround, recoloured, blocks, agreeing, partShown } = match;
  const percent = Math.round(100 * (recoloured ?? 0));
  const content = Math.round(100 * otherContentShare(match));
  return [
    ...placementWords(placement),
    ...(otherGround ? ['on another background'] : []),
    ...(verdict === 'variant' && percent > 0 ? [`other colours in ${percent} % of it`] : []),
    ...(partShown === undefined ? [] : ['something else beside that']),
    ...(verdict === 'variant' && content > 0 ? [`something else in ${content} % of it`] : []),
    `${Math.round((100 * agreeing) / Math.max(1, blocks))} % of it agrees`,
  ];
};
