import exifr from 'exifr';

/** Tags by group as exifr gives them, untranslated and unrevived. */
export interface TiffTags {
  readonly ifd0: TagGroup;
  readonly exif: TagGroup;
  readonly gps: TagGroup;
  readonly ifd1: TagGroup;
  /** Whether there is a maker note; what is in it is not read. */
  readonly makerNote: boolean;
  /** Why some of them may be missing; null when all was read. */
  readonly error: string | null;
}
export type TagGroup = { readonly [tag: string]: unknown };

const isGroup = (value: unknown): value is TagGroup =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part of what exifr gives; nothing where there is none. */
const groupIn = (output: TagGroup, name: string): TagGroup => {
  const group = output[name] ?? {};
  if (!isGroup(group)) throw new Error(`what was read of ${name} is no group of tags`);
  return group;
};

/** What there is where there is no TIFF structure. */
export const NO_TAGS: TiffTags = { ifd0: {}, exif: {}, gps: {}, ifd1: {}, makerNote: false, error: null };

const OPTIONS = {
  tiff: true,
  ifd1: true,
  exif: true,
  gps: true,
  interop: false,
  makerNote: true,
  userComment: false,
  xmp: false,
  iptc: false,
  icc: false,
  jfif: false,
  mergeOutput: false,
  translateValues: false,
  // Reviving dates would shift them by the machine's own time zone.
  reviveValues: false,
  sanitize: true,
  silentErrors: true,
};

/** Reads the EXIF tags of a TIFF structure. Never throws: `error` says what went wrong; earlier tags are returned. */
export const readTiff = async (tiff: Buffer): Promise<TiffTags> => {
  if (isEmpty(tiff)) return NO_TAGS;
  try {
    const given: unknown = await exifr.parse(tiff, OPTIONS);
    const output = isGroup(given) ? given : {};
    const [ifd0, exif, gps, ifd1] = [
      groupIn(output, 'ifd0'),
      groupIn(output, 'exif'),
      groupIn(output, 'gps'),
      groupIn(output, 'ifd1'),
    ];
    const { makerNote } = output;
    const errors: readonly unknown[] = Array.isArray(output.errors) ? output.errors : [];
    const nothing = [ifd0, exif, gps].every((tags) => Object.keys(tags).length === 0);
    const error = errors.length > 0 ? reasonOf(errors[0]) : nothing ? 'no tag could be read' : null;
    return { ifd0, exif, gps, ifd1, makerNote: makerNote !== undefined, error };
  } catch (error) {
    return { ...NO_TAGS, error: reasonOf(error) };
  }
};

/** Whether it is a header and a directory of no entries that none follows, and nothing else: what GIMP and gd leave of a block without tags. */
const isEmpty = (tiff: Buffer): boolean =>
  EMPTY.some((empty) => tiff.length >= empty.length && tiff.subarray(0, empty.length).equals(empty)) &&
  tiff.subarray(EMPTY_LENGTH).every((byte) => byte === 0);
const EMPTY = [Buffer.from('49492a00080000000000', 'hex'), Buffer.from('4d4d002a000000080000', 'hex')];
const EMPTY_LENGTH = 10;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 160) ?? 'unknown reason';
