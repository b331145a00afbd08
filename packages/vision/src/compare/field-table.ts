import {
  CONTACT,
  cleanText,
  FACES,
  matchesTopic,
  OWN_NAMES,
  ownTagsOf,
  POSITION,
  type Reading,
  SERIALS,
  type Statement,
} from '@listing-lint/rules/metadata';

import type { ReadPicture } from './record/picture-record.ts';

/** A field of metadata as both files state it, side by side. */
export interface ComparedField {
  /** `EXIF Make`, `XMP dc:creator`, `IPTC By-line`, `text parameters`, … */
  readonly field: string;
  readonly state: 'same' | 'differs' | 'only-a' | 'only-b';
  readonly a: StatedField | null;
  readonly b: StatedField | null;
}

export interface StatedField {
  /** At most 300 characters; null where it is private (a position, a serial number, how to reach somebody, a face) and left out. */
  readonly value: string | null;
  /** The carrier that says it. */
  readonly place: string;
}

const MOST_FIELDS = 400;
const SOURCES: { readonly [source in Statement['source']]: string } = {
  exif: 'EXIF',
  xmp: 'XMP',
  iptc: 'IPTC',
  c2pa: 'C2PA',
  text: 'text',
  photoshop: 'Photoshop',
};

/** All that the two files state, by field, in alphabetical order; what they hold within, such as previews, is left out. At most 400 fields. */
export const fieldTable = (a: ReadPicture, b: ReadPicture): readonly ComparedField[] => {
  const [first, second] = [fieldsOf(a), fieldsOf(b)];
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  return names.slice(0, MOST_FIELDS).map((field): ComparedField => {
    const [x, y] = [first.get(field), second.get(field)];
    const state = x === undefined ? 'only-b' : y === undefined ? 'only-a' : x.raw === y.raw ? 'same' : 'differs';
    return { field, state, a: x?.displayed ?? null, b: y?.displayed ?? null };
  });
};

interface Found {
  readonly raw: string;
  readonly displayed: StatedField;
}

const fieldsOf = ({ metadata, statements }: ReadPicture): ReadonlyMap<string, Found> => {
  const fields = new Map<string, Found>();
  const add = (field: string, raw: string, place: string, isPrivate: boolean): void => {
    const before = fields.get(field);
    const joined = before === undefined ? raw : `${before.raw}; ${raw}`;
    const hidden = isPrivate || before?.displayed.value === null;
    const value = hidden ? null : cleanText(joined);
    if (value === null && !hidden) return;
    fields.set(field, { raw: joined, displayed: { value, place: before?.displayed.place ?? place } });
  };
  for (const [name, value, place] of exifTags(metadata.readings)) add(`EXIF ${name}`, String(value), place, false);
  for (const statement of statements) {
    if (statement.depth > 0 || statement.value === '') continue;
    const name = statement.name.replace(/^(?:IFD0|ExifIFD):/, '');
    if (statement.source === 'exif' && OWN_NAMES.has(name)) continue;
    add(`${SOURCES[statement.source]} ${name}`, statement.value, statement.place, isPrivate(statement));
  }
  return fields;
};

const PRIVATE = [POSITION, SERIALS, CONTACT, FACES];
const isPrivate = (statement: Statement): boolean => PRIVATE.some((topic) => matchesTopic(topic, statement));

const exifTags = (readings: readonly Reading[]): readonly (readonly [string, unknown, string])[] => {
  const blocks = readings.flatMap((each) => (each.kind === 'exif' && each.carrier.depth === 0 ? [each] : []));
  const { ifd0, exif } = ownTagsOf(blocks);
  const place = blocks[0]?.carrier.place ?? '';
  return Object.entries({ ...ifd0, ...exif }).map(([name, value]) => [name, value, place] as const);
};
