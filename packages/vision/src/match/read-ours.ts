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

/** A picture to be compared: where it is, how reports call it. */
export interface PictureFile {
  readonly file: string;
  readonly name: string;
  /** How far its path may lead: of a file that the user named `ANYWHERE`, of one that a config finds its folder. */
  readonly within: PathBound;
  /** What it shows, where that is known; for pictures of a registry. */
  readonly product?: string;
}

/** A picture as it is compared. */
export interface FingerprintedFile {
  readonly fingerprint: Fingerprint;
  /** Its canonical decode. */
  readonly image: RgbImage;
  /** What its file has beyond that; absent where that is not at hand. */
  readonly full?: FullPicture;
  /** Frames, pages and full pictures of its file, of which it is the first; 1 where this is not said. */
  readonly frames?: number;
  /** Others of them. */
  readonly further?: readonly FurtherFrame[];
  /** What is wrong in its file though it was decoded; null where nothing is seen. */
  readonly damage?: () => Promise<string | null>;
  /** Gives its pixels back at once, where nobody else has them: to be called when it is done with. */
  readonly dispose?: () => void;
}
export type ReadFile = (file: string, name: string) => Promise<FingerprintedFile>;
/** Ours before they are decoded, which those need not be of which is known by their content (SHA-256, hex) what is compared. */
export interface OurFiles {
  /** Undefined where all of the file is needed to say what it is, or it cannot be read. */
  readonly contentOf: (file: string, name: string) => string | undefined;
  /** Up to so many are decoded. */
  readonly megapixels: number;
  readonly open: (file: string, name: string) => Promise<OpenedFile>;
}
export interface OpenedFile {
  readonly sha256: string;
  /** What `limits.megapixels` must be at least for it to be decoded. */
  readonly megapixels: number;
  /** Its fingerprint, and what it is compared by. */
  readonly working: () => Promise<Pick<FingerprintedFile, 'fingerprint' | 'image' | 'dispose'>>;
  /** The picture alone, its longer side at most so many px. */
  readonly within: (side: number) => Promise<RgbImage>;
}

/** One of ours that may go unseen in part, or on another ground. */
export interface PlainPicture {
  readonly entry: ComparedPicture;
  /** Where it has too little detail to be found in part. */
  readonly colours: PlainColours | null;
  /** What it shows without its ground. */
  readonly silhouettes: readonly Silhouette[];
}

const faultWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why a file could not be compared, for where its name stands beside it. */
export const faultOf = (error: unknown, name: string): string => {
  const words = faultWords(error);
  return words.startsWith(`${name}: `) ? words.slice(name.length + 2) : words;
};

/** Ours, as suspects are held against them. */
export interface OursRead {
  readonly entries: readonly ComparedPicture[];
  /** Of the entries, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry, of the first `MOST_SEARCHED`. */
  readonly searched: readonly SearchedPicture[];
  /** Those that may go unseen in part, or on another ground. */
  readonly plain: readonly PlainPicture[];
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** Lets go of the features on disk. */
  readonly close: () => void;
}

/** Pictures of ours that are searched by local features: of each the index holds 7 KB in memory. */
const MOST_SEARCHED = 20_000;
/** What is kept of a picture without its ground where that may be told in several ways and it has detail, by which it is found where it can be. */
const MOST_KEPT = 2;
/** After so many that are known already others get a turn: an end that is asked for, progress. */
const IN_A_ROW = 64;

/** Reads ours; what cannot be read is said, never passed over. With `files` those are not decoded whose features and fingerprint are kept on disk. */
export const readOurs = async (
  pictures: readonly PictureFile[],
  read: ReadFile,
  files?: OurFiles,
): Promise<OursRead> => {
  const unreadable: { path: string; problem: string }[] = [];
  const sheets = keptSheets(read, files);
  const kept = featureCache(openFeatureStore());
  const known = openKnownPictures();
  const seen = (file: string, name: string, isSearched: boolean): KnownPicture | undefined => {
    const content = files?.contentOf(file, name);
    if (content === undefined || (isSearched && !kept.has(content))) return undefined;
    const picture = known.get(content);
    return picture !== undefined && picture.megapixels < (files?.megapixels ?? 0) ? picture : undefined;
  };
  const look = async (file: string, name: string, isSearched: boolean): Promise<KnownPicture> => {
    const opened = await files?.open(file, name);
    const { fingerprint, image, dispose } = await (opened?.working() ?? read(file, name));
    const record = recordOf(encodeFingerprint(fingerprint));
    const megapixels = opened?.megapixels ?? Number.POSITIVE_INFINITY;
    if (!isSearched) {
      dispose?.();
      return { record, megapixels, colours: null, silhouettes: [] };
    }
    const features = kept.of(fingerprint.sha256, () => featuresOf(image));
    let sheet: Sheet | undefined;
    const sheetOnce = (): Sheet => {
      sheet ??= sheetOf(sheetRaster(image));
      return sheet;
    };
    const isPlain = hasLittleDetail(features, sheetOnce);
    const colours = isPlain ? plainColours(sheetOnce()) : null;
    const silhouettes = silhouettesOf(sheetOnce().colour, features).slice(0, isPlain ? MOST_SILHOUETTES : MOST_KEPT);
    // What is nobody else's: of 20,000 pictures what waits for a collection would be most of what is in memory.
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
      const { record, colours, silhouettes } = seen(file, name, isSearched) ?? (await look(file, name, isSearched));
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
  const from = { kept, sheets, rows };
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
    // They are read side by side.
    unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: kept.close,
  };
};

/** What was made of a picture to look at it. */
const giveBackMade = (image: RgbImage, sheet: Sheet | undefined): void => {
  const raster = sheetRaster(image);
  for (const { data } of [sheetLuma(raster), ...(sheet?.luma ?? [])]) giveBack(data);
  if (raster !== image) giveBack(raster.data);
};

function* recordsOf(rows: FingerprintRows, entries: readonly OurEntry[]): Generator<Buffer> {
  for (const { row } of entries) yield rows.recordAt(row);
}

/** Where the features and pixels of ours are. */
interface SearchedIn {
  readonly kept: FeatureCache;
  readonly sheets: ReturnType<typeof keptSheets>;
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
    return this.#from.kept.at(this.#from.rows.contentAt(this.#row));
  }

  passing(): Features {
    return this.#from.kept.passing(this.#from.rows.contentAt(this.#row));
  }

  sheet(): Promise<Sheet> {
    return this.#from.sheets.at(this.#file);
  }

  detail(): Promise<RgbImage> {
    return this.#from.sheets.within(this.#file, CANONICAL_SIDE);
  }
}

/** Pictures of ours whose pixels are kept, as several suspects may show one. */
const MOST_SHEETS = 12;

const keptSheets = (read: ReadFile, files: OurFiles | undefined) => {
  const within = async (file: string, side: number): Promise<RgbImage> =>
    files === undefined ? reducedTo((await read(file, file)).image, side) : (await files.open(file, file)).within(side);
  const sheetIn = recently(MOST_SHEETS, async (file) =>
    sheetOf(files === undefined ? sheetRaster((await read(file, file)).image) : await within(file, SHEET_SIDE)),
  );
  return { at: (file: string): Promise<Sheet> => sheetIn(file), within };
};
