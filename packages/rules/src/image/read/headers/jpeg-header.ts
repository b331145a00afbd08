import type { PictureHeader } from './picture-header.ts';

/** ITU-T T.81, table B.1. */
const MARKER = {
  ...({ sof0: 0xc0, sof2: 0xc2, dht: 0xc4, sos: 0xda, dqt: 0xdb, dri: 0xdd } as const),
  ...({ app0: 0xe0, app1: 0xe1, app2: 0xe2, app15: 0xef, comment: 0xfe } as const),
};
const EXIF = 'Exif\0\0';
/** A colour profile (ICC.1, annex B.4), and how the one segment begins that holds all of it; libvips looks at no more than these letters. */
const PROFILE = 'ICC_PROFILE';
const WHOLE_PROFILE = `${PROFILE}\0\x01\x01`;
/** How metadata of a gain map begin, as Adobe's XMP and as ISO 21496-1: a second picture makes the file one of high dynamic range. */
const GAIN_MAPS = ['http://ns.adobe.com/hdr-gain-map/', 'urn:iso:std:iso:ts:21496'] as const;
const MAX_SEGMENTS = 500;
/** Tags that point to the directories of EXIF and GPS. */
const POINTERS: readonly number[] = [0x8769, 0x8825];

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  /** Ids of the components, one each. */
  readonly components: readonly number[];
  readonly isSubsampled: boolean;
}

/**
 * The header of a JPEG as libjpeg and libvips read it: marker by marker up to the first scan (ITU-T T.81, annex B), the orientation from IFD0. It
 * spares most runs over metadata the start of sharp. Null for whatever is out of the ordinary (junk, several EXIF segments, a pointer twice, a gain map, a
 * table out of its bounds, twelve bits): what such a file is, sharp says. `bytes` begin with SOI.
 */
export const readJpegHeader = (bytes: Buffer): PictureHeader | null => {
  const found: Found = {};
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const data = bytes.subarray(at + 4, end);
    if (marker === MARKER.sos) {
      const { frame, orientation = 1, hasSecondPicture = false } = found;
      if (frame === undefined || !isScanOf(data, frame)) return null;
      if (hasGainMap(hasSecondPicture ? bytes : bytes.subarray(0, end))) return null;
      const { profile = null } = found;
      return { ...headerOf(frame, orientation), ...(profile === null ? {} : { icc: Buffer.from(profile) }) };
    }
    if (!take(marker, data, found)) return null;
    at = end;
  }
  return null;
};

interface Found {
  frame?: Frame;
  orientation?: number;
  hasSecondPicture?: boolean;
  /** Null if it is in several segments. */
  profile?: Buffer | null;
}

/** Takes what a segment says; `false` where it is out of the ordinary. */
const take = (marker: number, data: Buffer, found: Found): boolean => {
  const begins = (name: string): boolean => data.toString('latin1', 0, name.length) === name;
  if (marker >= MARKER.sof0 && marker <= MARKER.sof2) {
    const frame = frameOf(data, marker);
    if (frame === undefined || found.frame !== undefined) return false;
    found.frame = frame;
  } else if (marker === MARKER.app1 && begins('Exif')) {
    const orientation = orientationOf(data);
    if (orientation === undefined || found.orientation !== undefined) return false;
    found.orientation = orientation;
  } else if (marker === MARKER.app2 && begins('MPF\0')) {
    found.hasSecondPicture = true;
  } else if (marker === MARKER.app2 && begins(PROFILE)) {
    const isAlone = found.profile === undefined && begins(WHOLE_PROFILE);
    found.profile = isAlone ? data.subarray(WHOLE_PROFILE.length) : null;
  } else {
    return isSound(marker, data);
  }
  return true;
};

const hasGainMap = (bytes: Buffer): boolean => GAIN_MAPS.some((beginning) => bytes.includes(beginning));

const headerOf = (
  { width, height, components, isSubsampled, isProgressive }: Frame,
  orientation: number,
): PictureHeader => {
  const chroma = isSubsampled ? '4:2:0' : '4:4:4';
  return {
    width,
    height,
    autoOrient: orientation >= 5 ? { width: height, height: width } : { width, height },
    orientation,
    space: components.length === 1 ? 'b-w' : components.length === 3 ? 'srgb' : 'cmyk',
    depth: 'uchar',
    hasAlpha: false,
    isProgressive,
    chromaSubsampling: components.length === 4 ? `${chroma}:4` : chroma,
  };
};

