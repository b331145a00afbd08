import { ListingLintError } from '../model/error.ts';
import type { Report } from '../model/report.ts';
import { PackedEntries } from '../run/cache/packed-entries.ts';
import type { Shard } from '../shard/shard.ts';
import type { ShardFindings } from '../shard/shard-findings.ts';
import { encodeSections, openSections, packed, type Sections, unpacked } from '../text/sections.ts';

/** What a shard leaves for the merge: a part of a run, and what run that is. */
export interface ShardFile {
  readonly shard: Shard;
  readonly tool: Report['tool'];
  /** The day that stood for today. */
  readonly asOf: string;
  /** `true`: somebody has said so, and reports bear it. */
  readonly isDayGiven: boolean;
  /** What was named on the command line, as it was typed. */
  readonly paths: readonly string[];
  /** Of the repository, where it is known. */
  readonly commit: string | null;
  readonly projects: readonly ShardFindings[];
}

type About = Omit<ShardFile, 'projects'> & {
  readonly projects: readonly Omit<ShardFindings, 'entries' | 'thumbnails'>[];
};

const FORMAT = { magic: 'listing-lint shard ', version: 4 };

/** A shard as bytes, with checksums. */
export const encodeShard = ({ projects, ...about }: ShardFile): Buffer => {
  const written: About = { ...about, projects: projects.map(({ entries: _e, thumbnails: _t, ...rest }) => rest) };
  return encodeSections(FORMAT, [
    ['about', packed(Buffer.from(JSON.stringify(written)))],
    ...projects.flatMap(({ entries, thumbnails }, index): readonly [string, Buffer][] => [
      [`entries ${index}`, packed(PackedEntries.of(entries).encode())],
      [`thumbnails ${index}`, packed(Buffer.from(JSON.stringify(thumbnails)))],
    ]),
  ]);
};

/** Reads what `encodeShard` wrote; `name` is what the user calls it. Throws `shard-invalid` for anything else, and where a part is missing. */
export const openShard = (bytes: Buffer, name: string): ShardFile => {
  const opened = openSections(FORMAT, bytes);
  if (opened.state === 'foreign') throw invalidShard(name, 'is no shard', 'give files that --shard-output has written');
  if (opened.state === 'other')
    throw invalidShard(name, 'was written by another version', 'use the same version for all shards and the merge');
  try {
    if (opened.state === 'good') return read(opened.sections);
  } catch {
    // Its checksum is wrong, or what is written there is none of a shard.
  }
  throw damaged(name);
};

const read = (sections: Sections): ShardFile => {
  const about: About = JSON.parse(unpacked(sections.of('about')).toString('utf8'));
  return {
    ...about,
    projects: about.projects.map((project, index) => ({
      ...project,
      entries: PackedEntries.decode(unpacked(sections.of(`entries ${index}`))).toJSON(),
      thumbnails: JSON.parse(unpacked(sections.of(`thumbnails ${index}`)).toString('utf8')),
    })),
  };
};

const damaged = (name: string): ListingLintError =>
  invalidShard(name, 'is damaged, or not whole', 'run this shard again');

/** An error that names the file of a shard. */
export const invalidShard = (file: string, message: string, hint: string): ListingLintError =>
  new ListingLintError('shard-invalid', `${file} cannot be merged: it ${message}`, [{ message: hint }]);
