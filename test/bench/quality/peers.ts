import sharp from 'sharp';

/** What cleanvision 0.3 tells of a picture at its own thresholds, by its published description; written anew for this comparison. */
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
/** Blur is looked at on a picture of at most so many px; it is scaled by the other. */
const BLUR_SIDE = 64;
const BLUR_FACTOR = 0.01;
const ENTROPY_FACTOR = 0.1;

export const peerIssues = async (bytes: Buffer): Promise<PeerIssues> => {
  const picture = sharp(bytes).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const brightness: number[] = [];
  const counts = new Uint32Array(256);
  let isGrey = true;
  for (let p = 0; p < data.length; p += 3 * 7) {
    const [r = 0, g = 0, b = 0] = data.subarray(p, p + 3);
    brightness.push(Math.sqrt(0.241 * r * r + 0.691 * g * g + 0.068 * b * b) / 255);
    const luma = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    counts[luma] = (counts[luma] ?? 0) + 1;
    if (r !== g || g !== b) isGrey = false;
  }
  brightness.sort((a, b) => a - b);
  const at = (share: number): number => brightness[Math.floor(share * (brightness.length - 1))] ?? 0;
  const entropy = [...counts].reduce((sum, count) => {
    const share = count / brightness.length;
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

/** From the variance of a picture of edges (each pixel against its eight neighbours) of the small picture in grey. */
const blurScore = async (bytes: Buffer): Promise<number> => {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let around = 0;
      for (let v = -1; v <= 1; v++) for (let u = -1; u <= 1; u++) around += data[(y + v) * width + x + u] ?? 0;
      const edge = Math.max(0, Math.min(255, 9 * (data[y * width + x] ?? 0) - around));
      sum += edge;
      squares += edge * edge;
      count++;
    }
  }
  const variance = squares / count - (sum / count) ** 2;
  return 1 - Math.exp(-BLUR_FACTOR * variance);
};
