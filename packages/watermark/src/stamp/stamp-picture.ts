import type { FractionBox } from '@listing-lint/core/plugin';
import {
  damageOf,
  decodeCanonical,
  framesOf,
  type GreyImage,
  loadSharp,
  lumaOf,
  sniff,
} from '@listing-lint/rules/image';
import {
  GRAIN_SIDE,
  type Grain,
  grainOf,
  grainOverlay,
  type LoadedMark,
  type Mark,
  pictureId,
  type Template,
  verifyPlace,
} from '@listing-lint/rules/watermark';
import type { Metadata } from 'sharp';

import { type Keyed, type Offer, offersOf } from './offers.ts';

export interface Stamped {
  readonly bytes: Buffer;
  readonly id: string;
  readonly mark: string;
  readonly rank: number;
  readonly place: FractionBox;
  readonly opacity: number;
  /** What was taken out of the file's metadata, and what was lost, in words. */
  readonly removed: readonly string[];
  readonly lost: readonly string[];
  /** Agreement after half size and JPEG 50. */
  readonly agreement: number;
}

/** What a stamped file goes through before it is written. `bare`: the same picture with its colour profile and no other metadata. */
export type CleanStamped = (
  stamped: Buffer,
  original: Buffer,
  bare: () => Promise<Buffer>,
) => Promise<Pick<Stamped, 'bytes' | 'removed' | 'lost'>>;

/** How a picture is stamped. */
export interface Stamping {
  readonly key: string;
  /** Places of marks on other pictures of the listing, which are avoided. */
  readonly used: readonly FractionBox[];
  readonly clean: CleanStamped;
  /** `false`: no grain is added. Default `true`. */
  readonly grain?: boolean;
}

/** Agreement that the mark must keep after half size and JPEG 50: above what `present` needs, for what platforms do beyond that. */
const SURE = 0.62;
/** Change of luma aimed at: 30 levels on a plain ground, more on a busy one. */
const STEP = 30;
const STEP_PER_DEVIATION = 0.6;
const OPACITIES = { least: 0.25, most: 1, growth: 1.25 };
const PLACES_TRIED = 12;
/** Longest side of the picture on which places are weighed, px. */
const PLACES_SIDE = 192;
const MOST_PIXELS = 50_000_000;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'tiff', 'heif']);

/** What helps where no place is found: to stamp once more does not. */
const NO_PLACE =
  'give the mark an outline or a plate that sets it off any ground, or the picture a role that needs no mark, such as `chart`';

/**
 * Stamps one picture at the first place of its keyed order that suits it, with the mark and the opacity that stay legible and are detected after half size
 * and JPEG 50. The colour profile is preserved, and metadata as far as `clean` preserves them; the picture is rotated by its orientation tag. Throws a plain `Error` with
 * the reason if it cannot be stamped.
 */
export const stampPicture = async (
  original: Buffer,
  inks: readonly LoadedMark[],
  { key, used, clean, grain: isGrained = true }: Stamping,
): Promise<Stamped> => {
  const sharp = await loadSharp();
  const header = await sharp(original, { limitInputPixels: MOST_PIXELS }).metadata();
  refuse(header, framesOf(original, sniff(original, '')));
  const { width, height } = header.autoOrient;
  const id = pictureId(original);
  const small = await lumaWithin(original, PLACES_SIDE).catch((cause: unknown) => {
    throw new Error(`it cannot be read: ${damageOf(original, cause)}`, { cause });
  });
  const grain = isGrained ? await affordableGrain(original, header, { key, id }) : null;
  for (const { ink, offer } of plans(inks, small, { width, height }, { key, id, used })) {
    for (let opacity = openingOpacity(ink.template.mark, offer); ; opacity *= OPACITIES.growth) {
      const drawn = Math.min(OPACITIES.most, opacity);
      const drawing: Drawing = { ink: ink.bytes, place: offer.place, width, height, opacity: drawn, grain };
      const stamped = await draw(original, drawing, 'all');
      const agreement = await agreementAfterAbuse(stamped, ink.template, offer.place);
      if (agreement >= SURE) {
        const cleaned = await clean(stamped, original, () => draw(original, drawing, 'profile'));
        return { ...cleaned, id, mark: ink.name, rank: offer.rank, place: offer.place, opacity: drawn, agreement };
      }
      if (drawn >= OPACITIES.most) break;
    }
  }
  throw new Error(`no place was found where the mark stays legible after half size and JPEG 50: ${NO_PLACE}`);
};

/** Times as large as without it that grain may make a file that is saved without loss. */
const MOST_LARGER = 1.1;

/** The grain of a picture; null of one with transparency, and of one that is saved without loss and would be much larger for it, as smooth drawings are. */
const affordableGrain = async (
  original: Buffer,
  { format, hasAlpha, autoOrient: { width, height } }: Metadata,
  { key, id }: Pick<Keyed, 'key' | 'id'>,
): Promise<Grain | null> => {
  // Grain would make what is transparent opaque.
  if (hasAlpha) return null;
  const grain = grainOf(await lumaWithin(original, GRAIN_SIDE), key, id);
  if (format !== 'png') return grain;
  const sharp = await loadSharp();
  const opened = () => sharp(original, { limitInputPixels: MOST_PIXELS }).autoOrient();
  const overlay = await grainOverlay(grain, { x: 0, y: 0, width: 0, height: 0 }, width, height);
  const [plain, grained] = [
    await opened().removeAlpha().png().toBuffer(),
    await opened().composite([overlay]).removeAlpha().png().toBuffer(),
  ];
  return grained.length > MOST_LARGER * plain.length ? null : grain;
};

