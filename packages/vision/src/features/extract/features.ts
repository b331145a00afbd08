import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';

/** Key points of a picture, and what surrounds each of them. Every array has `count` entries, or a multiple of it. */
export interface Features {
  /** The raster in which they were found, px. */
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Where they lie in that raster, px. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Direction of the centroid around each, 256 to the full turn, clockwise from the right. */
  readonly angles: Uint8Array;
  /** The level of each: it was found at 1 / `LEVEL_STEP` ** level of the size. */
  readonly levels: Uint8Array;
  /** 256 bits each. */
  readonly descriptors: Uint32Array;
  /** Luma difference behind each bit: 256 each. Of queries only, not of stored features. */
  readonly margins?: Uint8Array;
}

/** How much smaller each level is than the one before. */
export const LEVEL_STEP = 1.2;

/** A picture with fewer keypoints cannot be matched by them. */
export const FEWEST_POINTS = 30;

/** The features of the picture as a mirror shows it: the second half of a descriptor is its first one, upside down. */
export const mirroredFeatures = (features: Features): Features => {
  const { width, count, descriptors, margins } = features;
  const [x, angles] = [features.x.slice(), features.angles.slice()];
  for (let k = 0; k < count; k++) {
    x[k] = width - 1 - (x[k] ?? 0);
    angles[k] = (128 - (angles[k] ?? 0)) & 255;
  }
  return {
    ...features,
    ...(margins === undefined ? {} : { margins: withHalvesExchanged(margins) }),
    x,
    angles,
    descriptors: mirroredDescriptors(descriptors),
  };
};

/** Those of them that lie where it is said. */
export const featuresAt = (features: Features, isThere: (x: number, y: number) => boolean): Features => {
  const { x, y, angles, levels, descriptors, margins } = features;
  const retained = Array.from(x.keys()).filter((k) => isThere(x[k] ?? 0, y[k] ?? 0));
  const rows = <T extends Uint8Array | Uint32Array>(all: T, into: T, size: number): T => {
    retained.forEach((k, row) => {
      into.set(all.subarray(k * size, (k + 1) * size), row * size);
    });
    return into;
  };
  return {
    ...features,
    count: retained.length,
    x: Float32Array.from(retained, (k) => x[k] ?? 0),
    y: Float32Array.from(retained, (k) => y[k] ?? 0),
    angles: Uint8Array.from(retained, (k) => angles[k] ?? 0),
    levels: Uint8Array.from(retained, (k) => levels[k] ?? 0),
    descriptors: rows(descriptors, new Uint32Array(retained.length * DESCRIPTOR_WORDS), DESCRIPTOR_WORDS),
    ...(margins === undefined
      ? {}
      : { margins: rows(margins, new Uint8Array(retained.length * COMPARISONS), COMPARISONS) }),
  };
};

const mirroredDescriptors = (descriptors: Uint32Array): Uint32Array => {
  const half = DESCRIPTOR_WORDS / 2;
  const exchanged = new Uint32Array(descriptors.length);
  for (let at = 0; at < descriptors.length; at += DESCRIPTOR_WORDS) {
    for (let k = at; k < at + half; k++) {
      exchanged[k] = descriptors[k + half] ?? 0;
      exchanged[k + half] = descriptors[k] ?? 0;
    }
  }
  return exchanged;
};

const withHalvesExchanged = (margins: Uint8Array): Uint8Array => {
  const half = COMPARISONS / 2;
  const exchanged = new Uint8Array(margins.length);
  for (let at = 0; at < margins.length; at += COMPARISONS) {
    exchanged.set(margins.subarray(at + half, at + COMPARISONS), at);
    exchanged.set(margins.subarray(at, at + half), at + half);
  }
  return exchanged;
};

export const NO_FEATURES: Features = {
  width: 0,
  height: 0,
  count: 0,
  x: new Float32Array(0),
  y: new Float32Array(0),
  angles: new Uint8Array(0),
  levels: new Uint8Array(0),
  descriptors: new Uint32Array(0),
};

/** How many points of a picture lie in a part of it, by fractions. */
export const pointsWithin = (
  { count, x, y, width, height }: Features,
  { left, top, right, bottom }: Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>,
): number => {
  let within = 0;
  for (let k = 0; k < count; k++) {
    const [u, v] = [((x[k] ?? 0) + 0.5) / width, ((y[k] ?? 0) + 0.5) / height];
    if (u >= left && u < right && v >= top && v < bottom) within++;
  }
  return within;
};
