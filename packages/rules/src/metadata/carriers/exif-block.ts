import { type CarrierWalk, type Position, startsWith } from './carrier.ts';
import { type DirectoryEntry, isTiff, numberOf, readDirectories, type TiffStructure } from './directories.ts';
import { type CameraOfNote, cameraOf, mayHoldPlace } from './maker-note.ts';

/** Tags of a TIFF structure that are blocks of their own. */
const XMP = 0x02bc;
const IPTC = 0x83bb;
const PHOTOSHOP = 0x8649;
const ICC = 0x8773;
const MAKER_NOTE = 0x927c;
const C2PA = 0xcd41;
const THUMBNAIL_OFFSET = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
const COMPRESSION = 0x0103;
const STRIP_OFFSETS = 0x0111;
const STRIP_LENGTHS = 0x0117;
/** GeoTIFF: a grid on the ground. */
const GEOGRAPHIC: readonly number[] = [0x830e, 0x8480, 0x8482, 0x85d8, 0x87af, 0x87b0, 0x87b1];
/** Blocks of makers whose inside is not published. */
const PRIVATE: Readonly<Record<number, string>> = { 50740: 'DNGPrivateData', 50898: 'Panasonic title' };

/** An EXIF block and every block within it: maker note, thumbnails, XMP, IPTC, ICC. */
export const readExifBlock = (
  walk: CarrierWalk,
  at: Position,
  name: string,
  bytes: Buffer,
  directory?: string,
): void => {
  const tiff = bytes.toString('latin1', 0, 4) === 'Exif' ? bytes.subarray(6) : bytes;
  if (!isTiff(tiff)) {
    walk.add(at, 'exif', name, tiff, { problem: 'it is no TIFF structure' });
    return;
  }
  const structure = readDirectories(tiff, directory);
  walk.add(at, 'exif', name, tiff, {
    ...(directory === undefined ? {} : { keyword: directory }),
    ...(structure.problem === null ? {} : { problem: structure.problem }),
  });
  addTagBlocks(walk, at, name, structure);
  addPictures(walk, at, { name, tiff, ...structure });
};

/** The blocks that lie in tags of a TIFF structure's directories. */
export const addTagBlocks = (walk: CarrierWalk, at: Position, name: string, structure: TiffStructure): void => {
  const camera = cameraOf(structure);
  for (const directory of structure.directories) {
    const place = `${directory.name} of ${name}`;
    for (const entry of directory.entries) addTagBlock(walk, at, place, entry, camera);
    if (directory.entries.some(({ tag }) => GEOGRAPHIC.includes(tag)))
      walk.add(at, 'location', `GeoTIFF in ${place}`, Buffer.alloc(0));
  }
};

const addTagBlock = (
  walk: CarrierWalk,
  at: Position,
  place: string,
  { tag, bytes }: DirectoryEntry,
  camera: CameraOfNote,
): void => {
  if (tag === XMP) walk.add(at, 'xmp', `XMP in ${place}`, bytes);
  else if (tag === IPTC) walk.add(at, 'iptc', `IPTC in ${place}`, bytes);
  else if (tag === PHOTOSHOP) readPhotoshop(walk, at, `Photoshop resources in ${place}`, bytes);
  else if (tag === ICC) walk.add(at, 'icc', `ICC profile in ${place}`, bytes);
  else if (tag === MAKER_NOTE)
    walk.add(at, 'makerNote', `MakerNote in ${place}`, bytes, {
      problem: MAKER,
      ...(mayHoldPlace(bytes, camera) ? {} : { hasNoPlace: true }),
    });
  else if (tag === C2PA) walk.add(at, 'c2pa', `JUMBF in ${place}`, bytes);
  else if (PRIVATE[tag] !== undefined)
    walk.add(at, 'makerNote', `${PRIVATE[tag]} in ${place}`, bytes, { problem: MAKER });
};

export const MAKER = "its maker's own format is not read";

/** What the picture of a TIFF file itself is called by, which is no preview. */
export const MAIN_PICTURE = 'main';

/** A TIFF structure with its bytes and its name. */
interface NamedStructure extends TiffStructure {
  readonly name: string;
  readonly tiff: Buffer;
  /** Directory whose strips are the picture of the file itself. */
  readonly main?: string;
}

