import { type DirectoryEntry, entriesAt, type TiffStructure } from './directories.ts';
import { textOf } from './tag-values.ts';

/** What the EXIF block around a maker note says that its format depends on. */
export interface CameraOfNote {
  readonly make: string;
  readonly little: boolean;
}

const MAKE = 0x010f;

/** The maker that IFD0 names, and the byte order of its block. */
export const cameraOf = ({ directories, little }: TiffStructure): CameraOfNote => {
  const entry = directories.find(({ name }) => name === 'IFD0')?.entries.find(({ tag }) => tag === MAKE);
  return { make: entry === undefined ? '' : textOf(entry, little), little };
};

interface NoteFormat {
  /** How the note begins, or, where it has no header, how its maker's name does. */
  readonly headers?: readonly string[];
  readonly make?: RegExp;
  /** Offset of its directory, if its tags are needed. */
  readonly directory?: number;
  /** Tags that name a place. */
  readonly placeTags?: readonly number[];
}

/**
 * Formats of maker notes in which no place is written, or only in the tags named: of ExifTool 13.59's tables (MakerNotes.pm) those without a tag of its
 * group `Location`. The home city of a clock is not counted as a place. Notes of other makers may hold one.
 */
const FORMATS: readonly NoteFormat[] = [
  { headers: ['Apple iOS\0', 'FUJIFILM', 'GENERALE', 'SANYO\0', 'SIGMA\0', 'FOVEON\0', 'QVC\0', 'DCI\0'] },
  { headers: ['OLYMP\0', 'OLYMPUS\0', 'OM SYSTEM\0', 'EPSON\0', 'MINOL\0', 'AOC\0', 'PENTAX \0'] },
  { headers: ['SONY DSC', 'SONY CAM', 'SONY MOBILE', 'VHAB     \0'] },
  { headers: ['Nikon\0\x01'], directory: 8, placeTags: [0x39] },
  { headers: ['Nikon\0\x02'], directory: 18, placeTags: [0x39] },
  { headers: ['Panasonic\0'], directory: 12, placeTags: [0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x80] },
  { make: /^Canon/ },
  { make: /^(?:Konica ?Minolta|Minolta)/i },
  { make: /^NIKON/, directory: 0, placeTags: [0x39] },
  { make: /^SAMSUNG/i, directory: 0, placeTags: [0x30, 0x31] },
];

const orderAt = (note: Buffer, at: number, little: boolean): boolean => {
  const mark = note.toString('latin1', at, at + 2);
  return mark === 'II' ? true : mark === 'MM' ? false : little;
};

/** Whether a maker note may hold a place; `true` where its format is not known or its directory cannot be read. */
export const mayHoldPlace = (note: Buffer, { make, little }: CameraOfNote): boolean => {
  const head = note.toString('latin1', 0, 16);
  const format = FORMATS.find(({ headers, make: maker }) =>
    headers === undefined ? maker?.test(make) : headers.some((header) => head.startsWith(header)),
  );
  if (format === undefined) return true;
  const { directory, placeTags } = format;
  if (directory === undefined || placeTags === undefined) return false;
  // Nikon's notes have a TIFF header, and a byte order, of their own.
  const entries = entriesAt(note, directory, head.startsWith('Nikon\0\x02') ? orderAt(note, 10, little) : little);
  return entries.length === 0 || entries.some(({ tag }) => placeTags.includes(tag));
};

/** `Artist` and `Copyright` of Pentax and of Ricoh's cameras with the same notes (ExifTool 13.59, Pentax.pm). */
const PENTAX_RIGHTS = [0x022e, 0x022f];
const PENTAX = [
  { header: /^AOC\0/, order: 4, directory: 6 },
  { header: /^PENTAX \0/, order: 8, directory: 10 },
  { header: /^RICOH\0(?:II|MM)/, order: 6, directory: 8 },
] as const;

/** Whether a maker note has tags for the owner of the rights. What the owner of the camera is called is no such tag. */
export const hasRightsTags = (note: Buffer): boolean => {
  const head = note.toString('latin1', 0, 16);
  const isRights = ({ tag }: DirectoryEntry): boolean => PENTAX_RIGHTS.includes(tag);
  return PENTAX.some(
    ({ header, order, directory }) =>
      header.test(head) && entriesAt(note, directory, orderAt(note, order, false)).some(isRights),
  );
};
