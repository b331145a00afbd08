import type { ImageHeader } from '../header.ts';

interface Known {
  readonly bytes: Buffer;
  readonly made: Buffer;
}

/** What was made of files lately: a run may decode one twice, and has a few under way. */
const lately: Known[] = [];
const MOST_REMEMBERED = 4;

/** The bytes that a decoder makes the same pixels of in less time: of a progressive JPEG those of `sequentialJpeg`, where there are any; else the bytes themselves. `header` is theirs. */
export const decodableOf = async (bytes: Buffer, { format, metadata }: ImageHeader): Promise<Buffer> => {
  if (format !== 'jpeg' || metadata?.isProgressive !== true) return bytes;
  const known = lately.find((entry) => entry.bytes === bytes);
  if (known !== undefined) return known.made;
  const { sequentialJpeg } = await import('./sequential-jpeg.ts');
  const made = sequentialJpeg(bytes) ?? bytes;
  lately.push({ bytes, made });
  if (lately.length > MOST_REMEMBERED) lately.shift();
  return made;
};