/** Thumbnails and previews: JPEGs that a directory points to. */
export const addPictures = (
  walk: CarrierWalk,
  at: Position,
  { name, tiff, directories, little, main }: NamedStructure,
): void => {
  for (const { name: directory, entries } of directories) {
    const value = (tag: number): number | undefined => {
      const entry = entries.find((each) => each.tag === tag);
      return entry === undefined ? undefined : numberOf(entry, little);
    };
    const isJpeg = value(COMPRESSION) === 6 || value(COMPRESSION) === 7;
    const start = value(THUMBNAIL_OFFSET) ?? (isJpeg ? value(STRIP_OFFSETS) : undefined);
    const length = value(THUMBNAIL_LENGTH) ?? value(STRIP_LENGTHS);
    if (start === undefined || length === undefined || length === 0) continue;
    const bytes = tiff.subarray(start, start + length);
    const place = `${directory === 'IFD1' ? 'thumbnail' : 'preview'} in ${directory} of ${name}`;
    walk.add(at, 'picture', place, bytes, {
      ...(directory === main && value(THUMBNAIL_OFFSET) === undefined ? { keyword: MAIN_PICTURE } : {}),
      ...(bytes.length < length ? { problem: 'it lies beyond the end of its block' } : {}),
    });
  }
};

const IPTC_RESOURCE = 0x0404;
const RIGHTS: Readonly<Record<number, string>> = { 1034: 'copyright flag', 1035: 'address of the rights' };
/** Resources that hold pictures and colours of the document, not words about it (Adobe Photoshop file formats, 2019). */
const EXIF_RESOURCES = [0x0422, 0x0423];
const THUMBNAILS = [0x0409, 0x040c];
const PASCAL_CAPTION = 0x03f0;
/** Behind a number of four bytes. */
const UTF16_TEXTS: Readonly<Record<number, string>> = { 1051: 'WorkflowURL', 1054: 'URL_List' };
const utf16 = (bytes: Buffer): string => new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length & ~1));
const MAX_RESOURCES = 500;

/** Image resources of Photoshop (`8BIM` blocks): IPTC, EXIF, XMP, ICC, thumbnails and the copyright flag lie in them. */
export const readPhotoshop = (walk: CarrierWalk, at: Position, name: string, bytes: Buffer): void => {
  let offset = 0;
  for (let count = 0; count < MAX_RESOURCES && offset + 12 <= bytes.length; count++) {
    if (!['8BIM', 'PHUT', 'DCSR', 'AgHg', 'MeSa'].includes(bytes.toString('latin1', offset, offset + 4))) {
      if (bytes.subarray(offset).some((byte) => byte !== 0))
        walk.add(at, 'other', name, bytes.subarray(offset), { problem: 'it is damaged' });
      return;
    }
    const id = bytes.readUInt16BE(offset + 4);
    const title = bytes[offset + 6] ?? 0;
    const start = offset + 6 + ((title + 2) & ~1) + 4;
    if (start > bytes.length) break;
    const size = bytes.readUInt32BE(start - 4);
    addResource(walk, at, {
      id,
      name: `${name} 0x${id.toString(16).padStart(4, '0')}`,
      data: bytes.subarray(start, start + size),
    });
    offset = start + size + (size & 1);
  }
};

interface Resource {
  readonly id: number;
  readonly name: string;
  readonly data: Buffer;
}

const addResource = (walk: CarrierWalk, at: Position, { id, name, data }: Resource): void => {
  if (id === IPTC_RESOURCE) walk.add(at, 'iptc', `IPTC in ${name}`, data);
  else if (EXIF_RESOURCES.includes(id)) readExifBlock(walk, at, `EXIF in ${name}`, data);
  else if (id === 0x0424) walk.add(at, 'xmp', `XMP in ${name}`, data);
  else if (id === 0x040f) walk.add(at, 'icc', `ICC profile in ${name}`, data);
  else if (THUMBNAILS.includes(id) && startsWith(data, '\0\0\0\x01'))
    walk.add(at, 'picture', `thumbnail in ${name}`, data.subarray(28));
  else if (UTF16_TEXTS[id] !== undefined)
    walk.add(at, 'text', name, Buffer.from(utf16(data.subarray(4))), { keyword: UTF16_TEXTS[id] });
  else if (id === PASCAL_CAPTION) walk.add(at, 'text', name, data.subarray(1), { keyword: 'Caption' });
  else if (RIGHTS[id] !== undefined) walk.add(at, 'rights', name, data, { keyword: RIGHTS[id] });
};
