/**
 * Forward FFT of 8 columns at once, decimation in frequency: natural order in, scrambled order out (fft-inverse.ts undoes it, so
 * nothing is ever reordered). Method: Cooley and Tukey 1965; radix 4 after one radix-3 step (sizes 3·2^k) or radix-2 step.
 *
 * A block holds `size` rows of 64 bytes: 8 real parts (f32), then the 8 imaginary parts. `twiddles` holds (cos, −sin) of
 * 2πk/3072 for k = 0…3071, so `size` divides 3072.
 */
const HALF_ROOT_3: f32 = 0.8660254037844386;
const TABLE: i32 = 3072;

export function transformForward(block: usize, twiddles: usize, size: i32): void {
  let span: i32 = size;
  if (size % 3 === 0) {
    radix3(block, twiddles, size);
    span = size / 3;
  }
  if (ctz(span) & 1) {
    radix2(block, twiddles, size, span);
    span >>= 1;
  }
  for (; span >= 4; span >>= 2) radix4(block, twiddles, size, span);
}

function radix3(block: usize, twiddles: usize, size: i32): void {
  const third = size / 3;
  const step = TABLE / size;
  const stride: usize = third << 6;
  const minusHalf = f32x4.splat(-0.5);
  const sine = f32x4.splat(HALF_ROOT_3);
  for (let k: i32 = 0; k < third; k++) {
    const t1 = twiddles + ((k * step) << 3);
    const t2 = twiddles + ((k * step) << 4);
    const w1r = v128.load32_splat(t1);
    const w1i = v128.load32_splat(t1 + 4);
    const w2r = v128.load32_splat(t2);
    const w2i = v128.load32_splat(t2 + 4);
    for (let lane: usize = 0; lane < 32; lane += 16) {
      const p0 = block + (k << 6) + lane;
      const p1 = p0 + stride;
      const p2 = p1 + stride;
      const x0r = v128.load(p0);
      const x0i = v128.load(p0, 32);
      const x1r = v128.load(p1);
      const x1i = v128.load(p1, 32);
      const x2r = v128.load(p2);
      const x2i = v128.load(p2, 32);
      const sr = f32x4.add(x1r, x2r);
      const si = f32x4.add(x1i, x2i);
      const dr = f32x4.mul(sine, f32x4.sub(x1r, x2r));
      const di = f32x4.mul(sine, f32x4.sub(x1i, x2i));
      const mr = f32x4.add(x0r, f32x4.mul(minusHalf, sr));
      const mi = f32x4.add(x0i, f32x4.mul(minusHalf, si));
      v128.store(p0, f32x4.add(x0r, sr));
      v128.store(p0, f32x4.add(x0i, si), 32);
      storeProduct(p1, f32x4.add(mr, di), f32x4.sub(mi, dr), w1r, w1i);
      storeProduct(p2, f32x4.sub(mr, di), f32x4.add(mi, dr), w2r, w2i);
    }
  }
}

function radix2(block: usize, twiddles: usize, size: i32, span: i32): void {
  const half = span >> 1;
  const step = TABLE / span;
  for (let k: i32 = 0; k < half; k++) {
    const t = twiddles + ((k * step) << 3);
    const wr = v128.load32_splat(t);
    const wi = v128.load32_splat(t + 4);
    for (let base: i32 = k; base < size; base += span) {
      for (let lane: usize = 0; lane < 32; lane += 16) {
        const p = block + (base << 6) + lane;
        const q = p + ((<usize>half) << 6);
        const ar = v128.load(p);
        const ai = v128.load(p, 32);
        const br = v128.load(q);
        const bi = v128.load(q, 32);
        v128.store(p, f32x4.add(ar, br));
        v128.store(p, f32x4.add(ai, bi), 32);
        storeProduct(q, f32x4.sub(ar, br), f32x4.sub(ai, bi), wr, wi);
      }
    }
  }
}

