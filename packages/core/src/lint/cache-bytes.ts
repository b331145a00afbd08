import { utf8Of } from '../file/utf8.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import { PackedEntries, packedEntries } from '../run/cache/packed-entries.ts';
import { type CheckedBytes, encodeSections, openSections, packed, type Sections, unpacked } from '../text/sections.ts';
import type { CachedReport } from './cached-report.ts';

/** What a run leaves for the next one. */
export interface Remembered {
  readonly data: CacheData;
  readonly cachedReport?: CachedReport | undefined;
}

/** A cache on disk; no part is used before its checksum is verified. */
export interface OpenedCache {
  /** `other`: it is a cache of another version. `damaged`: nothing of it is used. `foreign`: it is none. */
  readonly state: 'good' | 'other' | 'damaged' | 'foreign';
  /** Returns the report of the run before; undefined if none is cached, or it is damaged. */
  readonly cachedReport: () => CachedReport | undefined;
  /** What was found of each file; undefined where it is damaged, or its key is another than this one (`cacheKeyOf`): nothing of that is unpacked. */
  readonly data: (key?: string) => CacheData | undefined;
}

const FORMAT = { magic: 'listing-lint cache ', version: 11 };

/** A cache as bytes. Its sections are checked each by itself: a run whose report stands never reads what was found of each file. */
export const encodeCache = ({ data, cachedReport }: Remembered): Buffer => {
  const { entries, memories, ...about } = data;
  const sections: readonly (readonly [string, Buffer | CheckedBytes])[] = [
    ...(cachedReport === undefined ? [] : reportSections(cachedReport)),
    ['about', Buffer.from(JSON.stringify(about))],
    ['memories', utf8Of(JSON.stringify(memories))],
    ...entrySections(packedEntries(entries)),
  ];
  return encodeSections(FORMAT, sections);
};

/** Encodes entries as the bytes that were read plus the changes, since most runs change little. */
const entrySections = (entries: PackedEntries): readonly (readonly [string, Buffer | CheckedBytes])[] => {
  const known = entries.encodeChanges();
  if (known === undefined) return [['entries', packed(entries.encode())]];
  return [
    ['entries', known.base],
    ['changes', packed(known.changes)],
  ];
};

const entriesIn = (sections: Sections): PackedEntries => {
  const entries = sections.lying('entries');
  const changes = sections.has('changes') ? unpacked(sections.of('changes')) : undefined;
  return PackedEntries.decode(unpacked(entries.bytes), { base: entries, changes });
};

/** Opens what `encodeCache` wrote, or anything else. `onFlaw` is called when a requested part is damaged. */
export const openCache = (bytes: Buffer, onFlaw: () => void = () => undefined): OpenedCache => {
  const nothing = { cachedReport: () => undefined, data: () => undefined };
  const opened = openSections(FORMAT, bytes);
  if (opened.state !== 'good') return { state: opened.state, ...nothing };
  const { sections } = opened;
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
    cachedReport: () => orNothing(() => (sections.has('standing') ? reportIn(sections) : undefined)),
    data: (key) =>
      orNothing((): CacheData | undefined => {
        const about: Omit<CacheData, 'entries' | 'memories'> = JSON.parse(sections.of('about').toString('utf8'));
        if (key !== undefined && about.key !== key) return undefined;
        const memories: CacheData['memories'] = JSON.parse(sections.of('memories').toString('utf8'));
        return { ...about, memories, entries: entriesIn(sections) };
      }),
  };
};

const reportSections = ({ report, paths, states, ...about }: CachedReport): readonly (readonly [string, Buffer])[] => [
  ['standing', packed(utf8Of(JSON.stringify({ ...about, paths })))],
  ['states', Buffer.from(states.buffer, states.byteOffset, states.byteLength)],
  ['report', packed(utf8Of(report))],
];

const reportIn = (sections: Sections): CachedReport => {
  const about: Omit<CachedReport, 'report' | 'states'> = JSON.parse(unpacked(sections.of('standing')).toString('utf8'));
  const states = sections.of('states');
  const report = sections.of('report');
  return {
    ...about,
    states: new Float64Array(states.buffer.slice(states.byteOffset, states.byteOffset + states.byteLength)),
    // Where something has changed nobody reads it.
    get report() {
      return unpacked(report).toString('utf8');
    },
  };
};
