// Joins sets of 256-bit hashes band by band, WebAssembly SIMD. Its twin in ../../hash-join.ts finds the same pairs in the same order.
// Addresses are bytes; a hash is eight u32. Every piece has 64 bytes of slack behind it.

const HASH_BYTES: usize = 32;
const BANDS: i32 = 16;
const VALUES: i32 = 65536;
/** Words of a hash that prefilter candidates: none of them is that of the band, in which all agree. */
const DISTINCT_WORDS: i32 = 4;

/** The value of a band of the hash at `hash`. */
function bandValue(hash: usize, band: i32): i32 {
  return <i32>load<u16>(hash + 2 * band);
}

/** How far a band may be off, so that the sum of (band radius + 1) is `radius + 1`. */
function bandRadius(band: i32, radius: i32): i32 {
  return (radius + 1) / BANDS + (band < (radius + 1) % BANDS ? 1 : 0) - 1;
}

/**
 * Sorts hashes by the value of a band, equal ones in order of id: `ids` of a value lie from its start to the next one (65,537 u32 at `starts`). `filled`: a bit for each value
 * that some hash has, 8 KB. Four words of each, in that order, lie at `words`, those of one number side by side (`stride` bytes in all); 0: nowhere.
 */
export function layBand(
  hashes: usize,
  size: i32,
  band: i32,
  starts: usize,
  ids: usize,
  filled: usize,
  words: usize,
  stride: usize,
): void {
  memory.fill(starts, 0, 4 * (VALUES + 1));
  memory.fill(filled, 0, VALUES / 8);
  for (let id = 0; id < size; id++) {
    const at = starts + 4 * bandValue(hashes + HASH_BYTES * id, band);
    store<u32>(at, load<u32>(at) + 1);
  }
  // Each start is the end of its value first, and counted down as hashes are put in from the last one on.
  let end: u32 = 0;
  for (let value = 0; value < VALUES; value++) {
    const count = load<u32>(starts + 4 * value);
    if (count > 0) {
      const at = filled + (value >> 3);
      store<u8>(at, load<u8>(at) | ((<u8>1) << (<u8>(value & 7))));
    }
    end += count;
    store<u32>(starts + 4 * value, end);
  }
  store<u32>(starts + 4 * VALUES, end);
  const word = band >> 1;
  for (let id = size - 1; id >= 0; id--) {
    const hash = hashes + HASH_BYTES * id;
    const at = starts + 4 * bandValue(hash, band);
    const place = load<u32>(at) - 1;
    store<u32>(at, place);
    store<u32>(ids + 4 * place, id);
    if (words === 0) continue;
    for (let k = 0; k < DISTINCT_WORDS; k++) {
      store<u32>(words + <usize>k * stride + 4 * place, load<u32>(hash + 4 * ((word + 1 + k) & 7)));
    }
  }
}

/** Puts the ids whose value differs from `value` by one of the masks at `near`, and their words behind them; says how many there are. */
function gather(
  value: i32,
  masks: usize,
  maskCount: i32,
  starts: usize,
  ids: usize,
  filled: usize,
  words: usize,
  stride: usize,
  near: usize,
): i32 {
  let out = near;
  for (let m = 0; m < maskCount; m++) {
    const key = value ^ <i32>load<u16>(masks + 2 * m);
    if (((load<u8>(filled + (key >> 3)) >> (key & 7)) & 1) === 0) continue;
    const end = load<u32>(starts + 4 * key, 4);
    // Four at a time, most of which the next ones are written over.
    for (let p = load<u32>(starts + 4 * key); p < end; p += 4) {
      const from = words + 4 * p;
      v128.store(out, v128.load(ids + 4 * p));
      v128.store(out + stride, v128.load(from));
      v128.store(out + 2 * stride, v128.load(from + stride));
      v128.store(out + 3 * stride, v128.load(from + 2 * stride));
      v128.store(out + 4 * stride, v128.load(from + 3 * stride));
      out += 4 * min(end - p, 4);
    }
  }
  return <i32>((out - near) >> 2);
}

/** Bits in which two hashes differ. */
function distanceOf(a: usize, b: usize): i32 {
  let distance: i64 = 0;
  for (let at: usize = 0; at < HASH_BYTES; at += 8) distance += popcnt(load<i64>(a + at) ^ load<i64>(b + at));
  return <i32>distance;
}

/** Whether a band before this one has brought the two together already. */
function meetEarlier(a: usize, b: usize, band: i32, radius: i32): bool {
  for (let earlier = 0; earlier < band; earlier++) {
    const differing = bandValue(a, earlier) ^ bandValue(b, earlier);
    if (popcnt(differing) <= bandRadius(earlier, radius)) return true;
  }
  return false;
}

