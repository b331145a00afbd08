import { createHash } from 'node:crypto';
import { type ContainerFormat, imageDataHash } from '@listing-lint/rules/image';

import {
  findCarriers,
  type Metadata,
  nameOfTag,
  numberedName,
  type Reading,
  readMetadata,
  type Statement,
  statementsOf,
} from '@listing-lint/rules/metadata';

/** One thing that a file's metadata hold: a tag, a property, a text, a preview, a profile, a block that nobody understands. */
export interface MetadataItem {
  /** `IFD0:Artist`, `ExifIFD:0x9003`, `dc:rights`, `preview`, `block`, … */
  readonly name: string;
  readonly place: string;
  /** What it holds, or a hash of that; of a picture, of its data alone. */
  readonly value: string;
  readonly depth: number;
  readonly statement?: Statement;
}

/** Tags that say where other blocks lie, which are items of their own, or where the picture lies, which is hashed apart. */
const STRUCTURE: ReadonlySet<number> = new Set([
  ...[34665, 34853, 40965, 0x014a, 0x0201, 0x0202, 700, 33723, 34377, 34675],
  ...[273, 324],
]);

/** All that a file's metadata hold, in order. */
export const inventoryOf = (bytes: Buffer, format: ContainerFormat): readonly MetadataItem[] => {
  const metadata = readMetadata(findCarriers(bytes, format));
  const said = statementsOf(metadata)
    .filter(({ source, name }) => source !== 'exif' || name === 'GeoTIFF')
    .map((statement) => ({ ...statement, statement }));
  return [...said, ...metadata.readings.flatMap(itemsOf), ...unreadOf(metadata)];
};

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const itemsOf = (reading: Reading): readonly MetadataItem[] => {
  const { place, depth, bytes } = reading.carrier;
  if (reading.kind === 'icc') return [{ name: 'ICC profile', place, value: digest(bytes), depth }];
  if (reading.kind === 'picture')
    return [{ name: 'preview', place, value: digest(imageDataHash(bytes) ?? bytes), depth }];
  if (reading.kind !== 'exif') return [];
  const { little, directories } = reading.structure;
  return directories.flatMap(({ name: directory, entries }) =>
    entries
      .filter(({ tag }) => !STRUCTURE.has(tag))
      .map((entry): MetadataItem => {
        const named = nameOfTag(directory, entry, little);
        const { tag, type, bytes: value } = entry;
        return {
          name: named?.name ?? MAKER_NOTES[tag] ?? numberedName(directory, tag),
          place,
          value: `${type} ${digest(value)}`,
          depth,
          ...(named === null ? {} : { statement: { ...named, place, depth } }),
        };
      }),
  );
};

const MAKER_NOTES: Readonly<Record<number, string>> = { 37500: 'MakerNote', 50740: 'MakerNote' };

/** What a C2PA manifest is called, whatever is known of what it says. */
export const MANIFEST = 'C2PA manifest';

/** Blocks that count as a whole. */
const unreadOf = ({ carriers }: Metadata): readonly MetadataItem[] =>
  carriers.flatMap(({ kind, place, bytes, depth }) =>
    kind === 'other' || kind === 'c2pa'
      ? [{ name: kind === 'c2pa' ? MANIFEST : 'block', place, value: digest(bytes), depth }]
      : [],
  );

/** What one inventory holds and the other does not: gone, new, or of another value. Where a block lies in the file does not matter. */
export const changesBetween = (
  before: readonly MetadataItem[],
  after: readonly MetadataItem[],
): readonly MetadataItem[] => {
  const key = ({ name, value, depth }: MetadataItem): string => [name, value, String(depth)].join('\0');
  const left = new Map<string, MetadataItem[]>();
  for (const item of after) left.set(key(item), [...(left.get(key(item)) ?? []), item]);
  const gone = before.filter((item) => left.get(key(item))?.pop() === undefined);
  return [...gone, ...[...left.values()].flat()];
};
