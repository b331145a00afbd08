import type { ComparedPicture } from '@listing-lint/rules/hash';
import { once } from '@listing-lint/rules/kernel';
import { WHOLE_PICTURE } from '../../features/pair/placed/placement.ts';
import { featuresOf } from '../../features/search/local-search.ts';
import { silhouetteTable } from '../../features/search/plain/like-silhouette.ts';
import { likenessIn, type MayShow, type PlainLikeness } from '../../features/search/plain/plain-likeness.ts';
import { fineCells } from '../../features/search/plain/product-masks.ts';
import { silhouetteDetail, silhouettesIn } from '../../features/search/plain/silhouette.ts';
import { type ProductPlace, productSearch } from '../../features/search/plain/template/product-search.ts';

import type { OurPicture } from '../our-picture.ts';
import type { PlainPicture } from '../read-ours.ts';

/** Most plain candidates of a suspect. */
const MOST_PLAIN = 10;
/** Least likeness of a candidate relative to the best one (see `likenessIn`). */
const NEARLY_AS_LIKE = 0.8;

/** Least likeness to the silhouette of a picture with more detail, which keypoints would find, and its most keypoints within. */
const LIKELY = 0.9;
const MOST_WITHIN = 199;

/** Returns a function that finds plain pictures that a suspect may show, by colours and silhouettes, the best first. */
export const plainMatcher = (plain: readonly PlainPicture[]) => {
  const table = once(() =>
    silhouetteTable(
      plain.map(({ colours, silhouettes }) =>
        colours === null
          ? { silhouettes: silhouettes.filter((each) => silhouetteDetail(each) <= MOST_WITHIN), least: LIKELY }
          : { silhouettes, least: 0 },
      ),
    ),
  );
  const products = once(() => productSearch(plain.map(({ silhouettes }) => silhouettes)));
  return (suspect: MayShow, isKnown: (path: string) => boolean): readonly NamedPicture[] => {
    if (plain.length === 0) return [];
    const { image } = suspect;
    const cells = fineCells(image);
    const bySilhouette = table().likenesses(silhouettesIn(image, () => featuresOf(image), cells));
    const lying = products().places(cells);
    const likenessOf = likenessIn(suspect);
    const likely: LikePicture[] = [];
    for (const [k, { entry, colours, silhouettes }] of plain.entries()) {
      const silhouette = Math.max(bySilhouette.get(k) ?? 0, lying.get(k)?.likeness ?? 0);
      if (colours === null && silhouette === 0) continue;
      const like = colours === null ? { likeness: silhouette, isByShape: true } : likenessOf(colours, silhouette);
      const place = (): ProductPlace | undefined => lying.get(k) ?? productSearch([silhouettes]).places(cells).get(0);
      if (like.likeness > 0 && !isKnown(entry.path)) likely.push({ entry, isPlain: colours !== null, place, ...like });
    }
    likely.sort((a, b) => b.likeness - a.likeness);
    const least = NEARLY_AS_LIKE * (likely[0]?.likeness ?? 0);
    return likely
      .slice(0, MOST_PLAIN)
      .filter(({ likeness }) => likeness >= least)
      .map((like) => ({ picture: plainPicture(like), place: like.place }));
  };
};

/** An undecided candidate, and its possible place in the suspect. */
export interface NamedPicture {
  readonly picture: OurPicture;
  readonly place: () => ProductPlace | undefined;
}

interface LikePicture extends PlainLikeness {
  readonly entry: ComparedPicture;
  readonly isPlain: boolean;
  readonly place: NamedPicture['place'];
}

/** Why a candidate is undecided: too plain, or none of its detail is visible, as it is small or was lost. */
const WHY_PLAIN = 'which has too little detail to be verified once it is cropped, turned or put on another background';
const WHY_UNSEEN = 'but none of its detail that would verify it';

/** Returns an undecided match. */
const plainPicture = ({ entry, isByShape, isPlain }: LikePicture): OurPicture => ({
  path: entry.path,
  product: entry.product || null,
  verdict: 'undecided',
  evidence: 'colours',
  distance: 256,
  recoloured: 0,
  turn: 'identity',
  description: `${isByShape ? 'shows something in the shape and colour of' : 'has the colours of'} ${entry.path}, ${isPlain ? WHY_PLAIN : WHY_UNSEEN}`,
  box: WHOLE_PICTURE,
  ourBox: WHOLE_PICTURE,
});
