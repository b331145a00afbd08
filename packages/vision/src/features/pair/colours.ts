import type { RgbImage } from '@listing-lint/rules/image';
import { BLOCK_SIDE, COLOUR_SUMS } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import { maskOf } from './ground.ts';
import type { PlaneMap } from './mapping.ts';
import { LOST, patchesOf, SEEN } from './patches/patches.ts';
import type { Sheet } from './sheet.ts';

const BLOCK = BLOCK_SIDE;
const FEWEST_SAMPLES = 16;
/** ΔE from which on a block has another colour. */
const OTHER_COLOUR = 10;
/** ΔE from which on a block shows something else, and how many times that of the median it is. */
const CLEARLY_OTHER = 20;
const CLEARLY_MORE = 2.5;
/** Fewer blocks say nothing. */
const FEWEST_BLOCKS = 4;
/**
 * A dyed garment: least chroma of a hue, least ΔH of another one, least share of blocks with it, largest ΔE of an unchanged block, and share of all blocks that are unchanged and
 * coloured: light, tint and saturation change all blocks with a hue, or without.
 */
const HAS_HUE = 12;
const OTHER_HUE = 3.5;
const DYED = 0.15;
const UNCHANGED_COLOUR = 2;
const UNCHANGED = 0.05;

/** The cube root of linear light, 0–1, as CIELAB takes it. */
export const cubeRoot = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);

/** Linear red, green and blue (0–1) to CIE L*a*b* (D65). */
export const labOfLinear = (r: number, g: number, b: number): readonly [number, number, number] => {
  const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** How the colours of ours differ from those of the suspect, block by block. */
export interface ColourChange {
  /** Share, 0–1, of the blocks of our product whose mean colour differs by ΔE > 10; null where too few blocks are left. */
  readonly recoloured: number | null;
  /** How many blocks that are. */
  readonly recolouredBlocks: number;
  /** The largest patch of blocks, as in `AgreementSummary`, whose colour differs clearly, and more than that of most others. */
  readonly colourPatch: number;
  /** How many blocks count. */
  readonly counted: number;
  /** Blocks whose colour differs clearly while half of all are unchanged; 0 otherwise. */
  readonly changedAmongUnchanged: number;
}

/** White blocks, and those of the plain ground, do not count: another backdrop does not make another product; nor do those whose middle, as fractions, is none that `counts`. */
export const colourChange = (
  ours: Sheet,
  theirs: Sheet,
  mapping: PlaneMap,
  counts?: (x: number, y: number) => boolean,
): ColourChange => {
  const { product } = ours;
  const sums = sumsOf(ours, theirs, mapping, product);
  const hues = new Float32Array(sums.length / COLOUR_SUMS);
  const changes = colourChanges(sums, product === null, { hues });
  if (counts !== undefined) forget(changes, ours.colour, counts);
  markDyed(changes, hues);
  const known = changes.filter((change) => change >= 0).sort();
  const median = known[known.length >> 1] ?? 0;
  const clearly = Math.max(CLEARLY_OTHER, CLEARLY_MORE * median);
  const states = new Uint8Array(changes.length);
  for (let k = 0; k < states.length; k++) {
    const change = changes[k] ?? 0;
    states[k] = change < 0 ? 0 : change > clearly ? LOST : SEEN;
  }
  const { largest } = patchesOf(states, Math.ceil(ours.colour.width / BLOCK));
  const { share, different } = differing(changes);
  const summary = { recoloured: share, recolouredBlocks: different, colourPatch: largest };
  const changedAmongUnchanged = median <= UNCHANGED_COLOUR ? known.filter((change) => change > clearly).length : 0;
  return { ...summary, counted: known.length, changedAmongUnchanged };
};

/**
 * Blocks with a hue shift, all of them towards red or all away from it, have another colour, however small the shift, if the other coloured blocks are unchanged: a blue and a
 * violet jacket on one model are ΔE 7 apart.
 */
const markDyed = (changes: Float32Array, hues: Float32Array): void => {
  let [known, one, other, unchanged] = [0, 0, 0, 0];
  for (let k = 0; k < changes.length; k++) {
    const [change, hue] = [changes[k] ?? -1, hues[k] ?? Number.NaN];
    if (change < 0) continue;
    known++;
    if (Number.isNaN(hue)) continue;
    if (hue >= OTHER_HUE) one++;
    else if (hue <= -OTHER_HUE) other++;
    else if (change <= UNCHANGED_COLOUR) unchanged++;
  }
  if (unchanged < UNCHANGED * known || Math.max(one, other) < DYED * known) return;
  const towards = one > other ? 1 : -1;
  for (let k = 0; k < changes.length; k++)
    if ((changes[k] ?? -1) >= 0 && towards * (hues[k] ?? 0) >= OTHER_HUE)
      changes[k] = Math.max(changes[k] ?? 0, OTHER_COLOUR + 1);
};

/** ΔH of a colour with its sign; `NaN` where either has hardly a hue. */
const hueChange = ([, a, b]: Channels, [, u, v]: Channels): number => {
  const [own, their] = [Math.sqrt(a * a + b * b), Math.sqrt(u * u + v * v)];
  if (Math.min(own, their) < HAS_HUE) return Number.NaN;
  return Math.sign(a * v - b * u) * Math.sqrt(Math.max(0, 2 * (own * their - a * u - b * v)));
};

/** Of blocks that do not count nothing is said. */
const forget = (
  changes: Float32Array,
  { width, height }: RgbImage,
  counts: (x: number, y: number) => boolean,
): void => {
  const across = Math.ceil(width / BLOCK);
  for (let k = 0; k < changes.length; k++) {
    const [x, y] = [(((k % across) + 0.5) * BLOCK) / width, ((Math.floor(k / across) + 0.5) * BLOCK) / height];
    if (!counts(x, y)) changes[k] = -1;
  }
};

/** How the plain ground around our product shows in a suspect. */
export interface GroundChange {
  /** Share of its blocks that have another colour; null where there is none, or too little of it. */
  readonly share: number | null;
  /** Another one is there instead: it is neither ours in another light, nor ours with something over a part of it or cut along a shape. */
  readonly isReplaced: boolean;
}

/** Returns the share of unchanged blocks, background included, of those that count; null if too few count. */
export const unchangedShare = (
  ours: Sheet,
  theirs: Sheet,
  mapping: PlaneMap,
  counts: (x: number, y: number) => boolean,
): number | null => {
  const changes = colourChanges(sumsOf(ours, theirs, mapping, null), false);
  forget(changes, ours.colour, counts);
  const { share } = differing(changes);
  return share === null ? null : 1 - share;
};

/** Share of the blocks of a ground that have another colour where it was replaced; half of them clearly so. */
const REPLACED = 0.8;

export const groundChange = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): GroundChange => {
  if (ours.ground === null) return { share: null, isReplaced: false };
  const changes = colourChanges(sumsOf(ours, theirs, mapping, ours.ground.isGround), false);
  const { share } = differing(changes);
  const known = changes.filter((change) => change >= 0).sort();
  const isClear = (known[known.length >> 1] ?? 0) > CLEARLY_OTHER;
  return { share, isReplaced: isClear && (share ?? 0) >= REPLACED };
};