function radix4(block: usize, twiddles: usize, size: i32, span: i32): void {
  const quarter = span >> 2;
  const step = TABLE / span;
  const stride: usize = quarter << 6;
  plain4(block, size, span);
  for (let k: i32 = 1; k < quarter; k++) {
    const t1 = twiddles + ((k * step) << 3);
    const t2 = twiddles + ((k * step) << 4);
    const t3 = twiddles + ((k * step * 3) << 3);
    const w1r = v128.load32_splat(t1);
    const w1i = v128.load32_splat(t1 + 4);
    const w2r = v128.load32_splat(t2);
    const w2i = v128.load32_splat(t2 + 4);
    const w3r = v128.load32_splat(t3);
    const w3i = v128.load32_splat(t3 + 4);
    for (let base: i32 = k; base < size; base += span) {
      for (let lane: usize = 0; lane < 32; lane += 16) {
        const p0 = block + (base << 6) + lane;
        const p1 = p0 + stride;
        const p2 = p1 + stride;
        const p3 = p2 + stride;
        const x0r = v128.load(p0);
        const x0i = v128.load(p0, 32);
        const x1r = v128.load(p1);
        const x1i = v128.load(p1, 32);
        const x2r = v128.load(p2);
        const x2i = v128.load(p2, 32);
        const x3r = v128.load(p3);
        const x3i = v128.load(p3, 32);
        const s02r = f32x4.add(x0r, x2r);
        const s02i = f32x4.add(x0i, x2i);
        const d02r = f32x4.sub(x0r, x2r);
        const d02i = f32x4.sub(x0i, x2i);
        const s13r = f32x4.add(x1r, x3r);
        const s13i = f32x4.add(x1i, x3i);
        const d13r = f32x4.sub(x1r, x3r);
        const d13i = f32x4.sub(x1i, x3i);
        v128.store(p0, f32x4.add(s02r, s13r));
        v128.store(p0, f32x4.add(s02i, s13i), 32);
        storeProduct(p1, f32x4.sub(s02r, s13r), f32x4.sub(s02i, s13i), w2r, w2i);
        storeProduct(p2, f32x4.add(d02r, d13i), f32x4.sub(d02i, d13r), w1r, w1i);
        storeProduct(p3, f32x4.sub(d02r, d13i), f32x4.add(d02i, d13r), w3r, w3i);
      }
    }
  }
}

/** The butterflies of a radix-4 step whose factors are all 1: each first one of a span. */
function plain4(block: usize, size: i32, span: i32): void {
  const stride: usize = (<usize>(span >> 2)) << 6;
  for (let base: i32 = 0; base < size; base += span) {
    for (let lane: usize = 0; lane < 32; lane += 16) {
      const p0 = block + ((<usize>base) << 6) + lane;
      const p1 = p0 + stride;
      const p2 = p1 + stride;
      const p3 = p2 + stride;
      const x0r = v128.load(p0);
      const x0i = v128.load(p0, 32);
      const x1r = v128.load(p1);
      const x1i = v128.load(p1, 32);
      const x2r = v128.load(p2);
      const x2i = v128.load(p2, 32);
      const x3r = v128.load(p3);
      const x3i = v128.load(p3, 32);
      const s02r = f32x4.add(x0r, x2r);
      const s02i = f32x4.add(x0i, x2i);
      const d02r = f32x4.sub(x0r, x2r);
      const d02i = f32x4.sub(x0i, x2i);
      const s13r = f32x4.add(x1r, x3r);
      const s13i = f32x4.add(x1i, x3i);
      const d13r = f32x4.sub(x1r, x3r);
      const d13i = f32x4.sub(x1i, x3i);
      v128.store(p0, f32x4.add(s02r, s13r));
      v128.store(p0, f32x4.add(s02i, s13i), 32);
      v128.store(p1, f32x4.sub(s02r, s13r));
      v128.store(p1, f32x4.sub(s02i, s13i), 32);
      v128.store(p2, f32x4.add(d02r, d13i));
      v128.store(p2, f32x4.sub(d02i, d13r), 32);
      v128.store(p3, f32x4.sub(d02r, d13i));
      v128.store(p3, f32x4.add(d02i, d13r), 32);
    }
  }
}

/** Stores (zr + i·zi)·(wr + i·wi). */
function storeProduct(p: usize, zr: v128, zi: v128, wr: v128, wi: v128): void {
  v128.store(p, f32x4.sub(f32x4.mul(zr, wr), f32x4.mul(zi, wi)));
  v128.store(p, f32x4.add(f32x4.mul(zr, wi), f32x4.mul(zi, wr)), 32);
}
