import {
  binOf,
  CELL,
  COLOUR,
  HEAD,
  LENGTH,
  MOST_PLACES,
  MOST_POINTS,
  PLACE as PLACE_NUMBERS,
  POINT,
} from './kernel/kernel.ts';
import { OUTLINE, PLACE, type SoughtProduct } from './sought-product.ts';

/** Puts a product in the numbers of a record that are given (see `RECORD`), all zeros. */
export const putRecord = (record: Int16Array, product: SoughtProduct): void => {
  const { places, outline, left, top, right, bottom, cell } = product;
  const all = outline.length / OUTLINE;
  const [placed, points] = [Math.min(MOST_PLACES, places.length / PLACE), Math.min(MOST_POINTS, all)];
  record.set([placed, points, ...[left, top, right, bottom].map((each) => whole(each, LENGTH)), whole(cell, CELL)]);
  for (let k = 0; k < placed; k++) {
    const [from, to] = [PLACE * k, HEAD + PLACE_NUMBERS * k];
    for (let n = 0; n < 2; n++) record[to + n] = whole(places[from + n], LENGTH);
    putColour(record, to + 2, places, from + 2);
  }
  for (let k = 0; k < points; k++) {
    const from = OUTLINE * Math.floor((k * all) / points);
    const to = HEAD + PLACE_NUMBERS * MOST_PLACES + POINT * k;
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

/** What is asked of a product at first, as its record has it. */
export const productOfRecord = (record: Int16Array): Omit<SoughtProduct, 'plainness'> => {
  const [placed = 0, points = 0, left = 0, top = 0, right = 0, bottom = 0, cell = 0] = record;
  const numbers = (from: number, lengths: number, to: Float32Array, at: number): void => {
    for (let n = 0; n < lengths + 3; n++) to[at + n] = (record[from + n] ?? 0) / (n < lengths ? LENGTH : COLOUR);
  };
  const places = new Float32Array(PLACE * placed);
  for (let k = 0; k < placed; k++) numbers(HEAD + PLACE_NUMBERS * k, 2, places, PLACE * k);
  const outline = new Float32Array(OUTLINE * points);
  for (let k = 0; k < points; k++) numbers(HEAD + PLACE_NUMBERS * MOST_PLACES + POINT * k, 4, outline, OUTLINE * k);
  const box = { left: left / LENGTH, top: top / LENGTH, right: right / LENGTH, bottom: bottom / LENGTH };
  return { places, outline, ...box, cell: cell / CELL, uneven: 0 };
};
