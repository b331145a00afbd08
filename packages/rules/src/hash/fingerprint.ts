import { ListingLintError, sha256 as sha256Of } from '@listing-lint/core';
import type { RgbImage } from '../image/raster.ts';
import type { FractionBox } from './dihedral.ts';
import { HASH_BYTES, type Hash256, readHash, writeHash } from './hash256.ts';
import { IMAGE_DATA_BYTES, imageDataHash } from './image-data.ts';
import { type HeldPicture, wholeLineMap } from './kernel/kernel.ts';
import { pictureKernel } from './kernel/kernel-wasm.ts';
import { type ColourGrid, GRID_CELLS, GRID_SIDE, type Lab, labOf, packLab, unpackLab } from './lab-grid.ts';
import { channelCells, lumaAcross } from './luma-grid.ts';
import { pdq, pdqQuality } from './pdq.ts';
import { areaMap, rememberMaps } from './resample.ts';
import { type Edges, regionsOf } from './trim.ts';
import { windowedHash } from './windowed-hash.ts';

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
  /** Windowed hash of the picture without its frame; turning the picture moves and negates its bits. */
  readonly whole: Hash256;
  /** PDQ quality of the picture without its frame, 0–100. */
  readonly wholeQuality: number;
  /** Where the picture lies within its frame. */
  readonly frame: FractionBox;
  /** Windowed hash of the content box, with tapered windows. */
  readonly content: Hash256;
  /** PDQ quality of the content box, 0–100. */
  readonly contentQuality: number;
  readonly colours: ColourGrid;
}

/** Raised when the same picture gives another fingerprint. */
export const FINGERPRINT_VERSION = 1;

const GRID = 64;
/** Longest side, px, of the raster that all but the reference PDQ is taken from. */
const WORKING_SIDE = 512;
const RECORD_BYTES = 296;
const NO_BACKGROUND = 0xffff;

/** Computes the fingerprint. `source` is the size of the whole picture after auto-orientation; `image` its canonical decode; `sha256` that of the bytes, where it is known. */
export const fingerprintOf = (
  bytes: Uint8Array,
  image: RgbImage,
  source: { readonly width: number; readonly height: number },
  sha256 = sha256Of(bytes),
): Fingerprint => {
  const { full, working } = pictureKernel().hold(image, WORKING_SIDE);
  const raster = working.image;
  const reference = pdq(full, source);
  const { picture, content: box, background } = regionsOf(working);
  const content = gridOf(working, box);
  const whole = background ? gridOf(working, picture) : content;
  const imageData = imageDataHash(bytes);
  return {
    sha256,
    imageData: imageData && Buffer.from(imageData).toString('hex'),
    width: source.width,
    height: source.height,
    pdq: reference.hash,
    quality: reference.quality,
    whole: windowedHash(whole.luma, 'flat'),
    wholeQuality: pdqQuality(whole.luma),
    frame: fractionsOf(picture, wholeOf(raster)),
    content: windowedHash(content.luma, 'tapered'),
    contentQuality: pdqQuality(content.luma),
    colours: {
      box: fractionsOf(box, picture),
      background: background && labOf(...background),
      cells: content.cells,
    },
  };
};

const wholeOf = ({ width, height }: RgbImage): Edges => ({ left: 0, top: 0, right: width, bottom: height });

/** Edges as fractions of other edges. */
const fractionsOf = (inner: Edges, outer: Edges): FractionBox => {
  const width = outer.right - outer.left;
  const height = outer.bottom - outer.top;
  return {
    left: (inner.left - outer.left) / width,
    top: (inner.top - outer.top) / height,
    right: (inner.right - outer.left) / width,
    bottom: (inner.bottom - outer.top) / height,
  };
};

const partMap = rememberMaps(areaMap);

/** Area means of a box: 64×64 of luma, and 8×8 colours. */
const gridOf = (picture: HeldPicture, box: Edges): { luma: Float64Array; cells: readonly Lab[] } => {
  const { width, height } = picture.image;
  const rows = picture.reduceDown(wholeLineMap(partMap(height, GRID, box.top, box.bottom - box.top)));
  const across = (size: number) => partMap(width, size, box.left, box.right - box.left);
  const cellsAcross = across(GRID_SIDE);
  const red = channelCells(rows, width, GRID, 0, cellsAcross);
  const green = channelCells(rows, width, GRID, 1, cellsAcross);
  const blue = channelCells(rows, width, GRID, 2, cellsAcross);
  return {
    luma: lumaAcross(rows, width, GRID, across(GRID)),
    cells: Array.from({ length: GRID_CELLS }, (_, k) => labOf(red[k] ?? 0, green[k] ?? 0, blue[k] ?? 0)),
  };
};

