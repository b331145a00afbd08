import { type Sheet, sheetOf, sheetRaster } from '../../image/features/pair/sheet.ts';
import { featuresOf, type SearchedPicture } from '../../image/features/search/local-search.ts';
import { hasLittleDetail, type MeanColour, productColour } from '../../image/features/search/plain-products.ts';
import { openFeatureStore } from '../../image/features/store/feature-store.ts';
import { keptFeatures } from '../../image/features/store/kept-features.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { recently } from '../../kernel/recently.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { mapSome } from '../fingerprint/fingerprint-file.ts';

/** A picture to be compared: where it is, how reports call it. */
export interface PictureFile {
  readonly file: string;
  readonly name: string;
  /** What it shows, where that is known; for pictures of a registry. */
  readonly product?: string;
}

/** A picture as it is compared. */
export interface FingerprintedFile {
  readonly fingerprint: Fingerprint;
  /** Its canonical decode. */
  readonly image: RgbImage;
}
export type ReadFile = (file: string, name: string) => Promise<FingerprintedFile>;

/** One of ours that has too little detail to be found in part, and the colour of what it shows. */
export interface PlainPicture {
  readonly entry: ComparedPicture;
  readonly colour: MeanColour;
}

export const faultWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Ours, as suspects are held against them. */
export interface OursRead {
  readonly entries: readonly ComparedPicture[];
  /** One for each entry, of the first `MOST_SEARCHED`. */
  readonly searched: readonly SearchedPicture[];
  /** Those with too little detail to be found in part. */
  readonly plain: readonly PlainPicture[];
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** Lets go of the features on disk. */
  readonly close: () => void;
}

/** Pictures of ours that are searched by local features: of each the index holds 12 KB in memory. */
const MOST_SEARCHED = 20_000;

/** Reads ours; what cannot be read is said, never passed over. */
export const readOurs = async (pictures: readonly PictureFile[], read: ReadFile): Promise<OursRead> => {
  const unreadable: { path: string; problem: string }[] = [];
  const sheets = keptSheets(read);
  const kept = keptFeatures(openFeatureStore());
  const all = await mapSome([...pictures.entries()], async ([k, { file, name, product }]) => {
    try {
      const { fingerprint, image } = await read(file, name);
      const entry: ComparedPicture = { path: name, product: product ?? '', role: '', fingerprint };
      if (k >= MOST_SEARCHED) return [{ entry, colour: null, searched: undefined }];
      const features = kept.of(fingerprint.sha256, () => featuresOf(image));
      const sheet = () => sheetOf(sheetRaster(image));
      const colour = hasLittleDetail(features, sheet) ? productColour(sheet()) : null;
      return [{ entry, colour, searched: { features: () => kept.at(fingerprint.sha256), sheet: () => sheets(file) } }];
    } catch (error) {
      unreadable.push({ path: name, problem: faultWords(error) });
      return [];
    }
  });
  const there = all.flat();
  return {
    entries: there.map(({ entry }) => entry),
    searched: there.flatMap(({ searched }) => (searched === undefined ? [] : [searched])),
    plain: there.flatMap(({ entry, colour }) => (colour === null ? [] : [{ entry, colour }])),
    unreadable,
    close: kept.close,
  };
};

/** Pictures of ours whose pixels are kept, as several suspects may show one. */
const MOST_SHEETS = 24;

const keptSheets = (read: ReadFile) => {
  const sheetIn = recently(MOST_SHEETS, async (file) => sheetOf(sheetRaster((await read(file, file)).image)));
  return (file: string): Promise<Sheet> => sheetIn(file);
};
