const MARGIN: i32 = 17;

// @ts-expect-error: decorator
function above(value: v128, high: v128): v128 {
  return i8x16.gt_u(value, high);
}

/** Whether nine of the sixteen bits in a ring stand in a row. */
function hasArc(ring: u32): bool {
  const around = ring | (ring << 16);
  let run = around & (around >> 1);
  run &= run >> 2;
  run &= run >> 4;
  return (run & (around >> 8) & 0xffff) !== 0;
}

function ringBits(i: usize, width: i32, limit: i32, brighter: bool): u32 {
  let bits: u32 = 0;
  bits |= bit(i - 3 * width, limit, brighter);
  bits |= bit(i - 3 * width + 1, limit, brighter) << 1;
  bits |= bit(i - 2 * width + 2, limit, brighter) << 2;
  bits |= bit(i - width + 3, limit, brighter) << 3;
  bits |= bit(i + 3, limit, brighter) << 4;
  bits |= bit(i + width + 3, limit, brighter) << 5;
  bits |= bit(i + 2 * width + 2, limit, brighter) << 6;
  bits |= bit(i + 3 * width + 1, limit, brighter) << 7;
  bits |= bit(i + 3 * width, limit, brighter) << 8;
  bits |= bit(i + 3 * width - 1, limit, brighter) << 9;
  bits |= bit(i + 2 * width - 2, limit, brighter) << 10;
  bits |= bit(i + width - 3, limit, brighter) << 11;
  bits |= bit(i - 3, limit, brighter) << 12;
  bits |= bit(i - width - 3, limit, brighter) << 13;
  bits |= bit(i - 2 * width - 2, limit, brighter) << 14;
  bits |= bit(i - 3 * width - 1, limit, brighter) << 15;
  return bits;
}

// @ts-expect-error: decorator
function bit(at: usize, limit: i32, brighter: bool): u32 {
  const value = <i32>load<u8>(at);
  return u32(brighter ? value > limit : value < limit);
}

/** Harris response by Sobel gradients over 7×7 pixels; eight columns are computed, of which the last has no weight. */
function harris(i: usize, width: i32): f64 {
  let xx = i32x4.splat(0);
  let yy = i32x4.splat(0);
  let xy = i32x4.splat(0);
  const mask = i16x8(-1, -1, -1, -1, -1, -1, -1, 0);
  for (let dy = -3; dy <= 3; dy++) {
    const at = i + dy * width - 3;
    const nw = v128.load8x8_u(at - width - 1);
    const n = v128.load8x8_u(at - width);
    const ne = v128.load8x8_u(at - width + 1);
    const w = v128.load8x8_u(at - 1);
    const e = v128.load8x8_u(at + 1);
    const sw = v128.load8x8_u(at + width - 1);
    const s = v128.load8x8_u(at + width);
    const se = v128.load8x8_u(at + width + 1);
    const diagonal = i16x8.sub(se, nw);
    const other = i16x8.sub(ne, sw);
    const gx = v128.and(mask, i16x8.add(i16x8.shl(i16x8.sub(e, w), 1), i16x8.add(diagonal, other)));
    const gy = v128.and(mask, i16x8.add(i16x8.shl(i16x8.sub(s, n), 1), i16x8.sub(diagonal, other)));
    xx = i32x4.add(xx, i32x4.dot_i16x8_s(gx, gx));
    yy = i32x4.add(yy, i32x4.dot_i16x8_s(gy, gy));
    xy = i32x4.add(xy, i32x4.dot_i16x8_s(gx, gy));
  }
  const a = <f64>lanes(xx);
  const b = <f64>lanes(yy);
  const c = <f64>lanes(xy);
  return a * b - c * c - 0.04 * (a + b) * (a + b);
}

// @ts-expect-error: decorator
function lanes(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/**
 * Corners that are the strongest among their neighbours. `map`: f32 a pixel, `found`: i32 a corner (room for all pixels), `strengths`: f32 a corner.
 * Gives how many there are.
 */
export function corners(
  source: usize,
  width: i32,
  height: i32,
  threshold: i32,
  map: usize,
  found: usize,
  strengths: usize,
): i32 {
  memory.fill(map, 0, 4 * width * height);
  let count = 0;
  const t = i8x16.splat(<i8>threshold);
  for (let y = MARGIN; y < height - MARGIN; y++) {
    const end = (y + 1) * width - MARGIN;
    for (let start = y * width + MARGIN; start < end; start += 16) {
      const at = source + start;
      const centre = v128.load(at);
      const high = i8x16.add_sat_u(centre, t);
      const low = i8x16.sub_sat_u(centre, t);
      const top = v128.load(at - 3 * width);
      const right = v128.load(at + 3);
      const bottom = v128.load(at + 3 * width);
      const left = v128.load(at - 3);
      const brighter = v128.and(
        v128.or(above(top, high), above(bottom, high)),
        v128.or(above(right, high), above(left, high)),
      );
      const darker = v128.and(
        v128.or(above(low, top), above(low, bottom)),
        v128.or(above(low, right), above(low, left)),
      );
      let lanesSet = i8x16.bitmask(v128.or(brighter, darker));
      const left16 = end - start;
      if (left16 < 16) lanesSet &= (1 << left16) - 1;
      while (lanesSet !== 0) {
        const lane = ctz(lanesSet);
        lanesSet &= lanesSet - 1;
        const i = source + start + lane;
        const value = <i32>load<u8>(i);
        if (
          !hasArc(ringBits(i, width, value + threshold, true)) &&
          !hasArc(ringBits(i, width, value - threshold, false))
        )
          continue;
        store<f32>(map + 4 * (start + lane), <f32>harris(i, width));
        store<i32>(found + 4 * count, start + lane);
        count++;
      }
    }
  }
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const offset = load<i32>(found + 4 * k);
    const at = map + 4 * offset;
    const own = load<f32>(at);
    if (!(own > 1)) continue;
    const above4 = at - 4 * width;
    const below4 = at + 4 * width;
    const isStrongest =
      load<f32>(at - 4) <= own &&
      load<f32>(at + 4) <= own &&
      load<f32>(above4 - 4) <= own &&
      load<f32>(above4) <= own &&
      load<f32>(above4 + 4) <= own &&
      load<f32>(below4 - 4) <= own &&
      load<f32>(below4) <= own &&
      load<f32>(below4 + 4) <= own;
    if (!isStrongest) continue;
    store<i32>(found + 4 * kept, offset);
    store<f32>(strengths + 4 * kept, own);
    kept++;
  }
  return kept;
}
