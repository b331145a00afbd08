import type { GreenRows } from './rows.ts';

/** Pixels of a window. */
export const WINDOW = 128;
const HALF = WINDOW / 2;
/** Every so many rows of a band a row is looked at: neighbours say the same. */
const ROW_STEP = 4;
/** Windows that are transformed: those with most contrast. */
const MOST_WINDOWS = 64;
const LEAST_WINDOWS = 8;
/** Mean difference of pixels two apart below which a window says nothing of how fine detail is. */
const LEAST_CONTRAST = 1;

const taper = Float64Array.from({ length: WINDOW }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW));
const cosine = Float64Array.from({ length: HALF }, (_, k) => Math.cos((2 * Math.PI * k) / WINDOW));
const sine = Float64Array.from({ length: HALF }, (_, k) => -Math.sin((2 * Math.PI * k) / WINDOW));
const BITS = Math.log2(WINDOW);
const reversed = Uint8Array.from({ length: WINDOW }, (_, i) => {
  let out = 0;
  for (let bit = 0; bit < BITS; bit++) out |= ((i >> bit) & 1) << (BITS - 1 - bit);
  return out;
});

/** In place, `re` and `im` in the order of `reversed`: radix 2, decimation in time. */
const transform = (re: Float64Array, im: Float64Array): void => {
  for (let span = 1; span < WINDOW; span *= 2) {
    const step = HALF / span;
    for (let start = 0; start < WINDOW; start += 2 * span) {
      for (let k = 0; k < span; k++) {
        const [c, s] = [cosine[k * step] ?? 0, sine[k * step] ?? 0];
        const [a, b] = [start + k, start + k + span];
        const [bre, bim] = [re[b] ?? 0, im[b] ?? 0];
        const tre = c * bre - s * bim;
        const tim = c * bim + s * bre;
        re[b] = (re[a] ?? 0) - tre;
        im[b] = (im[a] ?? 0) - tim;
        re[a] = (re[a] ?? 0) + tre;
        im[a] = (im[a] ?? 0) + tim;
      }
    }
  }
};

const contrastAt = (data: Uint8Array, at: number): number => {
  let sum = 0;
  for (let i = at; i < at + WINDOW - 2; i += 2) sum += Math.abs((data[i + 2] ?? 0) - (data[i] ?? 0));
  return (2 * sum) / WINDOW;
};

/** Offsets of the windows with most contrast. */
const richestWindows = ({ width, bands, depth, data }: GreenRows): readonly number[] => {
  const found: { readonly at: number; readonly contrast: number }[] = [];
  for (let row = 0; row < bands * depth; row += ROW_STEP) {
    for (let x = 0; x + WINDOW <= width; x += HALF) {
      const at = row * width + x;
      const contrast = contrastAt(data, at);
      if (contrast >= LEAST_CONTRAST) found.push({ at, contrast });
    }
  }
  return found
    .sort((a, b) => b.contrast - a.contrast)
    .slice(0, MOST_WINDOWS)
    .map(({ at }) => at);
};

/**
 * Mean power by frequency (0 … 64 cycles a window of 128 px) of the windows with most contrast, along the rows; null where fewer than eight have
 * any. Two windows are transformed at once, one as the imaginary part of the other.
 */
export const powerSpectrum = (rows: GreenRows): Float64Array | null => {
  const windows = richestWindows(rows);
  if (windows.length < LEAST_WINDOWS) return null;
  const { data } = rows;
  const power = new Float64Array(HALF + 1);
  const re = new Float64Array(WINDOW);
  const im = new Float64Array(WINDOW);
  for (let w = 0; w + 1 < windows.length; w += 2) {
    const [first, second] = [windows[w] ?? 0, windows[w + 1] ?? 0];
    fill(re, data, first);
    fill(im, data, second);
    transform(re, im);
    for (let k = 0; k <= HALF; k++) {
      const j = (WINDOW - k) % WINDOW;
      // |Z(k)|² + |Z(-k)|² = 2 (|A(k)|² + |B(k)|²) of two real signals in one.
      const sum = (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2 + (re[j] ?? 0) ** 2 + (im[j] ?? 0) ** 2;
      power[k] = (power[k] ?? 0) + sum / 2;
    }
  }
  const used = windows.length - (windows.length % 2);
  return power.map((value) => value / (used * WINDOW));
};

const fill = (into: Float64Array, data: Uint8Array, at: number): void => {
  let mean = 0;
  for (let i = 0; i < WINDOW; i++) mean += data[at + i] ?? 0;
  mean /= WINDOW;
  for (let i = 0; i < WINDOW; i++) into[reversed[i] ?? 0] = ((data[at + i] ?? 0) - mean) * (taper[i] ?? 0);
};
