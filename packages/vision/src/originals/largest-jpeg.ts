import { readJpegHeader } from '@listing-lint/rules/image';

/** Places that begin as a JPEG does: cameras put two or three into a file, and coded sensor data hold the three bytes by chance. */
const MOST_PLACES = 4096;
const START = Buffer.from([0xff, 0xd8, 0xff]);

/** The JPEG with most pixels among those that lie whole in other bytes, as in camera raw; undefined where there is none. What follows it is not cut off. */
export const largestJpegIn = (bytes: Buffer): Buffer | undefined => {
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
