/**
 * Correlation of two real vector fields with two real vector templates by one inverse FFT. With G = FFT(g), A = FFT(t1x − i·t2x),
 * B = FFT(t1y − i·t2y), the inverse of Gx·conj(A) + Gy·conj(B) has the correlation with template 1 as its real part and that with
 * template 2 as its imaginary part, because the fields and both templates are real.
 *
 * Spectra are opaque: `size`² complex numbers in blocks of 8 columns (fft-forward.ts). Image spectra hold f32, template spectra
 * i16 with one scale, at half the memory and bandwidth.
 */
import { transformForward } from './fft-forward';
import { transformInverse } from './fft-inverse';
import { storeBlocked, transposeInto } from './transpose';

/** Spectrum (size²·8 bytes at `spectrum`) of a plane with real part `re` and imaginary part `im` (0 for none), stride `size`. */
export function forward(
  re: usize,
  im: usize,
  spectrum: usize,
  temporary: usize,
  scratch: usize,
  twiddles: usize,
  size: i32,
): void {
  const zero = f32x4.splat(0);
  for (let x: i32 = 0; x < size; x += 8) {
    for (let y: i32 = 0; y < size; y++) {
      const row = scratch + ((<usize>y) << 6);
      const source = (<usize>(y * size + x)) << 2;
      v128.store(row, v128.load(re + source));
      v128.store(row, v128.load(re + source, 16), 16);
      v128.store(row, im ? v128.load(im + source) : zero, 32);
      v128.store(row, im ? v128.load(im + source, 16) : zero, 48);
    }
    transformForward(scratch, twiddles, size);
    storeBlocked(scratch, temporary, size, x, size);
  }
  for (let y: i32 = 0; y < size; y += 8) {
    const block = temporary + ((<usize>((y >> 3) * size)) << 6);
    transformForward(block, twiddles, size);
    storeBlocked(block, spectrum, size, y, size);
  }
}

/** Packs a spectrum of f32 into i16, the largest part becoming 32767; returns the factor that undoes it. */
export function pack(spectrum: usize, packed: usize, size: i32): f32 {
  const count: usize = (<usize>(size * size)) << 1;
  let most = f32x4.splat(0);
  for (let i: usize = 0; i < count; i += 4) most = f32x4.max(most, f32x4.abs(v128.load(spectrum + (i << 2))));
  const largest: f32 = max<f32>(
    max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  const factor = f32x4.splat(largest > 0 ? 32767 / largest : 0);
  for (let i: usize = 0; i < count; i += 8) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(spectrum + (i << 2)), factor)));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(spectrum + (i << 2), 16), factor)));
    v128.store(packed + (i << 1), i16x8.narrow_i32x4_s(low, high));
  }
  return largest / 32767;
}

/**
 * Correlation maps (f32, stride `size`) of the field with spectra `gx`, `gy` and the packed template spectra `a`, `b`, in units of
 * size² / (the templates' factor, equal for both). Rows 0 to `lastRow` only.
 */
export function correlate(
  gx: usize,
  gy: usize,
  a: usize,
  b: usize,
  ratio: f32,
  map1: usize,
  map2: usize,
  temporary: usize,
  scratch: usize,
  twiddles: usize,
  size: i32,
  lastRow: i32,
): void {
  const rows: i32 = min(size, (lastRow + 8) & ~7);
  for (let x: i32 = 0; x < size; x += 8) {
    multiply(gx, gy, a, b, ratio, scratch, <usize>((x >> 3) * size), size);
    transformInverse(scratch, twiddles, size);
    storeBlocked(scratch, temporary, size, x, rows);
  }
  for (let y: i32 = 0; y < rows; y += 8) {
    const block = temporary + ((<usize>((y >> 3) * size)) << 6);
    transformInverse(block, twiddles, size);
    for (let x: i32 = 0; x < size; x += 4) {
      const p = block + ((<usize>x) << 6);
      for (let half: usize = 0; half < 2; half++) {
        const lane = half << 4;
        const to = (<usize>((y + <i32>(half << 2)) * size + x)) << 2;
        transposeInto(map1 + to, (<usize>size) << 2, p + lane, 64);
        transposeInto(map2 + to, (<usize>size) << 2, p + lane + 32, 64);
      }
    }
  }
}

/** Products of one block of 8 columns that starts at row `first` of the blocked spectra. `b` is worth `ratio` times `a`. */
function multiply(gx: usize, gy: usize, a: usize, b: usize, ratio: f32, scratch: usize, first: usize, size: i32): void {
  const scale = f32x4.splat(ratio);
  for (let y: usize = 0; y < <usize>size; y++) {
    const packed = (first + y) << 5;
    const ar = v128.load(a + packed);
    const ai = v128.load(a + packed, 16);
    const br = v128.load(b + packed);
    const bi = v128.load(b + packed, 16);
    const p = (first + y) << 6;
    const to = scratch + (y << 6);
    multiplyFour(
      gx + p,
      gy + p,
      f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(ar)),
      f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(ai)),
      f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(br))),
      f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(bi))),
      to,
    );
    multiplyFour(
      gx + p + 16,
      gy + p + 16,
      f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(ar)),
      f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(ai)),
      f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(br))),
      f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(bi))),
      to + 16,
    );
  }
}

function multiplyFour(g: usize, h: usize, ar: v128, ai: v128, br: v128, bi: v128, to: usize): void {
  const gr = v128.load(g);
  const gi = v128.load(g, 32);
  const hr = v128.load(h);
  const hi = v128.load(h, 32);
  const real = f32x4.add(
    f32x4.add(f32x4.mul(gr, ar), f32x4.mul(gi, ai)),
    f32x4.add(f32x4.mul(hr, br), f32x4.mul(hi, bi)),
  );
  const imaginary = f32x4.add(
    f32x4.sub(f32x4.mul(gi, ar), f32x4.mul(gr, ai)),
    f32x4.sub(f32x4.mul(hi, br), f32x4.mul(hr, bi)),
  );
  v128.store(to, real);
  v128.store(to, imaginary, 32);
}
