import type { PointMap } from '../alignment/affine.ts';
import { COLOUR_CELL, type ColourCells, type QuestionColours } from '../alignment/colour-cells.ts';
import type { Rectangle } from '../alignment/patch.ts';

type Colour = readonly [number, number];

/** Levels by which a colour of a copy may differ from ours. */
const ALIKE = 10;
/** Bin width of the histogram of Cb and Cr, levels. */
const BIN = 4;
const BINS = 64;
/** Shares of the mark's colours in blends with the ground, as blurring makes them. */
const BLENDS = [0, 0.25, 0.5, 0.75] as const;
/** Places that the mark was not at, of which colours must be known. */
const FEWEST = 30;

/**
 * Returns the share of the mark's place with a colour that ours has nowhere, with or without the mark, and that is no blend of both, 0–1: retouching fills
 * a place from the picture itself, a cover need not. 0 if too little is visible to learn how the copy displays our colours.
 */
export const otherColourShare = (
  { clean, marked, suspect }: QuestionColours,
  box: Rectangle,
  map: PointMap,
): number => {
  const inside: { readonly at: number; readonly theirs: Colour }[] = [];
  const outside: { readonly ours: Colour; readonly theirs: Colour }[] = [];
  for (let y = 0, i = 0; y < clean.height; y++) {
    for (let x = 0; x < clean.width; x++, i++) {
      const [u, v] = [COLOUR_CELL * (x + 0.5), COLOUR_CELL * (y + 0.5)];
      const theirs = colourAt(suspect, map(u - 0.5, v - 0.5));
      if (theirs === undefined) continue;
      if (isWithin(box, u, v, -COLOUR_CELL / 2)) inside.push({ at: i, theirs });
      else if (!isWithin(box, u, v, 2 * COLOUR_CELL))
        outside.push({ ours: [clean.cb[i] ?? 0, clean.cr[i] ?? 0], theirs });
    }
  }
  if (inside.length === 0 || outside.length < FEWEST) return 0;
  const toned = toneOfColours(outside);
  const palette = new Palette();
  for (let i = 0; i < clean.cb.length; i++) palette.add(toned([clean.cb[i] ?? 0, clean.cr[i] ?? 0]));
  for (const { theirs } of outside) palette.add(theirs);
  const ground = meanOfColours(inside.map(({ at }) => [clean.cb[at] ?? 0, clean.cr[at] ?? 0]));
  for (const { at } of inside) {
    for (const share of BLENDS) {
      const [cb, cr] = [marked.cb[at] ?? 0, marked.cr[at] ?? 0];
      palette.add(toned([cb + share * (ground[0] - cb), cr + share * (ground[1] - cr)]));
    }
  }
  return inside.filter(({ theirs }) => !palette.has(theirs)).length / inside.length;
};

const isWithin = ({ left, top, width, height }: Rectangle, x: number, y: number, room: number): boolean =>
  x >= left - room && y >= top - room && x <= left + width + room && y <= top + height + room;

const colourAt = ({ width, height, cb, cr }: ColourCells, [x, y]: readonly [number, number]): Colour | undefined => {
  const [column, row] = [Math.floor((x + 0.5) / COLOUR_CELL), Math.floor((y + 0.5) / COLOUR_CELL)];
  if (!(column >= 0 && row >= 0 && column < width && row < height)) return undefined;
  const i = row * width + column;
  return [cb[i] ?? 0, cr[i] ?? 0];
};

const meanOfColours = (colours: readonly Colour[]): Colour => {
  let [cb, cr] = [0, 0];
  for (const [b, r] of colours) {
    cb += b;
    cr += r;
  }
  return [cb / colours.length, cr / colours.length];
};

/** How theirs shows our colours: paler or stronger, and tinged; by least squares. */
const toneOfColours = (
  pairs: readonly { readonly ours: Colour; readonly theirs: Colour }[],
): ((colour: Colour) => Colour) => {
  const [ours, theirs] = [
    meanOfColours(pairs.map((pair) => pair.ours)),
    meanOfColours(pairs.map((pair) => pair.theirs)),
  ];
  // A little is added to both, so that a grey picture is taken to keep its colours.
  let [products, squares] = [pairs.length, pairs.length];
  for (const pair of pairs) {
    for (const k of [0, 1] as const) {
      products += (pair.ours[k] - ours[k]) * (pair.theirs[k] - theirs[k]);
      squares += (pair.ours[k] - ours[k]) ** 2;
    }
  }
  const gain = products / squares;
  return ([cb, cr]) => [theirs[0] + gain * (cb - ours[0]), theirs[1] + gain * (cr - ours[1])];
};

/** Colours that are there; one near them is there, too. */
class Palette {
  readonly #bins = new Uint8Array(BINS * BINS);

  add([cb, cr]: Colour): void {
    this.#bins[binOf(cr) * BINS + binOf(cb)] = 1;
  }

  has([cb, cr]: Colour): boolean {
    const [column, row] = [binOf(cb), binOf(cr)];
    for (let y = Math.max(0, row - REACH); y <= Math.min(BINS - 1, row + REACH); y++) {
      for (let x = Math.max(0, column - REACH); x <= Math.min(BINS - 1, column + REACH); x++) {
        if (this.#bins[y * BINS + x] === 1 && Math.hypot(x - column, y - row) * BIN <= ALIKE) return true;
      }
    }
    return false;
  }
}

const REACH = Math.ceil(ALIKE / BIN);
const binOf = (value: number): number => Math.min(BINS - 1, Math.max(0, Math.round(value / BIN) + BINS / 2));