/** Tables and other segments within their bounds. */
const isSound = (marker: number, data: Buffer): boolean => {
  if (marker === MARKER.dht) return hasSoundHuffman(data);
  if (marker === MARKER.dqt) return hasSoundQuantisation(data);
  if (marker === MARKER.dri) return data.length === 2;
  return (marker >= MARKER.app0 && marker <= MARKER.app15) || marker === MARKER.comment;
};

const frameOf = (data: Buffer, marker: number): Frame | undefined => {
  if (data.length < 6) return undefined;
  const [height, width, count] = [data.readUInt16BE(1), data.readUInt16BE(3), data[5] ?? 0];
  const isUsual = data[0] === 8 && width > 0 && width <= 65_500 && height > 0 && height <= 65_500;
  if (!isUsual || ![1, 3, 4].includes(count) || data.length !== 6 + 3 * count) return undefined;
  const components: number[] = [];
  let isSubsampled = false;
  for (let at = 6; at < data.length; at += 3) {
    const [id = 0, factors = 0, table = 0] = data.subarray(at, at + 3);
    const [across, down] = [factors >> 4, factors & 15];
    if (components.includes(id) || across < 1 || across > 4 || down < 1 || down > 4 || table > 3) return undefined;
    components.push(id);
    isSubsampled ||= across > 1 || down > 1;
  }
  return { width, height, isProgressive: marker === MARKER.sof2, components, isSubsampled };
};

/** A first scan that speaks of the frame's components, and outside of progressive files of all of them. */
const isScanOf = (data: Buffer, { components, isProgressive }: Frame): boolean => {
  const count = data[0] ?? 0;
  if (count < 1 || count > components.length || data.length !== 4 + 2 * count) return false;
  const ids = Array.from({ length: count }, (_, i) => data[1 + 2 * i] ?? -1);
  const isWhole = isProgressive || count === components.length;
  return isWhole && new Set(ids).size === count && ids.every((id) => components.includes(id));
};

const hasSoundHuffman = (data: Buffer): boolean => {
  let at = 0;
  while (at + 17 <= data.length) {
    const index = data[at] ?? 0;
    const values = data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    if ((index & 0xef) > 3 || values > 256) return false;
    at += 17 + values;
  }
  return at === data.length;
};

const hasSoundQuantisation = (data: Buffer): boolean => {
  let at = 0;
  while (at < data.length) {
    const [precision, index] = [(data[at] ?? 0) >> 4, (data[at] ?? 0) & 15];
    if (precision > 1 || index > 3) return false;
    at += 1 + 64 * (precision + 1);
  }
  return at === data.length;
};

/** The orientation that the first directory states, 1 where it states none; undefined where that is not plain. */
const orientationOf = (data: Buffer): number | undefined => {
  const tiff = data.subarray(EXIF.length);
  const order = tiff.toString('latin1', 0, 4);
  if (data.toString('latin1', 0, EXIF.length) !== EXIF || (order !== 'II*\0' && order !== 'MM\0*')) return undefined;
  const little = order === 'II*\0';
  const u16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  if (tiff.length < 14) return undefined;
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start < 8 || start + 2 > tiff.length) return undefined;
  const count = u16(start);
  if (start + 2 + 12 * count > tiff.length) return undefined;
  let found: number | undefined;
  const pointers = new Set<number>();
  for (let entry = start + 2; entry < start + 2 + 12 * count; entry += 12) {
    const tag = u16(entry);
    if (POINTERS.includes(tag) && pointers.size === pointers.add(tag).size) return undefined;
    if (tag !== 0x0112) continue;
    const isPlain =
      u16(entry + 2) === 3 && (little ? tiff.readUInt32LE(entry + 4) : tiff.readUInt32BE(entry + 4)) === 1;
    const value = u16(entry + 8);
    if (found !== undefined || !isPlain || value < 1 || value > 8) return undefined;
    found = value;
  }
  return found ?? 1;
};