/** Hamming distance of four words of each of four candidates, interleaved at `at`, from those of a query. */
function differing(at: usize, stride: usize, q0: v128, q1: v128, q2: v128, q3: v128): v128 {
  const a = i8x16.popcnt(v128.xor(v128.load(at + stride), q0));
  const b = i8x16.popcnt(v128.xor(v128.load(at + 2 * stride), q1));
  const c = i8x16.popcnt(v128.xor(v128.load(at + 3 * stride), q2));
  const d = i8x16.popcnt(v128.xor(v128.load(at + 4 * stride), q3));
  const bytes = i8x16.add(i8x16.add(a, b), i8x16.add(c, d));
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

/**
 * Pairs of a query and a hash that come near each other in a band, and are within `radius` bits: three u32 each (query, hash, distance) at `hits`, at most `most`. A query is
 * compared with ids of at least its number at `from`. `state` has three u32, of 0 at first: it goes on there the next time, until the first of them is 65,536.
 */
export function joinBand(
  band: i32,
  radius: i32,
  masks: usize,
  maskCount: i32,
  hashes: usize,
  starts: usize,
  ids: usize,
  filled: usize,
  words: usize,
  stride: usize,
  near: usize,
  queries: usize,
  from: usize,
  queryStarts: usize,
  queryIds: usize,
  hits: usize,
  most: i32,
  state: usize,
): i32 {
  const word = (band >> 1) + 1;
  const limit = i32x4.splat(radius);
  let found = 0;
  let beginQuery = load<u32>(state, 4);
  let beginNear = <i32>load<u32>(state, 8);
  for (let value = <i32>load<u32>(state); value < VALUES; value++) {
    const first = load<u32>(queryStarts + 4 * value);
    const last = load<u32>(queryStarts + 4 * value, 4);
    if (first === last) continue;
    const count = gather(value, masks, maskCount, starts, ids, filled, words, stride, near);
    for (let q = max(first, beginQuery); q < last && count > 0; q++) {
      const query = load<u32>(queryIds + 4 * q);
      const hash = queries + HASH_BYTES * query;
      const least = load<u32>(from + 4 * query);
      const q0 = v128.load32_splat(hash + 4 * (word & 7));
      const q1 = v128.load32_splat(hash + 4 * ((word + 1) & 7));
      const q2 = v128.load32_splat(hash + 4 * ((word + 2) & 7));
      const q3 = v128.load32_splat(hash + 4 * ((word + 3) & 7));
      let k = beginNear;
      // Hardly ever is one of eight near.
      for (; k + 4 < count; k += 8) {
        const at = near + 4 * k;
        const left = differing(at, stride, q0, q1, q2, q3);
        const right = differing(at + 16, stride, q0, q1, q2, q3);
        if (i32x4.bitmask(i32x4.le_s(i32x4.min_s(left, right), limit)) !== 0) break;
      }
      for (; k < count; k += 4) {
        const at = near + 4 * k;
        let lanes = i32x4.bitmask(i32x4.le_s(differing(at, stride, q0, q1, q2, q3), limit));
        if (lanes === 0) continue;
        if (found + 4 > most) {
          store<u32>(state, value);
          store<u32>(state, q, 4);
          store<u32>(state, k, 8);
          return found;
        }
        for (; lanes !== 0; lanes &= lanes - 1) {
          const lane = ctz(lanes);
          if (k + lane >= count) break;
          const id = load<u32>(at + 4 * lane);
          const other = hashes + HASH_BYTES * id;
          if (id < least) continue;
          const distance = distanceOf(hash, other);
          if (distance > radius || meetEarlier(hash, other, band, radius)) continue;
          const hit = hits + 12 * found++;
          store<u32>(hit, query);
          store<u32>(hit, id, 4);
          store<u32>(hit, distance, 8);
        }
      }
      beginNear = 0;
    }
    beginQuery = 0;
  }
  store<u32>(state, VALUES);
  return found;
}

/**
 * Pairs of a query and a hash within `radius` bits, each held against each, in order of query and of id: as `joinBand` lists them. `state` has two u32, of 0 at first: the next
 * query, and the id to go on from; all is done when the first of them is `count`.
 */
export function scan(
  radius: i32,
  hashes: usize,
  size: u32,
  queries: usize,
  count: u32,
  from: usize,
  hits: usize,
  most: i32,
  state: usize,
): i32 {
  let found = 0;
  let id = load<u32>(state, 4);
  for (let query = load<u32>(state); query < count; query++) {
    const hash = queries + HASH_BYTES * query;
    const q0 = load<u64>(hash);
    const q1 = load<u64>(hash, 8);
    id = max(id, load<u32>(from + 4 * query));
    for (let other = hashes + HASH_BYTES * id; id < size; id++, other += HASH_BYTES) {
      // Half of the bits distinguish nearly all.
      if (<i32>(popcnt(load<u64>(other) ^ q0) + popcnt(load<u64>(other, 8) ^ q1)) > radius) continue;
      const distance = distanceOf(hash, other);
      if (distance > radius) continue;
      if (found === most) {
        store<u32>(state, query);
        store<u32>(state, id, 4);
        return found;
      }
      const hit = hits + 12 * found++;
      store<u32>(hit, query);
      store<u32>(hit, id, 4);
      store<u32>(hit, distance, 8);
    }
    id = 0;
  }
  store<u32>(state, count);
  return found;
}
