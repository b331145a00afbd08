import { exactMeans, type SummedArea } from '@listing-lint/rules/metadata';

import type { GuestPlace } from './overlap.ts';

/** Longest side, cells, of the host in the coarse search. */
const HOST_SIDE = 32;
/** Largest ratio of two neighbouring scales. */
const SCALE_STEP = 1.07;
/** Smallest scale of a guest, as a share of the host's side. */
const SMALLEST = 0.28;
/** Share of a guest's side that may lie outside of its host. */
const OVERHANG = 0.4;
/** Most candidate positions of one search. */
const MOST_PLACES = 4;

/** A place that the coarse search proposes, with the agreement there, −1 to 1. */
export interface Proposal {
  readonly placement: GuestPlace;
  readonly agreement: number;
}

/**
 * Where a guest may lie on its host, best first: normalised cross-correlation of luma (Lewis 1995) at all offsets of a grid of 32 cells, also where
 * the guest reaches over the edge, and at sizes from 28 % of the host's to all of it. Both keep their proportions.
 */
export const proposals = (host: SummedArea, guest: SummedArea): readonly Proposal[] => {
  const unit = HOST_SIDE / Math.max(host.width, host.height);
  const table = planeOf(host, Math.round(host.width * unit), Math.round(host.height * unit));
  const found: Proposal[] = [];
  const largest = Math.max(host.width / guest.width, host.height / guest.height);
  for (let scale = largest; scale >= SMALLEST * largest; scale /= SCALE_STEP) {
    const width = Math.round(guest.width * scale * unit);
    const height = Math.round(guest.height * scale * unit);
    if (width < 6 || height < 6 || width > 3 * HOST_SIDE || height > 3 * HOST_SIDE) continue;
    const plane = planeOf(guest, width, height);
    for (const { x, y, agreement } of bestOffsets(table, plane)) {
      const scaleX = width / unit / guest.width;
      const scaleY = height / unit / guest.height;
      found.push({ placement: { scaleX, scaleY, x: x / unit, y: y / unit }, agreement });
    }
  }
  return found.sort((a, b) => b.agreement - a.agreement).slice(0, MOST_PLACES);
};

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly cells: Float64Array;
  /** Sums and sums of squares over rectangles from the upper left. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

const planeOf = (picture: SummedArea, width: number, height: number): Plane => {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const cells = exactMeans(picture, whole, { columns: width, rows: height });
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      const cell = cells[y * width + x] ?? 0;
      sum += cell;
      square += cell * cell;
      const at = (y + 1) * stride + x + 1;
      sums[at] = (sums[at - stride] ?? 0) + sum;
      squares[at] = (squares[at - stride] ?? 0) + square;
    }
  }
  return { width, height, cells, sums, squares };
};

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const within = ({ width }: Plane, table: Float64Array, { left, top, right, bottom }: Rectangle): number => {
  const stride = width + 1;
  return (
    (table[bottom * stride + right] ?? 0) -
    (table[top * stride + right] ?? 0) -
    (table[bottom * stride + left] ?? 0) +
    (table[top * stride + left] ?? 0)
  );
};

interface Offset {
  readonly x: number;
  readonly y: number;
  readonly agreement: number;
}

/** The best offsets of a guest, of which no two are neighbours. */
const bestOffsets = (host: Plane, guest: Plane): readonly Offset[] => {
  const overX = Math.floor(guest.width * OVERHANG);
  const overY = Math.floor(guest.height * OVERHANG);
  let first: Offset = { x: 0, y: 0, agreement: -1 };
  let second: Offset = first;
  for (let y = -overY; y + guest.height <= host.height + overY; y++) {
    for (let x = -overX; x + guest.width <= host.width + overX; x++) {
      const agreement = correlationAt(host, guest, x, y);
      if (agreement > first.agreement) {
        if (Math.hypot(x - first.x, y - first.y) > 2) second = first;
        first = { x, y, agreement };
      } else if (agreement > second.agreement && Math.hypot(x - first.x, y - first.y) > 2) second = { x, y, agreement };
    }
  }
  return [first, second].filter(({ agreement }) => agreement > 0);
};

/** Variance of luma, levels squared, below which a part shows nothing. */
const FLAT = 9;

const correlationAt = (host: Plane, guest: Plane, x: number, y: number): number => {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const right = Math.min(host.width, x + guest.width);
  const bottom = Math.min(host.height, y + guest.height);
  const n = (right - left) * (bottom - top);
  if (right - left < 5 || bottom - top < 5) return -1;
  const onHost = { left, top, right, bottom };
  const onGuest = { left: left - x, top: top - y, right: right - x, bottom: bottom - y };
  const meanA = within(host, host.sums, onHost) / n;
  const meanB = within(guest, guest.sums, onGuest) / n;
  const varianceA = within(host, host.squares, onHost) / n - meanA * meanA;
  const varianceB = within(guest, guest.squares, onGuest) / n - meanB * meanB;
  if (varianceA < FLAT || varianceB < FLAT) return -1;
  let product = 0;
  for (let row = top; row < bottom; row++) {
    let a = row * host.width + left;
    let b = (row - y) * guest.width + left - x;
    for (const end = a + right - left; a < end; a++, b++) product += (host.cells[a] ?? 0) * (guest.cells[b] ?? 0);
  }
  return (product / n - meanA * meanB) / Math.sqrt(varianceA * varianceB);
};
