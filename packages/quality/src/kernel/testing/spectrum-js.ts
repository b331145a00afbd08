import type { GreenPlane } from '../looker.ts';
import { cosine, HALF_WINDOW, reversed, sine, taper, WINDOW } from '../spectrum.ts';

/** In place, `re` and `im` in the order of `reversed`: radix 2, decimation in time. */
const transform = (re: Float64Array, im: Float64Array): void => {
  for (let span = 1; span < WINDOW; span *= 2) {
    const step = HALF_WINDOW / span;
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

const fill = (into: Float64Array, data: Uint8Array, at: number): void => {
  let mean = 0;
  for (let i = 0; i < WINDOW; i++) mean += data[at + i] ?? 0;
  mean /= WINDOW;
  for (let i = 0; i < WINDOW; i++) into[reversed[i] ?? 0] = ((data[at + i] ?? 0) - mean) * (taper[i] ?? 0);
};

/** In plain JavaScript: the reference for the other one. */
export const powerOf = ({ data }: GreenPlane, places: readonly number[]): Float64Array => {
  const power = new Float64Array(HALF_WINDOW + 1);
  const re = new Float64Array(WINDOW);
  const im = new Float64Array(WINDOW);
  for (let w = 0; w + 1 < places.length; w += 2) {
    fill(re, data, places[w] ?? 0);
    fill(im, data, places[w + 1] ?? 0);
    transform(re, im);
    for (let k = 0; k <= HALF_WINDOW; k++) {
      const j = (WINDOW - k) % WINDOW;
      const [a, b, c, d] = [re[k] ?? 0, im[k] ?? 0, re[j] ?? 0, im[j] ?? 0];
      // |Z(k)|² + |Z(-k)|² = 2 (|A(k)|² + |B(k)|²) of two real signals in one.
      power[k] = (power[k] ?? 0) + (a * a + b * b + c * c + d * d) / 2;
    }
  }
  return power;
};
