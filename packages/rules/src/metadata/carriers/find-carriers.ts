import { type ContainerFormat, sniff } from '../../image/read/container.ts';
import { type Carrier, CarrierWalk, FILE, inside, LIMITS, type Position } from './carrier.ts';
import { walkGif } from './gif.ts';
import { walkHeif } from './heif.ts';
import { type JpegStructure, walkJpeg } from './jpeg.ts';
import { walkPng } from './png.ts';
import { walkRawTiff, walkTiff } from './tiff.ts';
import { walkWebp } from './webp.ts';

/** All that a file holds beside its picture. */
export interface Carriers {
  /** In order of the file; blocks of pictures within it behind those of the file itself. */
  readonly carriers: readonly Carrier[];
  /** Of a JPEG; null for other formats. */
  readonly jpeg: JpegStructure | null;
}

type Walker = (walk: CarrierWalk, at: Position, bytes: Buffer) => unknown;

const WALKERS: Readonly<Partial<Record<ContainerFormat, Walker>>> = {
  png: walkPng,
  webp: walkWebp,
  gif: walkGif,
  avif: walkHeif,
  heic: walkHeif,
  tiff: walkTiff,
  raw: walkRaw,
  // A bitmap has no place for metadata.
  bmp: () => undefined,
};

/**
 * Finds every block of a picture file that can carry metadata: its own, and those of the thumbnails, previews and further pictures in it.
 * What is seen and not understood is a carrier with a `problem`. Never throws; bounded by `LIMITS`, and reads each byte a few times at most.
 */
export const findCarriers = (bytes: Buffer, format: ContainerFormat): Carriers => {
  const walk = new CarrierWalk();
  const jpeg = walkPicture(walk, FILE, bytes, format);
  for (let i = 0; i < walk.carriers.length; i++) {
    const carrier = walk.carriers[i];
    if (carrier?.kind === 'picture' && carrier.problem === null && carrier.keyword !== 'rgb') walkInner(walk, carrier);
  }
  return { carriers: walk.carriers, jpeg };
};

const walkInner = (walk: CarrierWalk, { bytes, place, depth }: Carrier): void => {
  const at = inside({ within: '', depth }, place);
  if (at.depth > LIMITS.depth) walk.add(at, 'other', 'picture', bytes, { problem: 'pictures in it lie too deep' });
  else walkPicture(walk, at, bytes, sniff(bytes, ''));
};

const walkPicture = (walk: CarrierWalk, at: Position, bytes: Buffer, format: ContainerFormat): JpegStructure | null => {
  try {
    if (format === 'jpeg') return walkJpeg(walk, at, bytes);
    const walker = WALKERS[format];
    if (walker !== undefined) walker(walk, at, bytes);
    else if (bytes.length > 0)
      walk.add(at, 'other', `the ${format === 'unknown' ? 'picture' : format.toUpperCase()}`, bytes, {
        problem: NO_WALKER,
        hides: true,
      });
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is cut or damaged' : String(error).slice(0, 120);
    walk.add(at, 'other', 'the picture', bytes, { problem: reason, hides: true });
  }
  return null;
};

const NO_WALKER = 'where this format keeps its metadata is not known here';

/** Camera raw: TIFF structures, Canon's CR3 (boxes), Fujifilm's RAF (a JPEG with the tags). */
function walkRaw(walk: CarrierWalk, at: Position, bytes: Buffer): void {
  if (bytes.toString('latin1', 4, 8) === 'ftyp') walkHeif(walk, at, bytes);
  else if (bytes.toString('latin1', 0, 15) === 'FUJIFILMCCD-RAW' && bytes.length > 92) {
    const start = bytes.readUInt32BE(84);
    const preview = bytes.subarray(start, start + bytes.readUInt32BE(88));
    if (preview.length > 0) walkJpeg(walk, at, preview);
    else walk.add(at, 'other', 'the RAF', bytes, { problem: 'its preview is missing', hides: true });
  } else walkRawTiff(walk, at, bytes);
}
