/**
 * Finds indexed points similar to queries: in each table those that agree in all of its bits, without duplicates, and for each query only those before its limit. Table by
 * table: `order`: u32, points grouped by key, `starts`: u32 a key, and one after the last. `pointKeys`: the keys of each point, in the layout of
 * `keysAside`, and 32 bytes. Of the queries `queryKeys`: u32 each, table by table, `asideKeys`: the same as `pointKeys`, `limits`: u32, ascending, `foundCounts`:
 * u32, how many points of each were found, `most` + 1 if there are more. `heads`: u32 a key, `links`: u32 a query and `open`: u32 a query are
 * overwritten; `room`: a descriptor and two u32 for each point of the fullest key that counts. `out`: two u32 a match, the query times 256 plus the distance, and the
 * point. Returns the number of matches, those of queries with too many included.
 */
export function join(
  descriptors: usize,
  count: i32,
  order: usize,
  starts: usize,
  pointKeys: usize,
  tables: i32,
  bits: i32,
  queries: usize,
  queryCount: i32,
  queryKeys: usize,
  asideKeys: usize,
  limits: usize,
  foundCounts: usize,
  heads: usize,
  links: usize,
  open: usize,
  room: usize,
  reach: u32,
  mostInBucket: u32,
  most: u32,
  out: usize,
): i32 {
  const keyCount = 1 << bits;
  const stride = strideOf(tables);
  const points = room + 32 * <usize>mostInBucket;
  const near = points + 4 * <usize>mostInBucket;
  const begin = out;
  memory.fill(foundCounts, 0, 4 * queryCount);
  memory.fill(open, 0, 4 * queryCount);
  for (let table = 0; table < tables; table++) {
    const ownStarts = starts + 4 * <usize>table * <usize>(keyCount + 1);
    const ownOrder = order + 4 * <usize>table * <usize>count;
    linked(queryKeys + 4 * <usize>table * <usize>queryCount, queryCount, heads, links, keyCount);
    for (let key = 0; key < keyCount; key++) {
      const head = load<u32>(heads + 4 * key);
      if (head === 0) continue;
      const first = load<u32>(ownStarts + 4 * key);
      const size = load<u32>(ownStarts + 4 * key, 4) - first;
      if (size === 0 || size > mostInBucket) continue;
      // Limits ascend, and so the first of a list has the greatest.
      let held = gathered(descriptors, ownOrder + 4 * first, size, load<u32>(limits + 4 * (head - 1)), room, points);
      for (let query = head; query !== 0; query = load<u32>(links + 4 * (query - 1))) {
        const i = query - 1;
        const limit = load<u32>(limits + 4 * i);
        while (held > 0 && load<u32>(points + 4 * <usize>(held - 1)) >= limit) held--;
        const visited = load<u32>(open + 4 * i);
        store<u32>(open + 4 * i, visited | (1 << table));
        const end = withinReach(queries + 32 * <usize>i, room, held, reach, near);
        const own = asideKeys + stride * <usize>i;
        for (let at = near; at < end; at += 4) {
          const both = load<u32>(at);
          const point = load<u32>(points + 4 * <usize>(both >> 8));
          // Already found by an earlier table.
          if ((alikeIn(own, pointKeys + stride * <usize>point) & visited) !== 0) continue;
          const found = load<u32>(foundCounts + 4 * i);
          if (found > most) break;
          store<u32>(foundCounts + 4 * i, found + 1);
          if (found === most) break;
          store<u32>(out, (i << 8) | (both & 255));
          store<u32>(out, point, 4);
          out += 8;
        }
      }
    }
  }
  return <i32>((out - begin) >> 3);
}

/** The descriptors side by side that are within reach of one: at `near` the place of each times 256 and its distance, none of which is written by a guess. */
function withinReach(at: usize, room: usize, held: u32, reach: u32, near: usize): usize {
  const a = load<u64>(at);
  const b = load<u64>(at, 8);
  const c = load<u64>(at, 16);
  const d = load<u64>(at, 24);
  let other = room;
  for (let k: u32 = 0; k < held; k++) {
    const distance = <u32>(
      (popcnt<u64>(a ^ load<u64>(other)) +
        popcnt<u64>(b ^ load<u64>(other, 8)) +
        popcnt<u64>(c ^ load<u64>(other, 16)) +
        popcnt<u64>(d ^ load<u64>(other, 24)))
    );
    store<u32>(near, (k << 8) | distance);
    near += (<usize>(distance <= reach)) << 2;
    other += 32;
  }
  return near;
}

