import { defineFact, type FactContext, type FactId, isKnownError, type Subject } from '@listing-lint/core/plugin';
import type { Sharp } from 'sharp';
import { z } from 'zod';
import { roleOf } from '../../attributes.ts';
import { canonicalImage, DECODE_VERSION } from '../../image/read/decode.ts';
import { loadSharp } from '../../image/read/load-sharp.ts';
import { type GreyImage, lumaOf, type RgbImage } from '../../image/read/raster.ts';
import { settingsOf } from '../../settings.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { MAIN_PICTURE } from '../carriers/exif-block.ts';
import { fileMetadata, type Metadata } from '../reading/metadata.ts';
import { refuseUnseen } from '../reading/unseen.ts';
import { type Comparison, compareThumbnail } from './compare-thumbnail.ts';
import { type AlignedPreview, type KnownMark, type MarkPlace, showsMark } from './mark-in-preview.ts';

const preview = z.object({
  place: z.string().meta({ title: 'carrier' }),
  width: z.number().int().nullable().meta({ unit: 'px' }),
  height: z.number().int().nullable().meta({ unit: 'px' }),
  relation: z
    .enum(['same', 'shows-more', 'mirrored', 'turned', 'differs-in-part', 'differs'])
    .nullable()
    .meta({ title: 'how it stands to the picture', description: 'Null where it cannot be decoded.' }),
  agreement: z
    .number()
    .nullable()
    .meta({ title: 'agreement with the picture', description: '−1 to 1, at the best alignment.' }),
});

export const thumbnailSchema = z.object({
  count: z.number().int().meta({ title: 'number of embedded previews' }),
  relation: preview.shape.relation.meta({
    title: 'how the previews stand to the picture',
    description: 'The gravest of them.',
  }),
  longSide: z.number().int().nullable().meta({ title: 'longest side of a preview', unit: 'px' }),
  unmarked: z.boolean().nullable().meta({
    title: 'preview without the mark',
    description: 'A preview shows the picture without the seller’s mark that is on it. Null if unknown.',
  }),
  previews: z.array(preview),
  reason: z.string().nullable(),
});
export type ThumbnailFact = z.infer<typeof thumbnailSchema>;

const MAX_PREVIEWS = 8;
/** Pixels of a preview that is decoded; a preview larger than that is a picture of its own. */
const MAX_PIXELS = 30e6;
const GRAVITY: readonly Comparison['relation'][] = [
  'same',
  'turned',
  'differs-in-part',
  'mirrored',
  'differs',
  'shows-more',
];

const previewsOf = ({ carriers }: Metadata): readonly Carrier[] =>
  carriers.filter(
    ({ kind, depth, keyword }) => kind === 'picture' && depth === 0 && keyword !== 'rgb' && keyword !== MAIN_PICTURE,
  );

const NO_PREVIEW: ThumbnailFact = {
  count: 0,
  relation: null,
  longSide: null,
  unmarked: false,
  previews: [],
  reason: 'the file has no embedded preview',
};

/** The mark on the picture, none, or unknown. */
type MarkOnPicture = KnownMark | 'none' | 'unknown';

/** Looks at the previews that stand in the file's own carriers, and at further pictures behind its end. */
export const thumbnailsOf = async (
  metadata: Metadata,
  picture: RgbImage,
  mark: MarkOnPicture = 'none',
): Promise<ThumbnailFact> => {
  const carriers = previewsOf(metadata);
  if (carriers.length === 0) return NO_PREVIEW;
  const comparedWith = { picture: lumaOf(picture), orientation: orientationOf(metadata), mark };
  const seen: SeenPreview[] = [];
  for (const carrier of carriers.slice(0, MAX_PREVIEWS)) seen.push(await seePreview(carrier, comparedWith));
  const previews = seen.map(({ value }) => value);
  const unread = carriers[MAX_PREVIEWS] ?? previews.find(({ relation }) => relation === null);
  const known = previews.flatMap(({ relation }) => (relation === null ? [] : [relation]));
  const gravest = known.length === 0 ? null : GRAVITY[Math.max(...known.map((relation) => GRAVITY.indexOf(relation)))];
  const sides = previews.flatMap(({ width, height }) =>
    width === null || height === null ? [] : [Math.max(width, height)],
  );
  const isOpen = unread !== undefined && (gravest === null || gravest === 'same');
  const untold = seen.find(({ unmarked }) => unmarked === null);
  const unmarked = seen.some((each) => each.unmarked === true) || (untold === undefined ? false : null);
  return {
    count: carriers.length,
    relation: isOpen ? null : (gravest ?? null),
    longSide: sides.length === 0 ? null : Math.max(...sides),
    unmarked,
    previews,
    reason: isOpen
      ? `${unread.place} cannot be decoded`
      : unmarked === null && untold !== undefined
        ? `whether ${untold.value.place} shows the mark that is on the picture cannot be told`
        : null,
  };
};

