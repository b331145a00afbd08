import { SHEET_SIDE, type Sheet, sheetOf, sheetRaster } from '../../image/features/pair/sheet.ts';
import { featuresOf, type SearchedPicture } from '../../image/features/search/local-search.ts';
import { hasLittleDetail, type MeanColour, productColour } from '../../image/features/search/plain-products.ts';
import { openFeatureStore } from '../../image/features/store/feature-store.ts';
import { keptFeatures } from '../../image/features/store/kept-features.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { recently } from '../../kernel/recently.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { mapSome } from '../fingerprint/fingerprint-file.ts';
import { type KnownPicture, openKnownPictures } from './known-pictures.ts';

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
/** The same for ours, of which what is known by their content (SHA-256, hex) is not decoded; `within` gives the picture alone, its longer side at most so many px. */
export type OpenFile = (
  file: string,
  name: string,
) => Promise<{
  readonly sha256: string;
  readonly decoded: () => Promise<FingerprintedFile>;
  readonly within: (side: number) => Promise<RgbImage>;
}>;

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

/** Reads ours; what cannot be read is said, never passed over. With `open` those are not decoded whose features and fingerprint are kept on disk. */
export const readOurs = async (
  pictures: readonly PictureFile[],
  read: ReadFile,
  open?: OpenFile,
): Promise<OursRead> => {
  const unreadable: { path: string; problem: string }[] = [];
  const sheets = keptSheets(read, open);
  const kept = keptFeatures(openFeatureStore());
  const known = openKnownPictures();
  const seen = async (file: string, name: string, isSearched: boolean): Promise<KnownPicture> => {
    const opened = await open?.(file, name);
    const before = opened && (!isSearched || kept.has(opened.sha256)) ? known.get(opened.sha256) : undefined;
    if (before !== undefined) return before;
    const { fingerprint, image } = await (opened?.decoded() ?? read(file, name));
    if (!isSearched) return { fingerprint, colour: null };
    const features = kept.of(fingerprint.sha256, () => featuresOf(image));
    const sheet = () => sheetOf(sheetRaster(image));
    const colour = hasLittleDetail(features, sheet) ? productColour(sheet()) : null;
    // As it is kept, so that the first run sees what the next one sees.
    return known.put(fingerprint.sha256, { fingerprint, colour });
  };
  const all = await mapSome([...pictures.entries()], async ([k, { file, name, product }]) => {
    try {
      const isSearched = k < MOST_SEARCHED;
      const { fingerprint, colour } = await seen(file, name, isSearched);
      const entry: ComparedPicture = { path: name, product: product ?? '', role: '', fingerprint };
      const { sha256 } = fingerprint;
      const searched = {
        features: () => kept.at(sha256),
        passing: () => kept.passing(sha256),
        sheet: () => sheets(file),
      };
      return [{ entry, colour, searched: isSearched ? searched : undefined }];
    } catch (error) {
      unreadable.push({ path: name, problem: faultWords(error) });
      return [];
    }
  });
  known.close();
  const there = all.flat();
  return {
    entries: there.map(({ entry }) => entry),
    searched: there.flatMap(({ searched }) => (searched === undefined ? [] : [searched])),
    plain: there.flatMap(({ entry, colour }) => (colour === null ? [] : [{ entry, colour }])),
    // They are read side by side.
    unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: kept.close,
  };
};

/** Pictures of ours whose pixels are kept, as several suspects may show one. */
const MOST_SHEETS = 24;

const keptSheets = (read: ReadFile, open: OpenFile | undefined) => {
  const rasterIn = async (file: string): Promise<RgbImage> =>
    open === undefined ? sheetRaster((await read(file, file)).image) : (await open(file, file)).within(SHEET_SIDE);
  const sheetIn = recently(MOST_SHEETS, async (file) => sheetOf(await rasterIn(file)));
  return (file: string): Promise<Sheet> => sheetIn(file);
};
