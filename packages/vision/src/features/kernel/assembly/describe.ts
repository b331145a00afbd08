const DISC: i32 = 15;

/** Bytes of a row of the disc: 32 weights of 16 bits, x inside the disc, and as many ones there. */
const ROW: usize = 128;

// @ts-expect-error: decorator
function weighed(low: v128, high: v128, next: v128, last: v128, by: usize): v128 {
  return i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(low, v128.load(by)), i32x4.dot_i16x8_s(high, v128.load(by, 16))),
    i32x4.add(i32x4.dot_i16x8_s(next, v128.load(by, 32)), i32x4.dot_i16x8_s(last, v128.load(by, 48))),
  );
}

// @ts-expect-error: decorator
function lanes(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** First moments of discs. `offsets`: i32 a point; `rows`: those of the disc, from its middle to its edge; `out`: two i32 a point. */
export function moments(source: usize, width: i32, offsets: usize, count: i32, rows: usize, out: usize): void {
  for (let k = 0; k < count; k++) {
    const corner = source + load<i32>(offsets + 4 * k) - DISC;
    let across = i32x4.splat(0);
    let down = i32x4.splat(0);
    for (let y = -DISC; y <= DISC; y++) {
      const at = corner + y * width;
      const by = rows + ROW * <usize>abs(y);
      const first = v128.load(at);
      const second = v128.load(at, 16);
      const low = i16x8.extend_low_i8x16_u(first);
      const high = i16x8.extend_high_i8x16_u(first);
      const next = i16x8.extend_low_i8x16_u(second);
      const last = i16x8.extend_high_i8x16_u(second);
      across = i32x4.add(across, weighed(low, high, next, last, by));
      down = i32x4.add(down, i32x4.mul(weighed(low, high, next, last, by + 64), i32x4.splat(y)));
    }
    store<i32>(out + 8 * k, lanes(across));
    store<i32>(out + 8 * k, lanes(down), 4);
  }
}

/** Where the pixels of a turned pattern lie from the centre, in a picture of that width. */
function lay(turned: usize, width: i32, steered: usize): void {
  const steps = i32x4.splat((width << 16) | 1);
  for (let i: usize = 0; i < 2048; i += 16) v128.store(steered + i, i32x4.dot_i16x8_s(v128.load(turned + i), steps));
}

/**
 * Computes descriptors. `directions`: u8 a point; `pattern`: x and y of both pixels of 256 comparisons, i16 each, a direction; `steered`: i32 a pixel of the pattern;
 * `out`: eight u32 a point.
 */
export function describe(
  source: usize,
  width: i32,
  offsets: usize,
  directions: usize,
  count: i32,
  pattern: usize,
  steered: usize,
  out: usize,
): void {
  for (let k = 0; k < count; k++) {
    const centre = source + load<i32>(offsets + 4 * k);
    lay(pattern + 2048 * <usize>load<u8>(directions + k), width, steered);
    let p = steered;
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

/** How far apart both pixels of each comparison of a descriptor are. As `describe`; `out`: 256 u8 a point. */
export function margins(
  source: usize,
  width: i32,
  offsets: usize,
  directions: usize,
  count: i32,
  pattern: usize,
  steered: usize,
  out: usize,
): void {
  for (let k = 0; k < count; k++) {
    const centre = source + load<i32>(offsets + 4 * k);
    lay(pattern + 2048 * <usize>load<u8>(directions + k), width, steered);
    for (let i = 0; i < 256; i++) {
      const first = <i32>load<u8>(centre + load<i32>(steered + 8 * i));
      const second = <i32>load<u8>(centre + load<i32>(steered + 8 * i, 4));
      store<u8>(out + 256 * k + i, <u8>abs(first - second));
    }
  }
}

/** Of a key, a distance above a position: as many as a list of descriptors has at most. */
const POSITION_BITS: u32 = 16;
const LAST_POSITION: u32 = 0xffff;
/** No descriptor: further away than any. */
const NONE: u32 = 257 << POSITION_BITS;

/** Of each query descriptor the nearest reference, then of each its distance, then of each that of the second nearest; i32 each. */
export function nearest(queries: usize, queryCount: i32, references: usize, referenceCount: i32, out: usize): void {
  const distances = out + 4 * queryCount;
  const seconds = distances + 4 * queryCount;
  const end = references + 32 * referenceCount;
  for (let q = 0; q < queryCount; q++) {
    const at = queries + 32 * q;
    const a = load<u64>(at);
    const b = load<u64>(at, 8);
    const c = load<u64>(at, 16);
    const d = load<u64>(at, 24);
    // The nearest and its position in one number, and none of what follows depends on a guess.
    let best: u32 = NONE;
    let second: u32 = NONE;
    let position: u32 = 0;
    for (let r = references; r < end; r += 32, position++) {
      const near = popcnt<u64>(a ^ load<u64>(r)) + popcnt<u64>(b ^ load<u64>(r, 8));
      const far = popcnt<u64>(c ^ load<u64>(r, 16)) + popcnt<u64>(d ^ load<u64>(r, 24));
      const key = ((<u32>(near + far)) << POSITION_BITS) | position;
      const later = best > key ? best : key;
      best = best < key ? best : key;
      second = second < later ? second : later;
    }
    store<i32>(out + 4 * q, best === NONE ? -1 : <i32>(best & LAST_POSITION));
    store<u32>(distances + 4 * q, best >> POSITION_BITS);
    store<u32>(seconds + 4 * q, second >> POSITION_BITS);
  }
}

/**
 * What `nearest` gives of each query among the references, and then of each reference among the queries, from one distance a pair. `out`: three i32 a query, then three a
 * reference.
 */
export function nearestBoth(queries: usize, queryCount: i32, references: usize, referenceCount: i32, out: usize): void {
  const distances = out + 4 * queryCount;
  const seconds = distances + 4 * queryCount;
  const back = seconds + 4 * queryCount;
  const backDistances = back + 4 * referenceCount;
  const toSeconds = 8 * referenceCount;
  for (let r = 0; r < referenceCount; r++) {
    store<i32>(back + 4 * r, -1);
    store<u32>(backDistances + 4 * r, 257);
    store<u32>(back + toSeconds + 4 * r, 257);
  }
  const end = references + 32 * referenceCount;
  for (let q = 0; q < queryCount; q++) {
    const at = queries + 32 * q;
    const a = load<u64>(at);
    const b = load<u64>(at, 8);
    const c = load<u64>(at, 16);
    const d = load<u64>(at, 24);
    let best: u32 = 257;
    let second: u32 = 257;
    let found: usize = 0;
    let own = back;
    for (let r = references; r < end; r += 32) {
      const backSecond = load<u32>(own + toSeconds);
      const distance = <u32>(
        (popcnt<u64>(a ^ load<u64>(r)) +
          popcnt<u64>(b ^ load<u64>(r, 8)) +
          popcnt<u64>(c ^ load<u64>(r, 16)) +
          popcnt<u64>(d ^ load<u64>(r, 24)))
      );
      if (distance < max(second, backSecond)) {
        if (distance < second) {
          if (distance < best) {
            second = best;
            best = distance;
            found = r;
          } else second = distance;
        }
        if (distance < backSecond) {
          const backBest = load<u32>(own + 4 * referenceCount);
          if (distance < backBest) {
            store<u32>(own + toSeconds, backBest);
            store<u32>(own + 4 * referenceCount, distance);
            store<i32>(own, q);
          } else store<u32>(own + toSeconds, distance);
        }
      }
      own += 4;
    }
    store<i32>(out + 4 * q, found === 0 ? -1 : <i32>((found - references) >> 5));
    store<u32>(distances + 4 * q, best);
    store<u32>(seconds + 4 * q, second);
  }
}
