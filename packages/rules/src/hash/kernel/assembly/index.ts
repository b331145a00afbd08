// Whole-number kernels of the fingerprint, WebAssembly SIMD. Their twins in kernel-js.ts give the same bytes.
// Addresses are bytes; rows are interleaved RGB without padding. Every piece has 64 bytes of slack behind it.
export { areaMap, wholeMap } from './area-map';
export { gridAndCells, gridRows } from './grid';
export { medians, plainColumns, plainRows } from './lines';
export { regions } from './regions';
export { bitsAbove, cosinesAcross, cosinesDown, gradient } from './waves';

/** Half the size: means of 2×2 pixels by two rounding averages. An odd last row or column is its own neighbour. */
export function halve(source: usize, width: i32, height: i32, target: usize): void {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const rowBytes = width * 3;
  for (let y = 0; y < h; y++) {
    const upper = source + 2 * y * rowBytes;
    const lower = source + min(2 * y + 1, height - 1) * rowBytes;
    let out = target + y * w * 3;
    let x = 0;
    // Ten pixels in (30 of 32 loaded bytes), five out (15 of 16 stored bytes; the next step writes over the last).
    for (; 2 * x + 11 <= width; x += 5) {
      const at = 6 * x;
      const a = v128.avgr<u8>(v128.load(upper + at), v128.load(lower + at));
      const b = v128.avgr<u8>(v128.load(upper + at, 16), v128.load(lower + at, 16));
      // Swizzles by constants, which stay in registers: a shuffle makes its own anew each time.
      const left = v128.or(
        v128.swizzle(a, i8x16(0, 1, 2, 6, 7, 8, 12, 13, 14, -1, -1, -1, -1, -1, -1, -1)),
        v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 3, 4, 8, 9, 10, 10)),
      );
      const right = v128.or(
        v128.swizzle(a, i8x16(3, 4, 5, 9, 10, 11, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
        v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, -1, 0, 1, 5, 6, 7, 11, 12, 13, 13)),
      );
      v128.store(out, v128.avgr<u8>(left, right));
      out += 15;
    }
    for (; x < w; x++) {
      const p = 6 * x;
      const q = 3 * min(2 * x + 1, width - 1);
      for (let c = 0; c < 3; c++) {
        const left = (<i32>load<u8>(upper + p + c) + <i32>load<u8>(lower + p + c) + 1) >> 1;
        const right = (<i32>load<u8>(upper + q + c) + <i32>load<u8>(lower + q + c) + 1) >> 1;
        store<u8>(out++, <u8>((left + right + 1) >> 1));
      }
    }
  }
}
