import { z } from 'zod';
import type { ImageHeader } from '../image/read/header.ts';
import { isoOfExif, isoOfXmp, secondsBetween } from './dates.ts';
import { editorsIn } from './editors.ts';
import type { MetadataBlocks } from './read/blocks.ts';
import { cleanText, loadExif, type PacketTags, readPackets, textOf } from './read/read-packets.ts';
import { NO_TAGS, readTiff, type TagGroup, type TiffTags } from './read/read-tiff.ts';
import { signsOf } from './signs.ts';

const localTime = z.iso.datetime({ local: true, offset: true }).nullable();

export const exifSchema = z.object({
  hasExif: z.boolean(),
  hasXmp: z.boolean(),
  hasIptc: z.boolean(),
  tags: z.array(z.string().nullable()).meta({
    title: 'EXIF tags',
    description: 'Those with a valid value; a null among them stands for what could not be read.',
  }),
  make: z.string().nullable().meta({ title: 'camera maker' }),
  model: z.string().nullable().meta({ title: 'camera model' }),
  software: z.string().nullable(),
  creator: z.string().nullable(),
  copyright: z.string().nullable(),
  capturedAt: localTime.meta({ title: 'capture time', description: 'Local unless it has a zone.' }),
  digitizedAt: localTime,
  modifiedAt: localTime.meta({ title: 'time of the last change', description: 'Local unless it has a zone.' }),
  zoneKnown: z.boolean().meta({ title: 'zone of the capture time' }),
  secondsToChange: z.number().nullable().meta({ title: 'time from capture to the last change', unit: 'seconds' }),
  orientation: z.number().int().nullable(),
  gps: z.object({
    present: z.boolean().nullable().meta({ title: 'position' }),
    latitude: z.number().nullable().meta({ unit: 'degrees' }),
    longitude: z.number().nullable().meta({ unit: 'degrees' }),
  }),
  serialNumber: z.boolean().nullable().meta({ title: 'serial number in the plain tags' }),
  makerNote: z.boolean().nullable().meta({ title: 'maker note', description: 'It often holds a serial number.' }),
  thumbnail: z.boolean().nullable().meta({ title: 'embedded preview' }),
  editors: z.array(z.string()).meta({ title: 'editing programs' }),
  signs: z.array(z.string()).meta({ title: 'signs of a second save' }),
  signCount: z.number().int(),
  digitalSourceType: z.string().nullable().meta({ title: 'IPTC digital source type' }),
  readError: z.string().nullable().meta({ title: 'fault of the metadata' }),
});
export type ExifFact = z.infer<typeof exifSchema>;

/** Reads the metadata of a picture out of its blocks. Never rejects: what could not be read is `readError` and holes. */
export const exifOf = async (blocks: MetadataBlocks, header: ImageHeader): Promise<ExifFact> => {
  const { tiff, xmp, photoshop, problem } = blocks;
  const tags = tiff === null ? NO_TAGS : await readTags(tiff);
  const packets = await readPackets(xmp, photoshop);
  // A TIFF file has tags of its own that say nothing of a camera.
  const hasExif =
    header.format === 'tiff' ? Object.keys(tags.exif).length > 0 || tags.ifd0.Make !== undefined : tiff !== null;
  const known = { ...tags.ifd0, ...tags.exif };
  const times = timesOf(known, packets);
  const software = cleanText(tags.ifd0.Software);
  const readError = tags.error ?? packets.error ?? problem;
  const signs = signsOf(blocks, { known, makerNote: tags.makerNote }, times.secondsToChange, header);
  return {
    hasExif,
    hasXmp: xmp !== null,
    hasIptc: photoshop.length > 0,
    tags: tagNames(known, times, tags.error ?? problem),
    make: cleanText(tags.ifd0.Make),
    model: cleanText(tags.ifd0.Model),
    software,
    creator: cleanText(tags.ifd0.Artist) ?? packets.creator,
    copyright: cleanText(tags.ifd0.Copyright) ?? packets.copyright,
    ...times,
    orientation: integerOf(tags.ifd0.Orientation),
    gps: positionOf(tags, packets, readError),
    ...holders(tags, problem),
    editors: editorsIn([software, cleanText(known.ProcessingSoftware), ...packets.software]),
    signs,
    signCount: signs.length,
    digitalSourceType: packets.digitalSourceType?.split('/').at(-1) ?? null,
    readError,
  };
};

