import type { Features } from '../extract/features.ts';
import { DESCRIPTOR_WORDS } from '../kernel/kernel.ts';

/** Raised when the same picture gives other features, or the format changes: older entries are ignored. */
export const FEATURES_VERSION = 3;

const HEADER = 8;
/** Two places, direction, level, descriptor. */
const POINT = 2 + 2 + 1 + 1 + 4 * DESCRIPTOR_WORDS;
/** Positions are stored to 1/64 px; rasters have at most 1,023 px a side. */
const FINENESS = 64;

const bytesOf = (array: Uint8Array | Uint16Array | Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const placed = (values: Float32Array): Uint8Array => {
  const places = new Uint16Array(values.length);
  for (let k = 0; k < values.length; k++) places[k] = Math.max(0, Math.round((values[k] ?? 0) * FINENESS));
  return bytesOf(places);
};
/** In a loop: among 20,000 pictures those of every candidate are read, and `from` takes forty times as long. */
const placesOf = (places: Uint16Array): Float32Array => {
  const values = new Float32Array(places.length);
  for (let k = 0; k < values.length; k++) values[k] = (places[k] ?? 0) / FINENESS;
  return values;
};

/** Features as bytes, in the order of this machine: 38 a point, 14 KB for 360 of them. */
export const encodeFeatures = (features: Features): Buffer => {
  const { width, height, count, x, y, angles, levels, descriptors } = features;
  const header = bytesOf(Uint16Array.of(width, height, count, 0));
  return Buffer.concat([header, bytesOf(descriptors), placed(x), placed(y), angles, levels]);
};

/** What `encodeFeatures` wrote; undefined where it is something else. The features are views of `bytes` where those lie so that words can be read. */
export const decodeFeatures = (bytes: Buffer): Features | undefined => {
  if (bytes.length < HEADER) return undefined;
  const isAligned = bytes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0;
  const own = isAligned ? bytesOf(bytes) : new Uint8Array(bytes);
  const [width = 0, height = 0, count = 0] = new Uint16Array(own.buffer, own.byteOffset, 4);
  if (bytes.length !== HEADER + POINT * count) return undefined;
  const afterWords = HEADER + 4 * DESCRIPTOR_WORDS * count;
  const descriptors = new Uint32Array(own.buffer, own.byteOffset + HEADER, DESCRIPTOR_WORDS * count);
  const beforePlaces = { width, height, descriptors };
  return decodePlaces(own.subarray(afterWords), () => beforePlaces);
};

/** Two places, direction and level of a point. */
const PLACED = POINT - 4 * DESCRIPTOR_WORDS;

/** Where what `decodePlaces` takes begins in what `encodeFeatures` wrote: descriptors are before it, and most of the bytes. */
export const placesStart = (length: number): number =>
  length - PLACED * Math.max(0, Math.floor((length - HEADER) / POINT));

/** Returns views of the features in the bytes from there on; `whole` returns the bytes before these, on access. */
export const decodePlaces = (
  bytes: Uint8Array,
  whole: () => Pick<Features, 'width' | 'height' | 'descriptors'>,
): Features => {
  const own = bytesOf(bytes);
  const count = bytes.length / PLACED;
  const placesAt = (first: number): Float32Array =>
    placesOf(new Uint16Array(bytes.buffer, bytes.byteOffset + 2 * first, count));
  let [x, y]: [Float32Array?, Float32Array?] = [];
  // An index of 20,000 pictures asks for no places.
  return {
    count,
    get width() {
      return whole().width;
    },
    get height() {
      return whole().height;
    },
    get x() {
      x ??= placesAt(0);
      return x;
    },
    get y() {
      y ??= placesAt(count);
      return y;
    },
    angles: own.subarray(4 * count, 5 * count),
    levels: own.subarray(5 * count),
    get descriptors() {
      return whole().descriptors;
    },
  };
};
