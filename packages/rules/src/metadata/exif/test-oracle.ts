import { z } from 'zod';
import type { ExifFact } from './exif-fact.ts';

/** What exiftool says of one file, by `group:tag`. */
export const oracleSchema = z.array(z.looseObject({ SourceFile: z.string() }));
type OracleEntry = z.infer<typeof oracleSchema>[number];

/** What both say of one file. */
export interface Compared {
  readonly file: string;
  readonly ours: ExifFact;
  readonly theirs: OracleEntry;
}

/** Arguments of exiftool. */
export const TAGS = [
  ...['EXIF:Make', 'EXIF:Model', 'EXIF:Software', 'EXIF:DateTimeOriginal', 'EXIF:CreateDate', 'EXIF:ModifyDate'],
  ...['EXIF:Artist', 'EXIF:Copyright', 'IPTC:By-line', 'IPTC:CopyrightNotice', 'XMP-dc:Creator', 'XMP-dc:Rights'],
  ...['XMP-exif:DateTimeOriginal', 'XMP-photoshop:DateCreated', 'XMP-xmp:CreateDate', 'XMP-xmp:ModifyDate'],
  ...['IFD0:Orientation', 'EXIF:GPSLatitude', 'Composite:GPSLatitude', 'EXIF:ThumbnailLength'],
  ...['EXIF:SerialNumber', 'EXIF:LensSerialNumber', 'EXIF:CameraSerialNumber'],
  // A maker note that exiftool knows comes as the tags in it; the others must be requested by name.
  ...['MakerNotes:all', 'EXIF:MakerNoteUnknown', 'EXIF:MakerNoteUnknownText', 'EXIF:MakerNoteUnknownBinary'],
  // Canon's CIFF in a JPEG of 1998 is no EXIF: exiftool counts it to the maker notes.
  '-CIFF:all',
];

const text = (value: unknown): string | null => {
  const clean = value === undefined ? '' : [value].flat().join(', ').trim();
  return clean === '' ? null : clean;
};
const day = (value: unknown): string | null => {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(value ?? ''));
  return match && Number(match[1]) > 0 ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}` : null;
};

/** What we say and what exiftool says, by field; null where there is nothing. Where EXIF has no date, XMP's stands in, on both sides. */
const fieldsOf = ({ ours, theirs }: Compared): Record<string, readonly [unknown, unknown]> => {
  const first = (read: (value: unknown) => string | null, ...names: string[]): string | null =>
    names.map((name) => read(theirs[name])).find((found) => found !== null) ?? null;
  const has = (tag: RegExp): true | null =>
    Object.entries(theirs).some(([name, value]) => tag.test(name) && text(value) !== null) || null;
  return {
    make: [ours.make, first(text, 'EXIF:Make')],
    model: [ours.model, first(text, 'EXIF:Model')],
    software: [ours.software, first(text, 'EXIF:Software')],
    creator: [ours.creator, first(text, 'EXIF:Artist', 'IPTC:By-line', 'XMP:Creator')],
    copyright: [ours.copyright, first(text, 'EXIF:Copyright', 'IPTC:CopyrightNotice', 'XMP:Rights')],
    capturedAt: [
      ours.capturedAt?.slice(0, 19) ?? null,
      first(day, 'EXIF:DateTimeOriginal', 'XMP:DateTimeOriginal', 'XMP:DateCreated'),
    ],
    digitizedAt: [ours.digitizedAt?.slice(0, 19) ?? null, first(day, 'EXIF:CreateDate', 'XMP:CreateDate')],
    modifiedAt: [ours.modifiedAt?.slice(0, 19) ?? null, first(day, 'EXIF:ModifyDate', 'XMP:ModifyDate')],
    orientation: [ours.orientation, theirs['EXIF:Orientation'] ?? null],
    position: [ours.gps.latitude, theirs['Composite:GPSLatitude'] ?? theirs['EXIF:GPSLatitude'] ?? null],
    thumbnail: [ours.thumbnail || null, has(/^EXIF:ThumbnailLength$/)],
    makerNote: [ours.makerNote || null, has(/^MakerNotes:|^EXIF:MakerNote/)],
    serialNumber: [ours.serialNumber || null, has(/^EXIF:(?:Lens|Camera)?SerialNumber$/)],
  };
};

const equal = (mine: unknown, other: unknown): boolean =>
  mine === other || (typeof mine === 'number' && typeof other === 'number' && Math.abs(mine - other) < 1e-4);

/** By field: in how many files either of the two says something, and in how many of these both say the same. */
export interface FieldAgreement {
  readonly fields: ReadonlyMap<string, { readonly present: number; readonly agree: number }>;
  /** One line each: file, field, ours, theirs. */
  readonly differences: readonly string[];
}

/** Compares field by field. A field that both lack in a file is no agreement: it is not counted. */
export const agreement = (files: readonly Compared[]): FieldAgreement => {
  const fields = new Map<string, { present: number; agree: number }>();
  const differences: string[] = [];
  for (const compared of files) {
    for (const [field, [mine, other]] of Object.entries(fieldsOf(compared))) {
      const count = fields.get(field) ?? { present: 0, agree: 0 };
      fields.set(field, count);
      if (mine === null && other === null) continue;
      count.present += 1;
      if (equal(mine, other)) count.agree += 1;
      else differences.push(`${compared.file} ${field}: ${String(mine)} | ${String(other)}`);
    }
  }
  return { fields, differences };
};
