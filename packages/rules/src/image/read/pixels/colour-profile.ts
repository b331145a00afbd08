import { loadSharp } from '../load-sharp.ts';

/** Larger profiles have tables of their own, or texts in many languages: those of screens. */
const MOST_BYTES = 4096;
/** Answers that are remembered: a folder may have a profile of its own in each picture. */
const MOST_REMEMBERED = 64;
const MOST_SECONDS = 5;

/** Sample colours of a profile: every fourth one is a grey, all greys among them. */
const SIDE = 256;
const GREY_EVERY = 4;
const SEED = 41;

const answers = new Map<string, Promise<boolean>>();

/** Rounding makes a level of what sRGB of other makers differs in: in 0.3 values of a hundred of Photoshop's, in 0.7 of what Facebook and Google put into files (ten profiles). */
const MOST_CHANGED = 0.02;

/**
 * Whether libvips leaves eight bits of red, green and blue in this profile (ICC.1) unchanged, tested on 65,536 colours: sRGB by any of its names. Skipping it gives the
 * same picture, except for a level or two here and there, in two thirds of the time. Cached for the last 64 profiles; false for large ones.
 */
export const changesNoColour = (profile: Uint8Array): Promise<boolean> => {
  if (profile.length > MOST_BYTES || hasTables(profile)) return Promise.resolve(false);
  const key = Buffer.from(profile).toString('latin1');
  const known = answers.get(key);
  if (known !== undefined) return known;
  const [oldest] = answers.keys();
  if (oldest !== undefined && answers.size >= MOST_REMEMBERED) answers.delete(oldest);
  const answer = showsAsTheyAre(profile).catch(() => {
    // What failed may have been in want of memory.
    answers.delete(key);
    return false;
  });
  answers.set(key, answer);
  return answer;
};

const TAGS = 128;

/** Whether it converts colours by tables (ICC.1, 9.2: A2B0, D2B0 and the like), which may change any untested colour; a matrix and curves cannot. */
const hasTables = (profile: Uint8Array): boolean => {
  const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.length);
  if (bytes.length < TAGS + 4) return false;
  for (let at = TAGS + 4, left = bytes.readUInt32BE(TAGS); left > 0 && at + 12 <= bytes.length; at += 12, left--) {
    if (/^[AD]2B/.test(bytes.toString('latin1', at, at + 4))) return true;
  }
  return false;
};

const showsAsTheyAre = async (profile: Uint8Array): Promise<boolean> => {
  const sharp = await loadSharp();
  const given = coloursToAsk();
  const tiff = tiffOf(given, profile);
  const { icc } = await sharp(tiff).metadata();
  if (icc === undefined || Buffer.compare(icc, profile) !== 0) return false;
  const converted = await sharp(tiff).toColourspace('srgb').timeout({ seconds: MOST_SECONDS }).raw().toBuffer();
  let changed = 0;
  for (let at = 0; at < given.length; at++) {
    const difference = Math.abs((given[at] ?? 0) - (converted[at] ?? 0));
    if (difference > 1) return false;
    changed += difference;
  }
  return converted.length === given.length && changed <= MOST_CHANGED * given.length;
};

let colours: Buffer | undefined;

const coloursToAsk = (): Buffer => {
  if (colours !== undefined) return colours;
  let state = SEED;
  // Numerical Recipes' generator of 32 bits, of which the upper ones are as good as any: those of a test must be fast, and the same each time.
  const value = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  colours = Buffer.alloc(3 * SIDE * SIDE);
  for (let i = 0, at = 0; i < SIDE * SIDE; i++) {
    const isGrey = i % GREY_EVERY === 0;
    const grey = (i / GREY_EVERY) % 256;
    for (let channel = 0; channel < 3; channel++) colours[at++] = isGrey ? grey : value();
  }
  return colours;
};

/** Types of a value in a TIFF. */
const SHORT = 3;
const LONG = 4;
const BYTES = 7;
const TIFF_TAGS = 10;
/** Behind a header of 8 bytes a directory: how many tags, 12 bytes each, and 0 for no other one. */
const TIFF_HEAD = 8 + 2 + 12 * TIFF_TAGS + 4;

/**
 * TIFF 6.0: eight bits of red, green and blue, not packed, one strip, the profile behind it. Readers of PNG judge profiles and leave out what they doubt, which those of JPEG and WebP apply.
 */
const tiffOf = (pixels: Buffer, profile: Uint8Array): Buffer => {
  const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, SHORT, 1, SIDE],
    [257, SHORT, 1, SIDE],
    [258, SHORT, 1, 8],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, TIFF_HEAD],
    [277, SHORT, 1, 3],
    [278, SHORT, 1, SIDE],
    [279, LONG, 1, pixels.length],
    [34_675, BYTES, profile.length, TIFF_HEAD + pixels.length],
  ];
  const head = Buffer.alloc(TIFF_HEAD);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(TIFF_TAGS, 8);
  for (const [i, [tag, type, count, value]] of tags.entries()) {
    const at = 10 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  return Buffer.concat([head, pixels, profile]);
};
