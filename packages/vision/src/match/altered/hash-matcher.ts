import {
  type ComparedPicture,
  type CopySearch,
  type CopyVerdict,
  copyVerdictOf,
  describeMatch,
  type Fingerprint,
  type Match,
  type Thresholds,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import type { PartEdges } from '../../features/pair/mapping.ts';
import { placeWords, WHOLE_PICTURE } from '../../features/pair/placed/placement.ts';

import { isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';
import { negativeMatcher } from './negative-match.ts';

/** Matches by perceptual hash of a suspect or of one of its panels; `panel` is null for the whole suspect. */
export interface HashMatcher {
  readonly byHash: (fingerprint: Fingerprint, panel: PartEdges | null) => readonly OurPicture[];
  /** Matches of the suspect's negative. */
  readonly inNegative: (fingerprint: Fingerprint, image: RgbImage, panel: PartEdges | null) => readonly OurPicture[];
}

export const hashMatcher = (search: CopySearch, thresholds: Thresholds): HashMatcher => {
  const radius = Math.max(thresholds.maxDistance, thresholds.suspectDistance);
  const queryEntry = (fingerprint: Fingerprint): ComparedPicture => ({
    ...{ path: `suspect ${fingerprint.sha256}`, product: '', role: '' },
    fingerprint,
  });
  const byHash: HashMatcher['byHash'] = (fingerprint, panel) => {
    const query = queryEntry(fingerprint);
    // Suspicions are reported for the whole suspect only, not for a panel.
    const found = panel === null ? search.find(query, radius) : search.findByShape(query, thresholds.maxDistance);
    return found.flatMap(({ entry, match }): OurPicture[] => {
      const verdict = copyVerdictOf(match, thresholds);
      if (verdict === null || (panel !== null && !isSure(verdict))) return [];
      return [ourPicture(fingerprint, entry, { match, verdict, panel })];
    });
  };
  const hasShape = (fingerprint: Fingerprint): boolean =>
    search.findByShape(queryEntry(fingerprint), thresholds.maxDistance).length > 0;
  const inNegative: HashMatcher['inNegative'] = (fingerprint, image, panel) =>
    negativeMatcher({ hasShape, byHash: (own) => byHash(own, panel) })(fingerprint, image);
  return { byHash, inNegative };
};

const ourPicture = (
  suspect: Fingerprint,
  entry: ComparedPicture,
  { match, verdict, panel }: { readonly match: Match; readonly verdict: CopyVerdict; readonly panel: PartEdges | null },
): OurPicture => {
  const words = describeMatch(match, entry.path, suspect, entry.fingerprint, verdict);
  const within = panel ?? WHOLE_PICTURE;
  const box = suspect.parts[match.part].box;
  const [width, height] = [within.right - within.left, within.bottom - within.top];
  return {
    path: entry.path,
    product: entry.product || null,
    verdict,
    evidence: match.evidence,
    distance: match.distance,
    recoloured: match.recoloured,
    turn: match.form,
    description: panel === null ? words : `${words}, ${placeWords(panel)} of a larger picture`,
    box: {
      left: within.left + box.left * width,
      top: within.top + box.top * height,
      right: within.left + box.right * width,
      bottom: within.top + box.bottom * height,
    },
    ourBox: entry.fingerprint.parts[match.otherPart].box,
  };
};
