import { deflateSync } from 'node:zlib';
import { pngChunk } from '../headers/png-chunk.ts';
import { loadSharp } from '../load-sharp.ts';

/** Larger profiles have tables of their own, and do change colours. */
const MOST_BYTES = 16_384;
/** Answers that are remembered: a folder may have a profile of its own in each picture. */
const MOST_REMEMBERED = 64;

/** Colours that a profile is asked about: every fourth one is a grey, all greys among them. */
const SIDE = 256;
const GREY_EVERY = 4;
const SEED = 41;

const answers = new Map<string, Promise<boolean>>();

/** Rounding makes a level of what sRGB of other makers differs in: in 0.3 values of a hundred of Photoshop's, in 0.7 of what Facebook and Google put into files (ten profiles). */
const MOST_CHANGED = 0.02;

/**
 * Whether libvips shows eight bits of red, green and blue in this profile (ICC.1) as they are, by what it makes of 65,536 colours: sRGB by any of its names. To leave it out gives the
 * same picture, but for a level here and there, in two thirds of the time. Asked once for each of the last 64 profiles; false for large ones.
 */
export const changesNoColour = (profile: Uint8Array): Promise<boolean> => {
  if (profile.length > MOST_BYTES) return Promise.resolve(false);
  const key = Buffer.from(profile).toString('latin1');
  const known = answers.get(key);
  if (known !== undefined) return known;
  const [oldest] = answers.keys();
  if (oldest !== undefined && answers.size >= MOST_REMEMBERED) answers.delete(oldest);
  const answer = showsAsTheyAre(profile).catch(() => false);
  answers.set(key, answer);
  return answer;
};

const showsAsTheyAre = async (profile: Uint8Array): Promise<boolean> => {
  const sharp = await loadSharp();
  const given = coloursToAsk();
  const shown = await sharp(pngOf(given, profile)).toColourspace('srgb').raw().toBuffer();
  let changed = 0;
  for (let at = 0; at < given.length; at++) {
    const difference = Math.abs((given[at] ?? 0) - (shown[at] ?? 0));
    if (difference > 1) return false;
    changed += difference;
  }
  return shown.length === given.length && changed <= MOST_CHANGED * given.length;
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

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PROFILE_NAME = Buffer.from('p\0\0', 'latin1');

/** PNG, third edition: eight bits of red, green and blue (11.2.1), rows without a filter (9.2), the profile packed (11.3.2.3). */
const pngOf = (pixels: Buffer, profile: Uint8Array): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc(SIDE * (1 + 3 * SIDE));
  for (let y = 0; y < SIDE; y++) pixels.copy(rows, y * (1 + 3 * SIDE) + 1, 3 * SIDE * y, 3 * SIDE * (y + 1));
  return Buffer.concat([
    SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('iCCP', Buffer.concat([PROFILE_NAME, deflateSync(profile)])),
    pngChunk('IDAT', deflateSync(rows, { level: 0 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};
