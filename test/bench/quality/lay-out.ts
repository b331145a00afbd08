import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { FAULTS } from './faults.ts';
import type { Photo } from './optics.ts';
import { type PeerIssues, peerIssues } from './peers.ts';

/** One picture of the measurement: a photo as it is, or one with a planted fault. */
export interface ShopPicture {
  readonly path: string;
  readonly shop: string;
  /** Name of the photo that it is, or was made of. */
  readonly photo: string;
  /** Index into `FAULTS`; null of a photo as it is. */
  readonly fault: number | null;
  readonly peer: PeerIssues;
}

const LEAST_SHORT = 300;
const LEAST_LONG = 400;
/** Faults are planted on the photo at no more than this, px. */
const PLANT_SIDE = 720;
const MOST_PIXELS = 60e6;
/** Faults that are tried on a photo until one of them can be planted. */
const MOST_TRIED = 6;

/** Steps of a linear congruential generator: the same faults on the same photos each time. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const isCopy = (tiny: Buffer, seen: readonly Buffer[]): boolean =>
  seen.some((other) => other.reduce((sum, value, i) => sum + Math.abs(value - (tiny[i] ?? 0)), 0) / other.length < 3);

/** Indices of the faults that are planted: all or those alone that anybody sees, of all rules or of some. */
const plantable = (clearAlone: boolean, rules: readonly string[]): readonly number[] =>
  FAULTS.flatMap(({ isClear, rule }, index) =>
    (isClear || !clearAlone) && (rules.length === 0 || rules.includes(rule)) ? [index] : [],
  );

/** How a shop is laid out. */
export interface LayOutOptions {
  readonly perPhoto: number;
  readonly clearAlone: boolean;
  /** Rules whose faults are planted; none for all. */
  readonly rules: readonly string[];
  /** Ms of the epoch. */
  readonly until: number;
}

/** How far a shop is laid out; written every few photos, so that a run that was ended goes on where it was. */
interface Progress {
  /** Photos that were processed. */
  readonly photos: number;
  readonly isDone: boolean;
  readonly pictures: readonly ShopPicture[];
  /** Faults in the order of their turns. */
  readonly waiting: readonly number[];
  /** Tiny versions of photos that are laid out, base64. */
  readonly seen: readonly string[];
}

const SAVED_EVERY = 10;

const tinyOf = (picture: Sharp): Promise<Buffer> =>
  picture.resize(16, 16, { fit: 'fill' }).toColourspace('b-w').raw().toBuffer();

const plantedOn = async (photo: Photo, random: () => number, waiting: number[]) => {
  const refused: number[] = [];
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const index = waiting.shift();
    if (index === undefined) break;
    const planted = await FAULTS[index]?.plant(photo, random);
    if (planted) {
      waiting.push(index);
      waiting.unshift(...refused);
      return { planted, index };
    }
    refused.push(index);
  }
  waiting.unshift(...refused);
  return null;
};

/**
 * Makes every photo of a shop the main picture of a listing of its own, and adds `perPhoto` copies with faults, in turn; a photo that does not allow
 * the fault whose turn it is gets the next one, and that one waits for the photo after it. Resumes an earlier run; null if it is not done before `until`
 * (ms of the epoch).
 */
export const layOutShop = async (
  photos: string,
  shop: string,
  out: string,
  { perPhoto, clearAlone, rules, until }: LayOutOptions,
): Promise<readonly ShopPicture[] | null> => {
  const manifest = join(out, `${shop}.manifest.json`);
  const before: Progress | null = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : null;
  if (before?.isDone === true) return before.pictures;
  const pictures: ShopPicture[] = [...(before?.pictures ?? [])];
  const seen: Buffer[] = (before?.seen ?? []).map((tiny) => Buffer.from(tiny, 'base64'));
  const turn = [...shop].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const all = plantable(clearAlone, rules);
  const waiting = [...(before?.waiting ?? [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)])];
  const save = (count: number, isDone: boolean): void => {
    const tiny = seen.map((each) => each.toString('base64'));
    writeFileSync(
      manifest,
      JSON.stringify({ photos: count, isDone, pictures, waiting, seen: tiny } satisfies Progress),
    );
  };
  const put = async (name: string, bytes: Buffer, extension: string, photo: string, fault: number | null) => {
    const path = `${shop}/${name}/main.${extension}`;
    mkdirSync(join(out, shop, name), { recursive: true });
    writeFileSync(join(out, path), bytes);
    pictures.push({ path, shop, photo, fault, peer: await peerIssues(bytes) });
  };
  const files = readdirSync(join(photos, shop)).sort();
  for (const [number, file] of files.entries()) {
    if (number < (before?.photos ?? 0)) continue;
    if (number % SAVED_EVERY === 0) save(number, false);
    if (Date.now() > until && number % SAVED_EVERY === 0) return null;
    const bytes = readFileSync(join(photos, shop, file));
    const extension = /\.(jpe?g|png|webp)$/i.exec(file)?.[1]?.toLowerCase();
    if (extension === undefined) continue;
    const picture = () =>
      sharp(bytes, { limitInputPixels: MOST_PIXELS })
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb');
    const { width, height } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    if (Math.min(width, height) < LEAST_SHORT || Math.max(width, height) < LEAST_LONG) continue;
    const tiny = await tinyOf(picture());
    if (isCopy(tiny, seen)) continue;
    seen.push(tiny);
    await put(`${number}`, bytes, extension, file, null);
    if (perPhoto === 0) continue;
    const { data, info } = await picture()
      .resize({ width: PLANT_SIDE, height: PLANT_SIDE, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const photo: Photo = { width: info.width, height: info.height, data };
    const random = seeded(turn + number);
    for (let k = 0; k < perPhoto; k++) {
      const made = await plantedOn(photo, random, waiting);
      if (made) await put(`${number}-${k}`, made.planted.bytes, made.planted.extension, file, made.index);
    }
  }
  save(files.length, true);
  return pictures;
};
