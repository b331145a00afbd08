import { z } from 'zod';

/** What rules ask of XMP and IPTC; null where a packet does not say. */
export interface PacketTags {
  readonly creator: string | null;
  readonly copyright: string | null;
  /** Programs named by CreatorTool, the history's agents and IPTC's originating program. */
  readonly software: readonly string[];
  readonly capturedAt: string | null;
  readonly digitizedAt: string | null;
  readonly modifiedAt: string | null;
  readonly hasPosition: boolean;
  readonly digitalSourceType: string | null;
  /** Why a packet that is there could not be read; null when all was. */
  readonly error: string | null;
}

const tag = z.looseObject({ description: z.string().optional(), value: z.unknown().optional() });
const tagGroup = z.record(z.string(), z.union([tag, z.array(tag), z.unknown()])).optional();
const loadedSchema = z.looseObject({ xmp: tagGroup, iptc: tagGroup, exif: tagGroup, gps: tagGroup });
export type LoadedTags = z.infer<typeof loadedSchema>;

/** exifreader is large and only wanted where there is such a packet. */
const load = async (bytes: Buffer): Promise<LoadedTags> => {
  const { default: reader } = await import('exifreader');
  return loadedSchema.parse(reader.load(bytes, { expanded: true }));
};

const PACKET_START = Buffer.from('<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>');

/** A JPEG of nothing but metadata segments, so that a reader never sees more than them. */
const segmentsAsJpeg = (segments: readonly { readonly marker: number; readonly data: Buffer }[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments.flatMap(({ marker, data }) => {
      const head = Buffer.from([0xff, marker, 0, 0]);
      head.writeUInt16BE(data.length + 2, 2);
      return [head, data];
    }),
    Buffer.from([0xff, 0xd9]),
  ]);

const MAX_SEGMENT = 65_533;

/** Reads a TIFF structure by exifreader, for where exifr fails. Rejects when it is too large for a segment or unreadable. */
export const loadExif = async (tiff: Buffer): Promise<LoadedTags> => {
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  if (data.length > MAX_SEGMENT) throw new Error('the EXIF block is larger than a segment');
  return load(segmentsAsJpeg([{ marker: 0xe1, data }]));
};

/** Reads an XMP packet and IPTC (in Photoshop's image resources), with their own encodings and entities. Never throws. */
export const readPackets = async (xmp: Buffer | null, photoshop: readonly Buffer[]): Promise<PacketTags> => {
  const errors: string[] = [];
  const attempt = async (name: string, bytes: Buffer | null, key: 'xmp' | 'iptc'): Promise<LoadedTags['xmp']> => {
    if (bytes === null) return undefined;
    try {
      const tags = (await load(bytes))[key];
      // A packet that does not parse comes back without a single property.
      if (key === 'xmp' && Object.keys(tags ?? {}).every((name) => name === '_raw'))
        errors.push('the XMP packet cannot be parsed');
      return tags;
    } catch (error) {
      errors.push(`${name}: ${error instanceof Error ? error.message.slice(0, 120) : String(error)}`);
      return undefined;
    }
  };
  const segments = photoshop.filter(({ length }) => length <= MAX_SEGMENT).map((data) => ({ marker: 0xed, data }));
  const fromXmp = await attempt('XMP', xmp && isWorthParsing(xmp) ? asPacket(xmp) : null, 'xmp');
  const fromIptc = await attempt('IPTC', segments.length > 0 ? segmentsAsJpeg(segments) : null, 'iptc');
  return {
    creator: textOf(fromIptc?.['By-line']) ?? textOf(fromXmp?.creator),
    copyright: textOf(fromIptc?.['Copyright Notice']) ?? textOf(fromXmp?.rights),
    software: [
      textOf(fromXmp?.CreatorTool),
      textOf(fromIptc?.['Originating Program']),
      ...agentsOf(fromXmp?.History),
    ].filter((text) => text !== null),
    // Metadata Working Group: DateTimeOriginal is photoshop:DateCreated, DateTimeDigitized is xmp:CreateDate.
    capturedAt: textOf(fromXmp?.DateTimeOriginal) ?? textOf(fromXmp?.DateCreated),
    digitizedAt: textOf(fromXmp?.CreateDate),
    modifiedAt: textOf(fromXmp?.ModifyDate),
    hasPosition: fromXmp?.GPSLatitude !== undefined || fromXmp?.GPSLongitude !== undefined,
    digitalSourceType: textOf(fromXmp?.DigitalSourceType),
    error: errors[0] ?? null,
  };
};

/**
 * Whether a packet can hold anything that is asked of it; most hold a rating and nothing else. Names of XML cannot be written in
 * another way but in another encoding, so a packet that is not UTF-8 is always parsed.
 */
const isWorthParsing = (xmp: Buffer): boolean => {
  const text = xmp.toString('latin1');
  return text.includes('\0') || ASKED.test(text);
};
const ASKED =
  /creator|rights|CreatorTool|softwareAgent|DateTimeOriginal|DateCreated|CreateDate|ModifyDate|GPSL|DigitalSourceType/;

const asPacket = (xmp: Buffer): Buffer =>
  xmp.subarray(0, 64).includes('<?xpacket begin') ? xmp : Buffer.concat([PACKET_START, xmp]);

const MAX_TEXT = 300;

/** A tag in words: trimmed, without control characters, bounded; null when there is none or it is blank. */
export const textOf = (found: unknown): string | null => {
  const description = tag.safeParse(Array.isArray(found) ? found[0] : found).data?.description;
  return description === undefined ? null : cleanText(description);
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** A text from metadata as a fact may hold it: one line, trimmed, bounded; null when nothing is left. */
export const cleanText = (text: unknown): string | null => {
  if (typeof text !== 'string') return null;
  const clean = text
    .replace(/\0[\s\S]*$/, '')
    .replace(CONTROL, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, MAX_TEXT).join('');
};

const historySchema = z.object({ value: z.array(z.looseObject({ softwareAgent: tag.optional() })) });

const agentsOf = (history: unknown): (string | null)[] => {
  const entries = historySchema.safeParse(history).data?.value ?? [];
  return [...new Set(entries.slice(0, 200).map((entry) => textOf(entry.softwareAgent)))];
};
