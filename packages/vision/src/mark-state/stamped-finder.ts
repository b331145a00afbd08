import { join, relative, sep } from 'node:path';
import { leadsOut, readBytes, sha256 } from '@listing-lint/core/plugin';
import { readCompared, showsStamped } from '@listing-lint/rules/hash';
import { type GreyImage, lumaOf, type RgbImage } from '@listing-lint/rules/image';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import { pictureId, type StampEntry, UNSTAMPED } from '@listing-lint/rules/watermark';
import type { PictureFile } from '../match/read-ours.ts';

import { nowAt } from './now-at.ts';
import { type ColourCells, colourCellsOf } from './removal/alignment/colour-cells.ts';

/** Options of the search for marks. */
export interface StampedSources {
  /** Folder of the config, where the stamps are written down. */
  readonly root: string;
  /** Pictures that include the unmarked ones, apart from the unstamped originals. */
  readonly ours: readonly PictureFile[];
  readonly limits?: Settings['limits'];
}

/** What is compared of a picture. */
export interface Seen {
  readonly luma: GreyImage;
  readonly colours: ColourCells;
}
export const seenOf = (image: RgbImage): Seen => ({ luma: lumaOf(image), colours: colourCellsOf(image) });

/** One stamped picture of ours, with and without its mark. */
export interface StampedPair {
  readonly clean: Seen;
  readonly marked: Seen;
}

/** Why the two cannot be used. */
export interface NotUsed {
  readonly reason: string;
}

/** Finds the stamp that belongs to one of ours, be it the stamped file or the picture before, and both pictures. */
export const stampedFinder = (ledger: ReadonlyMap<string, StampEntry>, { root, ours, limits }: StampedSources) => {
  const byId = new Map([...ledger.values()].map((entry) => [entry.id, entry]));
  const ids = new Map<string, Promise<string | undefined>>();
  const idOf = ({ file, within }: PictureFile): Promise<string | undefined> => {
    const known = ids.get(file);
    const bounds = { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within };
    const id = known ?? readBytes(file, bounds).then(pictureId, () => undefined);
    ids.set(file, id);
    return id;
  };
  const pictureOf = new Map(ours.map((picture) => [picture.name, picture]));
  const pathIn = (file: string): string => relative(root, file).split(sep).join('/');
  const pictures = new Map<StampEntry, Promise<StampedPair | NotUsed>>();
  const cleanOf = async ({ id }: StampEntry): Promise<PictureFile | undefined> => {
    for (const picture of ours) if ((await idOf(picture)) === id) return picture;
    return undefined;
  };
  const current = new Map<StampEntry, Promise<boolean>>();
  /** Whether the file at the path of a stamp may be the stamped one; false only if it is another picture by its unstamped original. */
  const isStillStamped = async (entry: StampEntry): Promise<boolean> => {
    const unstamped = await cleanOf(entry);
    return unstamped === undefined || (await nowAt(root, { path: entry.path, entry, unstamped }, limits)) !== 'other';
  };
  const atPath = async (path: string): Promise<StampEntry | undefined> => {
    const entry = ledger.get(path);
    if (entry === undefined) return undefined;
    const isCurrent = current.get(entry) ?? isStillStamped(entry);
    current.set(entry, isCurrent);
    return (await isCurrent) ? entry : undefined;
  };
  return {
    entryOf: async (name: string): Promise<StampEntry | undefined> => {
      const picture = pictureOf.get(name);
      if (picture === undefined) return atPath(name);
      const { file } = picture;
      const stamped = await atPath(pathIn(file));
      if (stamped !== undefined) return stamped;
      const id = await idOf(picture);
      // The same picture may be in several listings: its unstamped original says in which.
      const unstamped = pathIn(file).startsWith(`${UNSTAMPED}/`)
        ? ledger.get(pathIn(file).slice(UNSTAMPED.length + 1))
        : undefined;
      if (unstamped !== undefined && unstamped.id === id) return unstamped;
      return id === undefined ? undefined : byId.get(id);
    },
    picturesOf: (entry: StampEntry): Promise<StampedPair | NotUsed> => {
      const known = pictures.get(entry) ?? readStamped(entry, { root, limits, cleanOf });
      pictures.set(entry, known);
      return known;
    },
  };
};

interface ReadWith extends Pick<StampedSources, 'root' | 'limits'> {
  readonly cleanOf: (entry: StampEntry) => Promise<PictureFile | undefined>;
}

const readStamped = async (entry: StampEntry, { root, limits, cleanOf }: ReadWith): Promise<StampedPair | NotUsed> => {
  const { path, place } = entry;
  const file = join(root, path);
  if (leadsOut(root, file)) return { reason: `${path} is a link out of the folder of the config, and was not used` };
  const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within: root }).catch(() => undefined);
  if (bytes === undefined) return { reason: `${path} as it was stamped is not at hand` };
  if (sha256(bytes) !== entry.sha256)
    return { reason: `${path} is another file now than the one that was stamped, and was not used` };
  const original = await cleanOf(entry);
  if (original === undefined) return { reason: `the picture that ${path} was stamped from is not at hand` };
  const [clean, marked] = [await imageIn(original, limits), await imageIn({ file, name: path, within: root }, limits)];
  if (clean === undefined || marked === undefined)
    return { reason: `${path}, or the picture that it was stamped from, cannot be read` };
  if (!showsStamped(marked, clean, place))
    return {
      reason: `${path} differs from the picture that it was stamped from by the stamps file, outside of the mark’s place, and was not used`,
    };
  return { clean: seenOf(clean), marked: seenOf(marked) };
};

const imageIn = ({ file, name, within }: PictureFile, limits: Settings['limits']): Promise<RgbImage | undefined> =>
  readCompared(file, name, within, limits).then(
    ({ image }) => image,
    () => undefined,
  );
