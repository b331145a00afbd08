import { HASH_WORDS, type Hash256 } from './hash256.ts';

/** The eight ways to turn or mirror a picture. Rotations are clockwise; `transverse` mirrors at the other diagonal. */
export const FORMS = [
  'identity',
  'rotate90',
  'rotate180',
  'rotate270',
  'mirror',
  'flip',
  'transpose',
  'transverse',
] as const;
export type Form = (typeof FORMS)[number];

interface Steps {
  readonly transpose: boolean;
  /** Left and right change places, after the transposition. */
  readonly mirror: boolean;
  /** Top and bottom change places, after the transposition. */
  readonly flip: boolean;
}

const STEPS: { readonly [form in Form]: Steps } = {
  identity: { transpose: false, mirror: false, flip: false },
  rotate90: { transpose: true, mirror: true, flip: false },
  rotate180: { transpose: false, mirror: true, flip: true },
  rotate270: { transpose: true, mirror: false, flip: true },
  mirror: { transpose: false, mirror: true, flip: false },
  flip: { transpose: false, mirror: false, flip: true },
  transpose: { transpose: true, mirror: false, flip: false },
  transverse: { transpose: true, mirror: true, flip: true },
};

/** The forms that turn a picture without making a mirror image of it. */
export const TURNS: readonly Form[] = FORMS.filter((form) => {
  const { transpose, mirror, flip } = STEPS[form];
  return [transpose, mirror, flip].filter(Boolean).length % 2 === 0;
});

/** `true` where width and height change places. */
export const swapsSides = (form: Form): boolean => STEPS[form].transpose;

/** The form that undoes a form. */
export const inverseOf = (form: Form): Form =>
  form === 'rotate90' ? 'rotate270' : form === 'rotate270' ? 'rotate90' : form;

/** Cosines of odd frequency (bits of even column or row of a window's 8×8) change their sign in a mirror. */
const MIRROR_MASK = 0x55555555;
const FLIP_MASK = 0x00ff00ff;

/**
 * The windowed hash of the turned picture, from the hash alone: a mirror exchanges windows and negates odd frequencies, a transposition
 * exchanges windows, rows and columns. Exact, but for coefficients of exactly zero.
 */
export const turnHash = (hash: Hash256, form: Form): Hash256 => {
  const { transpose, mirror, flip } = STEPS[form];
  const source = transpose ? transposeBits(hash) : hash;
  const mask = (mirror ? MIRROR_MASK : 0) ^ (flip ? FLIP_MASK : 0);
  const moved = (mirror ? 1 : 0) ^ (flip ? 2 : 0);
  const out = new Uint32Array(HASH_WORDS);
  for (let word = 0; word < HASH_WORDS; word++) {
    out[word] = ((source[(((word >> 1) ^ moved) << 1) | (word & 1)] ?? 0) ^ mask) >>> 0;
  }
  return out;
};

/** Exchanges rows and columns of each window, eight rows of eight bits in two words, and the two windows that are neither first nor last. */
const transposeBits = (hash: Hash256): Hash256 => {
  const out = new Uint32Array(HASH_WORDS);
  for (let window = 0; window < HASH_WORDS / 2; window++) {
    const [upper, lower] = [transposedQuarters(hash[2 * window] ?? 0), transposedQuarters(hash[2 * window + 1] ?? 0)];
    const exchanged = ((upper >>> 4) ^ lower) & 0x0f0f0f0f;
    const to = 2 * (((window & 1) << 1) | (window >> 1));
    out[to] = upper ^ (exchanged << 4);
    out[to + 1] = lower ^ exchanged;
  }
  return out;
};

/** Of four rows of eight bits, each four by four transposed (Hacker's Delight, 7–3). */
const transposedQuarters = (rows: number): number => {
  const neighbours = (rows ^ (rows >>> 7)) & 0x00aa00aa;
  const pairs = rows ^ neighbours ^ (neighbours << 7);
  const further = (pairs ^ (pairs >>> 14)) & 0x0000cccc;
  return pairs ^ further ^ (further << 14);
};

/** The index, in a square grid of `size` cells a side, of the cell that a turn brings to `row`, `column`. */
export const turnedCell = (form: Form, size: number, row: number, column: number): number => {
  const { transpose, mirror, flip } = STEPS[form];
  const r = flip ? size - 1 - row : row;
  const c = mirror ? size - 1 - column : column;
  return transpose ? c * size + r : r * size + c;
};

/** Maps a point of a rotated picture back to the picture; fractions 0–1 from the left and from the top. */
export const turnedPoint = (form: Form, x: number, y: number): readonly [x: number, y: number] => {
  const { transpose, mirror, flip } = STEPS[form];
  const [across, down] = [mirror ? 1 - x : x, flip ? 1 - y : y];
  return transpose ? [down, across] : [across, down];
};

/** A box of fractions 0–1 of a picture. */
export interface FractionEdges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns the position of a box after the picture is rotated. */
export const turnBox = (box: FractionEdges, form: Form): FractionEdges => {
  const { transpose, mirror, flip } = STEPS[form];
  const t = transpose ? { left: box.top, top: box.left, right: box.bottom, bottom: box.right } : box;
  return {
    left: mirror ? 1 - t.right : t.left,
    right: mirror ? 1 - t.left : t.right,
    top: flip ? 1 - t.bottom : t.top,
    bottom: flip ? 1 - t.top : t.bottom,
  };
};

/** A box of a picture as fractions of another box of it. */
export const boxWithin = (box: FractionEdges, outer: FractionEdges): FractionEdges => {
  const width = outer.right - outer.left;
  const height = outer.bottom - outer.top;
  return {
    left: (box.left - outer.left) / width,
    top: (box.top - outer.top) / height,
    right: (box.right - outer.left) / width,
    bottom: (box.bottom - outer.top) / height,
  };
};