/** exifr's reading; where it fails, what exifreader can add to it. */
const readTags = async (tiff: Buffer): Promise<TiffTags> => {
  const tags = await readTiff(tiff);
  if (tags.error === null) return tags;
  try {
    const { exif } = await loadExif(tiff);
    const text = (name: string): string | undefined => textOf(exif?.[name]) ?? undefined;
    const ifd0 = {
      Make: text('Make'),
      Model: text('Model'),
      Software: text('Software'),
      ModifyDate: text('DateTime'),
      Copyright: text('Copyright'),
      Artist: text('Artist'),
    };
    const own = { DateTimeOriginal: text('DateTimeOriginal'), CreateDate: text('DateTimeDigitized') };
    return { ...tags, ifd0: { ...ifd0, ...tags.ifd0 }, exif: { ...own, ...tags.exif } };
  } catch {
    return tags;
  }
};

type Times = Pick<ExifFact, 'capturedAt' | 'digitizedAt' | 'modifiedAt' | 'zoneKnown' | 'secondsToChange'>;

const timesOf = (known: TagGroup, packets: PacketTags): Times => {
  const capturedAt =
    isoOfExif(known.DateTimeOriginal, known.SubSecTimeOriginal, known.OffsetTimeOriginal) ??
    isoOfXmp(packets.capturedAt);
  const digitizedAt =
    isoOfExif(known.CreateDate, known.SubSecTimeDigitized, known.OffsetTimeDigitized) ?? isoOfXmp(packets.digitizedAt);
  const modifiedAt = isoOfExif(known.ModifyDate, known.SubSecTime, known.OffsetTime) ?? isoOfXmp(packets.modifiedAt);
  return {
    capturedAt,
    digitizedAt,
    modifiedAt,
    zoneKnown: capturedAt !== null && /(?:Z|[+-]\d\d:\d\d)$/.test(capturedAt),
    secondsToChange: capturedAt === null || modifiedAt === null ? null : secondsBetween(capturedAt, modifiedAt),
  };
};

const DATE_TAGS: readonly string[] = ['DateTimeOriginal', 'CreateDate', 'ModifyDate'];
const MAX_TAGS = 300;

/** Names of the tags that have a value: blanks and zero dates do not count. */
const tagNames = (known: TagGroup, times: Times, hole: string | null): (string | null)[] => {
  const dates: Readonly<Record<string, string | null>> = {
    DateTimeOriginal: isoOfExif(known.DateTimeOriginal),
    CreateDate: times.digitizedAt,
    ModifyDate: isoOfExif(known.ModifyDate),
  };
  const names = Object.entries(known)
    .filter(([name, value]) => {
      if (value === undefined || value === null) return false;
      if (DATE_TAGS.includes(name)) return dates[name] !== null;
      return typeof value !== 'string' || cleanText(value) !== null;
    })
    .map(([name]) => name)
    .sort()
    .slice(0, MAX_TAGS);
  return hole === null ? names : [...names, null];
};

const integerOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) ? value : null;
const coordinateOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const positionOf = ({ gps }: TiffTags, packets: PacketTags, readError: string | null): ExifFact['gps'] => {
  const latitude = coordinateOf(gps.latitude);
  const longitude = coordinateOf(gps.longitude);
  const named = ['GPSLatitude', 'GPSLongitude', 'GPSDestLatitude', 'GPSDestLongitude'].some((name) =>
    hasNumbers(gps[name]),
  );
  const present = latitude !== null || longitude !== null || named || packets.hasPosition;
  // What could not be read may hold one.
  return { present: present ? true : readError === null ? false : null, latitude, longitude };
};

/** `0/0` is how some cameras write "no position". */
const hasNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.some((part) => typeof part === 'number' && Number.isFinite(part));

const SERIAL_TAGS = ['SerialNumber', 'BodySerialNumber', 'LensSerialNumber', 'CameraSerialNumber', 'ImageUniqueID'];

const holders = (
  tags: TiffTags,
  problem: string | null,
): Pick<ExifFact, 'serialNumber' | 'makerNote' | 'thumbnail'> => {
  const unknown = tags.error !== null || problem !== null;
  const seen = (found: boolean): boolean | null => (found ? true : unknown ? null : false);
  return {
    serialNumber: seen(SERIAL_TAGS.slice(0, 4).some((name) => cleanText(tags.exif[name] ?? tags.ifd0[name]) !== null)),
    makerNote: seen(tags.makerNote),
    thumbnail: seen(tags.ifd1.ThumbnailLength !== undefined || tags.ifd1.ThumbnailOffset !== undefined),
  };
};
