/** Writes the 4×4 transpose of four f32 vectors at `from`, `from + step`, … to rows at `to`, `to + stride`, …. */
export function transposeInto(to: usize, stride: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to + stride, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(to + 2 * stride, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(to + 3 * stride, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

/**
 * Turns a block of 8 lines along one axis (indexes `first` to `first + 7`) into rows of the blocks of the other axis: element (r, lane)
 * goes to block r >> 3, row `first + lane`, lane r & 7. Only the first `rows` elements of each line.
 */
export function storeBlocked(block: usize, to: usize, size: i32, first: i32, rows: i32): void {
  for (let r: i32 = 0; r < rows; r += 4) {
    const p = block + ((<usize>r) << 6);
    const d = to + ((<usize>((r >> 3) * size + first)) << 6) + ((<usize>r & 4) << 2);
    transposeInto(d, 64, p, 64);
    transposeInto(d + 256, 64, p + 16, 64);
    transposeInto(d + 32, 64, p + 32, 64);
    transposeInto(d + 288, 64, p + 48, 64);
  }
}
