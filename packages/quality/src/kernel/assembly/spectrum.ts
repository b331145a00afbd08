// The power of rows by frequency. Twin: spectrum-js.ts: the same operations in the same order.

const WINDOW: usize = 128;
const HALF: usize = 64;

/** The window at `at`, less its mean and tapered, into f64 in the order of `reversed` (u8). */
function fill(at: usize, taper: usize, reversed: usize, into: usize): void {
  let mean: f64 = 0;
  for (let i: usize = 0; i < WINDOW; i++) mean += <f64>load<u8>(at + i);
  mean /= <f64>WINDOW;
  for (let i: usize = 0; i < WINDOW; i++) {
    store<f64>(into + 8 * <usize>load<u8>(reversed + i), (<f64>load<u8>(at + i) - mean) * load<f64>(taper + 8 * i));
  }
}

/** In place: radix 2, decimation in time. */
function transform(re: usize, im: usize, cosine: usize, sine: usize): void {
  for (let span: usize = 1; span < WINDOW; span *= 2) {
    const step = HALF / span;
    for (let start: usize = 0; start < WINDOW; start += 2 * span) {
      for (let k: usize = 0; k < span; k++) {
        const c = load<f64>(cosine + 8 * k * step);
        const s = load<f64>(sine + 8 * k * step);
        const a = 8 * (start + k);
        const b = a + 8 * span;
        const bre = load<f64>(re + b);
        const bim = load<f64>(im + b);
        const tre = c * bre - s * bim;
        const tim = c * bim + s * bre;
        store<f64>(re + b, load<f64>(re + a) - tre);
        store<f64>(im + b, load<f64>(im + a) - tim);
        store<f64>(re + a, load<f64>(re + a) + tre);
        store<f64>(im + a, load<f64>(im + a) + tim);
      }
    }
  }
}

/**
 * Adds to `power` (f64, 65 frequencies) that of two windows of 128 pixels of a plane, one as the imaginary part of the other. `tables`: f64 of the taper (128), cosine and
 * sine (64 each), then the order of the transform (u8, 128). `work`: 256 f64.
 */
export function addPower(first: usize, second: usize, tables: usize, work: usize, power: usize): void {
  const cosine = tables + 8 * WINDOW;
  const sine = cosine + 8 * HALF;
  const reversed = sine + 8 * HALF;
  const re = work;
  const im = work + 8 * WINDOW;
  fill(first, tables, reversed, re);
  fill(second, tables, reversed, im);
  transform(re, im, cosine, sine);
  for (let k: usize = 0; k <= HALF; k++) {
    const j = (WINDOW - k) % WINDOW;
    const a = load<f64>(re + 8 * k);
    const b = load<f64>(im + 8 * k);
    const c = load<f64>(re + 8 * j);
    const d = load<f64>(im + 8 * j);
    // |Z(k)|² + |Z(-k)|² = 2 (|A(k)|² + |B(k)|²) of two real signals in one.
    store<f64>(power + 8 * k, load<f64>(power + 8 * k) + (a * a + b * b + c * c + d * d) / 2);
  }
}
