import {
  isoOfExif,
  isoOfXmp,
  type Metadata,
  numbersOf,
  type Reading,
  type Statement,
  textOf,
} from '@listing-lint/rules/metadata';

/** What a stated time is the time of. `gps`: by the clock of satellites, UTC. */
export type TimeKind = 'captured' | 'digitised' | 'changed' | 'step' | 'gps';

/** A time that a file states of itself. Anyone who can write the file can write it. */
export interface StatedTime {
  readonly kind: TimeKind;
  /** `EXIF DateTimeOriginal`, `XMP xmp:ModifyDate`, … */
  readonly field: string;
  /** The carrier, for people. */
  readonly place: string;
  /** ISO 8601; with a zone only where the file states one. */
  readonly value: string;
}

/** EXIF 3.0: the tags of a time, of its fraction and of its zone. */
const EXIF_TIMES: readonly (readonly [TimeKind, name: string, date: number, subSec: number, offset: number])[] = [
  ['captured', 'DateTimeOriginal', 36867, 37521, 36881],
  ['digitised', 'DateTimeDigitized', 36868, 37522, 36882],
  ['changed', 'DateTime', 306, 37520, 36880],
];

const XMP_TIMES: readonly (readonly [TimeKind, RegExp])[] = [
  ['captured', /^(?:exif:DateTimeOriginal|photoshop:DateCreated)$/],
  ['digitised', /^(?:xmp:CreateDate|exif:DateTimeDigitized)$/],
  ['changed', /^xmp:(?:ModifyDate|MetadataDate)$/],
  ['step', /^xmpMM:History\/(?:.*\/)?stEvt:when$/],
];

const MOST = 60;

/** All times that the file's own carriers state, in order of the file: what it holds within, such as previews, is left out. */
export const statedTimes = ({ readings }: Metadata, statements: readonly Statement[]): readonly StatedTime[] => {
  const exif = readings.filter((each) => each.carrier.depth === 0).flatMap(exifTimes);
  const own = statements.filter(({ depth }) => depth === 0);
  return [...exif, ...own.flatMap(xmpTime), ...iptcTime(own)].slice(0, MOST);
};

const exifTimes = (reading: Reading): readonly StatedTime[] => {
  if (reading.kind !== 'exif') return [];
  const { structure, carrier } = reading;
  const texts = new Map<number, string>();
  const gps = new Map<number, string | readonly number[]>();
  for (const { name, entries } of structure.directories) {
    for (const entry of entries) {
      if (name === 'GPS' && (entry.tag === GPS_DATE || entry.tag === GPS_TIME)) {
        const numbers = numbersOf(entry, structure.little);
        gps.set(entry.tag, numbers.length > 0 ? numbers : textOf(entry, structure.little));
      } else if (name === 'IFD0' || name === 'ExifIFD') {
        if (!texts.has(entry.tag)) texts.set(entry.tag, textOf(entry, structure.little));
      }
    }
  }
  const times = EXIF_TIMES.flatMap(([kind, name, date, subSec, offset]) => {
    const value = isoOfExif(texts.get(date), texts.get(subSec), texts.get(offset));
    return value === null ? [] : [{ kind, field: `EXIF ${name}`, place: carrier.place, value }];
  });
  const fix = gpsTime(gps.get(GPS_DATE), gps.get(GPS_TIME));
  return fix === null
    ? times
    : [...times, { kind: 'gps', field: 'EXIF GPSDateStamp', place: carrier.place, value: fix }];
};

const GPS_TIME = 7;
const GPS_DATE = 29;

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

const gpsTime = (date: string | readonly number[] | undefined, time: string | readonly number[] | undefined) => {
  if (typeof date !== 'string' || !Array.isArray(time)) return null;
  const [hour = Number.NaN, minute = Number.NaN, second = Number.NaN] = time.map(Number);
  if (![hour, minute, second].every(Number.isFinite)) return null;
  return isoOfExif(`${date} ${two(hour)}:${two(minute)}:${two(second)}`, undefined, 'Z');
};

const xmpTime = ({ source, name, value, place }: Statement): readonly StatedTime[] => {
  if (source !== 'xmp') return [];
  const kind = XMP_TIMES.find(([, pattern]) => pattern.test(name))?.[0];
  const iso = kind === undefined ? null : isoOfXmp(value);
  return kind === undefined || iso === null ? [] : [{ kind, field: `XMP ${name}`, place, value: iso }];
};

/** IPTC writes `20240501` and `102030+0200` in two datasets. */
const iptcTime = (own: readonly Statement[]): readonly StatedTime[] => {
  const of = (wanted: string) => own.find(({ source, name }) => source === 'iptc' && name === wanted);
  const date = of('DateCreated');
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date?.value ?? '') ?? [];
  const [, hour, minute, second, zone] = /^(\d\d)(\d\d)(\d\d)([+-]\d{4})?$/.exec(of('TimeCreated')?.value ?? '') ?? [];
  if (date === undefined || year === undefined || hour === undefined) return [];
  const value = isoOfExif(`${year}:${month}:${day} ${hour}:${minute}:${second}`, undefined, zone);
  return value === null ? [] : [{ kind: 'captured', field: 'IPTC DateCreated', place: date.place, value }];
};
