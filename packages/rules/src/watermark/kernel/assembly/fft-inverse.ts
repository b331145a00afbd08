/**
 * Inverse of fft-forward.ts without the factor 1/size, decimation in time: scrambled order in, natural order out. Same block and
 * twiddle layout.
 */
const HALF_ROOT_3: f32 = 0.8660254037844386;
const TABLE: i32 = 3072;

export function transformInverse(block: usize, twiddles: usize, size: i32): void {
  const span: i32 = size % 3 === 0 ? size / 3 : size;
  let done: i32 = 1;
  for (let next: i32 = 4; next <= span; next <<= 2) {
    radix4(block, twiddles, size, next);
    done = next;
  }
  if (done !== span) radix2(block, twiddles, size, span);
  if (span !== size) radix3(block, twiddles, size);
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
        const z0r = v128.load(p0);
        const z0i = v128.load(p0, 32);
        const z1r = v128.load(p1);
        const z1i = v128.load(p1, 32);
        const z2r = v128.load(p2);
        const z2i = v128.load(p2, 32);
        const z3r = v128.load(p3);
        const z3i = v128.load(p3, 32);
        const y1r = conjugateReal(z1r, z1i, w2r, w2i);
        const y1i = conjugateImaginary(z1r, z1i, w2r, w2i);
        const y2r = conjugateReal(z2r, z2i, w1r, w1i);
        const y2i = conjugateImaginary(z2r, z2i, w1r, w1i);
        const y3r = conjugateReal(z3r, z3i, w3r, w3i);
        const y3i = conjugateImaginary(z3r, z3i, w3r, w3i);
        const ar = f32x4.add(z0r, y1r);
        const ai = f32x4.add(z0i, y1i);
        const br = f32x4.sub(z0r, y1r);
        const bi = f32x4.sub(z0i, y1i);
        const cr = f32x4.add(y2r, y3r);
        const ci = f32x4.add(y2i, y3i);
        const dr = f32x4.sub(y2r, y3r);
        const di = f32x4.sub(y2i, y3i);
        v128.store(p0, f32x4.add(ar, cr));
        v128.store(p0, f32x4.add(ai, ci), 32);
        v128.store(p2, f32x4.sub(ar, cr));
        v128.store(p2, f32x4.sub(ai, ci), 32);
        v128.store(p1, f32x4.sub(br, di));
        v128.store(p1, f32x4.add(bi, dr), 32);
        v128.store(p3, f32x4.add(br, di));
        v128.store(p3, f32x4.sub(bi, dr), 32);
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
      const y0r = v128.load(p0);
      const y0i = v128.load(p0, 32);
      const y1r = v128.load(p1);
      const y1i = v128.load(p1, 32);
      const y2r = v128.load(p2);
      const y2i = v128.load(p2, 32);
      const y3r = v128.load(p3);
      const y3i = v128.load(p3, 32);
      const ar = f32x4.add(y0r, y1r);
      const ai = f32x4.add(y0i, y1i);
      const br = f32x4.sub(y0r, y1r);
      const bi = f32x4.sub(y0i, y1i);
      const cr = f32x4.add(y2r, y3r);
      const ci = f32x4.add(y2i, y3i);
      const dr = f32x4.sub(y2r, y3r);
      const di = f32x4.sub(y2i, y3i);
      v128.store(p0, f32x4.add(ar, cr));
      v128.store(p0, f32x4.add(ai, ci), 32);
      v128.store(p2, f32x4.sub(ar, cr));
      v128.store(p2, f32x4.sub(ai, ci), 32);
      v128.store(p1, f32x4.sub(br, di));
      v128.store(p1, f32x4.add(bi, dr), 32);
      v128.store(p3, f32x4.add(br, di));
      v128.store(p3, f32x4.sub(bi, dr), 32);
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
        const zr = v128.load(q);
        const zi = v128.load(q, 32);
        const br = conjugateReal(zr, zi, wr, wi);
        const bi = conjugateImaginary(zr, zi, wr, wi);
        v128.store(p, f32x4.add(ar, br));
        v128.store(p, f32x4.add(ai, bi), 32);
        v128.store(q, f32x4.sub(ar, br));
        v128.store(q, f32x4.sub(ai, bi), 32);
      }
    }
  }
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
      const z1r = v128.load(p1);
      const z1i = v128.load(p1, 32);
      const z2r = v128.load(p2);
      const z2i = v128.load(p2, 32);
      const y1r = conjugateReal(z1r, z1i, w1r, w1i);
      const y1i = conjugateImaginary(z1r, z1i, w1r, w1i);
      const y2r = conjugateReal(z2r, z2i, w2r, w2i);
      const y2i = conjugateImaginary(z2r, z2i, w2r, w2i);
      const sr = f32x4.add(y1r, y2r);
      const si = f32x4.add(y1i, y2i);
      const dr = f32x4.mul(sine, f32x4.sub(y1r, y2r));
      const di = f32x4.mul(sine, f32x4.sub(y1i, y2i));
      const mr = f32x4.add(x0r, f32x4.mul(minusHalf, sr));
      const mi = f32x4.add(x0i, f32x4.mul(minusHalf, si));
      v128.store(p0, f32x4.add(x0r, sr));
      v128.store(p0, f32x4.add(x0i, si), 32);
      v128.store(p1, f32x4.sub(mr, di));
      v128.store(p1, f32x4.add(mi, dr), 32);
      v128.store(p2, f32x4.add(mr, di));
      v128.store(p2, f32x4.sub(mi, dr), 32);
    }
  }
}

/** Real part of z·conj(w). */
function conjugateReal(zr: v128, zi: v128, wr: v128, wi: v128): v128 {
  return f32x4.add(f32x4.mul(zr, wr), f32x4.mul(zi, wi));
}

/** Imaginary part of z·conj(w). */
function conjugateImaginary(zr: v128, zi: v128, wr: v128, wi: v128): v128 {
  return f32x4.sub(f32x4.mul(zi, wr), f32x4.mul(zr, wi));
}
