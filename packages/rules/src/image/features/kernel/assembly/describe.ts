const DISC: i32 = 15;

/** First moments of discs. `offsets`: i32 a point; `halves`: i32, half the width of the disc, row by row from its middle; `out`: two i32 a point. */
export function moments(source: usize, width: i32, offsets: usize, count: i32, halves: usize, out: usize): void {
  for (let k = 0; k < count; k++) {
    const centre = source + load<i32>(offsets + 4 * k);
    let across = 0;
    let down = 0;
    for (let y = -DISC; y <= DISC; y++) {
      const half = load<i32>(halves + 4 * abs(y));
      const middle = centre + y * width;
      let row = 0;
      for (let x = -half; x <= half; x++) {
        const value = <i32>load<u8>(middle + x);
        across += x * value;
        row += value;
      }
      down += y * row;
    }
    store<i32>(out + 8 * k, across);
    store<i32>(out + 8 * k, down, 4);
  }
}

/** Descriptors. `directions`: u8 a point; `pattern`: offsets of both pixels of 256 comparisons, i32 each, a direction; `out`: eight u32 a point. */
export function describe(
  source: usize,
  offsets: usize,
  directions: usize,
  count: i32,
  pattern: usize,
  out: usize,
): void {
  for (let k = 0; k < count; k++) {
    const centre = source + load<i32>(offsets + 4 * k);
    let p = pattern + 2048 * <i32>load<u8>(directions + k);
    for (let word = 0; word < 8; word++) {
      let bits: u32 = 0;
      for (let b = 0; b < 32; b++) {
        const first = load<u8>(centre + load<i32>(p));
        const second = load<u8>(centre + load<i32>(p, 4));
        bits |= u32(first < second) << b;
        p += 8;
      }
      store<u32>(out + 32 * k + 4 * word, bits);
    }
  }
}

/** Of each query descriptor the nearest reference, its distance, and that of the second nearest; `out`: three i32 a query. */
export function nearest(queries: usize, queryCount: i32, references: usize, referenceCount: i32, out: usize): void {
  for (let q = 0; q < queryCount; q++) {
    const a = v128.load(queries + 32 * q);
    const b = v128.load(queries + 32 * q, 16);
    let best = 257;
    let second = 257;
    let index = -1;
    for (let r = 0; r < referenceCount; r++) {
      const low = i8x16.popcnt(v128.xor(a, v128.load(references + 32 * r)));
      const high = i8x16.popcnt(v128.xor(b, v128.load(references + 32 * r, 16)));
      const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.add(low, high)));
      const distance =
        i32x4.extract_lane(words, 0) +
        i32x4.extract_lane(words, 1) +
        i32x4.extract_lane(words, 2) +
        i32x4.extract_lane(words, 3);
      if (distance < best) {
        second = best;
        best = distance;
        index = r;
      } else if (distance < second) second = distance;
    }
    store<i32>(out + 12 * q, index);
    store<i32>(out + 12 * q, best, 4);
    store<i32>(out + 12 * q, second, 8);
  }
}
