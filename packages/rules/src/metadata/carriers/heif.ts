import { boxesOf } from './boxes.ts';
import { type CarrierWalk, NOT_READ, type Position, startsWith } from './carrier.ts';
import { MAKER, readExifBlock } from './exif-block.ts';
import { type HeifItem, readItems } from './heif-items.ts';

const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
const C2PA_UUID = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
const CANON_UUID = Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex');
const CANON_DIRECTORIES: Readonly<Record<string, string>> = { CMT1: 'IFD0', CMT2: 'ExifIFD', CMT4: 'GPS' };
const JPEG_START = Buffer.from('ffd8ff', 'hex');
const TECHNICAL: ReadonlySet<string> = new Set(['ftyp', 'styp', 'mdat', 'pdin', 'sidx', 'grpl']);

/** Boxes that leave room; what programs write into them all the same is not known. */
const PADDING: ReadonlySet<string> = new Set(['free', 'skip', 'wide']);

/** Every block of metadata of an AVIF, HEIC or CR3: items of its `meta` box, ICC profiles, boxes by UUID, unknown boxes. */
export const walkHeif = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  const boxes = boxesOf(bytes);
  if (boxes.at(-1)?.isCut === true) walk.cutOff(at, 'the file');
  for (const { type, body } of boxes) {
    if (type === 'meta') addMeta(walk, at, bytes, body);
    else if (type === 'uuid') addUuid(walk, at, body);
    else if (type === 'jumb') walk.add(at, 'c2pa', 'JUMBF box', body);
    else if (type === 'moov' && addCanon(walk, at, body)) continue;
    else if (type === 'moov' || type === 'udta' || type === 'mpvd')
      walk.add(at, 'other', `box ${type}`, body, { problem: 'what a film says of itself is not read' });
    else if (!TECHNICAL.has(type) && !(PADDING.has(type) && body.every((byte) => byte === 0)))
      walk.addUnknown(at, `box ${type.replace(/[^\w]/g, '?')}`, body);
  }
};

/** Canon's CR3 keeps its directories in boxes of their own; `false` where there are none. */
const addCanon = (walk: CarrierWalk, at: Position, film: Buffer): boolean => {
  const canon = boxesOf(film).find(({ type, body }) => type === 'uuid' && startsWith(body, CANON_UUID));
  if (canon === undefined) return false;
  for (const { type, body } of boxesOf(canon.body.subarray(16))) {
    const directory = CANON_DIRECTORIES[type];
    if (directory !== undefined) readExifBlock(walk, at, `EXIF in box ${type}`, body, directory);
    else if (type === 'CMT3') walk.add(at, 'makerNote', 'MakerNote in box CMT3', body, { problem: MAKER });
    else if (type === 'THMB') walk.add(at, 'picture', 'thumbnail in box THMB', jpegIn(body));
  }
  return true;
};

/** What follows the sizes of a thumbnail. */
const jpegIn = (body: Buffer): Buffer => body.subarray(Math.max(0, body.indexOf(JPEG_START)));

const addUuid = (walk: CarrierWalk, at: Position, body: Buffer): void => {
  if (startsWith(body, XMP_UUID)) walk.add(at, 'xmp', 'XMP in a UUID box', body.subarray(16));
  else if (startsWith(body, C2PA_UUID)) walk.add(at, 'c2pa', 'JUMBF in a UUID box', manifestOf(body.subarray(16)));
  else walk.add(at, 'other', `UUID box ${body.toString('hex', 0, 16)}`, body, { problem: NOT_READ });
};

/** C2PA's box: version and flags, a purpose ended by zero, an offset, then the JUMBF (C2PA 2.2, A.5). */
const manifestOf = (body: Buffer): Buffer => {
  const end = body.indexOf(0, 4);
  return end < 0 ? body : body.subarray(end + 1 + 8);
};

/** Pictures in themselves, and how they are put together. */
const PICTURES: ReadonlySet<string> = new Set([
  'hvc1',
  'av01',
  'grid',
  'iden',
  'iovl',
  'tmap',
  'avc1',
  'vvc1',
  'lhv1',
  'unci',
  'jpeg',
  'j2k1',
]);

const addMeta = (walk: CarrierWalk, at: Position, file: Buffer, meta: Buffer): void => {
  const boxes = boxesOf(meta.subarray(4));
  const { items, problem } = readItems(file, boxes);
  if (problem !== null) walk.add(at, 'other', 'items of the meta box', meta, { problem, hides: true });
  for (const item of items) addItem(walk, at, item);
  const properties = boxes.filter(({ type }) => type === 'iprp').flatMap(({ body }) => boxesOf(body));
  for (const { body } of properties.filter(({ type }) => type === 'ipco')) {
    for (const property of boxesOf(body)) {
      const kind = property.type === 'colr' ? property.body.toString('latin1', 0, 4) : '';
      if (kind === 'prof' || kind === 'rICC')
        walk.add(at, 'icc', 'ICC profile in a colr box', property.body.subarray(4));
      // A description, or a text for those who do not see the picture.
      if (property.type === 'udes' || property.type === 'altt')
        walk.add(at, 'text', 'description of an item', property.body.subarray(4), { keyword: property.type });
    }
  }
};

const addItem = (walk: CarrierWalk, at: Position, item: HeifItem): void => {
  const name = `item ${item.id} (${item.type.replace(/[^\w ]/g, '?').trim()})`;
  if (item.problem !== null && !PICTURES.has(item.type))
    walk.add(at, 'other', name, item.bytes, { problem: item.problem, hides: true });
  else if (item.type === 'Exif') {
    const skip = item.bytes.length < 4 ? 0 : item.bytes.readUInt32BE(0);
    readExifBlock(walk, at, `EXIF in ${name}`, item.bytes.subarray(4 + skip));
  } else if (item.type === 'mime' && item.contentType === 'application/rdf+xml') {
    // A packet that was taken out leaves its place behind.
    if (item.bytes.some((byte) => byte !== 0 && byte !== 0x20)) walk.add(at, 'xmp', `XMP in ${name}`, item.bytes);
  } else if (item.type === 'jpeg') walk.add(at, 'picture', name, item.bytes);
  else if (!PICTURES.has(item.type)) {
    const kind = item.contentType === '' ? '' : ` ${item.contentType}`;
    walk.addUnknown(at, `${name}${kind}`, item.bytes);
  }
};