const ORIENTATION = 0x0112;

/** The orientation tag of the file, by which its decoder has turned the picture; previews are stored as the picture is. */
const orientationOf = ({ readings }: Metadata): number => {
  for (const reading of readings) {
    if (reading.kind !== 'exif' || reading.carrier.depth > 0) continue;
    const entry = reading.structure.directories
      .find(({ name }) => name === 'IFD0')
      ?.entries.find(({ tag }) => tag === ORIENTATION);
    const value =
      entry === undefined || entry.bytes.length < 2
        ? 1
        : reading.structure.little
          ? entry.bytes.readUInt16LE(0)
          : entry.bytes.readUInt16BE(0);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
};

interface SeenPreview {
  readonly value: z.infer<typeof preview>;
  /** `true`: it shows the picture without its mark. */
  readonly unmarked: boolean | null;
}

interface ComparedWith {
  readonly picture: GreyImage;
  readonly orientation: number;
  readonly mark: MarkOnPicture;
}

const seePreview = async (
  { bytes, place }: Carrier,
  { picture, orientation, mark }: ComparedWith,
): Promise<SeenPreview> => {
  const sharp = await loadSharp();
  try {
    const decoder = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none' });
    const [own, size] = [
      await decoder.metadata(),
      { width: 640, height: 640, fit: 'inside', withoutEnlargement: true } as const,
    ];
    const { data, info } = await oriented(decoder, own.orientation === undefined ? orientation : own.orientation)
      .resize(size)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rgb: RgbImage = { width: info.width, height: info.height, data: info.channels === 3 ? data : threeOf(data) };
    const luma = lumaOf(rgb);
    const { relation, agreement, windows } = compareThumbnail(luma, picture);
    return {
      value: { place, width: own.width, height: own.height, relation, agreement },
      unmarked: isUnmarked(mark, relation === 'same' && windows ? { preview: luma, picture, windows } : undefined),
    };
  } catch {
    return {
      value: { place, width: null, height: null, relation: null, agreement: null },
      unmarked: mark === 'none' ? false : null,
    };
  }
};

const isUnmarked = (mark: MarkOnPicture, aligned: AlignedPreview | undefined): boolean | null => {
  if (mark === 'none') return false;
  const isVisible = mark === 'unknown' || aligned === undefined ? null : showsMark(aligned, mark);
  return isVisible === null ? null : !isVisible;
};

/** The used part of the fact `watermark`. */
interface UsedWatermark {
  readonly status: string;
  readonly box: MarkPlace | null;
  readonly copies: readonly MarkPlace[] | null;
  readonly contrast: number | null;
}
const WATERMARK: FactId<UsedWatermark> = 'watermark';

/** The seller's mark on a picture. None if none is configured, on originals, and if the search found none. */
const markOn = async (subject: Subject, context: FactContext): Promise<MarkOnPicture> => {
  if (settingsOf(context).brand?.watermarks === undefined || roleOf(subject) === 'original') return 'none';
  const found = await context.get(WATERMARK).catch((error: unknown) => {
    if (isKnownError(error)) return undefined;
    throw error;
  });
  if (found?.status === 'absent') return 'none';
  const places = found?.copies ?? (found?.box ? [found.box] : []);
  const isThere = found?.status === 'present' || found?.status === 'illegible';
  return isThere && found.contrast !== null && places.length > 0 ? { places, contrast: found.contrast } : 'unknown';
};

const threeOf = (grey: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)] ?? 0);

/** Turned and mirrored as an orientation tag says (EXIF 3.0, 4.6.5.1.6); sharp mirrors before it turns. */
const oriented = (decoder: Sharp, orientation: number): Sharp => {
  const angle = [0, 0, 0, 180, 180, 270, 90, 90, 270][orientation] ?? 0;
  return ([2, 4, 5, 7].includes(orientation) ? decoder.flop() : decoder).rotate(angle);
};

export const thumbnailFact = defineFact({
  id: 'thumbnail',
  scope: 'image',
  version: 5 + DECODE_VERSION,
  title: 'Previews and further pictures in the file, apart from the picture itself.',
  schema: thumbnailSchema,
  compute: async (subject, _params, context) => {
    const metadata = await context.use(fileMetadata);
    if (previewsOf(metadata).length === 0) {
      await refuseUnseen(metadata, context);
      return NO_PREVIEW;
    }
    return thumbnailsOf(metadata, await context.use(canonicalImage), await markOn(subject, context));
  },
});
