import sharp from 'sharp';

/**
 * Issues of a picture by cleanvision 0.3 at its own thresholds, by its published formulas (its image properties and their default parameters, read 2026-11-26);
 * written anew for this comparison. Percentiles are taken of every seventh pixel, and pictures are reduced by libvips' bicubic kernel.
 */
export interface PeerIssues {
  readonly dark: boolean;
  readonly light: boolean;
  readonly blurry: boolean;
  readonly lowInformation: boolean;
  readonly greyscale: boolean;
  readonly oddAspectRatio: boolean;
}

/** Scores below these are issues. */
const THRESHOLDS = { dark: 0.32, light: 0.05, blurry: 0.29, lowInformation: 0.3, oddAspectRatio: 0.35 } as const;
/** Blur is measured on a picture of at most so many px; deviations are scaled by the other, and that of the counts by lightness counts above the third. */
const BLUR_SIDE = 64;
const BLUR_FACTOR = 0.01;
const LEAST_SPREAD = 0.18;
const ENTROPY_FACTOR = 0.1;

export const peerIssues = async (bytes: Buffer): Promise<PeerIssues> => {
  const picture = sharp(bytes).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const brightness = new Float32Array(Math.ceil(data.length / (3 * 7)));
  const counts = new Uint32Array(3 * 256);
  let isGrey = true;
  const count = (bin: number): void => {
    counts[bin] = (counts[bin] ?? 0) + 1;
  };
  for (let i = 0, p = 0; i < brightness.length; i++, p += 3 * 7) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    brightness[i] = Math.sqrt(0.241 * r * r + 0.691 * g * g + 0.068 * b * b) / 255;
    count(r);
    count(256 + g);
    count(512 + b);
    if (r !== g || g !== b) isGrey = false;
  }
  brightness.sort();
  const at = (share: number): number => brightness[Math.floor(share * (brightness.length - 1))] ?? 0;
  // Of the counts of all channels one after the other.
  const entropy = [...counts].reduce((sum, count) => {
    const share = count / (3 * brightness.length);
    return share === 0 ? sum : sum - share * Math.log2(share);
  }, 0);
  return {
    dark: at(0.99) < THRESHOLDS.dark,
    light: 1 - at(0.05) < THRESHOLDS.light,
    blurry: (await blurScore(bytes)) < THRESHOLDS.blurry,
    lowInformation: ENTROPY_FACTOR * entropy < THRESHOLDS.lowInformation,
    greyscale: isGrey,
    oddAspectRatio: Math.min(info.width / info.height, info.height / info.width) < THRESHOLDS.oddAspectRatio,
  };
};

const scaledDeviation = (values: ArrayLike<number>): number => {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  return 1 - Math.exp(-BLUR_FACTOR * Math.sqrt(variance));
};

/**
 * From the deviation of a picture of edges (each pixel against its eight neighbours; outermost pixels as they are) of the small picture in grey. That of the counts by
 * lightness is added where it is large: a picture with a plain ground is not blurry.
 */
const blurScore = async (bytes: Buffer): Promise<number> => {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const grey = Array.from({ length: width * height }, (_, i) => {
    const [r = 0, g = 0, b = 0] = data.subarray(3 * i, 3 * i + 3);
    return Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  });
  const edges = [...grey];
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let around = 0;
      for (let v = -1; v <= 1; v++) for (let u = -1; u <= 1; u++) around += grey[(y + v) * width + x + u] ?? 0;
      edges[y * width + x] = Math.max(0, Math.min(255, 9 * (grey[y * width + x] ?? 0) - around));
    }
  }
  const spread = scaledDeviation(counts);
  return Math.min(1, scaledDeviation(edges) + (spread > LEAST_SPREAD ? spread : 0));
};
