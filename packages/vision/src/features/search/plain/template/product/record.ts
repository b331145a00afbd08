import { OUTLINE, PLACE, type ProductTemplate, SPREAD } from './product-template.ts';

/** Step of quantized colours along each axis of CIELAB; the first and the last of them, symmetric for a* and b*. */
export const ONE_COLOUR = 5;
export const FIRST_LIGHT = -1;
export const LAST_LIGHT = 21;
export const FIRST_WARM = -18;
export const BINS_WARM = 1 - 2 * FIRST_WARM;
export const COLOUR_BINS = (1 + LAST_LIGHT - FIRST_LIGHT) * BINS_WARM ** 2;
/**
 * Layout of a record: a template in integers. First the number of positions and outline points, its left, top, right and bottom, and the side of a
 * cell of its shape; from `HEAD` on `PLACE_NUMBERS` numbers for each position: across, down, L*, a*, b* and its bin; then `POINT_NUMBERS` numbers for each outline point: across,
 * down, both of its outward direction, and what a position has.
 */
export const HEAD = 16;
export const PLACE_NUMBERS = 6;
export const RECORD_PLACES = SPREAD;
export const POINT_NUMBERS = 8;
export const RECORD_POINTS = 16;
export const RECORD = HEAD + PLACE_NUMBERS * RECORD_PLACES + POINT_NUMBERS * RECORD_POINTS;
/** What one is: of lengths (how far the cells of a product lie from its middle, root mean square), of colours, and of the side of a cell of its shape. */
export const LENGTH = 1024;
const COLOUR = 64;
const SHAPE_SIDE = 8192;

/** The bin of a colour; one of those beyond the first and the last is taken for these. */
export const binOf = (l: number, a: number, b: number): number => {
  const at = (value: number, first: number, last: number): number =>
    Math.min(last, Math.max(first, Math.round(value / ONE_COLOUR))) - first;
  // A step darker and lighter are bins, too.
  const light = at(l, FIRST_LIGHT + 1, LAST_LIGHT - 1) + 1;
  return (light * BINS_WARM + at(a, FIRST_WARM, -FIRST_WARM)) * BINS_WARM + at(b, FIRST_WARM, -FIRST_WARM);
};

/** Puts a product in the numbers of a record that are given (see `RECORD`), all zeros. */
export const putRecord = (record: Int16Array, product: ProductTemplate): void => {
  const { places, outline, left, top, right, bottom, cell } = product;
  const all = outline.length / OUTLINE;
  const [placed, points] = [Math.min(RECORD_PLACES, places.length / PLACE), Math.min(RECORD_POINTS, all)];
  record.set([
    placed,
    points,
    ...[left, top, right, bottom].map((each) => whole(each, LENGTH)),
    whole(cell, SHAPE_SIDE),
  ]);
  for (let k = 0; k < placed; k++) {
    const [from, to] = [PLACE * k, HEAD + PLACE_NUMBERS * k];
    for (let n = 0; n < 2; n++) record[to + n] = whole(places[from + n], LENGTH);
    putColour(record, to + 2, places, from + 2);
  }
  for (let k = 0; k < points; k++) {
    const from = OUTLINE * Math.floor((k * all) / points);
    const to = HEAD + PLACE_NUMBERS * RECORD_PLACES + POINT_NUMBERS * k;
    for (let n = 0; n < 4; n++) record[to + n] = whole(outline[from + n], LENGTH);
    putColour(record, to + 4, outline, from + 4);
  }
};

const MOST = 0x7fff;
const whole = (value = 0, one: number): number => Math.max(-MOST, Math.min(MOST, Math.round(value * one)));

/** The colour and its bin. */
const putColour = (record: Int16Array, to: number, colours: Float32Array, from: number): void => {
  const [l, a, b] = [colours[from] ?? 0, colours[from + 1] ?? 0, colours[from + 2] ?? 0];
  record[to] = whole(l, COLOUR);
  record[to + 1] = whole(a, COLOUR);
  record[to + 2] = whole(b, COLOUR);
  record[to + 3] = binOf(l, a, b);
};

/** The coarse checks of a template, from its record. */
export const productOfRecord = (record: Int16Array): Omit<ProductTemplate, 'plainness'> => {
  const [placed = 0, points = 0, left = 0, top = 0, right = 0, bottom = 0, cell = 0] = record;
  const numbers = (from: number, lengths: number, to: Float32Array, at: number): void => {
    for (let n = 0; n < lengths + 3; n++) to[at + n] = (record[from + n] ?? 0) / (n < lengths ? LENGTH : COLOUR);
  };
  const places = new Float32Array(PLACE * placed);
  for (let k = 0; k < placed; k++) numbers(HEAD + PLACE_NUMBERS * k, 2, places, PLACE * k);
  const outline = new Float32Array(OUTLINE * points);
  for (let k = 0; k < points; k++)
    numbers(HEAD + PLACE_NUMBERS * RECORD_PLACES + POINT_NUMBERS * k, 4, outline, OUTLINE * k);
  const box = { left: left / LENGTH, top: top / LENGTH, right: right / LENGTH, bottom: bottom / LENGTH };
  return { places, outline, ...box, cell: cell / SHAPE_SIDE, uneven: 0 };
};
