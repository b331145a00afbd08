import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CacheData } from '../run/judgement-cache.ts';
import { sha256 } from '../text/canonical-json.ts';
import { decodeEntries, encodeEntries } from './cache-entries.ts';
import type { StandingReport } from './standing-report.ts';

/** What a run leaves for the next one. */
export interface Remembered {
  readonly data: CacheData;
  readonly standing?: StandingReport | undefined;
}

/** A cache as it lies on disk, of which nothing is believed before its checksum is right. */
export interface OpenedCache {
  /** `other`: it is a cache of another version. `damaged`: nothing of it is used. `foreign`: it is none. */
  readonly state: 'good' | 'other' | 'damaged' | 'foreign';
  /** The report of the run before; undefined where none is kept, or it is damaged. */
  readonly standing: () => StandingReport | undefined;
  /** What was found of each file; undefined where it is damaged. */
  readonly data: () => CacheData | undefined;
}

const MAGIC = 'listing-lint cache ';
const VERSION = 3;
const HEAD = `${MAGIC}${VERSION} `;

interface Section {
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  readonly sha256: string;
}

/**
 * A cache as bytes: a line with the SHA-256 of the next one; a line of JSON that names the sections, each with its length and SHA-256; the
 * sections. Each is checked by itself, when it is asked for: a run whose report stands never reads what was found of each file.
 */
export const encodeCache = ({ data, standing }: Remembered): Buffer => {
  const { entries, memories, ...about } = data;
  const sections: readonly (readonly [string, Buffer])[] = [
    ...(standing === undefined ? [] : standingSections(standing)),
    ['about', Buffer.from(JSON.stringify(about))],
    ['memories', packed(Buffer.from(JSON.stringify(memories)))],
    ['entries', packed(encodeEntries(entries))],
  ];
  const index = sections.map(([name, bytes]): Section => ({ name, length: bytes.length, sha256: sha256(bytes) }));
  const line = JSON.stringify(index);
  return Buffer.concat([Buffer.from(`${HEAD}${sha256(line)}\n${line}\n`), ...sections.map(([, bytes]) => bytes)]);
};

/** Opens what `encodeCache` wrote, or anything else. `onFlaw` is told when a part that is asked for turns out to be damaged. */
export const openCache = (bytes: Buffer, onFlaw: () => void = () => undefined): OpenedCache => {
  const nothing = { standing: () => undefined, data: () => undefined };
  if (!bytes.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) return { state: 'foreign', ...nothing };
  if (!bytes.subarray(0, HEAD.length).equals(Buffer.from(HEAD)))
    return {
      state: /^\d+ /.test(bytes.toString('latin1', MAGIC.length, HEAD.length)) ? 'other' : 'damaged',
      ...nothing,
    };
  const sections = sectionsOf(bytes);
  if (sections === undefined) return { state: 'damaged', ...nothing };
  const orNothing = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      onFlaw();
      return undefined;
    }
  };
  return {
    state: 'good',
    standing: () => orNothing(() => (sections.has('standing') ? standingIn(sections) : undefined)),
    data: () =>
      orNothing((): CacheData => {
        const about: Omit<CacheData, 'entries' | 'memories'> = JSON.parse(sections.of('about').toString('utf8'));
        const memories: CacheData['memories'] = JSON.parse(unpacked(sections.of('memories')).toString('utf8'));
        return { ...about, memories, entries: decodeEntries(unpacked(sections.of('entries'))) };
      }),
  };
};

interface Sections {
  readonly has: (name: string) => boolean;
  /** Throws where it is missing or damaged. */
  readonly of: (name: string) => Buffer;
}

const sectionsOf = (bytes: Buffer): Sections | undefined => {
  const first = bytes.indexOf('\n');
  const second = bytes.indexOf('\n', first + 1);
  if (first < 0 || second < 0) return undefined;
  const line = bytes.subarray(first + 1, second);
  if (bytes.toString('latin1', HEAD.length, first) !== sha256(line)) return undefined;
  const index: readonly Section[] = JSON.parse(line.toString('utf8'));
  const places = new Map<string, readonly [Section, Buffer]>();
  let at = second + 1;
  for (const section of index) {
    places.set(section.name, [section, bytes.subarray(at, at + section.length)]);
    at += section.length;
  }
  if (at !== bytes.length) return undefined;
  return {
    has: (name) => places.has(name),
    of: (name) => {
      const [section, content] = places.get(name) ?? [];
      if (section === undefined || content === undefined) throw new RangeError(`there is no section ${name}`);
      if (sha256(content) !== section.sha256) throw new RangeError(`the section ${name} is damaged`);
      return content;
    },
  };
};

const standingSections = ({
  report,
  paths,
  states,
  ...about
}: StandingReport): readonly (readonly [string, Buffer])[] => [
  ['standing', packed(Buffer.from(JSON.stringify({ ...about, paths })))],
  ['states', packed(Buffer.from(states.buffer, states.byteOffset, states.byteLength))],
  ['report', packed(Buffer.from(report))],
];

const standingIn = (sections: Sections): StandingReport => {
  const about: Omit<StandingReport, 'report' | 'states'> = JSON.parse(
    unpacked(sections.of('standing')).toString('utf8'),
  );
  const states = unpacked(sections.of('states'));
  return {
    ...about,
    states: new Float64Array(states.buffer.slice(states.byteOffset, states.byteOffset + states.byteLength)),
    report: unpacked(sections.of('report')).toString('utf8'),
  };
};

/** Fast rather than small: a cache is written at the end of each run. */
const packed = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { level: 1 });

const unpacked = (bytes: Uint8Array): Buffer => inflateRawSync(bytes, { maxOutputLength: MOST_BYTES });

/** No section of a cache that this program wrote is larger; one that would be is not kept. */
const MOST_BYTES = 1_000_000_000;
