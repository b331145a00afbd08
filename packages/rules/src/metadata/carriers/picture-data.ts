import { createHash } from 'node:crypto';
import type { ContainerFormat } from '../../image/read/container.ts';
import { imageDataSha256 } from '../../image/read/image-data.ts';
import { boxesOf } from './boxes.ts';
import { readItems } from './heif-items.ts';
import { tiffPictureData } from './tiff-picture.ts';

/**
 * SHA-256, hex, over the coded picture without metadata; null if unknown. Of AVIF and HEIC: the bytes of every item
 * but EXIF and XMP, and the properties that say how they are put together; of TIFF: its pages.
 */
export const pictureData = (bytes: Buffer, format: ContainerFormat): string | null => {
  if (format === 'tiff') return tiffPictureData(bytes);
  if (format !== 'avif' && format !== 'heic') {
    const hash = imageDataSha256(bytes);
    return hash === null ? null : Buffer.from(hash).toString('hex');
  }
  const meta = boxesOf(bytes).find(({ type }) => type === 'meta');
  if (meta === undefined) return null;
  const boxes = boxesOf(meta.body.subarray(4));
  const { items, problem } = readItems(bytes, boxes);
  const pictures = items.filter(({ type }) => type !== 'Exif' && type !== 'mime');
  if (problem !== null || pictures.length === 0 || pictures.some((item) => item.problem !== null)) return null;
  const hash = createHash('sha256');
  for (const { id, type, bytes: data } of pictures) hash.update(`${id} ${type} ${data.length}\n`).update(data);
  for (const { type, body } of boxes) if (type === 'iprp' || type === 'pitm') hash.update(type).update(body);
  return hash.digest('hex');
};
