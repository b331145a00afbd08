// The search for overlays as built (`npx tsc -b`), for the scripts of this folder.
const built = new URL('../../../packages/', import.meta.url);
const load = (path) => import(new URL(path, built).href);

export const { decodeCanonical } = await load('rules/dist/image/read/decode.js');
export const { directionField, encodeField } = await load('watermark/dist/overlay/direction-field.js');
export const { textEvidence } = await load('watermark/dist/overlay/text/text-rows.js');
export const { carriedBy, findConsistent } = await load('watermark/dist/overlay/repeated/consistent.js');

/** Wilson's score interval of `hits` in `n`, 95 %. */
const wilson = (hits, n) => {
  if (n === 0) return [0, 1];
  const z = 1.96;
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [(centre - spread) / scale, (centre + spread) / scale];
};

/** "12/40 = 30.0 % (18.1–45.4)". */
export const rate = (hits, n) => {
  const per = (share) => Math.max(0, 100 * share).toFixed(1);
  const [low, high] = wilson(hits, n);
  return n === 0 ? '0/0' : `${hits}/${n} = ${per(hits / n)} % (${per(low)}–${per(high)})`;
};
