import { defineResource } from '@listing-lint/core/plugin';
import { LIMITS } from '../carriers/carrier.ts';
import type { DirectoryEntry } from '../carriers/directories.ts';
import { LEAST_TEXT, numbersOf, textOf } from '../carriers/tag-values.ts';
import { textOfBytes } from '../carriers/text-bytes.ts';
import { fileMetadata, type Metadata, type Reading } from './metadata.ts';

/** One value that a carrier states. */
export interface Statement {
  readonly source: 'exif' | 'xmp' | 'iptc' | 'c2pa' | 'text' | 'photoshop';
  /**
   * EXIF: `IFD0:Artist`, `GPS:GPSLatitude`; XMP: the path (`dc:creator`); IPTC: the dataset's name; C2PA: the label of the assertion and the
   * keys within (`stds.exif/exif:GPSLatitude`); text: its keyword.
   */
  readonly name: string;
  /** Trimmed, one line or several, at most `LIMITS.text` characters; longer ones are reported as unread. */
  readonly value: string;
  /** Numbers of an EXIF tag; empty for other statements. */
  readonly numbers: readonly number[];
  /** The carrier, for people. */
  readonly place: string;
  /** 0 for the file's own carriers, 1 and more for those of pictures within it. */
  readonly depth: number;
}

/** EXIF tags that facts ask for in every directory, by number (EXIF 3.0, TIFF 6.0, Microsoft, DNG). */
const TAGS: Readonly<Record<number, string>> = {
  270: 'ImageDescription',
  305: 'Software',
  315: 'Artist',
  316: 'HostComputer',
  18246: 'Rating',
  33432: 'Copyright',
  37510: 'UserComment',
  40091: 'XPTitle',
  40092: 'XPComment',
  40093: 'XPAuthor',
  40094: 'XPKeywords',
  40095: 'XPSubject',
  42032: 'CameraOwnerName',
  42033: 'BodySerialNumber',
  42037: 'LensSerialNumber',
  42038: 'ImageTitle',
  42039: 'Photographer',
  42040: 'ImageEditor',
  42042: 'RAWDevelopingSoftware',
  42043: 'ImageEditingSoftware',
  42044: 'MetadataEditingSoftware',
  11: 'ProcessingSoftware',
  50735: 'CameraSerialNumber',
  65000: 'OwnerName',
  65001: 'SerialNumber',
};
/** Tags that are blocks of their own: XMP, IPTC, Photoshop, ICC, maker notes, JUMBF. */
const BLOCKS: ReadonlySet<number> = new Set([700, 33723, 34377, 34675, 37500, 50740, 50898, 52545]);

/** Tags of the GPS directory with a place, and its texts. */
const GPS_TAGS: Readonly<Record<number, string>> = {
  2: 'GPSLatitude',
  4: 'GPSLongitude',
  20: 'GPSDestLatitude',
  22: 'GPSDestLongitude',
  27: 'GPSProcessingMethod',
  28: 'GPSAreaInformation',
};

/** All that the carriers of a file state, in order. How many values, and how long, is bounded where they are read (`LIMITS`). */
export const statementsOf = ({ readings }: Metadata): readonly Statement[] => readings.flatMap(statementsOfReading);

const statementsOfReading = (reading: Reading): Statement[] => {
  const { place, depth } = reading.carrier;
  const text = (source: Statement['source'], name: string, value: string): Statement => ({
    source,
    name,
    value: value.trim().slice(0, LIMITS.text),
    numbers: [],
    place,
    depth,
  });
  switch (reading.kind) {
    case 'exif':
      return exifStatements(reading, place, depth);
    case 'xmp':
      return reading.packet.properties.map(({ path, value }) => text('xmp', path, value));
    case 'iptc':
      return reading.record.datasets.map(({ name, value }) => text('iptc', name, value));
    case 'c2pa':
      return reading.manifest.contents.flat().map(([name, value]) => text('c2pa', name, value));
    case 'text':
      return [text('text', reading.carrier.keyword ?? '', textOfBytes(reading.carrier.bytes))];
    case 'rights':
      return [text('photoshop', reading.carrier.keyword ?? '', flagOrText(reading.carrier.bytes))];
    case 'location':
      return [text('exif', 'GeoTIFF', 'coordinates of a grid on the ground')];
    default:
      return [];
  }
};

const exifStatements = (reading: Extract<Reading, { kind: 'exif' }>, place: string, depth: number): Statement[] => {
  const { little, directories } = reading.structure;
  return directories.flatMap(({ name: directory, entries }) =>
    entries.flatMap((entry) => {
      const named = nameOfTag(directory, entry, little);
      return named === null ? [] : [{ ...named, place, depth }];
    }),
  );
};

/** What an EXIF tag states; null for numbers that no fact asks for by name. A text that has no name here is called by its number. */
export const nameOfTag = (
  directory: string,
  entry: DirectoryEntry,
  little: boolean,
): Omit<Statement, 'place' | 'depth'> | null => {
  const name = (directory === 'GPS' ? GPS_TAGS : TAGS)[entry.tag];
  if (name === undefined) return unnamedText(directory, entry, little);
  const text = textOf(entry, little);
  const numbers = text === '' ? numbersOf(entry, little) : [];
  const words = text === '' ? numbers.join(' ') : text;
  // A position in a type that it should not have is one all the same.
  const isOdd = words === '' && directory === 'GPS' && entry.bytes.some((byte) => byte !== 0);
  const value = isOdd ? entry.bytes.toString('hex', 0, 24) : words;
  return { source: 'exif', name: `${directory}:${name}`, value, numbers };
};

/** How a tag without a name is called: `IFD0:0x010d`. */
export const numberedName = (directory: string, tag: number): string =>
  `${directory}:0x${tag.toString(16).padStart(4, '0')}`;

const unnamedText = (
  directory: string,
  entry: DirectoryEntry,
  little: boolean,
): Omit<Statement, 'place' | 'depth'> | null => {
  const isShort = entry.type === 7 && entry.bytes.length < LEAST_TEXT;
  const value = isShort || BLOCKS.has(entry.tag) ? '' : textOf(entry, little);
  return value === '' ? null : { source: 'exif', name: numberedName(directory, entry.tag), value, numbers: [] };
};

/** Photoshop's copyright flag is one byte, its address text. */
const flagOrText = (bytes: Buffer): string => (bytes.length === 1 ? String(bytes[0] === 1) : textOfBytes(bytes));

/** What the carriers of a file state, read once for all facts. */
export const fileStatements = defineResource<{
  readonly metadata: Metadata;
  readonly statements: readonly Statement[];
}>({
  id: 'fileStatements',
  create: async (_subject, context) => {
    const metadata = await context.use(fileMetadata);
    return { metadata, statements: statementsOf(metadata) };
  },
});
