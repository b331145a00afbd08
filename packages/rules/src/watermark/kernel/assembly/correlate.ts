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

/**
 * Spectrum (size²·8 bytes at `spectrum`) of a plane with real part `re` and imaginary part `im` (0 for none), stride `size`. Only the first `rows` rows, a
 * multiple of 8, are read: the others are nothing.
 */
export function forward(
  re: usize,
  im: usize,
  spectrum: usize,
  scratch: usize,
  twiddles: usize,
  size: i32,
  rows: i32,
): void {
  const step: usize = (<usize>size) << 2;
  for (let y: i32 = 0; y < rows; y += 8) {
    for (let x: i32 = 0; x < size; x += 4) {
      const to = scratch + ((<usize>x) << 6);
      const from = (<usize>(y * size + x)) << 2;
      transposeInto(to, 64, re + from, step);
      transposeInto(to + 16, 64, re + from + 4 * step, step);
      if (im) {
        transposeInto(to + 32, 64, im + from, step);
        transposeInto(to + 48, 64, im + from + 4 * step, step);
      } else {
        for (let k: usize = 0; k < 256; k += 64) memory.fill(to + k + 32, 0, 32);
      }
    }
    transformForward(scratch, twiddles, size);
    storeBlocked(scratch, spectrum, size, y, size);
  }
  const block: usize = (<usize>size) << 6;
  const below: usize = (<usize>rows) << 6;
  for (let x: i32 = 0; x < size; x += 8) {
    const columns = spectrum + (<usize>x >> 3) * block;
    memory.fill(columns + below, 0, block - below);
    transformForward(columns, twiddles, size);
  }
}

/**
 * Separates the spectrum of a plane re + i·im, re and im real: that of re stays in `spectrum`, that of im goes to `other`. With Z the spectrum they are
 * (Z(k) + Z*(−k)) / 2 and (Z(k) − Z*(−k)) / 2i. `mirror`: i32 a position of the scrambled order, the position of the frequency −k.
 */
export function takeApart(spectrum: usize, other: usize, mirror: usize, size: i32): void {
  for (let block: i32 = 0; block < size >> 3; block++) {
    const across = block === 0 ? 0 : load<i32>(mirror + ((<usize>block) << 5)) >> 3;
    if (across < block) continue;
    for (let v: i32 = 0; v < size; v++) {
      const down = load<i32>(mirror + ((<usize>v) << 2));
      if (across === block && down < v) continue;
      const here = (<usize>(block * size + v)) << 6;
      const there = (<usize>(across * size + down)) << 6;
      if (block === 0) apartFirst(spectrum, other, here, there);
      else apart(spectrum, other, here, there);
    }
  }
}

const HALF: f32 = 0.5;

/** Eight frequencies and their mirrors, which lie in reverse. */
function apart(spectrum: usize, other: usize, here: usize, there: usize): void {
  const p = spectrum + here;
  const q = spectrum + there;
  const lowR = v128.load(p);
  const highR = v128.load(p, 16);
  const lowI = v128.load(p, 32);
  const highI = v128.load(p, 48);
  const otherLowR = reversed(v128.load(q, 16));
  const otherHighR = reversed(v128.load(q));
  const otherLowI = reversed(v128.load(q, 48));
  const otherHighI = reversed(v128.load(q, 32));
  const y = other + here;
  const z = other + there;
  storeApart(p, y, lowR, lowI, otherLowR, otherLowI);
  storeApart(p + 16, y + 16, highR, highI, otherHighR, otherHighI);
  storeMirrored(q + 16, z + 16, p, y);
  storeMirrored(q, z, p + 16, y + 16);
}

/** The first block of the order holds the frequencies 0 and half the size, which are their own mirrors, and pairs of neighbours. */
function apartFirst(spectrum: usize, other: usize, here: usize, there: usize): void {
  const p = spectrum + here;
  const q = spectrum + there;
  const lowR = v128.load(p);
  const highR = v128.load(p, 16);
  const lowI = v128.load(p, 32);
  const highI = v128.load(p, 48);
  const otherLowR = swapped(v128.load(q));
  const otherHighR = reversed(v128.load(q, 16));
  const otherLowI = swapped(v128.load(q, 32));
  const otherHighI = reversed(v128.load(q, 48));
  const y = other + here;
  const z = other + there;
  storeApart(p, y, lowR, lowI, otherLowR, otherLowI);
  storeApart(p + 16, y + 16, highR, highI, otherHighR, otherHighI);
  v128.store(q, swapped(v128.load(p)));
  v128.store(q, f32x4.neg(swapped(v128.load(p, 32))), 32);
  v128.store(z, swapped(v128.load(y)));
  v128.store(z, f32x4.neg(swapped(v128.load(y, 32))), 32);
  storeMirrored(q + 16, z + 16, p + 16, y + 16);
}

function storeApart(p: usize, y: usize, real: v128, imaginary: v128, otherReal: v128, otherImaginary: v128): void {
  const half = f32x4.splat(HALF);
  v128.store(p, f32x4.mul(half, f32x4.add(real, otherReal)));
  v128.store(p, f32x4.mul(half, f32x4.sub(imaginary, otherImaginary)), 32);
  v128.store(y, f32x4.mul(half, f32x4.add(imaginary, otherImaginary)));
  v128.store(y, f32x4.mul(half, f32x4.sub(otherReal, real)), 32);
}

/** Writes the conjugates at `p` and `y`, in reverse, to `q` and `z`. */
function storeMirrored(q: usize, z: usize, p: usize, y: usize): void {
  const pr = reversed(v128.load(p));
  const pi = f32x4.neg(reversed(v128.load(p, 32)));
  const yr = reversed(v128.load(y));
  const yi = f32x4.neg(reversed(v128.load(y, 32)));
  v128.store(q, pr);
  v128.store(q, pi, 32);
  v128.store(z, yr);
  v128.store(z, yi, 32);
}

function reversed(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 3, 2, 1, 0);
}

function swapped(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 0, 1, 3, 2);
}

/** Multiplies each frequency of a spectrum by its weight (f32, in the same order). */
export function weigh(spectrum: usize, weights: usize, size: i32): void {
  const end = spectrum + ((<usize>(size * size)) << 3);
  for (let p = spectrum, w = weights; p < end; p += 64, w += 32) {
    const near = v128.load(w);
    const far = v128.load(w, 16);
    v128.store(p, f32x4.mul(v128.load(p), near));
    v128.store(p, f32x4.mul(v128.load(p, 16), far), 16);
    v128.store(p, f32x4.mul(v128.load(p, 32), near), 32);
    v128.store(p, f32x4.mul(v128.load(p, 48), far), 48);
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