/** Bytes of the keys of one, u16 each, and of what makes them a multiple of eight. */
function strideOf(tables: i32): usize {
  return 8 * <usize>((tables + 3) >> 2);
}

/** In which tables two have one key, a bit each; bits of tables that there are not say nothing. */
// @ts-expect-error: decorator
function alikeIn(a: usize, b: usize): i32 {
  const first = i16x8.eq(v128.load(a), v128.load(b));
  const second = i16x8.eq(v128.load(a, 16), v128.load(b, 16));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(first, second));
}

/** Interleaves the keys of one table with those of others: `keys`: u32 each, `out`: those of each descriptor, u16 a table, at most 16. */
export function keysAside(keys: usize, count: i32, table: i32, tables: i32, out: usize): void {
  const stride = strideOf(tables);
  for (let k = 0; k < count; k++) store<u16>(out + stride * <usize>k + 2 * table, <u16>load<u32>(keys + 4 * k));
}

/** Queries by their key, the last one first, one more than the place of each. */
function linked(keys: usize, count: i32, heads: usize, links: usize, keyCount: i32): void {
  memory.fill(heads, 0, 4 * keyCount);
  for (let i = 0; i < count; i++) {
    const head = heads + 4 * load<u32>(keys + 4 * i);
    store<u32>(links + 4 * i, load<u32>(head));
    store<u32>(head, i + 1);
  }
}

/** Lays the points of a key before a limit side by side: how many there are. */
function gathered(descriptors: usize, order: usize, size: u32, limit: u32, room: usize, points: usize): u32 {
  let k: u32 = 0;
  for (; k < size; k++) {
    const point = load<u32>(order + 4 * k);
    if (point >= limit) break;
    const from = descriptors + 32 * <usize>point;
    const to = room + 32 * <usize>k;
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    store<u32>(points + 4 * k, point);
  }
  return k;
}

/** Keys of descriptors: the value of some bits of each, at most 16 a table, `chosen`: i32 a bit, table by table. `out`: u32 each, table by table. */
export function keys(descriptors: usize, count: i32, tables: i32, bits: i32, chosen: usize, out: usize): void {
  for (let table = 0; table < tables; table++) {
    const own = chosen + 4 * table * bits;
    const lowBytes = i64x2.replace_lane(i64x2.splat(bytesOf(own, min(8, bits), 0)), 1, bytesOf(own + 32, bits - 8, 0));
    const highBytes = i64x2.replace_lane(i64x2.splat(bytesOf(own, min(8, bits), 1)), 1, bytesOf(own + 32, bits - 8, 1));
    const mask = i64x2.replace_lane(i64x2.splat(maskedBits(own, min(8, bits))), 1, maskedBits(own + 32, bits - 8));
    for (let k = 0; k < count; k++) {
      const at = descriptors + 32 * <usize>k;
      const bytes = v128.or(i8x16.swizzle(v128.load(at), lowBytes), i8x16.swizzle(v128.load(at, 16), highBytes));
      store<u32>(out, <u32>i8x16.bitmask(i8x16.ne(v128.and(bytes, mask), i8x16.splat(0))));
      out += 4;
    }
  }
}

/** In which bytes of one half of a descriptor up to eight bits lie; one that none has for those in the other half. */
function bytesOf(chosen: usize, bits: i32, half: i32): i64 {
  let bytes: i64 = 0;
  for (let i = 0; i < bits; i++) {
    const byte = load<i32>(chosen + 4 * i) >> 3;
    bytes |= (<i64>(byte >> 4 === half ? byte & 15 : 128)) << (8 * i);
  }
  return bytes;
}

/** Of those bytes the bits. */
function maskedBits(chosen: usize, bits: i32): i64 {
  let mask: i64 = 0;
  for (let i = 0; i < bits; i++) mask |= ((<i64>1) << (load<i32>(chosen + 4 * i) & 7)) << (8 * i);
  return mask;
}
