import { CELL, COLOUR, HEAD, LENGTH, MOST_PLACES, PLACE, POINT } from './sizes';

/** Weights of the differences: of colours per position, of the overall colour, and of an outline without another colour outside. */
const BY_COLOURS: f64 = 10;
const BY_TONE: f64 = 40;
/** ΔE that a place counts as at most; from which on a place cannot be it, of which so many may be; the most on the whole. */
const MOST_OF_PLACE: f64 = 20;
const TOO_FAR: f64 = 25;
const MAY_BE_FAR: f64 = 0.15;
const MOST_TONE: f64 = 16;
/** Least ΔE of another colour outside of an outline; distance outside, in cells of its shape, and least cells of the picture; least share of it in the picture. */
const OUTLINE_CONTRAST: f64 = 10;
const OUTLINE_MARGIN: f64 = 1.6;
const LEAST_OUTLINE_MARGIN: f64 = 1.1;
const LEAST_IN_SIGHT: f64 = 0.5;

function length(address: usize): f64 {
  return <f64>load<i16>(address) / LENGTH;
}

function colour(address: usize): f64 {
  return <f64>load<i16>(address) / COLOUR;
}

/** Returns the difference between a template and a picture at a pose; infinite if impossible. */
export function templateDifference(
  record: usize,
  lab: usize,
  columns: i32,
  rows: i32,
  x: f64,
  y: f64,
  reach: f64,
  mirror: f64,
): f64 {
  const places = <i32>load<i16>(record);
  const points = <i32>load<i16>(record, 2);
  const across = mirror * reach;
  const count = <f64>places;
  let l: f64 = 0;
  let a: f64 = 0;
  let b: f64 = 0;
  let far: f64 = 0;
  for (let k = 0; k < places; k++) {
    const place = record + HEAD + PLACE * <usize>k;
    const column = <i32>floor(x + across * length(place));
    const row = <i32>floor(y + reach * length(place + 2));
    if (column < 0 || row < 0 || column >= columns || row >= rows) return Infinity;
    const at = lab + 12 * <usize>(row * columns + column);
    const u = <f64>load<f32>(at) - colour(place + 4);
    const v = <f64>load<f32>(at, 4) - colour(place + 6);
    const w = <f64>load<f32>(at, 8) - colour(place + 8);
    if (u * u + v * v + w * w > TOO_FAR * TOO_FAR) {
      far += 1;
      if (far > MAY_BE_FAR * count) return Infinity;
    }
    l += u;
    a += v;
    b += w;
  }
  l /= count;
  a /= count;
  b /= count;
  const tone = sqrt(l * l + a * a + b * b);
  if (tone > MOST_TONE) return Infinity;
  let colours: f64 = 0;
  for (let k = 0; k < places; k++) {
    const place = record + HEAD + PLACE * <usize>k;
    const column = <i32>floor(x + across * length(place));
    const row = <i32>floor(y + reach * length(place + 2));
    const at = lab + 12 * <usize>(row * columns + column);
    const u = <f64>load<f32>(at) - (colour(place + 4) + l);
    const v = <f64>load<f32>(at, 4) - (colour(place + 6) + a);
    const w = <f64>load<f32>(at, 8) - (colour(place + 8) + b);
    colours += min<f64>(MOST_OF_PLACE, sqrt(u * u + v * v + w * w));
  }
  const cell = <f64>load<i16>(record, 12) / CELL;
  const out = max<f64>(LEAST_OUTLINE_MARGIN, OUTLINE_MARGIN * cell * reach);
  let inSight: f64 = 0;
  let contrast: f64 = 0;
  for (let k = 0; k < points; k++) {
    const point = record + HEAD + PLACE * MOST_PLACES + POINT * <usize>k;
    const column = <i32>floor(x + across * length(point) + out * mirror * length(point + 4));
    const row = <i32>floor(y + reach * length(point + 2) + out * length(point + 6));
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    inSight += 1;
    const at = lab + 12 * <usize>(row * columns + column);
    const u = <f64>load<f32>(at) - (colour(point + 8) + l);
    const v = <f64>load<f32>(at, 4) - (colour(point + 10) + a);
    const w = <f64>load<f32>(at, 8) - (colour(point + 12) + b);
    contrast += min<f64>(1, sqrt(u * u + v * v + w * w) / OUTLINE_CONTRAST);
  }
  if (inSight < LEAST_IN_SIGHT * <f64>points) return Infinity;
  return colours / count / BY_COLOURS + (tone / BY_TONE + 1 - contrast / inSight);
}
