import type { Fingerprint, PartHash } from '../fingerprint/fingerprint.ts';
import { GRID_CELLS, type Lab } from '../fingerprint/lab-grid.ts';
import { FORMS, type FractionEdges, turnHash } from '../hash256/dihedral.ts';

type Random = () => number;
const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const one = <T>(random: Random, of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];

/** Bits of a hash turned over, so many of them from one on. */
const flipped = (hash: Uint32Array, count: number, from: number): Uint32Array => {
  const out = Uint32Array.from(hash);
  for (let k = 0; k < count; k++) {
    const bit = (from + k * 5) % 256;
    out[bit >> 5] = ((out[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
  }
  return out;
};
const BITS: readonly [number, ...number[]] = [0, 0, 3, 12, 24, 25, 31, 32, 40, 41];
const WHITE: Lab = { l: 100, a: 0, b: 0 };
/** Fingerprints of `count` pictures. Models with hashes far apart, and pictures derived from them by orientation, bits, boxes and colours: many are at or near a bound. */
export const madePrints = (random: Random, count: number): readonly Fingerprint[] => {
  const models = Array.from({ length: 3 }, () => Uint32Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 32)));
  const box = (side: number, other = side): FractionEdges => ({
    left: side,
    top: side,
    right: 1 - other,
    bottom: 1 - side,
  });
  const made: Fingerprint[] = [];
  for (let k = 0; k < count; k++) {
    const model = one(random, [models[0], models[1], models[2]]) ?? new Uint32Array(8);
    const turned = turnHash(model, random() < 0.6 ? 'identity' : (FORMS[between(random, 0, 7)] ?? 'identity'));
    const quality = (): number => one(random, [80, 80, 50, 49, 40, 39]);
    const side = one(random, [0, 0.01, 0.011, 0.05, 0.06]);
    const of = (at: FractionEdges, from: number, bits: readonly [number, ...number[]] = BITS): PartHash => ({
      hash: flipped(turned, one(random, bits), from),
      quality: quality(),
      box: at,
    });
    const base = one(random, [60, 60, 66, 67, 69, 70, 71, 94, 95]);
    const cells = Array.from(
      { length: GRID_CELLS },
      (_cell, i): Lab => ({ l: i < 40 && random() < 0.9 ? base : 100, a: random() < 0.1 ? 7.5 : 0, b: 0 }),
    );
    const whole = of(box(0), 0);
    const [uneven, by] = [random() < 0.3, one(random, [0.011, 0.012, 0.013])];
    // The same file under another name.
    const before = random() < 0.1 ? made.at(-1) : undefined;
    made.push(
      before ?? {
        sha256: `${k}`.padStart(64, '0'),
        imageData: random() < 0.15 ? 'dada'.padStart(20, '0') : random() < 0.5 ? null : `${k}`.padStart(20, '0'),
        pdq: turned,
        quality: 80,
        parts: {
          whole,
          // Without a border it is the whole, and with one it is not.
          inner:
            side === 0
              ? { ...whole, quality: quality() }
              : of(box(side, uneven ? side + by : side), 1, [3, 12, 24, 25, 31]),
          content: of(box(0.1), 2),
        },
        colours: {
          box: box(one(random, [0.1, 0.1, 0.111, 0.113, 0.2])),
          background: random() < 0.5 ? WHITE : null,
          cells,
        },
      },
    );
  }
  return made;
};
