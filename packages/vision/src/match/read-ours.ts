import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PathBound } from '@listing-lint/core/plugin';
import {
  type ComparedPicture,
  encodeFingerprint,
  type Fingerprint,
  type FingerprintTable,
  type FullPicture,
  type FurtherFrame,
  mapSome,
  recordOf,
  tableOfRecords,
} from '@listing-lint/rules/hash';
import { CANONICAL_SIDE, type RgbImage, reducedTo } from '@listing-lint/rules/image';
import { giveBack, recently } from '@listing-lint/rules/kernel';
import type { Features } from '../features/extract/features.ts';
import { SHEET_SIDE, type Sheet, sheetLuma, sheetOf, sheetRaster } from '../features/pair/sheet.ts';
import { featuresOf, type SearchedPicture } from '../features/search/local-search.ts';
import { hasLittleDetail, type PlainColours, plainColours } from '../features/search/plain/plain-products.ts';
import { type Silhouette, silhouettesOf } from '../features/search/plain/silhouette.ts';
import { type FeatureCache, featureCache } from '../features/store/feature-cache.ts';
import { openFeatureStore } from '../features/store/feature-store.ts';

import { type KnownPicture, MOST_SILHOUETTES, openKnownPictures } from './known-pictures.ts';
import { FingerprintRows, OurEntry } from './our-rows.ts';

/** A picture to compare: its file, and its name in reports. */
export interface PictureFile {
  readonly file: string;
  readonly name: string;
  /** Bound of its path: `ANYWHERE` for a file that the user named, its folder for one that a config found. */
  readonly within: PathBound;
  /** Its product, if known; for pictures of a registry. */
  readonly product?: string;
}

/** A decoded picture with its fingerprint. */
export interface FingerprintedFile {
  readonly fingerprint: Fingerprint;
  /** Its canonical decode. */
  readonly image: RgbImage;
  /** Access to the full resolution of its file; absent if there is none. */
  readonly full?: FullPicture;
  /** Frames, pages and full pictures of its file, of which it is the first; default 1. */
  readonly frames?: number;
  /** The remaining ones. */
  readonly further?: readonly FurtherFrame[];
  /** Returns the damage of its file, though it was decoded; null if none is detected. */
  readonly damage?: () => Promise<string | null>;
  /** Releases its pixels at once; call it last. */
  readonly dispose?: () => void;
}
export type ReadFile = (file: string, name: string) => Promise<FingerprintedFile>;
/** Opens the shop's pictures without decoding; those with a stored entry by content (SHA-256, hex) are not decoded. */
export interface OurFiles {
  /** Returns the SHA-256 without a full decode; undefined if the whole file is needed or it cannot be read. */
  readonly contentOf: (file: string, name: string) => string | undefined;
  /** Largest picture that is decoded. */
  readonly megapixels: number;
  readonly open: (file: string, name: string) => Promise<OpenedFile>;
}
export interface OpenedFile {
  readonly sha256: string;
  /** What `limits.megapixels` must be at least for it to be decoded. */
  readonly megapixels: number;
  /** Decodes it for comparison. */
  readonly working: () => Promise<Pick<FingerprintedFile, 'fingerprint' | 'image' | 'dispose'>>;
  /** Decodes the picture alone, its longer side at most `side` px. */
  readonly within: (side: number) => Promise<RgbImage>;
}

/** A picture of the shop that may be missed in part, or on another background. */
export interface PlainPicture {
  readonly entry: ComparedPicture;
  /** Null if it has enough detail to be found in part. */
  readonly colours: PlainColours | null;
  /** Its content without the background. */
  readonly silhouettes: readonly Silhouette[];
}

const faultWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Returns why a file could not be compared, without its name. */
export const faultOf = (error: unknown, name: string): string => {
  const words = faultWords(error);
  return words.startsWith(`${name}: `) ? words.slice(name.length + 2) : words;
};

/** The shop's pictures, indexed for comparison. */
export interface OursRead {
  readonly entries: readonly ComparedPicture[];
  /** Of the entries, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry, of the first `MOST_SEARCHED`. */
  readonly searched: readonly SearchedPicture[];
  /** Those that may be missed in part, or on another background. */
  readonly plain: readonly PlainPicture[];
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** Closes the feature store. */
  readonly close: () => void;
}

/** Most pictures in the index of local features, 7 KB of memory each. */
const MOST_SEARCHED = 20_000;
/** Most silhouettes stored of a picture with enough detail to be found by local features. */
const MOST_OF_DETAILED = 2;
/** Cached pictures in a row after which the event loop gets a turn, for aborts and progress. */
const IN_A_ROW = 64;

