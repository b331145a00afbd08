// Flattens pixels with an alpha channel on white.

/** The whole part of what of 255 opacities is that of a pixel, each times its value: exact up to 65,534. */
function by255(product: v128): v128 {
  const one = i16x8.add(product, i16x8.splat(1));
  return i16x8.shr_u(i16x8.add(one, i16x8.shr_u(one, 8)), 8);
}

/**
 * RGBA as RGB on white: value × opacity / 255, rounded down, and white for what is left. `target` may be `source`; up to four bytes behind the last pixel of either are read or
 * written.
 */
export function layOnWhite(source: usize, pixels: i32, target: usize): void {
  const opaque = i32x4.splat(0x00ffffff);
  const white = i8x16.splat(-1);
  let at = source;
  let out = target;
  let left = pixels;
  for (; left >= 4; left -= 4) {
    const four = v128.load(at);
    const rgb = v128.swizzle(four, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
    if (i8x16.all_true(i8x16.eq(v128.or(four, opaque), white))) {
      v128.store(out, rgb);
    } else {
      const opacity = v128.swizzle(four, i8x16(3, 3, 3, 7, 7, 7, 11, 11, 11, 15, 15, 15, -1, -1, -1, -1));
      const seen = i8x16.narrow_i16x8_u(
        by255(i16x8.extmul_low_i8x16_u(rgb, opacity)),
        by255(i16x8.extmul_high_i8x16_u(rgb, opacity)),
      );
      v128.store(out, i8x16.add(seen, v128.xor(opacity, white)));
    }
    at += 16;
    out += 12;
  }
  for (; left > 0; left--) {
    const opacity = <i32>load<u8>(at, 3);
    for (let channel = 0; channel < 3; channel++) {
      const value = <i32>load<u8>(at + channel);
      store<u8>(out + channel, <u8>((value * opacity) / 255 + 255 - opacity));
    }
    at += 4;
    out += 3;
  }
}