/** Of blocks that a darker picture shows the share that may have another colour once that light is taken into account: a sign may lie over some. */
const MOST_OTHERWISE = 0.25;
/** Light, of that of ours, in which a picture that was dimmed shows it; in less, anything has any colour. */
const DIMMED = { least: 0.25, most: 0.85 };
/** Linear light from which on a block determines how much darker it is displayed. */
const LEAST_LIGHT = 0.03;

/**
 * Whether everything that a suspect shows of ours is equally darker, background included: a frame of a film, the area behind a dialogue. Of a product in a darker colour
 * the background is as light as that of the other one.
 */
export const isDimmed = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): boolean => {
  const all = sumsOf(ours, theirs, mapping, null);
  const light = medianLight(all);
  if (light < DIMMED.least || light > DIMMED.most) return false;
  const isAlike = (sums: Float64Array): boolean =>
    (differing(colourChanges(sums, false, { light })).share ?? 1) <= MOST_OTHERWISE;
  return isAlike(all) && (ours.product === null || isAlike(sumsOf(ours, theirs, mapping, ours.product)));
};

/** Share of the blocks of a product that have the colours that one light gives them, from which on that light may be all that is other. */
const IN_ONE_LIGHT = 0.4;
/** Light, of that of ours, in which a picture may show it; times a fit is made, and share of the blocks that the next one is made of: something may lie over the rest. */
const LIGHT = { least: 0.1, most: 1.6 };
const FITS = 3;
const FITTING = 0.7;

/**
 * Whether the light that explains best in which colours a suspect shows all of ours, its ground as well, explains those of our product: dark, tinted, behind glare. A
 * product of other colours stands on a ground that has its own.
 */
export const isInOneLight = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): boolean => {
  const all = blockLights(sumsOf(ours, theirs, mapping, null));
  const lights = CHANNELS.map((channel) => fittedLight(all.map(({ own, their }) => [own[channel], their[channel]])));
  const product = ours.product === null ? all : blockLights(sumsOf(ours, theirs, mapping, ours.product));
  const explained = product.filter(({ own, their }) => {
    const [r, g, b] = CHANNELS.map((channel) => Math.max(0, lights[channel]?.(own[channel]) ?? 0) ** 2);
    return (
      apart(labOfLinear(r ?? 0, g ?? 0, b ?? 0), labOfLinear(their[0] ** 2, their[1] ** 2, their[2] ** 2)) <=
      OTHER_COLOUR
    );
  });
  return explained.length >= IN_ONE_LIGHT * product.length;
};

