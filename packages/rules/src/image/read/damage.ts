import { isKnownError } from '@listing-lint/core/plugin';
import type { ContainerFormat } from './container.ts';
import { sniff } from './container.ts';

/**
 * Returns why a picture cannot be decoded, in our own words. libvips collects its messages in one place for all threads, so that with several
 * pictures at once a message may be another's, or missing: two runs would differ. The bytes decide instead;
 * of the error only its kind is used.
 */
export const damageOf = (bytes: Buffer, error: unknown): string => {
  if (isTimeout(error)) return 'decoding it takes too long';
  if (isKnownError(error)) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  if (/pixel limit/i.test(message)) return 'the picture exceeds the pixel limit';
  const format = sniff(bytes, '');
  const name = format.toUpperCase();
  return isCutOff(bytes, format) ? `the file is cut off: its ${name} data end early` : `its ${name} data are damaged`;
};

/** Whether work was given up for its time (see `withinTime`). */
export const isTimeout = (error: unknown): boolean => error instanceof Error && /^timeout/i.test(error.message);

/** Whether the mark that ends a picture of this format is missing. `false` where the format has none that is known here. */
const isCutOff = (bytes: Buffer, format: ContainerFormat): boolean => {
  if (format === 'jpeg') {
    // A thumbnail in the metadata has an end of its own, before the start of the picture's scan.
    return bytes.lastIndexOf(END_OF_IMAGE) < bytes.lastIndexOf(START_OF_SCAN) || bytes.lastIndexOf(START_OF_SCAN) < 0;
  }
  if (format === 'png') return bytes.lastIndexOf('IEND') < 0;
  if (format === 'webp') return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
  if (format === 'gif') return bytes.at(-1) !== 0x3b;
  return false;
};

/** Whether a JPEG ends as one does, so that none of its data are missing there: whatever else is wrong with it is seen in what is left. */
export const endsWhole = (bytes: Buffer): boolean =>
  bytes.indexOf(END_OF_IMAGE, Math.max(0, bytes.length - END_OF_IMAGE.length)) >= 0 || !isCutOff(bytes, 'jpeg');

/** Markers of ITU-T T.81, table B.1; in coded data 0xff is always followed by 0, so they cannot stand there by chance. */
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const START_OF_SCAN = Buffer.from([0xff, 0xda]);

/** What a decode may take, s. */
export const DECODE_SECONDS = 30;

/** Excess time of failed work that shows a stopped process, s. */
const STANDSTILL = 1;

/**
 * Work with a time limit of some seconds. Later failures are reported as `timeout`, whatever they say: libvips' messages are one text for all threads. If it
 * failed much later than its limit, the process was stopped (a laptop that slept, a frozen container), and it is repeated once. Rejects as `work` does; `now` in ms.
 */
export const withinTime = async <T>(
  work: () => Promise<T>,
  seconds: number,
  now: () => number = () => performance.now(),
): Promise<T> => {
  for (let isAgain = false; ; isAgain = true) {
    const started = now();
    try {
      return await work();
    } catch (cause) {
      const taken = (now() - started) / 1000;
      if (taken < seconds) throw cause;
      if (isAgain || taken < seconds + STANDSTILL) throw new Error('timeout', { cause });
    }
  }
};
