/** Pixels of a window whose power by frequency is looked at. */
export const WINDOW = 128;
export const HALF_WINDOW = WINDOW / 2;
const BITS = Math.log2(WINDOW);

/** Each window is tapered off to both ends. */
export const taper = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW),
);
export const cosine = Float64Array.from({ length: HALF_WINDOW }, (_, k) => Math.cos((2 * Math.PI * k) / WINDOW));
export const sine = Float64Array.from({ length: HALF_WINDOW }, (_, k) => -Math.sin((2 * Math.PI * k) / WINDOW));

/** Where each value goes before the transform. */
export const reversed = Uint8Array.from({ length: WINDOW }, (_, i) => {
  let out = 0;
  for (let bit = 0; bit < BITS; bit++) out |= ((i >> bit) & 1) << (BITS - 1 - bit);
  return out;
});
