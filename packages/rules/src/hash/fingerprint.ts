import { createHash } from 'node:crypto';
import { ListingLintError } from '@listing-lint/core';
import { lumaOf, type RgbImage } from '../image/raster.ts';
import type { FractionBox } from './dihedral.ts';
import { HASH_BYTES, type Hash256, readHash, writeHash } from './hash256.ts';
import { IMAGE_DATA_BYTES, imageDataHash } from './image-data.ts';
import { type ColourGrid, GRID_CELLS, GRID_SIDE, type Lab, labOf, packLab, unpackLab } from './lab-grid.ts';
import { bitsAbove, dct16, pdq, pdqQuality } from './pdq.ts';
import { areaMap, resampleRgb, workingRaster } from './resample.ts';
import { type ContentBox, contentBox } from './trim.ts';

/** What is kept of a picture to find its copies. Says nothing of its metadata. */
export interface Fingerprint {
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
  /** Hash of the compressed picture without metadata, 32 hex digits; null where the format is not taken apart. */
  readonly imageData: string | null;
  /** Pixels, after auto-orientation. */
  readonly width: number;
  readonly height: number;
  /** Reference PDQ, for interchange. */
  readonly pdq: Hash256;
  /** PDQ quality, 0–100. */
  readonly quality: number;
  /** Signs of the DCT of the area-averaged picture: turning the picture permutes and negates its bits. */
  readonly whole: Hash256;
  /** The same of the content box. */
  readonly content: Hash256;
  /** PDQ quality of the content box, 0–100. */
  readonly contentQuality: number;
  readonly colours: ColourGrid;
}

/** Raised when the same picture gives another fingerprint. */
export const FINGERPRINT_VERSION = 1;

const GRID = 64;
/** 388 characters of base64url. */
const RECORD_BYTES = 291;
const NO_BACKGROUND = 0xffff;

/** Computes the fingerprint. `source` is the size of the whole picture after auto-orientation; `image` its canonical decode. */
export const fingerprintOf = (
  bytes: Uint8Array,
  image: RgbImage,
  source: { readonly width: number; readonly height: number },
): Fingerprint => {
  const reference = pdq(lumaOf(image), source);
  const raster = workingRaster(image);
  const box = contentBox(raster);
  const content = gridOf(raster, box);
  const whole = box.background ? gridOf(raster, wholeOf(raster)) : content;
  const imageData = imageDataHash(bytes);
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    imageData: imageData && Buffer.from(imageData).toString('hex'),
    width: source.width,
    height: source.height,
    pdq: reference.hash,
    quality: reference.quality,
    whole: signHash(whole.luma),
    content: signHash(content.luma),
    contentQuality: pdqQuality(content.luma),
    colours: {
      box: {
        left: box.left / raster.width,
        top: box.top / raster.height,
        right: box.right / raster.width,
        bottom: box.bottom / raster.height,
      },
      background: box.background && labOf(...box.background),
      cells: content.cells,
    },
  };
};

const wholeOf = ({ width, height }: RgbImage): ContentBox => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
  background: null,
});

const signHash = (luma: Float64Array): Hash256 => bitsAbove(dct16(luma), 0);

/** Area means of a box: 64×64 of luma, and 8×8 colours. */
const gridOf = (raster: RgbImage, box: ContentBox): { luma: Float64Array; cells: readonly Lab[] } => {
  const across = areaMap(raster.width, GRID, box.left, box.right - box.left);
  const down = areaMap(raster.height, GRID, box.top, box.bottom - box.top);
  const [red, green, blue] = resampleRgb(raster, across, down);
  const luma = new Float64Array(GRID * GRID);
  for (let k = 0; k < luma.length; k++) {
    luma[k] = 0.299 * (red[k] ?? 0) + 0.587 * (green[k] ?? 0) + 0.114 * (blue[k] ?? 0);
  }
  const cells = Array.from({ length: GRID_CELLS }, (_, cell) =>
    labOf(cellMean(red, cell), cellMean(green, cell), cellMean(blue, cell)),
  );
  return { luma, cells };
};

