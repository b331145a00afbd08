import type { DirectoryEntry } from '../../carriers/directories.ts';
import { numbersOf, textOf } from '../../carriers/tag-values.ts';
import type { Reading } from '../../reading/metadata.ts';
import type { TagGroup } from './read-tiff.ts';

/** Tags that are texts, whatever type they are written in; names as exifr has them (TIFF 6.0, EXIF 3.0). */
const TEXTS: Readonly<Record<number, string>> = {
  11: 'ProcessingSoftware',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  306: 'ModifyDate',
  315: 'Artist',
  33432: 'Copyright',
  36867: 'DateTimeOriginal',
  36868: 'CreateDate',
  36880: 'OffsetTime',
  36881: 'OffsetTimeOriginal',
  36882: 'OffsetTimeDigitized',
  37520: 'SubSecTime',
  37521: 'SubSecTimeOriginal',
  37522: 'SubSecTimeDigitized',
  42036: 'LensModel',
};
/** Tags that are one number; of several, the first. */
const NUMBERS: Readonly<Record<number, string>> = {
  274: 'Orientation',
  33434: 'ExposureTime',
  33437: 'FNumber',
  34855: 'ISO',
  37385: 'Flash',
  37386: 'FocalLength',
  40962: 'ExifImageWidth',
  40963: 'ExifImageHeight',
};
/** Panasonic's and Leica's raw files have tags of their own in the first directory. */
const PANASONIC: Readonly<Record<number, string>> = { 23: 'ISO' };

/** Names of the tags that are read here. */
export const OWN_NAMES: ReadonlySet<string> = new Set([...Object.values(TEXTS), ...Object.values(NUMBERS)]);

/** What the directories of EXIF blocks say, read by our own walk of them. */
export interface OwnTags {
  readonly ifd0: TagGroup;
  readonly exif: TagGroup;
  /** Degrees, negative in the south and west; null where there is none. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Whether a directory after the first points to a preview. */
  readonly thumbnail: boolean;
}

type ExifReading = Extract<Reading, { kind: 'exif' }>;
type Group = Record<string, string | number>;

/** The tags of all EXIF blocks at one depth; the first block that says something wins. */
export const ownTagsOf = (readings: readonly ExifReading[]): OwnTags => {
  const ifd0: Group = {};
  const exif: Group = {};
  const gps = new Map<number, number | string>();
  let thumbnail = false;
  for (const { carrier, structure } of readings) {
    const names = carrier.keyword === 'RW2' ? { ...NUMBERS, ...PANASONIC } : NUMBERS;
    for (const { name, entries } of structure.directories) {
      const group = name === 'IFD0' ? ifd0 : name === 'ExifIFD' ? exif : undefined;
      for (const entry of entries) {
        if (entry.isCut) continue;
        if (name === 'GPS') addCoordinate(gps, entry, structure.little);
        else if (name === 'IFD1') thumbnail ||= THUMBNAIL.includes(entry.tag);
        else if (group !== undefined) addTag(group, names, entry, structure.little);
      }
    }
  }
  return {
    ifd0,
    exif,
    latitude: signed(gps.get(LATITUDE), gps.get(LATITUDE - 1), 'S'),
    longitude: signed(gps.get(LONGITUDE), gps.get(LONGITUDE - 1), 'W'),
    thumbnail,
  };
};

const THUMBNAIL: readonly number[] = [0x0201, 0x0202];

const addTag = (
  group: Group,
  numbers: Readonly<Record<number, string>>,
  entry: DirectoryEntry,
  little: boolean,
): void => {
  const text = TEXTS[entry.tag];
  const name = text ?? numbers[entry.tag];
  if (name === undefined || group[name] !== undefined) return;
  const value = text === undefined ? numberIn(entry, little) : wordsIn(entry, little);
  if (value !== undefined && value !== '') group[name] = value;
};

/** A number, also where it is written as text. */
const numberIn = (entry: DirectoryEntry, little: boolean): number | undefined => {
  const [first] = numbersOf(entry, little);
  const text = first === undefined ? /^\s*([-+]?\d+(?:\.\d+)?)(?:\s|$)/.exec(textOf(entry, little))?.[1] : undefined;
  const number = first ?? (text === undefined ? Number.NaN : Number(text));
  return Number.isFinite(number) ? number : undefined;
};

const wordsIn = (entry: DirectoryEntry, little: boolean): string => {
  const text = textOf(entry, little);
  return text === '' ? numbersOf(entry, little).join(' ') : text;
};

const LATITUDE = 2;
const LONGITUDE = 4;

const addCoordinate = (gps: Map<number, number | string>, entry: DirectoryEntry, little: boolean): void => {
  if (gps.has(entry.tag)) return;
  if (entry.tag === LATITUDE || entry.tag === LONGITUDE) {
    const parts = numbersOf(entry, little);
    const [degrees, minutes = 0, seconds = 0] = parts.length > 0 ? parts : partsOf(textOf(entry, little));
    // A part without a value leaves the place open; that there is one is a matter of the fact `position`.
    if (degrees !== undefined && parts.every(Number.isFinite))
      gps.set(entry.tag, degrees + minutes / 60 + seconds / 3600);
  } else if (entry.tag === LATITUDE - 1 || entry.tag === LONGITUDE - 1) gps.set(entry.tag, textOf(entry, little));
};

/** A coordinate that is written as text: its numbers. */
const partsOf = (text: string): number[] => (text.match(/\d+(?:\.\d+)?/g) ?? []).slice(0, 3).map(Number);

const signed = (value: number | string | undefined, ref: number | string | undefined, negative: string) =>
  typeof value !== 'number' ? null : String(ref).toUpperCase().startsWith(negative) ? -Math.abs(value) : value;
