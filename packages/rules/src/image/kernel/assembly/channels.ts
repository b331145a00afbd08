// One channel of sixteen pixels of interleaved RGB, which lie in three vectors one behind the other. Swizzles by constants, which stay in registers: a shuffle makes its own
// anew each time.

/** An index of -1 gives 0: of the three each byte is in one. */
function together(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.or(a, b), c);
}

export function sixteenReds(a: v128, b: v128, c: v128): v128 {
  return together(
    v128.swizzle(a, i8x16(0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
    v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14, -1, -1, -1, -1, -1)),
    v128.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 4, 7, 10, 13)),
  );
}

export function sixteenGreens(a: v128, b: v128, c: v128): v128 {
  return together(
    v128.swizzle(a, i8x16(1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
    v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1)),
    v128.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14)),
  );
}

export function sixteenBlues(a: v128, b: v128, c: v128): v128 {
  return together(
    v128.swizzle(a, i8x16(2, 5, 8, 11, 14, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
    v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, 1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1)),
    v128.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15)),
  );
}