const CELL = GRID / GRID_SIDE;
const cellMean = (channel: Float64Array, cell: number): number => {
  const top = Math.floor(cell / GRID_SIDE) * CELL;
  const left = (cell % GRID_SIDE) * CELL;
  let sum = 0;
  for (let y = top; y < top + CELL; y++) for (let x = left; x < left + CELL; x++) sum += channel[y * GRID + x] ?? 0;
  return sum / (CELL * CELL);
};

/** The fingerprint as text: base64url of a record of 291 bytes, 388 characters. */
export const encodeFingerprint = (fingerprint: Fingerprint): string => {
  const record = Buffer.alloc(RECORD_BYTES);
  const { colours } = fingerprint;
  record.writeUInt8(FINGERPRINT_VERSION, 0);
  record.write(fingerprint.sha256, 1, 'hex');
  record.write(fingerprint.imageData ?? '', 33, 'hex');
  record.writeUInt8(fingerprint.quality | (fingerprint.imageData === null ? 0x80 : 0), 49);
  record.writeUInt8(fingerprint.contentQuality, 50);
  record.writeUInt16LE(Math.min(0xffff, fingerprint.width), 51);
  record.writeUInt16LE(Math.min(0xffff, fingerprint.height), 53);
  writeHash(record, 55, fingerprint.pdq);
  writeHash(record, 55 + HASH_BYTES, fingerprint.whole);
  writeHash(record, 55 + 2 * HASH_BYTES, fingerprint.content);
  [colours.box.left, colours.box.top, colours.box.right, colours.box.bottom].forEach((side, i) => {
    record.writeUInt16LE(Math.round(side * 0xffff), 151 + 2 * i);
  });
  record.writeUInt16LE(colours.background ? packLab(colours.background) : NO_BACKGROUND, 159);
  colours.cells.forEach((cell, i) => {
    record.writeUInt16LE(packLab(cell), 161 + 2 * i);
  });
  record.writeUInt16LE(checksum(record), RECORD_BYTES - 2);
  return record.toString('base64url');
};

/** Reads the text of a fingerprint. Throws `data-invalid` for a damaged one or another version. */
export const decodeFingerprint = (text: string): Fingerprint => {
  const record = Buffer.from(text, 'base64url');
  if (record.length !== RECORD_BYTES || record.toString('base64url') !== text)
    throw invalid('it is cut or has foreign characters');
  if (record.readUInt16LE(RECORD_BYTES - 2) !== checksum(record)) throw invalid('its checksum does not match');
  const version = record.readUInt8(0);
  if (version !== FINGERPRINT_VERSION) {
    throw invalid(`it has version ${version}, this program reads version ${FINGERPRINT_VERSION}`);
  }
  const flags = record.readUInt8(49);
  const background = record.readUInt16LE(159);
  const side = (i: number): number => record.readUInt16LE(151 + 2 * i) / 0xffff;
  const box: FractionBox = { left: side(0), top: side(1), right: side(2), bottom: side(3) };
  return {
    sha256: record.toString('hex', 1, 33),
    imageData: flags & 0x80 ? null : record.toString('hex', 33, 33 + IMAGE_DATA_BYTES),
    quality: flags & 0x7f,
    contentQuality: record.readUInt8(50),
    width: record.readUInt16LE(51),
    height: record.readUInt16LE(53),
    pdq: readHash(record, 55),
    whole: readHash(record, 55 + HASH_BYTES),
    content: readHash(record, 55 + 2 * HASH_BYTES),
    colours: {
      box,
      background: background === NO_BACKGROUND ? null : unpackLab(background),
      cells: Array.from({ length: GRID_CELLS }, (_, i) => unpackLab(record.readUInt16LE(161 + 2 * i))),
    },
  };
};

const invalid = (why: string): ListingLintError =>
  new ListingLintError('data-invalid', `this fingerprint cannot be read: ${why}`);

/** Fletcher-16 of the record without its last two bytes: a damaged line is told from a short one. */
const checksum = (record: Uint8Array): number => {
  let a = 1;
  let b = 0;
  for (let i = 0; i < RECORD_BYTES - 2; i++) {
    a = (a + (record[i] ?? 0)) % 255;
    b = (b + a) % 255;
  }
  return (b << 8) | a;
};
