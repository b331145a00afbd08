import { z } from 'zod';
import type { ImageHeader } from '../../image/read/header.ts';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata, Reading } from '../reading/metadata.ts';
import { type Statement, statementsOf } from '../reading/statements.ts';
import { find, POSITION, SERIALS } from '../reading/topics.ts';
import { unseenIn } from '../reading/unseen.ts';
import { isoOfExif, isoOfXmp, secondsBetween } from './dates.ts';
import { editorsIn } from './editors.ts';
import { signsOf, sizeMatches } from './signs.ts';
import { OWN_NAMES, type OwnTags, ownTagsOf } from './tags/own-tags.ts';
import { NO_TAGS, readTiff, type TagGroup, type TiffTags } from './tags/read-tiff.ts';

const localTime = z.iso.datetime({ local: true, offset: true }).nullable();

const has = (what: string) =>
  z
    .boolean()
    .nullable()
    .meta({
      title: `whether it has ${what}`,
      description: 'Null where none was seen, and a part of the file was not.',
    });

export const exifSchema = z.object({
  hasExif: has('EXIF'),
  hasXmp: has('XMP'),
  hasIptc: has('IPTC'),
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
  capturedLocal: z.iso.datetime({ local: true }).nullable().meta({
    title: 'capture time to the second',
    description: 'Without zone and fraction, as two copies of one picture agree.',
  }),
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
  serialNumber: z.boolean().nullable().meta({ title: 'serial number in plain fields' }),
  makerNote: z.boolean().nullable().meta({ title: 'maker note', description: 'It often holds a serial number.' }),
  thumbnail: z.boolean().nullable().meta({ title: 'embedded preview' }),
  editors: z.array(z.string()).meta({ title: 'editing programs' }),
  iso: z.number().nullable().meta({ title: 'sensitivity', unit: 'ISO' }),
  exposureTime: z.number().nullable().meta({ unit: 'seconds' }),
  aperture: z.number().nullable().meta({ title: 'aperture', description: 'The f-number.' }),
  focalLength: z.number().nullable().meta({ unit: 'mm' }),
  lens: z.string().nullable(),
  flash: z.boolean().nullable().meta({ title: 'flash fired' }),
  width: z.number().int().nullable().meta({ title: 'width that EXIF states', unit: 'px' }),
  height: z.number().int().nullable().meta({ title: 'height that EXIF states', unit: 'px' }),
  sizeMatches: z
    .boolean()
    .nullable()
    .meta({ title: 'fit of that size and the picture', description: 'Turned by a quarter counts as fit.' }),
  signs: z.array(z.string()).meta({ title: 'signs of a second save' }),
  signCount: z.number().int(),
  digitalSourceType: z.string().nullable().meta({ title: 'IPTC digital source type' }),
  readError: z.string().nullable().meta({ title: 'fault of the metadata' }),
});
export type ExifFact = z.infer<typeof exifSchema>;

/** Reads what EXIF says, and XMP and IPTC where EXIF is silent. Never rejects: what could not be read is `readError` and holes. */
export const exifOf = async (
  metadata: Metadata,
  header: ImageHeader,
  statements = statementsOf(metadata),
): Promise<ExifFact> => {
  const { readings, jpeg } = metadata;
  const own = statements.filter(({ depth }) => depth === 0);
  const blocks = readings.filter(isExif).filter(({ carrier }) => carrier.depth === 0);
  const main = blocks[0];
  const isGiven = main !== undefined && !main.structure.isExcessive;
  const tags = isGiven
    ? await readTiff(main.carrier.bytes)
    : { ...NO_TAGS, error: main === undefined ? null : main.structure.problem };
  const said = mergedTags(tags, ownTagsOf(blocks), header.format === 'raw' ? previewTags(readings) : NOTHING);
  const absent = unseenIn(metadata) === null ? false : null;
  const carries = (kind: Reading['kind']): boolean | null =>
    readings.some((each) => each.kind === kind && each.carrier.depth === 0) || absent;
  // A TIFF file has tags of its own that say nothing of a camera.
  const hasExif =
    header.format === 'tiff' ? Object.keys(said.exif).length > 0 || said.ifd0.Make !== undefined : carries('exif');
  const known = { ...said.ifd0, ...said.exif };
  const packets = packetValues(own);
  const times = timesOf(known, packets);
  const software = cleanText(said.ifd0.Software);
  const fault = metadata.unread.find(({ kind }) => kind !== 'makerNote' && kind !== 'icc');
  const readError =
    tags.error ?? (fault === undefined ? null : (cleanText(`${fault.place}: ${fault.problem}`) ?? null));
  const hasMakerNote = metadata.carriers.some(({ kind }) => kind === 'makerNote');
  const { secondsToChange } = times;
  const signs = signsOf({
    jpeg,
    known,
    hasExif: main !== undefined,
    hasMakerNote,
    secondsToChange,
    metadata: header.metadata,
  });
  const serial = find({ ...SERIALS, unread: ['exif', 'xmp'] }, metadata, statements).present;
  const position = find(POSITION, metadata, statements).present;
  return {
    hasExif,
    hasXmp: carries('xmp'),
    hasIptc: carries('iptc'),
    tags: tagNames(known, times, tags.error ?? (hasExif ? null : readError)),
    make: cleanText(said.ifd0.Make),
    model: cleanText(said.ifd0.Model),
    software,
    creator: cleanText(said.ifd0.Artist) ?? packets('iptc', 'By-line') ?? packets('xmp', 'dc:creator'),
    copyright: cleanText(said.ifd0.Copyright) ?? packets('iptc', 'CopyrightNotice') ?? packets('xmp', 'dc:rights'),
    ...times,
    orientation: integerOf(said.ifd0.Orientation),
    gps: { present: position, latitude: said.latitude, longitude: said.longitude },
    serialNumber: serial === false ? absent : serial,
    makerNote: hasMakerNote ? true : tags.error === null ? absent : null,
    thumbnail: said.thumbnail ? true : tags.error === null ? absent : null,
    editors: editorsIn([software, cleanText(known.ProcessingSoftware), ...programs(own)]),
    ...settingsOfCamera(known),
    sizeMatches: sizeMatches(known, header.metadata),
    signs,
    signCount: signs.length,
    digitalSourceType: packets('xmp', 'Iptc4xmpExt:DigitalSourceType')?.split('/').at(-1) ?? null,
    readError,
  };
};