/** The fingerprint as text: base64url of a record of 296 bytes, 395 characters. */
export const encodeFingerprint = (fingerprint: Fingerprint): string => {
  const record = Buffer.alloc(RECORD_BYTES);
  const { colours, frame } = fingerprint;
  record.writeUInt8(FINGERPRINT_VERSION, 0);
  record.write(fingerprint.sha256, 1, 'hex');
  record.write(fingerprint.imageData ?? '', 33, 'hex');
  record.writeUInt8(fingerprint.quality | (fingerprint.imageData === null ? 0x80 : 0), 49);
  record.writeUInt8(fingerprint.wholeQuality, 50);
  record.writeUInt8(fingerprint.contentQuality, 51);
  record.writeUInt16LE(Math.min(0xffff, fingerprint.width), 52);
  record.writeUInt16LE(Math.min(0xffff, fingerprint.height), 54);
  writeHash(record, 56, fingerprint.pdq);
  writeHash(record, 56 + HASH_BYTES, fingerprint.whole);
  writeHash(record, 56 + 2 * HASH_BYTES, fingerprint.content);
  [frame.left, frame.top, frame.right, frame.bottom].forEach((side, i) => {
    record.writeUInt8(Math.round(side * 0xff), 152 + i);
  });
  [colours.box.left, colours.box.top, colours.box.right, colours.box.bottom].forEach((side, i) => {
    record.writeUInt16LE(Math.round(side * BOX_STEPS), 156 + 2 * i);
  });
  record.writeUInt16LE(colours.background ? packLab(colours.background) : NO_BACKGROUND, 164);
  colours.cells.forEach((cell, i) => {
    record.writeUInt16LE(packLab(cell), 166 + 2 * i);
  });
  record.writeUInt16LE(checksum(record), RECORD_BYTES - 2);
  return record.toString('base64url');
};

/** Steps of a content box a picture side. */
const BOX_STEPS = 0xffff;

/** Reads the text of a fingerprint. Throws `data-invalid` for a damaged one or another version. */
export const decodeFingerprint = (text: string): Fingerprint => {
  const record = Buffer.from(text, 'base64url');
  if (record.length !== RECORD_BYTES || record.toString('base64url') !== text) {
    throw invalid('it is cut or has foreign characters');
  }
  if (record.readUInt16LE(RECORD_BYTES - 2) !== checksum(record)) throw invalid('its checksum does not match');
  const version = record.readUInt8(0);
  if (version !== FINGERPRINT_VERSION) {
    throw invalid(`it has version ${version}, this program reads version ${FINGERPRINT_VERSION}`);
  }
  const flags = record.readUInt8(49);
  const background = record.readUInt16LE(164);
  return {
    sha256: record.toString('hex', 1, 33),
    imageData: flags & 0x80 ? null : record.toString('hex', 33, 33 + IMAGE_DATA_BYTES),
    quality: flags & 0x7f,
    wholeQuality: record.readUInt8(50),
    contentQuality: record.readUInt8(51),
    width: record.readUInt16LE(52),
    height: record.readUInt16LE(54),
    pdq: readHash(record, 56),
    whole: readHash(record, 56 + HASH_BYTES),
    content: readHash(record, 56 + 2 * HASH_BYTES),
    frame: boxFrom((i) => record.readUInt8(152 + i) / 0xff),
    colours: {
      box: boxFrom((i) => record.readUInt16LE(156 + 2 * i) / BOX_STEPS),
      background: background === NO_BACKGROUND ? null : unpackLab(background),
      cells: Array.from({ length: GRID_CELLS }, (_, i) => unpackLab(record.readUInt16LE(166 + 2 * i))),
    },
  };
};

const boxFrom = (side: (i: number) => number): FractionBox => ({
  left: side(0),
  top: side(1),
  right: side(2),
  bottom: side(3),
});

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
