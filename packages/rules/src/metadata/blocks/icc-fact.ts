import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { cleanText } from '../reading/clean-text.ts';
import { fileMetadata, type Metadata } from '../reading/metadata.ts';
import { refuseUnseen } from '../reading/unseen.ts';
import { isSrgbProfile } from './icc-srgb.ts';

const text = (title: string) => z.string().nullable().meta({ title });

export const iccSchema = z.object({
  present: z.boolean().meta({ title: 'colour profile' }),
  description: text('name of the profile'),
  colorSpace: text('colour space of the picture').meta({ description: '`RGB`, `GRAY`, `CMYK`, …' }),
  srgb: z.boolean().nullable().meta({
    title: 'shows colours as sRGB does',
    description: 'By its matrix and curves, whatever it is called; null of profiles without them.',
  }),
  connectionSpace: text('space that it leads to').meta({ description: '`XYZ` or `Lab`.' }),
  deviceClass: text('class').meta({ description: '`mntr` display, `scnr` input, `prtr` output, `spac` space.' }),
  version: text('version of the format'),
  manufacturer: text('signature of the maker'),
  copyright: text('copyright line of the profile'),
  bytes: z.number().int().nullable().meta({ title: 'size of the profile', unit: 'bytes' }),
  readError: text('fault of the profile'),
});
export type IccFact = z.infer<typeof iccSchema>;

const NOTHING: IccFact = {
  present: false,
  description: null,
  colorSpace: null,
  srgb: null,
  connectionSpace: null,
  deviceClass: null,
  version: null,
  manufacturer: null,
  copyright: null,
  bytes: null,
  readError: null,
};

const HEADER = 128;
const MAX_TAGS = 200;

/** What the first colour profile of the file says of itself (ISO 15076-1). */
export const iccOf = ({ carriers, unread }: Metadata): IccFact => {
  const carrier = carriers.find(({ kind, depth }) => kind === 'icc' && depth === 0);
  if (carrier === undefined) return NOTHING;
  const { bytes, place } = carrier;
  const fault = unread.find(({ kind }) => kind === 'icc');
  const found = { ...NOTHING, present: true, bytes: bytes.length };
  if (fault !== undefined) return { ...found, readError: `${fault.place}: ${fault.problem}` };
  if (bytes.length < HEADER + 4 || bytes.toString('latin1', 36, 40) !== 'acsp')
    return { ...found, readError: `${place}: it is no ICC profile` };
  const signature = (at: number): string | null => cleanText(bytes.toString('latin1', at, at + 4));
  return {
    ...found,
    description: textOf(bytes, 'desc'),
    copyright: textOf(bytes, 'cprt'),
    colorSpace: signature(16),
    srgb: isSrgbProfile((signature) => tagOf(bytes, signature)),
    connectionSpace: signature(20),
    deviceClass: signature(12),
    version: `${bytes[8] ?? 0}.${(bytes[9] ?? 0) >> 4}`,
    manufacturer: signature(48),
  };
};

/** The text of a tag: `desc` and `text` of version 2, `mluc` of version 4 (its first language). */
const textOf = (profile: Buffer, wanted: string): string | null => {
  const data = tagOf(profile, wanted);
  return data === null || data.length < 12 ? null : cleanText(wordsIn(data));
};

const tagOf = (profile: Buffer, wanted: string): Buffer | null => {
  const count = Math.min(MAX_TAGS, profile.readUInt32BE(HEADER));
  for (let i = 0; i < count; i++) {
    const at = HEADER + 4 + 12 * i;
    if (at + 12 > profile.length) return null;
    if (profile.toString('latin1', at, at + 4) !== wanted) continue;
    const start = profile.readUInt32BE(at + 4);
    return profile.subarray(start, start + profile.readUInt32BE(at + 8));
  }
  return null;
};

const wordsIn = (data: Buffer): string => {
  const type = data.toString('latin1', 0, 4);
  if (type === 'text') return data.toString('latin1', 8);
  if (type === 'desc') return data.toString('latin1', 12, 12 + data.readUInt32BE(8));
  if (type !== 'mluc' || data.length < 28) return '';
  const [length, offset] = [data.readUInt32BE(20), data.readUInt32BE(24)];
  return new TextDecoder('utf-16be').decode(data.subarray(offset, offset + length));
};

export const iccFact = defineFact({
  id: 'icc',
  scope: 'image',
  version: 3,
  title: 'What the colour profile of the file says of itself.',
  schema: iccSchema,
  compute: async (_subject, _params, context) => {
    const metadata = await context.use(fileMetadata);
    const found = iccOf(metadata);
    if (!found.present) await refuseUnseen(metadata, context);
    return found;
  },
});