const isExif = (reading: Reading): reading is Extract<Reading, { kind: 'exif' }> => reading.kind === 'exif';

const NOTHING: OwnTags = ownTagsOf([]);

/** Some raw files keep what their camera says in the JPEG that they carry. */
const previewTags = (readings: readonly Reading[]): OwnTags =>
  ownTagsOf(readings.filter(isExif).filter(({ carrier }) => carrier.depth === 1));

/** exifr's names of all tags; the values of facts are those of our own walk, which also reads odd types, several blocks and broken ones. */
const mergedTags = (tags: TiffTags, own: OwnTags, preview: OwnTags): OwnTags => ({
  ifd0: { ...withoutOwn(tags.ifd0), ...preview.ifd0, ...own.ifd0 },
  exif: { ...withoutOwn(tags.exif), ...preview.exif, ...own.exif },
  latitude: own.latitude ?? preview.latitude,
  longitude: own.longitude ?? preview.longitude,
  thumbnail: own.thumbnail || preview.thumbnail,
});

const withoutOwn = (group: TagGroup): TagGroup =>
  Object.fromEntries(Object.entries(group).filter(([name]) => !OWN_NAMES.has(name)));

type PacketValue = (source: 'xmp' | 'iptc', name: string) => string | null;

/** The first value of a field of XMP or IPTC, in words. */
const packetValues =
  (own: readonly Statement[]): PacketValue =>
  (source, name) =>
    cleanText(own.find((each) => each.source === source && each.name === name && each.value !== '')?.value);

/** Programs that XMP and IPTC name: the tool, the history's agents, the originating program. */
const programs = (own: readonly Statement[]): (string | null)[] =>
  own
    .filter(({ source, name }) =>
      source === 'iptc'
        ? name === 'OriginatingProgram'
        : source === 'xmp' && /^xmp:CreatorTool$|\/stEvt:softwareAgent$/.test(name),
    )
    .slice(0, 200)
    .map(({ value }) => cleanText(value));

type Times = Pick<
  ExifFact,
  'capturedAt' | 'capturedLocal' | 'digitizedAt' | 'modifiedAt' | 'zoneKnown' | 'secondsToChange'
>;

/** Metadata Working Group: DateTimeOriginal is photoshop:DateCreated, DateTimeDigitized is xmp:CreateDate. */
const timesOf = (known: TagGroup, packets: PacketValue): Times => {
  const capturedAt =
    isoOfExif(known.DateTimeOriginal, known.SubSecTimeOriginal, known.OffsetTimeOriginal) ??
    isoOfXmp(packets('xmp', 'exif:DateTimeOriginal')) ??
    isoOfXmp(packets('xmp', 'photoshop:DateCreated'));
  const digitizedAt =
    isoOfExif(known.CreateDate, known.SubSecTimeDigitized, known.OffsetTimeDigitized) ??
    isoOfXmp(packets('xmp', 'xmp:CreateDate'));
  const modifiedAt =
    isoOfExif(known.ModifyDate, known.SubSecTime, known.OffsetTime) ?? isoOfXmp(packets('xmp', 'xmp:ModifyDate'));
  return {
    capturedAt,
    capturedLocal: capturedAt?.slice(0, 19) ?? null,
    digitizedAt,
    modifiedAt,
    zoneKnown: capturedAt !== null && /(?:Z|[+-]\d\d:\d\d)$/.test(capturedAt),
    secondsToChange: capturedAt === null || modifiedAt === null ? null : secondsBetween(capturedAt, modifiedAt),
  };
};

/** How the picture was taken. */
const settingsOfCamera = (
  known: TagGroup,
): Pick<ExifFact, 'iso' | 'exposureTime' | 'aperture' | 'focalLength' | 'lens' | 'flash' | 'width' | 'height'> => {
  const flash = integerOf(known.Flash);
  return {
    iso: positiveOf(known.ISO),
    exposureTime: positiveOf(known.ExposureTime),
    aperture: positiveOf(known.FNumber),
    focalLength: positiveOf(known.FocalLength),
    lens: cleanText(known.LensModel),
    flash: flash === null ? null : (flash & 1) === 1,
    width: integerOf(known.ExifImageWidth),
    height: integerOf(known.ExifImageHeight),
  };
};

const positiveOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;

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
