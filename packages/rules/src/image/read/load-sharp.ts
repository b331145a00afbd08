import { ListingLintError } from '@listing-lint/core/plugin';
import type sharp from 'sharp';
import { refuseLoopingExif } from './bounded-exif.ts';

let keepsPictures = true;
/** The current setting of sharp. */
let keepsNow = true;

/**
 * For a process in which nobody else uses sharp: each picture is decoded once, and libvips' cache of the last hundred operations (decoded pictures of 12
 * megapixels among them) is useless. Valid from the next picture on.
 */
export const keepNoPictures = (): void => {
  keepsPictures = false;
};

/** sharp that refuses what libexif would take minutes for: throws `content-unreadable` (`refuseLoopingExif`). */
const guarded = (loaded: typeof sharp): typeof sharp =>
  new Proxy(loaded, {
    apply: (target, self, given: Parameters<typeof sharp>) => {
      const [input] = given;
      if (input instanceof Uint8Array) refuseLoopingExif(input);
      return Reflect.apply(target, self, given);
    },
  });

/** sharp, loaded when the first picture asks for it: a run that needs no pixel does without it, and starts faster. Throws `fact-unavailable` where it cannot be loaded. */
export const loadSharp = async (): Promise<typeof sharp> => {
  try {
    const loaded = guarded((await import('sharp')).default);
    if (keepsPictures === keepsNow) return loaded;
    keepsNow = keepsPictures;
    if (!keepsPictures) loaded.cache(false);
    return loaded;
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const message = `sharp, which reads pictures, cannot be loaded here (${reason}): install listing-lint anew`;
    throw new ListingLintError('fact-unavailable', message, [], { cause });
  }
};
