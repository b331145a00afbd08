const MARGIN: i32 = 17;

/** By how much pixels lie beyond a limit, 0 where they do not. Which side of it is meant is said by a type, as that takes no time: above it by `u8`, below it by `i8`. */
function beyond<Side>(pixels: v128, limit: v128): v128 {
  return isSigned<Side>() ? i8x16.sub_sat_u(limit, pixels) : i8x16.sub_sat_u(pixels, limit);
}

/** What is not 0 where two are not. */
// @ts-expect-error: decorator
function both(a: v128, b: v128): v128 {
  return i8x16.min_u(a, b);
}

/** Of eight in a row, as `both` of each two of them, and what is before and behind these. */
// @ts-expect-error: decorator
function nine(first: v128, second: v128, either: v128): v128 {
  return both(both(first, second), either);
}

/**
 * Of sixteen pixels in a row what is not 0 for those around which nine of the ring in a row lie beyond their limit: nine in a row are eight that begin with every second one of
 * the ring, and the one before or behind them.
 */
function arcs<Side>(at: usize, width: i32, limit: v128): v128 {
  const r0 = beyond<Side>(v128.load(at - 3 * width), limit);
  const r1 = beyond<Side>(v128.load(at - 3 * width + 1), limit);
  const r2 = beyond<Side>(v128.load(at - 2 * width + 2), limit);
  const r3 = beyond<Side>(v128.load(at - width + 3), limit);
  const r4 = beyond<Side>(v128.load(at + 3), limit);
  const r5 = beyond<Side>(v128.load(at + width + 3), limit);
  const r6 = beyond<Side>(v128.load(at + 2 * width + 2), limit);
  const r7 = beyond<Side>(v128.load(at + 3 * width + 1), limit);
  const r8 = beyond<Side>(v128.load(at + 3 * width), limit);
  const r9 = beyond<Side>(v128.load(at + 3 * width - 1), limit);
  const r10 = beyond<Side>(v128.load(at + 2 * width - 2), limit);
  const r11 = beyond<Side>(v128.load(at + width - 3), limit);
  const r12 = beyond<Side>(v128.load(at - 3), limit);
  const r13 = beyond<Side>(v128.load(at - width - 3), limit);
  const r14 = beyond<Side>(v128.load(at - 2 * width - 2), limit);
  const r15 = beyond<Side>(v128.load(at - 3 * width - 1), limit);
  const p1 = both(r1, r2);
  const p3 = both(r3, r4);
  const p5 = both(r5, r6);
  const p7 = both(r7, r8);
  const p9 = both(r9, r10);
  const p11 = both(r11, r12);
  const p13 = both(r13, r14);
  const p15 = both(r15, r0);
  const f1 = both(p1, p3);
  const f3 = both(p3, p5);
  const f5 = both(p5, p7);
  const f7 = both(p7, p9);
  const f9 = both(p9, p11);
  const f11 = both(p11, p13);
  const f13 = both(p13, p15);
  const f15 = both(p15, p1);
  let arc = nine(f1, f5, v128.or(r0, r9));
  arc = v128.or(arc, nine(f3, f7, v128.or(r2, r11)));
  arc = v128.or(arc, nine(f5, f9, v128.or(r4, r13)));
  arc = v128.or(arc, nine(f7, f11, v128.or(r6, r15)));
  arc = v128.or(arc, nine(f9, f13, v128.or(r8, r1)));
  arc = v128.or(arc, nine(f11, f15, v128.or(r10, r3)));
  arc = v128.or(arc, nine(f13, f1, v128.or(r12, r5)));
  arc = v128.or(arc, nine(f15, f3, v128.or(r14, r7)));
  return arc;
}

/** What is not 0 for those that may have nine in a row: two neighbours of four that lie a quarter of the ring apart. */
function mayHave<Side>(top: v128, right: v128, bottom: v128, left: v128, limit: v128): v128 {
  return both(
    v128.or(beyond<Side>(top, limit), beyond<Side>(bottom, limit)),
    v128.or(beyond<Side>(right, limit), beyond<Side>(left, limit)),
  );
}

