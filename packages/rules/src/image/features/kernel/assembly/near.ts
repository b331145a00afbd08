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
 * Indexed points that look like one. Of each table those whose key is the point's own or that one with bits turned, none twice, by the order in which they come. `chosen`: i32 a
 * bit of a table, table by table; `margins`: 0 where each bit is turned, else u8 a bit of the descriptor, and then those are that have the smallest: one of the first `single`, and two by
 * their ranks, i32 each, of which there are `pairs` at `ranks`; `order`: room for an i32 a bit of a table. `starts`: u32 a key, and one
 * behind the last, table by table; `points`: three bytes a point, table by table, and one behind the last; `own`: the query as descriptors are held, of `words` u32;
 * `stamps`: u8 a point, the query that found it last; `out`: two u32 a point. Gives how many there are; 0 where there are more than `most`; only of
 * those before `beyond`. What is looked at lies all over a large memory, so that it is done in three passes, in each of which nothing waits for what was read
 * before: `looked`, two u32 a key that is asked for, and behind them a u32 a point, holds what one leaves to the next.
 */
export function near(
  query: usize,
  margins: usize,
  descriptors: usize,
  count: i32,
  words: i32,
  own: usize,
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
  stamp: u32,
  reach: i32,
  mostInBucket: u32,
  most: i32,
  beyond: u32,
  looked: usize,
  room: usize,
  out: usize,
): i32 {
  const buckets =
    margins === 0
      ? bucketsOf(query, tables, bits, chosen, starts, looked)
      : likelyBuckets(query, margins, tables, bits, chosen, single, ranks, pairs, order, starts, looked);
  let end = room;
  for (let bucket = looked; bucket < buckets; bucket += 12) {
    const last = load<u32>(bucket, 4);
    let k = load<u32>(bucket);
    if (last - k > mostInBucket) continue;
    const from = points + 3 * <usize>load<u32>(bucket, 8) * <usize>count;
    for (; k < last; k++) {
      const point = load<u32>(from + 3 * k) & 0xffffff;
      if (point >= beyond) break;
      store<u32>(end, point);
      end += 4;
    }
  }
  const a = load<u64>(own);
  const b = load<u64>(own, 8);
  const isHalf = words === 4;
  const c = isHalf ? 0 : load<u64>(own, 16);
  const d = isHalf ? 0 : load<u64>(own, 24);
  let found = 0;
  for (let at = room; at < end; at += 4) {
    const point = load<u32>(at);
    const other = descriptors + 4 * <usize>words * <usize>point;
    let distance = <i32>(popcnt<u64>(a ^ load<u64>(other)) + popcnt<u64>(b ^ load<u64>(other, 8)));
    if (distance > reach) continue;
    if (!isHalf) {
      distance += <i32>(popcnt<u64>(c ^ load<u64>(other, 16)) + popcnt<u64>(d ^ load<u64>(other, 24)));
      if (distance > reach) continue;
    }
    if (<u32>load<u8>(stamps + point) === stamp) continue;
    store<u8>(stamps + point, <u8>stamp);
    if (found === most) return 0;
    store<u32>(out + 8 * found, point);
    store<u32>(out + 8 * found, <u32>distance, 4);
    found++;
  }
  return found;
}

function keyOf(query: usize, bits: i32, chosen: usize): u32 {
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
function bucketsOf(query: usize, tables: i32, bits: i32, chosen: usize, starts: usize, out: usize): usize {
  for (let table = 0; table < tables; table++) {
    const key = keyOf(query, bits, chosen + 4 * <usize>(table * bits));
    const own = starts + 4 * table * ((1 << bits) + 1);
    for (let flip = -1; flip < bits; flip++) out = putBucket(out, own, flip < 0 ? key : key ^ (1 << flip), table);
  }
  return out;
}

/** The same of the keys that are likely by the margins of the bits. */
function likelyBuckets(
  query: usize,
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
    const key = keyOf(query, bits, bitsOf);
    const own = starts + 4 * table * ((1 << bits) + 1);
    // The smallest first, of equal ones the first.
    for (let i = 0; i < bits; i++) {
      const weight = ((<i32>load<u8>(margins + load<i32>(bitsOf + 4 * i))) << 5) | i;
      let at = order + 4 * i;
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
