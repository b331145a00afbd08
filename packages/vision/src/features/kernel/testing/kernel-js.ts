import { popcount32 } from '@listing-lint/rules/hash';
import { type GreyImage, lumaOf } from '@listing-lint/rules/image';
import {
  COMPARISONS,
  DESCRIPTOR_WORDS,
  DISC,
  DISC_HALVES,
  type FeatureKernel,
  type NearestDescriptors,
} from '../kernel.ts';
import { plainLinesOf, stepRunsOf } from '../lines-js.ts';
import { turnedPattern } from '../pattern.ts';
import { colourSums, lumaSums, plainCells, sampledBetween } from './block-sums-js.ts';
import { cornersOf } from './corners-js.ts';
import { blurred, halved, openedBySquare, resized, thinned } from './levels-js.ts';
import { spreadCorners } from './spread-js.ts';

/** The JavaScript reference of the WebAssembly kernel. */
export const createJsFeatureKernel = (): FeatureKernel => {
  let levels: GreyImage[] = [];
  let smooth: (GreyImage | undefined)[] = [];
  const level = (at: number): GreyImage => levels[at] ?? EMPTY;
  return {
    hold: (picture, sizes) => {
      levels = [picture];
      smooth = [];
      for (const size of sizes.slice(1)) levels.push(resized(levels.at(-1) ?? picture, size));
    },
    keyPoints: (at, threshold, spread) => spreadCorners(cornersOf(level(at), threshold), level(at), spread),
    moments: (at, offsets) => momentsOf(level(at), offsets),
    describe: (at, offsets, directions) => {
      smooth[at] ??= blurred(level(at));
      return descriptorsOf(smooth[at] ?? EMPTY, offsets, directions);
    },
    margins: (at, offsets, directions) => {
      smooth[at] ??= blurred(level(at));
      return marginsOf(smooth[at] ?? EMPTY, offsets, directions);
    },
    blurred,
    nearest: nearestOf,
    nearestBoth: (queries, references) => ({
      forth: nearestOf(queries, references),
      back: nearestOf(references, queries),
    }),
    luma: lumaOf,
    lumaSums,
    colourSums,
    halved,
    thinned,
    opened: openedBySquare,
    sampled: sampledBetween,
    plainCells,
    plainLines: plainLinesOf,
    stepRuns: stepRunsOf,
  };
};

const EMPTY: GreyImage = { width: 0, height: 0, data: new Uint8Array(0) };

const momentsOf = ({ width, data }: GreyImage, offsets: Int32Array): Int32Array => {
  const out = new Int32Array(2 * offsets.length);
  offsets.forEach((centre, k) => {
    let across = 0;
    let down = 0;
    for (let y = -DISC; y <= DISC; y++) {
      const half = DISC_HALVES[Math.abs(y)] ?? 0;
      const middle = centre + y * width;
      let row = 0;
      for (let x = -half; x <= half; x++) {
        const value = data[middle + x] ?? 0;
        across += x * value;
        row += value;
      }
      down += y * row;
    }
    out[2 * k] = across;
    out[2 * k + 1] = down;
  });
  return out;
};

const descriptorsOf = ({ width, data }: GreyImage, offsets: Int32Array, directions: Uint8Array): Uint32Array => {
  const pattern = turnedPattern();
  const out = new Uint32Array(DESCRIPTOR_WORDS * offsets.length);
  offsets.forEach((centre, k) => {
    let p = 4 * COMPARISONS * (directions[k] ?? 0);
    for (let word = 0; word < DESCRIPTOR_WORDS; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++, p += 4) {
        const first = data[centre + (pattern[p + 1] ?? 0) * width + (pattern[p] ?? 0)] ?? 0;
        const second = data[centre + (pattern[p + 3] ?? 0) * width + (pattern[p + 2] ?? 0)] ?? 0;
        if (first < second) bits |= 1 << bit;
      }
      out[DESCRIPTOR_WORDS * k + word] = bits;
    }
  });
  return out;
};

const marginsOf = ({ width, data }: GreyImage, offsets: Int32Array, directions: Uint8Array): Uint8Array => {
  const pattern = turnedPattern();
  const out = new Uint8Array(COMPARISONS * offsets.length);
  offsets.forEach((centre, k) => {
    let p = 4 * COMPARISONS * (directions[k] ?? 0);
    for (let bit = 0; bit < COMPARISONS; bit++, p += 4) {
      const first = data[centre + (pattern[p + 1] ?? 0) * width + (pattern[p] ?? 0)] ?? 0;
      const second = data[centre + (pattern[p + 3] ?? 0) * width + (pattern[p + 2] ?? 0)] ?? 0;
      out[COMPARISONS * k + bit] = Math.abs(first - second);
    }
  });
  return out;
};

const nearestOf = (queries: Uint32Array, references: Uint32Array): NearestDescriptors => {
  const count = queries.length / DESCRIPTOR_WORDS;
  const out = {
    nearest: new Int32Array(count).fill(-1),
    distances: new Int32Array(count).fill(COMPARISONS + 1),
    seconds: new Int32Array(count).fill(COMPARISONS + 1),
  };
  for (let q = 0; q < count; q++) {
    let best = COMPARISONS + 1;
    let second = COMPARISONS + 1;
    let nearest = -1;
    for (let r = 0; r < references.length; r += DESCRIPTOR_WORDS) {
      let distance = 0;
      for (let w = 0; w < DESCRIPTOR_WORDS && distance < second; w++)
        distance += popcount32((queries[DESCRIPTOR_WORDS * q + w] ?? 0) ^ (references[r + w] ?? 0));
      if (distance < best) {
        second = best;
        best = distance;
        nearest = r / DESCRIPTOR_WORDS;
      } else if (distance < second) second = distance;
    }
    out.nearest[q] = nearest;
    out.distances[q] = best;
    out.seconds[q] = second;
  }
  return out;
};
