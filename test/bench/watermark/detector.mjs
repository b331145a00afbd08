// The detector as built (`npx tsc -b`), for the scripts of this folder.
const built = new URL('../../../packages/', import.meta.url);
const load = (path) => import(new URL(path, built).href);

export const { decodeCanonical } = await load('rules/dist/image/read/decode.js');
const { createKernel } = await load('rules/dist/watermark/kernel/kernel-wasm.js');
const { readMark } = await load('rules/dist/watermark/mark/mark.js');
const { turnMark } = await load('rules/dist/watermark/mark/turn-mark.js');
const { Template } = await load('rules/dist/watermark/template/template.js');
const pyramids = await load('rules/dist/watermark/pyramid/pyramid.js');
export const pyramidOf = (image) => pyramids.pyramidOf(kernel, image);
export const pyramidOfLuma = (luma) => pyramids.pyramidOfLuma(kernel, luma);
const { searchCoarseToFine } = await load('rules/dist/watermark/search/coarse-to-fine.js');
const { singleSearch } = await load('rules/dist/watermark/single/single.js');
const { tiledSearch } = await load('rules/dist/watermark/tiled/tiled.js');
/** Hits of templates on a picture, as marks that are put once, or as repeated ones. */
export const detect = (templates, pyramid, isEnough) => searchCoarseToFine(singleSearch, templates, pyramid, isEnough);
export const detectTiled = (templates, pyramid, isEnough) =>
  searchCoarseToFine(tiledSearch, templates, pyramid, isEnough);
const calibrate = await load('rules/dist/watermark/calibrate/calibrate.js');
const calibrations = await load('rules/dist/watermark/calibrate/default-calibration.js');
const single = (template) => ({ template, tiled: false, key: template.mark.hash });
/** Scores of an upright, single mark on a picture without it. */
export const cleanScores = (template, pyramid) => calibrate.cleanScores(single(template), pyramid);
const { sha256 } = await import(new URL('../../../packages/core/dist/index.js', import.meta.url).href);
/** Calibration of a template as a repeated mark. */
export const tiledCalibration = (template) =>
  calibrations.defaultCalibration({ template, tiled: true, key: sha256(`${template.mark.hash} tiled`) }, console.error);
export const defaultCalibration = (template) => calibrations.defaultCalibration(single(template), console.error);
export const { cleanPicture } = await load('rules/dist/watermark/calibrate/clean/clean-pictures.js');
export const { falseAlarmRate, threshold, tiledRate } = await load('rules/dist/watermark/rates/calibration.js');
export const { findMark } = await load('rules/dist/watermark/find/find.js');
const { shortfallOf, wholenessOf } = await load('rules/dist/watermark/score/judge.js');

const rounded = (value) => Math.round(1000 * value) / 1000;

/** A hit as a line of a measurement. */
export const rowOf = ({ x, y, scale, score, agreement, peakRatio, stage, confirmation }) => ({
  size: stage.size,
  x,
  y,
  scale,
  score,
  agreement,
  peakRatio,
  ...(confirmation && {
    opacity: confirmation.opacity,
    prominence: confirmation.prominence,
    edges: confirmation.edges,
    order: confirmation.order,
    shortfall: shortfallOf(confirmation),
    wholeness: wholenessOf(confirmation),
    blocks: confirmation.blocks.map(({ agreement, expected }) => [rounded(agreement), rounded(expected)]),
  }),
});

export const kernel = createKernel();

/** Template of an encoded mark. */
export const templateOf = async (name, png) => new Template(kernel, await readMark(name, png));

/** Templates of an encoded mark at several angles, degrees clockwise. */
export const turnedTemplatesOf = async (name, png, angles) => {
  const mark = await readMark(name, png);
  return angles.map((angle) => new Template(kernel, turnMark(mark, angle)));
};

/** Wilson's score interval of `hits` in `n`, 95 %. */
export const wilson = (hits, n) => {
  if (n === 0) return [0, 1];
  const z = 1.96;
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
};
