import type { Confirmation } from './confirmation.ts';

/** Share of the blocks, the weakest, that have to be there too. */
const WEAKEST = 1 / 3;
/** Least share of the parts of a mark that have to be more than a bar for a verdict. */
const LEAST_DECISIVE = 0.5;
/** Blocks of which less is expected say little: the ground is too restless there. With fewer telling blocks than that, all of them count. */
const TELLING = 0.6;
const FEWEST = 3;
/** What the weakest telling blocks show, of what is expected of them, where the mark is whole. */
const WHOLE_PARTS = [0, 0.2] as const;
/** Likeness less shortfall up to which a place is not the mark, and from which it is all of it (docs/bench-watermark.md). */
const WHOLE = [0.05, 0.2] as const;
/** What a mark of no edge pixels would have to show more: a few bars of the ground can pass for half of a small mark. None from FEW_EDGES on. */
const MORE_OF_FEW = 0.4;
const FEW_EDGES = 600;
/** As WHOLE, for the opacity: rows of small print agree with small text a little everywhere, as a mark of a few per cent would. */
const WHOLE_OPACITY = [0.03, 0.08] as const;
/** How far a row of strokes stands out of the same strokes in other orders where it is another one, and from which on it is the mark's own. */
const OWN_ORDER = [6.5, 8.5] as const;
/** Other words agree with the mark on plain grounds by no more than this; what agrees more has to stand out less, by so much for all of the rest. */
const LIKE_WORDS = { agreement: 0.5, less: 16 };
/** Edge pixels from which the size of a mark no longer matters. */
const ENOUGH_EDGES = 300;

/** Times its prominence that the peak ratio of a place counts at most: it does not look around. */
const MOST_PLAIN = 1.5;

/** Sums over the blocks of agreement × expected, and of expected². */
const fitOf = ({ blocks }: Confirmation): { readonly product: number; readonly square: number } => {
  let product = 0;
  let square = 0;
  for (const { agreement, expected } of blocks) {
    product += agreement * expected;
    square += expected * expected;
  }
  return { product, square };
};

/**
 * Agreement of the blocks over what is expected of them, fitted by least squares: about 1 where the mark is, about 0 where it is not. Blocks on restless
 * ground, of which little is expected, weigh little.
 */
const likenessOf = (confirmation: Confirmation): number => {
  const { product, square } = fitOf(confirmation);
  return square > 0 ? product / square : 0;
};

/** The same over its error: chance gives any likeness where little is expected everywhere. At most 1. */
const evidenceOf = (confirmation: Confirmation): number => {
  const { product, square } = fitOf(confirmation);
  return square > 0 ? product / Math.sqrt(confirmation.blocks.length * square) : 0;
};

const meanOfLowest = (values: readonly number[]): number => {
  const count = Math.max(1, Math.round(WEAKEST * values.length));
  const lowest = [...values].sort((a, b) => a - b).slice(0, count);
  return lowest.reduce((sum, value) => sum + value, 0) / count;
};

/** What the weakest third of a mark's telling blocks show, over what is expected of them: about 1 where the mark is, about 0 where it is not. */
const weakestOf = ({ blocks }: Confirmation): number => {
  const telling = blocks.filter(({ expected }) => expected >= TELLING);
  return meanOfLowest(
    telling.length >= FEWEST
      ? telling.map((block) => block.agreement / block.expected)
      : blocks.map((block) => block.agreement),
  );
};

/** 0 up to the first bound, 1 from the second on. */
const between = (value: number, [none, all]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - none) / (all - none)));

/** By how much the blocks that fall shortest, a third of all, fall short of what is expected of them: about 0.15 where the mark is. */
export const shortfallOf = ({ blocks }: Confirmation): number =>
  -meanOfLowest(blocks.map(({ agreement, expected }) => agreement - expected));

/**
 * Whether every part of the mark is there, strong enough to be an overlay: 1, falling to 0 for what has a part missing or is too faint. Other words in the
 * same letters, or an emblem with the same ring, agree in some blocks and not at all in others.
 */
export const wholenessOf = (confirmation: Confirmation): number => {
  if (confirmation.blocks.length < LEAST_DECISIVE * confirmation.parts) return 0;
  const more = MORE_OF_FEW * (1 - Math.min(1, confirmation.edges / FEW_EDGES));
  const shares = [
    between(likenessOf(confirmation) - shortfallOf(confirmation) - more, WHOLE),
    between(weakestOf(confirmation), WHOLE_PARTS),
    between(confirmation.opacity, WHOLE_OPACITY),
  ];
  return shares.reduce((product, share) => product * share ** 2, 1);
};

/** Whether the strokes of a mark that is a row of them stand in its own order: 1, falling to 0 for other words in its style. */
const ownOrderOf = (agreement: number, { order }: Confirmation): number => {
  if (order === null) return 1;
  const more = Math.max(0, agreement - LIKE_WORDS.agreement) / (1 - LIKE_WORDS.agreement);
  return between(order + LIKE_WORDS.less * more, OWN_ORDER) ** 2;
};

/**
 * A place's score, from what plain grounds say of it (the peak ratio and the agreement on plain grounds) and from its confirmation: the geometric mean of both, for what is whole.
 * Few pixels agree by chance more easily: the spread of a correlation falls as the root of their number.
 */
export const scoreOf = (peakRatio: number, agreement: number, confirmation: Confirmation): number => {
  const prominence = Math.max(0, confirmation.prominence);
  const onPlain = Math.max(prominence, Math.min(peakRatio, MOST_PLAIN * prominence)) * Math.max(0, agreement);
  const onGround = prominence * Math.max(0, evidenceOf(confirmation));
  const size = Math.min(1, Math.sqrt(confirmation.edges / ENOUGH_EDGES));
  return Math.sqrt(onPlain * onGround) * wholenessOf(confirmation) * ownOrderOf(agreement, confirmation) * size;
};
