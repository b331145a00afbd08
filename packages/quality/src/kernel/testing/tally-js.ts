import type { RgbImage } from '@listing-lint/rules/image';
import type { GreenPlane, Tallier, WherePlane } from '../looker.ts';

const levelsOf = (plane: Uint8Array, where?: WherePlane): Uint32Array => {
  const counts = new Uint32Array(256);
  for (let i = 0; i < plane.length; i++) {
    if (where !== undefined) {
      const seen = where.plane[i] ?? 0;
      if (seen < where.from || seen > where.to) continue;
    }
    const level = plane[i] ?? 0;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
};

const countOf = ({ plane, from, to }: WherePlane, where?: WherePlane): number => {
  let count = 0;
  for (let i = 0; i < plane.length; i++) {
    const [level, seen] = [plane[i] ?? 0, where?.plane[i] ?? 0];
    const isSeen = where === undefined || (seen >= where.from && seen <= where.to);
    if (isSeen && level >= from && level <= to) count++;
  }
  return count;
};

const lightSumsOf: Tallier['lightSums'] = ({ data }, luma, least) => {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    if ((luma[i] ?? 0) < least) continue;
    red += data[p] ?? 0;
    green += data[p + 1] ?? 0;
    blue += data[p + 2] ?? 0;
    count++;
  }
  return [red, green, blue, count];
};

const alikeOf: Tallier['alike'] = ({ data }, luma, { least, most, tables }) => {
  let [light, alike] = [0, 0];
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    if ((luma[i] ?? 0) < least) continue;
    light++;
    const r = tables[data[p] ?? 0] ?? 0;
    const g = tables[256 + (data[p + 1] ?? 0)] ?? 0;
    const b = tables[512 + (data[p + 2] ?? 0)] ?? 0;
    if (Math.max(r, g, b) - Math.min(r, g, b) <= most) alike++;
  }
  return { light, alike };
};

const commonestOf = ({ data }: RgbImage): number => {
  const colours = new Uint32Array(4096);
  for (let p = 0; p < data.length; p += 3) {
    const colour = (((data[p] ?? 0) & 0xf0) << 4) | ((data[p + 1] ?? 0) & 0xf0) | ((data[p + 2] ?? 0) >> 4);
    colours[colour] = (colours[colour] ?? 0) + 1;
  }
  let most = 0;
  for (let i = 0; i < colours.length; i++) most = Math.max(most, colours[i] ?? 0);
  return most;
};

const softSidesOf = ({ width, height, data }: GreenPlane, cut: number, floor: number): number => {
  let soft = 0;
  const look = (near: number, far: number): void => {
    const beyond = data[far] ?? 0;
    if (beyond < cut && (data[near] ?? 0) < cut && beyond >= floor) soft++;
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((data[i] ?? 0) < cut) continue;
      if (x >= 2) look(i - 1, i - 2);
      if (x < width - 2) look(i + 1, i + 2);
      if (y >= 2) look(i - width, i - 2 * width);
      if (y < height - 2) look(i + width, i + 2 * width);
    }
  }
  return soft;
};

const straightSidesOf: Tallier['straightSides'] = ({ width, height, data }, cut, run) => {
  const isLess = (i: number): boolean => (data[i] ?? 0) < cut;
  /** Of `count` pixels from `first` on, `step` apart: those in runs beyond which, by `beyond`, two are less. */
  const along = (first: number, step: number, count: number, beyond: number): number => {
    let [sum, length] = [0, 0];
    for (let k = 0, i = first; k <= count; k++, i += step) {
      if (k < count && !isLess(i) && isLess(i + beyond) && isLess(i + 2 * beyond)) length++;
      else {
        if (length >= run) sum += length;
        length = 0;
      }
    }
    return sum;
  };
  let sum = 0;
  for (let y = 2; y < height - 2; y++) for (const beyond of [-width, width]) sum += along(y * width, 1, width, beyond);
  for (let x = 2; x < width; x++) sum += along(x, width, height, -1);
  for (let x = 0; x < width - 2; x++) sum += along(x, width, height, 1);
  return sum;
};

/** Counts in plain JavaScript: the reference for the other one. */
export const jsTallier: Tallier = {
  levels: levelsOf,
  count: countOf,
  sum: (plane) => plane.reduce((sum, level) => sum + level, 0),
  lightSums: lightSumsOf,
  alike: alikeOf,
  commonest: commonestOf,
  softSides: softSidesOf,
  straightSides: straightSidesOf,
};
