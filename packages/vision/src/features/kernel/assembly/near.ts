/** The bits that are held of descriptors: four u32 each, from a table of what each byte of one gives (see held-bits.ts). */
export function hold(source: usize, count: i32, table: usize, out: usize): void {
  for (let k = 0; k < count; k++) {
    let held = i32x4.splat(0);
    for (let byte: usize = 0; byte < 32; byte++)
      held = v128.or(held, v128.load(table + 16 * (256 * byte + <usize>load<u8>(source + byte))));
    v128.store(out + 16 * k, held);
    source += 32;
  }
}

/**
 * Finds indexed points similar to queries, query by query, as many as there is room for; returns the number of queries done. In each table it probes the query's own
 * key and keys with flipped bits, without duplicates, in this order; none for queries with more than `most` matches.
 * `queries`: `count` descriptors; `margins`: 0 to flip each bit of a key, else u8 a bit of each descriptor, and then those with the smallest margins are flipped: one of the first
 * `single`, and two by their ranks, i32 each, of which there are `pairs` at `ranks`; `toHeld`: as for `hold`, 0 if all bits are stored; `descriptors`: as stored, of
 * `words` u32, of `indexed` points. `chosen`: i32 a bit of a table, table by table; `order`: room for an i32 a bit of a table. `starts`: u32 a key, and one after the last, table by
 * table; `points`: three bytes a point, table by table, and one after the last; `stamps`: u8 a point, the query that found it last, by `stamp`, a u32. `firsts`: u32 a picture, the start
 * of its points, and one after the last; `known`: u32, the picture of one of 2 ** `ownerStep` points. `probes`, `room`: see `near`. `out`: how many were found, u32, and of each
 * the query, the point and its picture, u32 each, and its distance, u8, each `capacity` times, which is `most` at least.
 */
export function nearEach(
  queries: usize,
  count: i32,
  margins: usize,
  toHeld: usize,
  own: usize,
  descriptors: usize,
  indexed: i32,
  words: i32,
  tables: i32,
  bits: i32,
  chosen: usize,
  single: i32,
  ranks: usize,
  pairs: i32,
  order: usize,
  starts: usize,
  points: usize,
  stamps: usize,
  stamp: usize,
  firsts: usize,
  known: usize,
  ownerStep: i32,
  reach: i32,
  mostInBucket: u32,
  most: i32,
  probed: usize,
  room: usize,
  out: usize,
  capacity: i32,
): i32 {
  const column = 4 * <usize>capacity;
  let at = out + 4;
  const last = at + column - 4 * <usize>most;
  let query = 0;
  for (; query < count && at <= last; query++) {
    const queryBits = queries + 32 * query;
    let held = queryBits;
    if (toHeld !== 0) {
      hold(queryBits, 1, toHeld, own);
      held = own;
    }
    const given = margins === 0 ? 0 : margins + 256 * query;
    const keys = toHeld === 0 ? 0 : own;
    const buckets =
      given === 0
        ? bucketsOf(queryBits, keys, tables, bits, chosen, starts, probed)
        : likelyBuckets(queryBits, keys, given, tables, bits, chosen, single, ranks, pairs, order, starts, probed);
    const distances = out + 4 + 3 * column + ((at - out - 4) >> 2);
    const mark = nextStamp(stamp, stamps, indexed);
    const found = near(
      held,
      descriptors,
      indexed,
      words,
      points,
      stamps,
      mark,
      reach,
      mostInBucket,
      most,
      probed,
      buckets,
      room,
      at + column,
      distances,
    );
    for (let k = 0; k < found; k++) {
      store<u32>(at, query);
      store<u32>(at + 2 * column, ownerOf(load<u32>(at + column), firsts, known, ownerStep));
      at += 4;
    }
  }
  store<u32>(out, <u32>((at - out - 4) >> 2));
  return query;
}

/** A stamp of one byte for each query: after the last one they begin again on points that bear none. */
function nextStamp(stamp: usize, stamps: usize, indexed: i32): u32 {
  let next = (load<u32>(stamp) + 1) & 255;
  if (next === 0) {
    memory.fill(stamps, 0, indexed);
    next = 1;
  }
  store<u32>(stamp, next);
  return next;
}

/** The picture of a point. */
function ownerOf(point: u32, firsts: usize, known: usize, ownerStep: i32): u32 {
  let owner = load<u32>(known + 4 * <usize>(point >> ownerStep));
  while (load<u32>(firsts + 4 * <usize>owner, 4) <= point) owner++;
  return owner;
}

/**
 * Returns the points behind probed keys with their distances, at `out` and `distances`. Memory accesses are scattered over a large array, so that it runs in
 * passes without dependent loads: `probes`, up to `buckets` three u32 a probed key, and `room`, a u32 a point, pass data from one to
 * the next.
 */