/** Reads the shop's pictures; unreadable ones are listed. With `files`, pictures whose features and fingerprint are stored on disk are not decoded. */
export const readOurs = async (
  pictures: readonly PictureFile[],
  read: ReadFile,
  files?: OurFiles,
): Promise<OursRead> => {
  const unreadable: { path: string; problem: string }[] = [];
  const sheets = sheetCache(read, files);
  const featureFiles = featureCache(openFeatureStore());
  const known = openKnownPictures();
  const cached = (file: string, name: string, isSearched: boolean): KnownPicture | undefined => {
    const content = files?.contentOf(file, name);
    if (content === undefined || (isSearched && !featureFiles.has(content))) return undefined;
    const picture = known.get(content);
    return picture !== undefined && picture.megapixels < (files?.megapixels ?? 0) ? picture : undefined;
  };
  const measure = async (file: string, name: string, isSearched: boolean): Promise<KnownPicture> => {
    const opened = await files?.open(file, name);
    const { fingerprint, image, dispose } = await (opened?.working() ?? read(file, name));
    const record = recordOf(encodeFingerprint(fingerprint));
    const megapixels = opened?.megapixels ?? Number.POSITIVE_INFINITY;
    if (!isSearched) {
      dispose?.();
      return { record, megapixels, colours: null, silhouettes: [] };
    }
    const features = featureFiles.of(fingerprint.sha256, () => featuresOf(image));
    let sheet: Sheet | undefined;
    const sheetOnce = (): Sheet => {
      sheet ??= sheetOf(sheetRaster(image));
      return sheet;
    };
    const isPlain = hasLittleDetail(features, sheetOnce);
    const colours = isPlain ? plainColours(sheetOnce()) : null;
    const silhouettes = silhouettesOf(sheetOnce().colour, features).slice(
      0,
      isPlain ? MOST_SILHOUETTES : MOST_OF_DETAILED,
    );
    // Buffers of nobody else: with 20,000 pictures, those waiting for garbage collection would be most of the memory.
    if (opened !== undefined) giveBackMade(image, sheet);
    dispose?.();
    const picture = { record, megapixels, colours, silhouettes };
    if (opened !== undefined) known.put(fingerprint.sha256, picture);
    return picture;
  };
  const rows = new FingerprintRows(pictures.length);
  const plainOf = new Map<number, Omit<PlainPicture, 'entry'>>();
  const unread = new Set<number>();
  await mapSome([...pictures.entries()], async ([row, { file, name }]) => {
    if (row % IN_A_ROW === 0) await nextTurn();
    try {
      const isSearched = row < MOST_SEARCHED;
      const { record, colours, silhouettes } =
        cached(file, name, isSearched) ?? (await measure(file, name, isSearched));
      rows.put(row, record);
      if (colours !== null || silhouettes.length > 0) plainOf.set(row, { colours, silhouettes });
    } catch (error) {
      unread.add(row);
      unreadable.push({ path: name, problem: faultWords(error) });
    }
  });
  known.close();
  const entries: OurEntry[] = [];
  const searched: SearchedPicture[] = [];
  const from = { features: featureFiles, sheets, rows };
  for (const [row, picture] of pictures.entries()) {
    if (unread.has(row)) continue;
    entries.push(new OurEntry(rows, row, picture));
    if (row < MOST_SEARCHED) searched.push(new OurSearched(from, row, picture));
  }
  return {
    entries,
    table: () => tableOfRecords(recordsOf(rows, entries), entries.length),
    searched,
    plain: entries.flatMap((entry) => {
      const known = plainOf.get(entry.row);
      return known === undefined ? [] : [{ entry, ...known }];
    }),
    // They are read concurrently.
    unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: featureFiles.close,
  };
};

/** Releases the rasters derived from a picture. */
const giveBackMade = (image: RgbImage, sheet: Sheet | undefined): void => {
  const raster = sheetRaster(image);
  for (const { data } of [sheetLuma(raster), ...(sheet?.luma ?? [])]) giveBack(data);
  if (raster !== image) giveBack(raster.data);
};

function* recordsOf(rows: FingerprintRows, entries: readonly OurEntry[]): Generator<Buffer> {
  for (const { row } of entries) yield rows.recordAt(row);
}

/** Sources of features and pixels. */
interface SearchedIn {
  readonly features: FeatureCache;
  readonly sheets: ReturnType<typeof sheetCache>;
  readonly rows: FingerprintRows;
}

class OurSearched implements SearchedPicture {
  readonly #from: SearchedIn;
  readonly #row: number;
  readonly #file: string;

  constructor(from: SearchedIn, row: number, { file }: PictureFile) {
    this.#from = from;
    this.#row = row;
    this.#file = file;
  }

  features(): Features {
    return this.#from.features.at(this.#from.rows.contentAt(this.#row));
  }

  passing(): Features {
    return this.#from.features.passing(this.#from.rows.contentAt(this.#row));
  }

  sheet(): Promise<Sheet> {
    return this.#from.sheets.at(this.#file);
  }

  detail(): Promise<RgbImage> {
    return this.#from.sheets.within(this.#file, CANONICAL_SIDE);
  }
}

/** Pictures whose pixels are cached, as several suspects may match one. */
const MOST_SHEETS = 12;

const sheetCache = (read: ReadFile, files: OurFiles | undefined) => {
  const within = async (file: string, side: number): Promise<RgbImage> =>
    files === undefined ? reducedTo((await read(file, file)).image, side) : (await files.open(file, file)).within(side);
  const sheetIn = recently(MOST_SHEETS, async (file) =>
    sheetOf(files === undefined ? sheetRaster((await read(file, file)).image) : await within(file, SHEET_SIDE)),
  );
  return { at: (file: string): Promise<Sheet> => sheetIn(file), within };
};
