import { isKnownError, type PathBound, readBytes } from '@listing-lint/core/plugin';
import { readCompared, readComparedBytes } from '@listing-lint/rules/hash';
import { readJpegHeader } from '@listing-lint/rules/image';
import { DEFAULT_ORIGINAL_MEGABYTES, type Settings } from '@listing-lint/rules/settings';

/**
 * An original to be compared; of one whose own pixels cannot be decoded here, as of camera raw, the largest JPEG that the camera has put into it. Throws
 * `file-unreadable`, `content-too-large`, `content-unreadable`, and `metadata-only` where it holds none.
 */
export const readOriginal = async (
  file: string,
  name: string,
  within: PathBound,
  limits: Settings['limits'] = {},
): ReturnType<typeof readCompared> => {
  const fileMegabytes = limits.fileMegabytes ?? DEFAULT_ORIGINAL_MEGABYTES;
  try {
    return await readCompared(file, name, within, { ...limits, fileMegabytes });
  } catch (error) {
    if (!isKnownError(error) || error.code !== 'metadata-only') throw error;
    const preview = largestJpegIn(await readBytes(file, { maxBytes: fileMegabytes * 1e6, within }));
    if (preview === undefined) throw error;
    return await readComparedBytes(preview, `${name}.jpg`, limits);
  }
};

/** Places that begin as a JPEG does: cameras put two or three into a file, and coded sensor data hold the three bytes by chance. */
const MOST_PLACES = 4096;
const START = Buffer.from([0xff, 0xd8, 0xff]);

/** The JPEG with most pixels among those that lie whole in other bytes, as in camera raw; undefined where there is none. What follows it is not cut off. */
const largestJpegIn = (bytes: Buffer): Buffer | undefined => {
  let largest: { readonly at: number; readonly pixels: number } | undefined;
  let at = bytes.indexOf(START);
  for (let place = 0; at >= 0 && place < MOST_PLACES; place++) {
    const header = readJpegHeader(bytes.subarray(at));
    const pixels = header === null ? 0 : header.width * header.height;
    if (pixels > (largest?.pixels ?? 0)) largest = { at, pixels };
    at = bytes.indexOf(START, at + START.length);
  }
  return largest && bytes.subarray(largest.at);
};
