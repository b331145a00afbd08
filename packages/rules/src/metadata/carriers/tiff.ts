import type { CarrierWalk, Position } from './carrier.ts';
import { isTiff, readDirectories, type TiffStructure } from './directories.ts';
import { addPictures, addTagBlocks } from './exif-block.ts';

/** Heads of camera-raw files that are TIFF structures under another name: Olympus, Panasonic, Leica. */
const PANASONIC = 'IIU\0';
const RAW_HEADS: readonly string[] = ['IIRO', 'IIRS', PANASONIC, 'MMOR'];
/** Where Panasonic keeps a whole JPEG, with the tags that its raw file itself lacks. */
const JPEG_OF_RAW = 0x002e;

/** Every block of metadata of a TIFF; `false` where it is none. */
export const walkTiff = (walk: CarrierWalk, at: Position, bytes: Buffer): boolean =>
  walkStructure(walk, at, bytes, 'IFD0');

/** The same of camera raw that is built as one: its first directory often holds a preview. */
export const walkRawTiff = (walk: CarrierWalk, at: Position, bytes: Buffer): boolean => walkStructure(walk, at, bytes);

const walkStructure = (walk: CarrierWalk, at: Position, bytes: Buffer, main?: string): boolean => {
  const head = bytes.toString('latin1', 0, 4);
  const isRenamed = RAW_HEADS.includes(head);
  if (!isTiff(bytes) && !isRenamed) {
    const problem = head === 'II+\0' || head === 'MM\0+' ? 'BigTIFF is not read' : 'it is no TIFF structure';
    walk.add(at, 'exif', 'the TIFF', Buffer.alloc(0), { problem, hides: true });
    return false;
  }
  const tiff = isRenamed ? renamed(bytes, head) : bytes;
  const structure = readDirectories(tiff);
  const isPanasonic = head === PANASONIC;
  walk.add(at, 'exif', 'the TIFF', tiff, {
    ...(isPanasonic ? { keyword: 'RW2' } : {}),
    ...(structure.problem === null ? {} : { problem: structure.problem, hides: true }),
  });
  addTagBlocks(walk, at, 'the TIFF', structure);
  if (isPanasonic) addJpegOfRaw(walk, at, structure);
  addPictures(walk, at, { name: 'the TIFF', tiff, ...structure, ...(main === undefined ? {} : { main }) });
  return true;
};

const renamed = (bytes: Buffer, head: string): Buffer => {
  const copy = Buffer.from(bytes);
  copy.write(head.startsWith('II') ? 'II*\0' : 'MM\0*', 'latin1');
  return copy;
};

const addJpegOfRaw = (walk: CarrierWalk, at: Position, { directories }: TiffStructure): void => {
  for (const { entries } of directories.slice(0, 1)) {
    const jpeg = entries.find(({ tag }) => tag === JPEG_OF_RAW);
    if (jpeg !== undefined && jpeg.bytes.length > 0) walk.add(at, 'picture', 'JPEG in IFD0 of the TIFF', jpeg.bytes);
  }
};