// @ts-expect-error: decorator
function rightLessLeft(at: usize): v128 {
  return i16x8.sub(v128.load8x8_u(at + 1), v128.load8x8_u(at - 1));
}

// @ts-expect-error: decorator
function smoothed(at: usize): v128 {
  return i16x8.add(i16x8.add(v128.load8x8_u(at - 1), v128.load8x8_u(at + 1)), i16x8.shl(v128.load8x8_u(at), 1));
}

/** Harris response by Sobel gradients over 7×7 pixels; eight columns are computed, of which the last has no weight. */
function harris(i: usize, width: i32): f64 {
  let xx = i32x4.splat(0);
  let yy = i32x4.splat(0);
  let xy = i32x4.splat(0);
  const mask = i16x8(-1, -1, -1, -1, -1, -1, -1, 0);
  // Per row: right minus left, and both plus twice the middle; 255 times 4 fits 16 bits.
  let at = i - 4 * width - 3;
  let gradient0 = rightLessLeft(at);
  let sum0 = smoothed(at);
  at += width;
  let gradient1 = rightLessLeft(at);
  let sum1 = smoothed(at);
  for (let dy = -3; dy <= 3; dy++) {
    at += width;
    const gradient2 = rightLessLeft(at);
    const sum2 = smoothed(at);
    const gx = v128.and(mask, i16x8.add(i16x8.add(gradient0, gradient2), i16x8.shl(gradient1, 1)));
    const gy = v128.and(mask, i16x8.sub(sum2, sum0));
    xx = i32x4.add(xx, i32x4.dot_i16x8_s(gx, gx));
    yy = i32x4.add(yy, i32x4.dot_i16x8_s(gy, gy));
    xy = i32x4.add(xy, i32x4.dot_i16x8_s(gx, gy));
    gradient0 = gradient1;
    gradient1 = gradient2;
    sum0 = sum1;
    sum1 = sum2;
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
 * Corners that are the strongest among their neighbours. `map`: f32 a pixel, 0 before and after, `found` and `chosen`: i32 a corner (room for all pixels), `strengths`: f32 a
 * corner. Gives how many there are.
 */
export function corners(
  source: usize,
  width: i32,
  height: i32,
  threshold: i32,
  map: usize,
  found: usize,
  chosen: usize,
  strengths: usize,
): i32 {
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
      const brighter = mayHave<u8>(top, right, bottom, left, high);
      const darker = mayHave<i8>(top, right, bottom, left, low);
      if (!v128.any_true(v128.or(brighter, darker))) continue;
      let arc = i8x16.splat(0);
      if (v128.any_true(brighter)) arc = arcs<u8>(at, width, high);
      if (v128.any_true(darker)) arc = v128.or(arc, arcs<i8>(at, width, low));
      let lanesSet = i8x16.bitmask(i8x16.ne(arc, i8x16.splat(0)));
      const left16 = end - start;
      if (left16 < 16) lanesSet &= (1 << left16) - 1;
      while (lanesSet !== 0) {
        const lane = ctz(lanesSet);
        lanesSet &= lanesSet - 1;
        store<f32>(map + 4 * (start + lane), <f32>harris(source + start + lane, width));
        store<i32>(found + 4 * count, start + lane);
        count++;
      }
    }
  }
  let retained = 0;
  for (let k = 0; k < count; k++) {
    const offset = load<i32>(found + 4 * k);
    const at = map + 4 * offset;
    const own = load<f32>(at);
    if (!(own > 1)) continue;
    // Three in a row of each row; what a fourth has does not count.
    const around = f32x4.pmax(
      v128.load(at - 4),
      f32x4.pmax(v128.load(at - 4 * width - 4), v128.load(at + 4 * width - 4)),
    );
    const isStrongest = (i32x4.bitmask(f32x4.gt(around, f32x4.splat(own))) & 7) === 0;
    if (!isStrongest) continue;
    store<i32>(chosen + 4 * retained, offset);
    store<f32>(strengths + 4 * retained, own);
    retained++;
  }
  for (let k = 0; k < count; k++) store<f32>(map + 4 * load<i32>(found + 4 * k), 0);
  return retained;
}
