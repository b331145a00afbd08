/**
 * Indexed points that look like some queries: of each table those that agree in all of its bits, none twice, and of each query only those before its limit. Table by
 * table: `order`: u32, the points of one key after those of another, in their order, `starts`: u32 a key, and one behind the last, `masks`: eight u32, the bits of
 * its key. Of the queries `queryKeys`: u32 each, table by table, `limits`: u32, ascending, `told`: u32, how many points of each were found, which is one more than `most`
 * where there are more. `heads`: u32 a key and `links`: u32 a query are written over; `room`: a descriptor and a u32 for each point of the fullest key that counts.
 * `out`: two u32 a find, the query times 256 and the distance, and the point. Gives how many there are, those of queries with too many among them.
 */
export function join(
  descriptors: usize,
  count: i32,
  order: usize,
  starts: usize,
  masks: usize,
  tables: i32,
  bits: i32,
  queries: usize,
  queryCount: i32,
  queryKeys: usize,
  limits: usize,
  told: usize,
  heads: usize,
  links: usize,
  room: usize,
  reach: i32,
  mostInBucket: u32,
  most: u32,
  out: usize,
): i32 {
  const keyCount = 1 << bits;
  const points = room + 32 * <usize>mostInBucket;
  const begin = out;
  memory.fill(told, 0, 4 * queryCount);
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
      const held = gathered(descriptors, ownOrder + 4 * first, size, load<u32>(limits + 4 * (head - 1)), room, points);
      for (let query = head; query !== 0; query = load<u32>(links + 4 * (query - 1))) {
        const i = query - 1;
        const limit = load<u32>(limits + 4 * i);
        const at = queries + 32 * <usize>i;
        const a = load<u64>(at);
        const b = load<u64>(at, 8);
        const c = load<u64>(at, 16);
        const d = load<u64>(at, 24);
        for (let k: u32 = 0; k < held; k++) {
          const other = room + 32 * <usize>k;
          // Half of the bits say of nearly all that they are too far.
          let distance = <i32>(popcnt<u64>(a ^ load<u64>(other)) + popcnt<u64>(b ^ load<u64>(other, 8)));
          if (distance > reach) continue;
          distance += <i32>(popcnt<u64>(c ^ load<u64>(other, 16)) + popcnt<u64>(d ^ load<u64>(other, 24)));
          if (distance > reach) continue;
          const point = load<u32>(points + 4 * k);
          if (point >= limit) break;
          if (foundBefore(table, at, other, masks, i, queryCount, queryKeys, starts, keyCount, mostInBucket)) continue;
          const found = load<u32>(told + 4 * i);
          if (found > most) break;
          store<u32>(told + 4 * i, found + 1);
          if (found === most) break;
          store<u32>(out, (i << 8) | distance);
          store<u32>(out, point, 4);
          out += 8;
        }
      }
    }
  }
  return <i32>((out - begin) >> 3);
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

/** Whether a table before this one has told of both: they agree in all of its bits, and its key counts. */
function foundBefore(
  table: i32,
  own: usize,
  other: usize,
  masks: usize,
  query: u32,
  queryCount: i32,
  queryKeys: usize,
  starts: usize,
  keyCount: i32,
  mostInBucket: u32,
): bool {
  const low = v128.xor(v128.load(own), v128.load(other));
  const high = v128.xor(v128.load(own, 16), v128.load(other, 16));
  for (let before = 0; before < table; before++) {
    const mask = masks + 32 * <usize>before;
    if (v128.any_true(v128.or(v128.and(low, v128.load(mask)), v128.and(high, v128.load(mask, 16))))) continue;
    const key = load<u32>(queryKeys + 4 * (<usize>before * <usize>queryCount + query));
    const start = starts + 4 * (<usize>before * <usize>(keyCount + 1) + key);
    if (load<u32>(start, 4) - load<u32>(start) <= mostInBucket) return true;
  }
  return false;
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
