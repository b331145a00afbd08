import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sha256 } from './canonical-json.ts';

/** A part of a file, with what says that it is whole. */
interface Section {
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  readonly sha256: string;
}

/** What a file of sections is called, and of which version it is. */
export interface SectionsFormat {
  /** At the start of each of its files, with a space at the end. */
  readonly magic: string;
  readonly version: number;
}

/** Bytes with their checksum. */
export interface CheckedBytes {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Sections of a file, of which nothing is believed before its checksum is right. */
export interface Sections {
  readonly has: (name: string) => boolean;
  /** Throws a `RangeError` where it is missing or damaged. */
  readonly of: (name: string) => Buffer;
  /** The same with its checksum, to be written again as it is. */
  readonly lying: (name: string) => CheckedBytes;
}

const headOf = ({ magic, version }: SectionsFormat): string => `${magic}${version} `;

/**
 * Sections as bytes: a line with the SHA-256 of the next one; a line of JSON that names the sections, each with its length and SHA-256; the
 * sections. Each is checked by itself, when it is asked for.
 */
export const encodeSections = (
  format: SectionsFormat,
  sections: readonly (readonly [name: string, content: Buffer | CheckedBytes])[],
): Buffer => {
  const checked = sections.map(([name, content]): readonly [string, CheckedBytes] => [
    name,
    'sha256' in content ? content : { bytes: content, sha256: sha256(content) },
  ]);
  const index = checked.map(([name, { bytes, sha256: sum }]): Section => ({ name, length: bytes.length, sha256: sum }));
  const line = JSON.stringify(index);
  return Buffer.concat([
    Buffer.from(`${headOf(format)}${sha256(line)}\n${line}\n`),
    ...checked.map(([, { bytes }]) => bytes),
  ]);
};

/** `other`: it is of another version. `damaged`: it is not whole. `foreign`: it is none of this format. */
export type OpenedSections =
  | { readonly state: 'good'; readonly sections: Sections }
  | { readonly state: 'other' | 'damaged' | 'foreign' };

/** Opens what `encodeSections` wrote, or anything else. */
export const openSections = (format: SectionsFormat, bytes: Buffer): OpenedSections => {
  const { magic } = format;
  const head = headOf(format);
  if (!bytes.subarray(0, magic.length).equals(Buffer.from(magic))) return { state: 'foreign' };
  if (!bytes.subarray(0, head.length).equals(Buffer.from(head)))
    return { state: /^\d+ /.test(bytes.toString('latin1', magic.length, head.length)) ? 'other' : 'damaged' };
  const sections = sectionsOf(bytes, head);
  return sections === undefined ? { state: 'damaged' } : { state: 'good', sections };
};

const sectionsOf = (bytes: Buffer, head: string): Sections | undefined => {
  const first = bytes.indexOf('\n');
  const second = bytes.indexOf('\n', first + 1);
  if (first < 0 || second < 0) return undefined;
  const line = bytes.subarray(first + 1, second);
  if (bytes.toString('latin1', head.length, first) !== sha256(line)) return undefined;
  const index: readonly Section[] = JSON.parse(line.toString('utf8'));
  const places = new Map<string, readonly [Section, Buffer]>();
  let at = second + 1;
  for (const section of index) {
    places.set(section.name, [section, bytes.subarray(at, at + section.length)]);
    at += section.length;
  }
  if (at !== bytes.length) return undefined;
  const lying = (name: string): CheckedBytes => {
    const [section, content] = places.get(name) ?? [];
    if (section === undefined || content === undefined) throw new RangeError(`there is no section ${name}`);
    if (sha256(content) !== section.sha256) throw new RangeError(`the section ${name} is damaged`);
    return { bytes: content, sha256: section.sha256 };
  };
  return { has: (name) => places.has(name), of: (name) => lying(name).bytes, lying };
};

/** Fast rather than small. */
export const packed = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { level: 1, chunkSize: CHUNK_BYTES });

/** Throws a `RangeError` for more than any section of this program's is. */
export const unpacked = (bytes: Uint8Array): Buffer =>
  inflateRawSync(bytes, { maxOutputLength: MOST_BYTES, chunkSize: CHUNK_BYTES });

/** Of what is packed or unpacked at a time: of small pieces, putting megabytes together takes longer than to make them. */
const CHUNK_BYTES = 1 << 20;

const MOST_BYTES = 1_000_000_000;
