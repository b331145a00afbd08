import type { GreyImage } from '@listing-lint/rules/image';
import { ARC, type Corners, MARGIN, RING } from '../kernel.ts';

/** Whether a set of the sixteen pixels of the ring, a bit each, has enough of them in a row. */
const HAS_ARC = ((): Uint8Array => {
  const table = new Uint8Array(1 << RING.length);
  for (let bits = 0; bits < table.length; bits++) {
    const around = bits | (bits << RING.length);
    let run = 0;
    for (let i = 0; i < 2 * RING.length && run < ARC; i++) run = (around >>> i) & 1 ? run + 1 : 0;
    table[bits] = run >= ARC ? 1 : 0;
  }
  return table;
})();

/** The corners of a level. */
export const cornersOf = (level: GreyImage, threshold: number): Corners => {
  const { width, height } = level;
  const responses = new Float32Array(width * height);
  const found: number[] = [];
  const ring = RING.map(([x, y]) => y * width + x);
  for (let y = MARGIN; y < height - MARGIN; y++) {
    for (let i = y * width + MARGIN; i < (y + 1) * width - MARGIN; i++) {
      if (!isCorner(level.data, i, ring, threshold)) continue;
      responses[i] = harris(level.data, width, i);
      found.push(i);
    }
  }
  const strongest = found.filter((i) => isStrongest(responses, width, i));
  return { offsets: Int32Array.from(strongest), responses: Float32Array.from(strongest, (i) => responses[i] ?? 0) };
};

const isCorner = (data: Uint8Array, i: number, ring: readonly number[], threshold: number): boolean => {
  const high = (data[i] ?? 0) + threshold;
  const low = (data[i] ?? 0) - threshold;
  // Of nine in a row two neighbours lie a quarter of the ring apart.
  const top = data[i + (ring[0] ?? 0)] ?? 0;
  const right = data[i + (ring[4] ?? 0)] ?? 0;
  const bottom = data[i + (ring[8] ?? 0)] ?? 0;
  const left = data[i + (ring[12] ?? 0)] ?? 0;
  const mayBe =
    ((top > high || bottom > high) && (right > high || left > high)) ||
    ((top < low || bottom < low) && (right < low || left < low));
  if (!mayBe) return false;
  let brighter = 0;
  let darker = 0;
  for (let k = 0; k < ring.length; k++) {
    const value = data[i + (ring[k] ?? 0)] ?? 0;
    if (value > high) brighter |= 1 << k;
    else if (value < low) darker |= 1 << k;
  }
  return HAS_ARC[brighter] === 1 || HAS_ARC[darker] === 1;
};

/** Half the side of the window of the Harris response, px. */
const WINDOW = 3;

/** Harris response by Sobel gradients over 7×7 pixels. */
const harris = (data: Uint8Array, width: number, i: number): number => {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let dy = -WINDOW; dy <= WINDOW; dy++) {
    for (let k = i + dy * width - WINDOW; k <= i + dy * width + WINDOW; k++) {
      const nw = data[k - width - 1] ?? 0;
      const ne = data[k - width + 1] ?? 0;
      const sw = data[k + width - 1] ?? 0;
      const se = data[k + width + 1] ?? 0;
      const gx = 2 * ((data[k + 1] ?? 0) - (data[k - 1] ?? 0)) + ne - nw + se - sw;
      const gy = 2 * ((data[k + width] ?? 0) - (data[k - width] ?? 0)) + sw - nw + se - ne;
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  }
  return xx * yy - xy * xy - 0.04 * (xx + yy) * (xx + yy);
};

const isStrongest = (responses: Float32Array, width: number, i: number): boolean => {
  const own = responses[i] ?? 0;
  if (!(own > 1)) return false;
  for (const row of [i - width, i, i + width]) {
    for (let k = row - 1; k <= row + 1; k++) if ((responses[k] ?? 0) > own) return false;
  }
  return true;
};