const CHANNELS = [0, 1, 2] as const;
type Channels = readonly [number, number, number];

/** The square roots of the linear light that blocks have in ours and in the suspect: in these haze is added alike everywhere. */
const blockLights = (sums: Float64Array): readonly { readonly own: Channels; readonly their: Channels }[] => {
  const blocks: { own: Channels; their: Channels }[] = [];
  for (let at = 0; at < sums.length; at += COLOUR_SUMS) {
    const n = sums[at] ?? 0;
    const root = (k: number): number => Math.sqrt((sums[at + k] ?? 0) / n);
    if (n >= FEWEST_SAMPLES) blocks.push({ own: [root(1), root(2), root(3)], their: [root(4), root(5), root(6)] });
  }
  return blocks;
};

/** What becomes of light, by least squares of the pairs that it fits best. */
const fittedLight = (pairs: readonly (readonly [number, number])[]): ((own: number) => number) => {
  let [used, light] = [pairs, (own: number): number => own];
  for (let fit = 0; fit < FITS; fit++) {
    const mean = (side: 0 | 1): number => used.reduce((sum, pair) => sum + pair[side], 0) / Math.max(1, used.length);
    const [own, their] = [mean(0), mean(1)];
    const spread = used.reduce((sum, [x]) => sum + (x - own) ** 2, 0);
    const common = used.reduce((sum, [x, y]) => sum + (x - own) * (y - their), 0);
    const gain = Math.max(LIGHT.least, Math.min(LIGHT.most, spread > 0 ? common / spread : 1));
    light = (value) => their + gain * (value - own);
    const error = ([x, y]: readonly [number, number]): number => Math.abs(light(x) - y);
    used = [...pairs].sort((a, b) => error(a) - error(b)).slice(0, Math.ceil(FITTING * pairs.length));
  }
  return light;
};

/** Returns the median light of the blocks; 0 if there are too few. */
const medianLight = (sums: Float64Array): number => {
  const lights: number[] = [];
  for (let at = 0; at < sums.length; at += COLOUR_SUMS) {
    const n = sums[at] ?? 0;
    const of = (first: number): number => luminanceOf(sums, at + first) / Math.max(1, n);
    if (n >= FEWEST_SAMPLES && of(1) >= LEAST_LIGHT) lights.push(of(4) / of(1));
  }
  return lights.length < FEWEST_BLOCKS ? 0 : (lights.sort((a, b) => a - b)[lights.length >> 1] ?? 0);
};

const luminanceOf = (sums: Float64Array, at: number): number =>
  0.2126 * (sums[at] ?? 0) + 0.7152 * (sums[at + 1] ?? 0) + 0.0722 * (sums[at + 2] ?? 0);

const differing = (changes: Float32Array): { readonly share: number | null; readonly different: number } => {
  let [counted, different] = [0, 0];
  for (const change of changes) {
    if (change < 0) continue;
    counted++;
    if (change > OTHER_COLOUR) different++;
  }
  return { share: counted < FEWEST_BLOCKS ? null : different / counted, different };
};

/** ΔE of each block, from ours in such a light; −1 where nothing can be said. In `hues` ΔH is put (see `hueChange`). */
const colourChanges = (
  sums: Float64Array,
  passesWhite: boolean,
  { light = 1, hues }: { readonly light?: number; readonly hues?: Float32Array } = {},
): Float32Array => {
  const changes = new Float32Array(sums.length / COLOUR_SUMS).fill(-1);
  for (let at = 0, k = 0; at < sums.length; at += COLOUR_SUMS, k++) {
    const n = sums[at] ?? 0;
    if (n < FEWEST_SAMPLES) continue;
    const mean = (channel: number): number => (sums[at + 1 + channel] ?? 0) / n;
    const own = labOfLinear(light * mean(0), light * mean(1), light * mean(2));
    if (passesWhite && own[0] > 97 && Math.hypot(own[1], own[2]) < 3) continue;
    const their = labOfLinear(mean(3), mean(4), mean(5));
    changes[k] = apart(own, their);
    if (hues !== undefined) hues[k] = hueChange(own, their);
  }
  return changes;
};

/** ΔE. */
const apart = (a: Channels, b: Channels): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Sums over the blocks of ours, of its cells alone where some are given. */
const sumsOf = (ours: Sheet, theirs: Sheet, mapping: PlaneMap, cells: Uint8Array | null): Float64Array =>
  featureKernel().colourSums(ours.colour, theirs.colour, mapping, maskOf(ours.ground, cells));
