import type { ImageHeader } from '../../image/read/header.ts';
import type { JpegStructure } from '../carriers/jpeg.ts';
import { hasCustomHuffman } from './huffman.ts';
import type { TagGroup } from './tags/read-tiff.ts';

/** Seconds after capture within which a camera itself may still write. */
const CAMERA_WRITES_WITHIN = 60;

/** Inputs of the signs. */
export interface SignSources {
  readonly jpeg: JpegStructure | null;
  /** Tags of IFD0 and the EXIF directory. */
  readonly known: TagGroup;
  readonly hasExif: boolean;
  readonly hasMakerNote: boolean;
  readonly secondsToChange: number | null;
  readonly metadata: ImageHeader['metadata'];
}

/**
 * Weak signs that a JPEG was saved again after the camera wrote it. None of them proves a thing: docs/bench-metadata.md says how often each is seen
 * on files without and with an editor's signature.
 */
export const signsOf = ({ jpeg, known, hasExif, hasMakerNote, secondsToChange, metadata }: SignSources): string[] => {
  if (jpeg === null) return [];
  const at = (name: string): number => jpeg.segments.indexOf(name);
  const signs: string[] = [];
  if (secondsToChange !== null && secondsToChange > CAMERA_WRITES_WITHIN)
    signs.push('changed more than a minute after capture');
  if (sizeMatches(known, metadata) === false) signs.push('size in EXIF is not the size of the picture');
  if (hasExif && !hasMakerNote) signs.push('no maker note');
  if (hasCustomHuffman(jpeg.huffman) === true) signs.push('optimised Huffman tables');
  if (at('APP0 JFIF') >= 0 && at('APP0 JFIF') < at('APP1 Exif')) signs.push('JFIF header before EXIF');
  if (jpeg.segments.some((name) => name.startsWith('APP13 Photoshop') || name.startsWith('APP14 Adobe')))
    signs.push('Adobe segment');
  return signs;
};

/** Whether the size that EXIF states is that of the picture, upright or rotated by a quarter; null if either is unknown. */
export const sizeMatches = (known: TagGroup, metadata: ImageHeader['metadata']): boolean | null => {
  const { ExifImageWidth: width, ExifImageHeight: height } = known;
  if (metadata === null || typeof width !== 'number' || typeof height !== 'number' || width === 0 || height === 0)
    return null;
  const same = width === metadata.width && height === metadata.height;
  const turned = width === metadata.height && height === metadata.width;
  return same || turned;
};
