/** Matrix columns of sRGB in profiles, adapted to D50 (IEC 61966-2-1 by ICC.1), and lightness of half a channel by its curve. */
const SRGB = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
} as const;
const HALF = 0.214;
/** Tolerances for rounding in small profiles, and for curves that are visually equal: gamma 2.2 gives 0.218. */
const NEAR = 0.003;
const NEAR_HALF = 0.01;

const FIXED = 65536;

/**
 * Whether a matrix profile (ICC.1, version 2 or 4) shows colours as sRGB does, whatever it is called; null where it has no matrix or no curve that can be read. `tagOf` gives the bytes of
 * a tag by its signature, null where there is none.
 */
export const isSrgbProfile = (tagOf: (signature: string) => Buffer | null): boolean | null => {
  for (const [signature, columns] of Object.entries(SRGB)) {
    const tag = tagOf(signature);
    if (tag === null || tag.length < 20 || tag.toString('latin1', 0, 4) !== 'XYZ ') return null;
    if (columns.some((value, i) => Math.abs(tag.readInt32BE(8 + 4 * i) / FIXED - value) > NEAR)) return false;
  }
  const halves = ['rTRC', 'gTRC', 'bTRC'].map((signature) => halfOf(tagOf(signature)));
  if (halves.includes(null)) return null;
  return halves.every((half) => half !== null && Math.abs(half - HALF) <= NEAR_HALF);
};

/** What a curve makes of half a channel, 0–1. */
const halfOf = (tag: Buffer | null): number | null => {
  if (tag === null || tag.length < 12) return null;
  const type = tag.toString('latin1', 0, 4);
  if (type === 'curv') return halfOfTable(tag);
  return type === 'para' ? halfOfFormula(tag) : null;
};

const halfOfTable = (tag: Buffer): number | null => {
  const count = tag.readUInt32BE(8);
  if (count === 0) return 0.5;
  if (tag.length < 12 + 2 * count) return null;
  if (count === 1) return 0.5 ** (tag.readUInt16BE(12) / 256);
  const [low, high] = [Math.floor((count - 1) / 2), Math.ceil((count - 1) / 2)];
  return (tag.readUInt16BE(12 + 2 * low) + tag.readUInt16BE(12 + 2 * high)) / 2 / 65535;
};

/** Numbers of each kind of formula; half a channel is above the straight part of all that are in use. */
const NUMBERS = [1, 3, 4, 5, 7];

const halfOfFormula = (tag: Buffer): number | null => {
  const kind = tag.readUInt16BE(8);
  const count = NUMBERS[kind];
  if (count === undefined || tag.length < 12 + 4 * count) return null;
  const [gamma = 1, a = 1, b = 0, c = 0, , e = 0] = Array.from(
    { length: count },
    (_, i) => tag.readInt32BE(12 + 4 * i) / FIXED,
  );
  const offset = kind === 2 ? c : e;
  return Math.max(0, 0.5 * a + b) ** gamma + offset;
};