const refuse = (header: Metadata, frames: number): void => {
  if (Math.max(header.pages ?? 1, frames) > 1) throw new Error('it is animated or has several pages');
  if (!FORMATS.has(header.format ?? '')) throw new Error(`${header.format ?? 'its format'} cannot be written`);
  if (header.space === 'cmyk') throw new Error('it is CMYK: export it in RGB first');
  if (Math.min(header.width ?? 0, header.height ?? 0) < 300) throw new Error('it is smaller than 300 px');
};

/** Luma of a picture with a longest side of at most `side` px. */
const lumaWithin = async (bytes: Buffer, side: number) => {
  const sharp = await loadSharp();
  return lumaOf(
    await sharp(bytes)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(({ data, info }) => ({ data, width: info.width, height: info.height })),
  );
};

/** What to try, in order: each place with the mark that stands out most on it. */
const plans = (
  inks: readonly LoadedMark[],
  small: GreyImage,
  picture: { readonly width: number; readonly height: number },
  keyed: Keyed,
): { ink: LoadedMark; offer: Offer }[] => {
  const byInk = inks.flatMap((ink) => {
    const { mark } = ink.template;
    const ratio = (mark.height / mark.width) * (picture.width / picture.height);
    return offersOf(small, ratio, keyed).map((offer) => ({ ink, offer }));
  });
  const best = new Map<number, { ink: LoadedMark; offer: Offer }>();
  for (const plan of byInk) {
    const known = best.get(plan.offer.rank);
    if (!known || fullChange(plan.ink.template.mark, plan.offer) > fullChange(known.ink.template.mark, known.offer)) {
      best.set(plan.offer.rank, plan);
    }
  }
  return [...best.values()].slice(0, PLACES_TRIED);
};

/** Mean change of luma that the mark makes at full opacity on its own solid pixels. */
const fullChange = (mark: Mark, { ground }: Offer): number => {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < mark.alpha.data.length; i++) {
    const alpha = mark.alpha.data[i] ?? 0;
    if (alpha < 0.25) continue;
    sum += Math.abs((mark.ink.data[i] ?? 0) - alpha * ground.mean);
    count++;
  }
  return sum / Math.max(1, count);
};

const openingOpacity = (mark: Mark, offer: Offer): number => {
  const step = STEP + STEP_PER_DEVIATION * offer.ground.deviation;
  return Math.min(0.85, Math.max(OPACITIES.least, step / Math.max(40, fullChange(mark, offer))));
};

/** What is drawn where, on a picture of `width` × `height` px. */
interface Drawing {
  readonly ink: Buffer;
  readonly place: FractionBox;
  readonly width: number;
  readonly height: number;
  readonly opacity: number;
  readonly grain: Grain | null;
}

/** `metadata`: which of the original's the file keeps. */
const draw = async (
  original: Buffer,
  { ink, place, opacity, grain, ...picture }: Drawing,
  metadata: 'all' | 'profile',
): Promise<Buffer> => {
  const sharp = await loadSharp();
  const width = Math.max(8, Math.round(place.width * picture.width));
  const { data, info } = await sharp(ink)
    .trim()
    .resize({ width })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let i = 3; i < data.length; i += 4) data[i] = Math.round((data[i] ?? 0) * opacity);
  const overlay = {
    input: data,
    raw: { width: info.width, height: info.height, channels: 4 as const },
    left: Math.min(picture.width - info.width, Math.round(place.x * picture.width)),
    top: Math.min(picture.height - info.height, Math.round(place.y * picture.height)),
  };
  const { format, hasAlpha } = await sharp(original).metadata();
  const grained = grain === null ? [] : [await grainOverlay(grain, place, picture.width, picture.height)];
  const stamped = sharp(original, { limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .composite([...grained, overlay]);
  const converted = metadata === 'all' ? stamped.keepMetadata() : stamped.keepIccProfile();
  // Composing leaves an alpha channel behind, which marketplaces refuse on some pictures.
  const pipeline = hasAlpha ? converted : converted.removeAlpha();
  if (format === 'png') return pipeline.png().toBuffer();
  if (format === 'webp') return pipeline.webp({ quality: 92 }).toBuffer();
  if (format === 'tiff') return pipeline.tiff({ quality: 95 }).toBuffer();
  if (format === 'heif') return pipeline.avif({ quality: 75 }).toBuffer();
  return pipeline.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
};

const agreementAfterAbuse = async (bytes: Buffer, template: Template, place: FractionBox): Promise<number> => {
  const sharp = await loadSharp();
  const { width = 2 } = await sharp(bytes).metadata();
  const abused = await sharp(bytes)
    .flatten({ background: '#ffffff' })
    .resize({ width: Math.max(1, width >> 1) })
    .jpeg({ quality: 50 })
    .toBuffer();
  return verifyPlace(template, await decodeCanonical(abused), place)?.agreement ?? -1;
};
