import { defineResource } from '@listing-lint/core/plugin';
import { fileBytes } from '../../image/read/bytes.ts';
import { imageHeader } from '../../image/read/header.ts';
import { type Carrier, CUT_TEXT, LIMITS } from '../carriers/carrier.ts';
import { readDirectories, type TiffStructure } from '../carriers/directories.ts';
import { type Carriers, findCarriers } from '../carriers/find-carriers.ts';
import { isCutValue } from '../carriers/tag-values.ts';
import { isBinary } from '../carriers/text-bytes.ts';
import { type IptcRecord, readIptc } from '../packets/iptc.ts';
import { type ManifestContents, readJumbf } from '../packets/jumbf.ts';
import { readXmp, type XmpPacket } from '../packets/xmp.ts';

/** A carrier and what was read of it. */
export type Reading =
  | { readonly kind: 'exif'; readonly carrier: Carrier; readonly structure: TiffStructure }
  | { readonly kind: 'xmp'; readonly carrier: Carrier; readonly packet: XmpPacket }
  | { readonly kind: 'iptc'; readonly carrier: Carrier; readonly record: IptcRecord }
  | { readonly kind: 'c2pa'; readonly carrier: Carrier; readonly manifest: ManifestContents }
  | { readonly kind: Exclude<Carrier['kind'], 'exif' | 'xmp' | 'iptc' | 'c2pa'>; readonly carrier: Carrier };

/** A carrier that was seen and not (wholly) understood. */
export interface Unread {
  readonly kind: Carrier['kind'];
  readonly place: string;
  readonly problem: string;
  /** As of its carrier. */
  readonly hasNoPlace?: true;
}

/** All metadata of a file, by the carrier that says it. */
export interface Metadata extends Carriers {
  readonly readings: readonly Reading[];
  readonly unread: readonly Unread[];
}

/** Whether a file, or a picture in it, holds a C2PA manifest. */
export const hasManifest = ({ carriers }: Carriers): boolean => carriers.some(({ kind }) => kind === 'c2pa');

/** Reads every carrier of a file. Never throws. What is beyond `LIMITS` is unread, and named. */
export const readMetadata = (found: Carriers): Metadata => {
  const readings: Reading[] = [];
  const unread: Unread[] = [];
  let values = 0;
  let bytes = 0;
  for (const carrier of found.carriers) {
    const { kind, place } = carrier;
    if (PARSED.has(kind)) bytes += carrier.bytes.length;
    const reading = bytes > LIMITS.read ? null : readingOf(carrier);
    if (reading === null) {
      unread.push({ kind, place, problem: TOO_LARGE });
      continue;
    }
    values += valuesIn(reading);
    if (values > LIMITS.values) {
      unread.push({ kind, place, problem: TOO_MANY });
      continue;
    }
    readings.push(reading);
    const problem = carrier.problem ?? problemOf(reading);
    if (problem !== null)
      unread.push({ kind, place, problem, ...(carrier.hasNoPlace === true ? { hasNoPlace: true } : {}) });
  }
  return { ...found, readings, unread };
};

/** Kinds of blocks all of whose bytes are read; of EXIF they are those of its values. */
const PARSED: ReadonlySet<Carrier['kind']> = new Set(['xmp', 'iptc', 'c2pa', 'text', 'rights']);

const TOO_LARGE = `the file has more than ${LIMITS.read / 1e6} MB of metadata; what is in here is not read`;
const TOO_MANY = `the file states more than ${LIMITS.values.toLocaleString('en-US')} values; those in here are not read`;

const valuesIn = (reading: Reading): number => {
  if (reading.kind === 'exif')
    return reading.structure.directories.reduce((sum, { entries }) => sum + entries.length, 0);
  if (reading.kind === 'xmp') return reading.packet.properties.length;
  if (reading.kind === 'iptc') return reading.record.datasets.length;
  if (reading.kind === 'c2pa') return reading.manifest.contents.reduce((sum, leaves) => sum + leaves.length, 0);
  return 1;
};

const readingOf = (carrier: Carrier): Reading => {
  const { kind, bytes } = carrier;
  if (kind === 'exif') return { kind, carrier, structure: readDirectories(bytes, firstDirectory(carrier)) };
  if (kind === 'xmp') return { kind, carrier, packet: readXmp(bytes) };
  if (kind === 'iptc') return { kind, carrier, record: readIptc(bytes) };
  if (kind === 'c2pa') return { kind, carrier, manifest: readJumbf(bytes) };
  return { kind, carrier };
};

/** Of a block that holds one directory alone, which it is. */
const firstDirectory = ({ keyword }: Carrier): string | undefined =>
  keyword === null || keyword === 'RW2' ? undefined : keyword;

const problemOf = (reading: Reading): string | null => {
  if (reading.kind === 'xmp') return reading.packet.problem;
  if (reading.kind === 'iptc') return reading.record.problem;
  if (reading.kind === 'exif')
    return reading.structure.directories.some(({ entries }) => entries.some(isCutValue)) ? CUT_TEXT : null;
  if (reading.kind === 'text') {
    const { bytes } = reading.carrier;
    return bytes.length > LIMITS.text ? CUT_TEXT : isBinary(bytes) ? 'it is not text' : null;
  }
  if (reading.kind !== 'c2pa') return null;
  const [first] = reading.manifest.unread;
  return first === undefined ? null : `${first.split('/').at(-1)} cannot be read`;
};

/** The metadata of an image file; rejects only where its bytes cannot be read. */
export const fileMetadata = defineResource<Metadata>({
  id: 'fileMetadata',
  create: async (_subject, context) => {
    const bytes = await context.use(fileBytes);
    const { format } = await context.use(imageHeader);
    return readMetadata(findCarriers(bytes, format));
  },
});
