import { likenessIn, type MayShow } from '../../../image/features/search/plain-products.ts';
import type { ComparedPicture } from '../../compare/copy-search.ts';
import type { FractionEdges } from '../../hash256/dihedral.ts';
import type { OurPicture } from '../our-picture.ts';
import type { PlainPicture } from '../read-ours.ts';

/** Plain pictures of ours that are named for a suspect. */
const MOST_PLAIN = 10;
/** Those that are less alike by their colours than this, beside the one that is most, are not named (see `likeColours`): of crops, turned copies and other grounds none is below 0.83. */
const NEARLY_AS_LIKE = 0.8;

/** Those of which a suspect with such blocks may show what is theirs; of many those that are most like it by their colours and how much of it each has. */
export const plainOnes = (
  plain: readonly PlainPicture[],
  suspect: MayShow,
  isKnown: (path: string) => boolean,
): readonly OurPicture[] => {
  if (plain.length === 0) return [];
  const { likenessOf, mayShow } = likenessIn(suspect);
  const likenesses = new Float64Array(plain.length);
  const likely: number[] = [];
  for (const [k, { colours }] of plain.entries()) {
    const likeness = likenessOf(colours);
    if (likeness === null) continue;
    likenesses[k] = likeness;
    likely.push(k);
  }
  likely.sort((a, b) => (likenesses[b] ?? 0) - (likenesses[a] ?? 0));
  const named: OurPicture[] = [];
  let least = 0;
  for (const k of likely) {
    const [likeness, ours] = [likenesses[k] ?? 0, plain[k]];
    if (likeness < least || named.length === MOST_PLAIN) break;
    if (ours === undefined || isKnown(ours.entry.path) || !mayShow(ours.colours, likeness)) continue;
    if (named.length === 0) least = NEARLY_AS_LIKE * likeness;
    named.push(plainPicture(ours.entry));
  }
  return named;
};

const ALL: FractionEdges = { left: 0, top: 0, right: 1, bottom: 1 };

/** One of ours of which nobody can say whether the suspect shows it. */
const plainPicture = (entry: ComparedPicture): OurPicture => ({
  path: entry.path,
  product: entry.product || null,
  verdict: 'undecided',
  evidence: 'colours',
  distance: 256,
  recoloured: 0,
  turn: 'identity',
  description: `has the colours of ${entry.path}, which has too little detail to be told once it is cropped, turned or put on another background`,
  box: ALL,
  ourBox: ALL,
});