function near(
  own: usize,
  descriptors: usize,
  count: i32,
  words: i32,
  points: usize,
  stamps: usize,
  stamp: u32,
  reach: i32,
  mostInBucket: u32,
  most: i32,
  probed: usize,
  buckets: usize,
  room: usize,
  out: usize,
  distances: usize,
): i32 {
  let end = room;
  for (let bucket = probed; bucket < buckets; bucket += 12) {
    const last = load<u32>(bucket, 4);
    let k = load<u32>(bucket);
    if (last - k > mostInBucket) continue;
    const from = points + 3 * <usize>load<u32>(bucket, 8) * <usize>count;
    // Four at a time, most of which the next ones are written over.
    for (; k < last; k += 4) {
      v128.store(end, inWords(v128.load(from + 3 * k)));
      end += 4 * min(last - k, 4);
    }
  }
  // Branch-free selection: a mispredicted branch would cost as much as ten candidates.
  const a = load<u64>(own);
  const b = load<u64>(own, 8);
  let retained = room;
  if (words === 4) {
    for (let at = room; at < end; at += 4) {
      const point = load<u32>(at);
      const other = descriptors + 16 * <usize>point;
      const distance = <u32>(popcnt<u64>(a ^ load<u64>(other)) + popcnt<u64>(b ^ load<u64>(other, 8)));
      store<u32>(retained, point | (distance << 24));
      retained += (<usize>(distance <= <u32>reach)) << 2;
    }
  } else {
    const c = load<u64>(own, 16);
    const d = load<u64>(own, 24);
    for (let at = room; at < end; at += 4) {
      const point = load<u32>(at);
      const other = descriptors + 32 * <usize>point;
      const distance = <u32>(
        (popcnt<u64>(a ^ load<u64>(other)) +
          popcnt<u64>(b ^ load<u64>(other, 8)) +
          popcnt<u64>(c ^ load<u64>(other, 16)) +
          popcnt<u64>(d ^ load<u64>(other, 24)))
      );
      store<u32>(retained, point | (distance << 24));
      retained += (<usize>(distance <= <u32>reach)) << 2;
    }
  }
  let found = 0;
  for (let at = room; at < retained; at += 4) {
    const point = load<u32>(at) & 0xffffff;
    if (<u32>load<u8>(stamps + point) === stamp) continue;
    store<u8>(stamps + point, <u8>stamp);
    if (found === most) return 0;
    store<u32>(out + 4 * found, point);
    store<u8>(distances + found, load<u8>(at, 3));
    found++;
  }
  return found;
}

/** Four numbers of three bytes each in four bytes. */
// @ts-expect-error: decorator
function inWords(points: v128): v128 {
  return i8x16.swizzle(points, i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
}

/** The key of a table: with half of the bits stored, at `held`, it is in a word of its own. */
function keyOf(query: usize, held: usize, table: i32, bits: i32, chosen: usize): u32 {
  if (held !== 0) return load<u32>(held + 4 * <usize>table) & ((1 << bits) - 1);
  let key: u32 = 0;
  for (let i = 0; i < bits; i++) {
    const bit = load<i32>(chosen + 4 * i);
    key |= ((load<u32>(query + 4 * (bit >> 5)) >> (bit & 31)) & 1) << i;
  }
  return key;
}

/** Where the points of a key begin and end, and the table. */
function putBucket(out: usize, starts: usize, key: u32, table: i32): usize {
  store<u64>(out, load<u64>(starts + 4 * <usize>key));
  store<u32>(out, table, 8);
  return out + 12;
}

/** Of each key that a query asks for, its own first in each table, three u32; gives where they end. */
function bucketsOf(query: usize, held: usize, tables: i32, bits: i32, chosen: usize, starts: usize, out: usize): usize {
  for (let table = 0; table < tables; table++) {
    const key = keyOf(query, held, table, bits, chosen + 4 * <usize>(table * bits));
    const own = starts + 4 * table * ((1 << bits) + 1);
    for (let flip = -1; flip < bits; flip++) out = putBucket(out, own, flip < 0 ? key : key ^ (1 << flip), table);
  }
  return out;
}

/** The same of the keys that are likely by the margins of the bits. */
function likelyBuckets(
  query: usize,
  held: usize,
  margins: usize,
  tables: i32,
  bits: i32,
  chosen: usize,
  single: i32,
  ranks: usize,
  pairs: i32,
  order: usize,
  starts: usize,
  out: usize,
): usize {
  for (let table = 0; table < tables; table++) {
    const bitsOf = chosen + 4 * <usize>(table * bits);
    const key = keyOf(query, held, table, bits, bitsOf);
    const own = starts + 4 * table * ((1 << bits) + 1);
    // The smallest first, ties by position; beyond the flipped ones none is needed.
    const last = order + 4 * (single - 1);
    for (let i = 0; i < bits; i++) {
      const weight = ((<i32>load<u8>(margins + load<i32>(bitsOf + 4 * i))) << 5) | i;
      let at = order + 4 * i;
      if (at > last) {
        if (load<i32>(last) < weight) continue;
        at = last;
      }
      while (at > order && load<i32>(at - 4) > weight) {
        store<i32>(at, load<i32>(at - 4));
        at -= 4;
      }
      store<i32>(at, weight);
    }
    out = putBucket(out, own, key, table);
    for (let k = 0; k < single; k++) out = putBucket(out, own, key ^ (1 << (load<i32>(order + 4 * k) & 31)), table);
    for (let pair = 0; pair < pairs; pair++) {
      const first = load<i32>(order + 4 * load<i32>(ranks + 8 * pair)) & 31;
      const second = load<i32>(order + 4 * load<i32>(ranks + 8 * pair, 4)) & 31;
      out = putBucket(out, own, key ^ (1 << first) ^ (1 << second), table);
    }
  }
  return out;
}
