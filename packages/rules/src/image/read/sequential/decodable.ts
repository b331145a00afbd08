import type { ImageHeader } from '../header.ts';

/** What was made of a file lately: a run may decode it twice. */
const lately = new WeakMap<Buffer, Buffer>();

/** The bytes that a decoder makes the same pixels of in less time: of a progressive JPEG those of `sequentialJpeg`, where there are any; else the bytes themselves. `header` is theirs. */
export const decodableOf = async (bytes: Buffer, { format, metadata }: ImageHeader): Promise<Buffer> => {
  if (format !== 'jpeg' || metadata?.isProgressive !== true) return bytes;
  const known = lately.get(bytes);
  if (known !== undefined) return known;
  const { sequentialJpeg } = await import('./sequential-jpeg.ts');
  const made = sequentialJpeg(bytes) ?? bytes;
  lately.set(bytes, made);
  return made;
};
