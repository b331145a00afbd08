const MARGIN: i32 = 17;

// @ts-expect-error: decorator
function above(value: v128, high: v128): v128 {
  return i8x16.gt_u(value, high);
}

/** By how much pixels of the ring lie above a limit, 0 where they do not; all of them turned by `turned`. */
// @ts-expect-error: decorator
function beyond(ring: v128, limit: v128, turned: v128): v128 {
  return i8x16.sub_sat_u(v128.xor(ring, turned), limit);
}

// @ts-expect-error: decorator
function nine(first: v128, second: v128, last: v128): v128 {
  return i8x16.min_u(i8x16.min_u(first, second), last);
}

/**
 * Of sixteen pixels in a row those around which nine of the ring in a row lie above their limit: what lies least above, of the arc of which that is most. With all bits
 * turned, of the limit too, what is darker lies above.
 */
function arcs(at: usize, width: i32, limit: v128, turned: v128): v128 {
  const r0 = beyond(v128.load(at - 3 * width), limit, turned);
  const r1 = beyond(v128.load(at - 3 * width + 1), limit, turned);
  const r2 = beyond(v128.load(at - 2 * width + 2), limit, turned);
  const r3 = beyond(v128.load(at - width + 3), limit, turned);
  const r4 = beyond(v128.load(at + 3), limit, turned);
  const r5 = beyond(v128.load(at + width + 3), limit, turned);
  const r6 = beyond(v128.load(at + 2 * width + 2), limit, turned);
  const r7 = beyond(v128.load(at + 3 * width + 1), limit, turned);
  const r8 = beyond(v128.load(at + 3 * width), limit, turned);
  const r9 = beyond(v128.load(at + 3 * width - 1), limit, turned);
  const r10 = beyond(v128.load(at + 2 * width - 2), limit, turned);
  const r11 = beyond(v128.load(at + width - 3), limit, turned);
  const r12 = beyond(v128.load(at - 3), limit, turned);
  const r13 = beyond(v128.load(at - width - 3), limit, turned);
  const r14 = beyond(v128.load(at - 2 * width - 2), limit, turned);
  const r15 = beyond(v128.load(at - 3 * width - 1), limit, turned);
  const p0 = i8x16.min_u(r0, r1);
  const p1 = i8x16.min_u(r1, r2);
  const p2 = i8x16.min_u(r2, r3);
  const p3 = i8x16.min_u(r3, r4);
  const p4 = i8x16.min_u(r4, r5);
  const p5 = i8x16.min_u(r5, r6);
  const p6 = i8x16.min_u(r6, r7);
  const p7 = i8x16.min_u(r7, r8);
  const p8 = i8x16.min_u(r8, r9);
  const p9 = i8x16.min_u(r9, r10);
  const p10 = i8x16.min_u(r10, r11);
  const p11 = i8x16.min_u(r11, r12);
  const p12 = i8x16.min_u(r12, r13);
  const p13 = i8x16.min_u(r13, r14);
  const p14 = i8x16.min_u(r14, r15);
  const p15 = i8x16.min_u(r15, r0);
  const f0 = i8x16.min_u(p0, p2);
  const f1 = i8x16.min_u(p1, p3);
  const f2 = i8x16.min_u(p2, p4);
  const f3 = i8x16.min_u(p3, p5);
  const f4 = i8x16.min_u(p4, p6);
  const f5 = i8x16.min_u(p5, p7);
  const f6 = i8x16.min_u(p6, p8);
  const f7 = i8x16.min_u(p7, p9);
  const f8 = i8x16.min_u(p8, p10);
  const f9 = i8x16.min_u(p9, p11);
  const f10 = i8x16.min_u(p10, p12);
  const f11 = i8x16.min_u(p11, p13);
  const f12 = i8x16.min_u(p12, p14);
  const f13 = i8x16.min_u(p13, p15);
  const f14 = i8x16.min_u(p14, p0);
  const f15 = i8x16.min_u(p15, p1);
  let arc = nine(f0, f4, r8);
  arc = i8x16.max_u(arc, nine(f1, f5, r9));
  arc = i8x16.max_u(arc, nine(f2, f6, r10));
  arc = i8x16.max_u(arc, nine(f3, f7, r11));
  arc = i8x16.max_u(arc, nine(f4, f8, r12));
  arc = i8x16.max_u(arc, nine(f5, f9, r13));
  arc = i8x16.max_u(arc, nine(f6, f10, r14));
  arc = i8x16.max_u(arc, nine(f7, f11, r15));
  arc = i8x16.max_u(arc, nine(f8, f12, r0));
  arc = i8x16.max_u(arc, nine(f9, f13, r1));
  arc = i8x16.max_u(arc, nine(f10, f14, r2));
  arc = i8x16.max_u(arc, nine(f11, f15, r3));
  arc = i8x16.max_u(arc, nine(f12, f0, r4));
  arc = i8x16.max_u(arc, nine(f13, f1, r5));
  arc = i8x16.max_u(arc, nine(f14, f2, r6));
  arc = i8x16.max_u(arc, nine(f15, f3, r7));
  return arc;
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
  // Of each row what lies to the right less what lies to the left, and both with twice what lies between; 255 times 4 fits 16 bits.
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
      const brighter = v128.and(
        v128.or(above(top, high), above(bottom, high)),
        v128.or(above(right, high), above(left, high)),
      );
      const darker = v128.and(
        v128.or(above(low, top), above(low, bottom)),
        v128.or(above(low, right), above(low, left)),
      );
      if (!v128.any_true(v128.or(brighter, darker))) continue;
      let arc = i8x16.splat(0);
      if (v128.any_true(brighter)) arc = arcs(at, width, high, i8x16.splat(0));
      if (v128.any_true(darker)) arc = v128.or(arc, arcs(at, width, v128.not(low), i8x16.splat(-1)));
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
  let kept = 0;
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
    store<i32>(chosen + 4 * kept, offset);
    store<f32>(strengths + 4 * kept, own);
    kept++;
  }
  for (let k = 0; k < count; k++) store<f32>(map + 4 * load<i32>(found + 4 * k), 0);
  return kept;
}
