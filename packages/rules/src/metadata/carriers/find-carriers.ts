import { type ContainerFormat, sniff } from '../../image/read/container.ts';
import { type Carrier, CarrierWalk, FILE, inside, LIMITS, type Position } from './carrier.ts';
import { packetIn } from './embedded-packet.ts';
import { readExifBlock } from './exif-block.ts';
import { walkGif } from './gif.ts';
import { walkHeif } from './heif.ts';
import { type JpegStructure, walkJpeg } from './jpeg.ts';
import { walkPng } from './png.ts';
import { walkRawTiff, walkTiff } from './tiff.ts';
import { walkWebp } from './webp.ts';

/** All that a file holds in addition to its picture. */
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
  // Pictures of one depth are independent, and what is unpacked is bounded.
  let room = LIMITS.depth * bytes.length + LIMITS.unpacked;
  for (let i = 0; i < walk.carriers.length; i++) {
    const carrier = walk.carriers[i];
    if (carrier === undefined) continue;
    if (carrier.kind === 'picture' && carrier.problem === null && carrier.keyword !== 'rgb') {
      room -= carrier.bytes.length;
      walkInner(walk, carrier, room < 0);
    }
    if (carrier.kind === 'text' || carrier.kind === 'other') addEmbedded(walk, carrier);
    if (carrier.kind === 'xmp') addPicturesInXmp(walk, carrier);
  }
  return { carriers: walk.carriers, jpeg };
};

const walkInner = (walk: CarrierWalk, { bytes, place, depth }: Carrier, isOver: boolean): void => {
  const at = inside({ within: '', depth }, place);
  if (isOver) {
    walk.add(at, 'other', 'picture', bytes, { problem: 'pictures in the file lie over each other' });
    return;
  }
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

/** What can be read of a block of another format: an XMP packet, EXIF behind a header that is not the standard's. */
const addEmbedded = (walk: CarrierWalk, { bytes, place, depth }: Carrier): void => {
  const at: Position = { within: '', depth };
  const packet = packetIn(bytes);
  if (packet.length > 0) walk.add(at, 'xmp', `XMP in ${place}`, packet);
  const exif = /^[\s\S]{0,8}?Exif\0[\s\S](?=II\*\0|MM\0\*)/i.exec(bytes.toString('latin1', 0, 32))?.[0];
  if (exif !== undefined) readExifBlock(walk, at, `EXIF in ${place}`, bytes.subarray(exif.length));
};

/** Beginnings of a JPEG, PNG, WebP and HEIF file in base64, as the value of an element or attribute. */
const BASE64_PICTURE = /[>"']\s*(?=\/9j\/|iVBORw0KGgo|UklGR|AAAA[A-Za-z0-9+/]GZ0eX)/g;
const VALUE_END = /[<"']/g;
const MAX_PICTURES = 16;

/** Pictures in base64 in XMP: thumbnails (`xmpGImg:image`), the original of an edited form (`GImage:Data`), maps of depth. */
const addPicturesInXmp = (walk: CarrierWalk, { bytes, place, depth, problem }: Carrier): void => {
  if (problem !== null || !MAY_HOLD_PICTURE.some((mark) => bytes.includes(mark))) return;
  const at: Position = { within: '', depth };
  // Base64 in UTF-16 is the same without its zeros.
  const text = bytes.toString('latin1').replaceAll('\0', '');
  let count = 0;
  for (const { 0: before, index } of text.matchAll(BASE64_PICTURE)) {
    if (++count > MAX_PICTURES) {
      walk.add(at, 'other', `pictures in ${place}`, Buffer.alloc(0), {
        problem: `there are more than ${MAX_PICTURES}`,
      });
      return;
    }
    VALUE_END.lastIndex = index + before.length;
    const digits = text.slice(index + before.length, VALUE_END.exec(text)?.index);
    // Line breaks of an attribute are references, whose letters are no digits.
    const picture = Buffer.from(digits.replaceAll(/&#x?[0-9A-Fa-f]{1,4};/g, ''), 'base64');
    walk.add(at, 'picture', `picture ${count} in ${place}`, picture);
  }
};

/** In each encoding of a packet. */
const MAY_HOLD_PICTURE = ['/9j/', 'iVBORw0KGgo', 'UklGR', 'GZ0eX'].flatMap((mark) => [
  Buffer.from(mark),
  Buffer.from(mark, 'utf16le'),
  Buffer.from(mark, 'utf16le').swap16(),
]);

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
