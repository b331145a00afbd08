import { isKnownError, type PathBound, readBytes } from '@listing-lint/core/plugin';
import { readCompared, readComparedBytes } from '@listing-lint/rules/hash';
import { DEFAULT_ORIGINAL_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import { largestJpegIn } from './largest-jpeg.ts';

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
