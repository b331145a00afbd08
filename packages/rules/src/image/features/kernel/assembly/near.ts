/**
 * Indexed points that look like one: of each table those that agree in all but one of its bits, none twice, by the order in which they come. `chosen`: i32 a
 * bit of a table, table by table; `starts`: u32 a key, and one behind the last, table by table; `points`: three bytes a point, table by table, and one behind the last; `stamps`: u8 a point,
 * the query that found it last; `out`: two u32 a point. Gives how many there are; 0 where there are more than `most`; only of
 * those before `beyond`. What is looked at lies all over a large memory, so that it is done in three passes, in each of which nothing waits for what was read
 * before: `looked`, two u32 a key that is asked for, and behind them a u32 a point, holds what one leaves to the next.
 */
export function near(
  query: usize,
  descriptors: usize,
  count: i32,
  tables: i32,
  bits: i32,
  chosen: usize,
  starts: usize,
  points: usize,
  stamps: usize,
  stamp: u32,
  reach: i32,
  mostInBucket: u32,
  most: i32,
  beyond: u32,
  looked: usize,
  out: usize,
): i32 {
  const list = looked + 8 * <usize>(tables * (bits + 1));
  bucketsOf(query, tables, bits, chosen, starts, looked);
  let end = list;
  for (let table = 0; table < tables; table++) {
    const own = points + 3 * <usize>table * <usize>count;
    for (let flip = 0; flip <= bits; flip++) {
      const bucket = looked + 8 * <usize>(table * (bits + 1) + flip);
      const last = load<u32>(bucket, 4);
      let k = load<u32>(bucket);
      if (last - k > mostInBucket) continue;
      for (; k < last; k++) {
        const point = load<u32>(own + 3 * k) & 0xffffff;
        if (point >= beyond) break;
        store<u32>(end, point);
        end += 4;
      }
    }
  }
  const a = load<u64>(query);
  const b = load<u64>(query, 8);
  const c = load<u64>(query, 16);
  const d = load<u64>(query, 24);
  let found = 0;
  for (let at = list; at < end; at += 4) {
    const point = load<u32>(at);
    const other = descriptors + 32 * <usize>point;
    const half = <i32>(popcnt<u64>(a ^ load<u64>(other)) + popcnt<u64>(b ^ load<u64>(other, 8)));
    if (half > reach) continue;
    const distance = half + <i32>(popcnt<u64>(c ^ load<u64>(other, 16)) + popcnt<u64>(d ^ load<u64>(other, 24)));
    if (distance > reach || <u32>load<u8>(stamps + point) === stamp) continue;
    store<u8>(stamps + point, <u8>stamp);
    if (found === most) return 0;
    store<u32>(out + 8 * found, point);
    store<u32>(out + 8 * found, <u32>distance, 4);
    found++;
  }
  return found;
}

/** Of each key that a query asks for, its own first in each table, where its points begin and end. */
function bucketsOf(query: usize, tables: i32, bits: i32, chosen: usize, starts: usize, out: usize): void {
  for (let table = 0; table < tables; table++) {
    let key: u32 = 0;
    for (let i = 0; i < bits; i++) {
      const bit = load<i32>(chosen + 4 * (table * bits + i));
      key |= ((load<u32>(query + 4 * (bit >> 5)) >> (bit & 31)) & 1) << i;
    }
    const own = starts + 4 * table * ((1 << bits) + 1);
    for (let flip = -1; flip < bits; flip++) {
      store<u64>(out, load<u64>(own + 4 * (flip < 0 ? key : key ^ (1 << flip))));
      out += 8;
    }
  }
}
