import { extensionOf, readHeader } from '../../image/read/header.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { pictureData } from '../carriers/picture-data.ts';
import { isoOfXmp } from '../exif/dates.ts';
import { exifOf } from '../exif/exif-fact.ts';
import { cleanText } from '../reading/clean-text.ts';
import { readMetadata } from '../reading/metadata.ts';
import { type Statement, statementsOf } from '../reading/statements.ts';
import { find, SERIALS } from '../reading/topics.ts';

/** What a picture file says of its own taking, and a hash of the picture in it. */
export interface CaptureRecord {
  /** Null if no field has it. */
  readonly captured: {
    /** ISO 8601, as the camera's clock showed it. */
    readonly local: string;
    /** `+02:00`; null where the file does not say. */
    readonly offset: string | null;
    /** The field that says it. */
    readonly source: string;
  } | null;
  readonly make: string | null;
  readonly model: string | null;
  /** The camera's own number, in plain fields; never to be published. */
  readonly serial: string | null;
  /** SHA-256, 64 hex digits, of the picture without its metadata; null if unknown. */
  readonly imageDataSha256: string | null;
}

/** Reads what a file says of its taking, outside of a run. `name` has its extension. Never rejects for a bad file: what cannot be read is null. */
export const captureOf = async (bytes: Buffer, name: string): Promise<CaptureRecord> => {
  const header = await readHeader(bytes, extensionOf(name));
  const metadata = readMetadata(findCarriers(bytes, header.format));
  const statements = statementsOf(metadata);
  const exif = await exifOf(metadata, header, statements);
  const { capturedAt, make, model } = exif;
  return {
    captured: capturedAt === null ? null : { ...inParts(capturedAt), source: fieldOf(exif.tags, statements) },
    make,
    model,
    serial: serialIn(find(SERIALS, metadata, statements).statements),
    imageDataSha256: pictureData(bytes, header.format),
  };
};

const inParts = (time: string): { readonly local: string; readonly offset: string | null } => {
  const [, local = time, zone] = /^(.*?)(Z|[+-]\d\d:\d\d)?$/.exec(time) ?? [];
  return { local, offset: zone === 'Z' ? '+00:00' : (zone ?? null) };
};

/** In the order in which the fact `exif` asks them. */
const fieldOf = (tags: readonly (string | null)[], statements: readonly Statement[]): string => {
  if (tags.includes('DateTimeOriginal')) return 'EXIF DateTimeOriginal';
  const says = (name: string): boolean =>
    statements.some((each) => each.source === 'xmp' && each.name === name && isoOfXmp(cleanText(each.value)) !== null);
  return says('exif:DateTimeOriginal') ? 'XMP exif:DateTimeOriginal' : 'XMP photoshop:DateCreated';
};

/** The body's number before one that may be another's; lenses are none. */
const serialIn = (statements: readonly Statement[]): string | null => {
  const own = statements.filter(({ depth, name }) => depth === 0 && !/lens|flash/i.test(name));
  const best =
    own.find(({ name }) => /BodySerialNumber$/.test(name)) ?? own.find(({ source }) => source === 'exif') ?? own[0];
  return cleanText(best?.value);
};
