// Effects of one changed byte of a picture file: files made by hand, byte after byte one higher, and truncated at places. The texts
// next to this file list the effects, with the bytes that cause them.
import { expect, it } from 'vitest';
import { sniff } from '../image/read/container.ts';
import { damageOf } from '../image/read/damage.ts';
import { readHeader } from '../image/read/header.ts';
import { readJpegHeader } from '../image/read/headers/jpeg-header.ts';
import { pngChunk } from '../image/read/headers/png-chunk.ts';
import { COLOURS, END, fileOf, frame, huffman, quantisation, scan } from '../image/read/headers/test-jpeg.ts';
import { imageDataHash } from '../image/read/image-data.ts';
import {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  thumbnailSegment,
  tiffOf,
  xmpSegment,
} from '../image/test-files.ts';
import { metadataFactsOf } from './metadata-facts.ts';

const packet = (inner: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" ${inner}/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const TAGS = {
  270: 'A lamp',
  271: 'Acme',
  272: 'One',
  274: 6,
  282: [300],
  305: 'GIMP 3',
  306: '2026:05:02 10:20:30',
  315: 'Ann',
  33432: '2026 Tern',
  34665: {
    33434: [1],
    34855: 200,
    36864: Buffer.from('0232'),
    36867: '2026:05:01 10:20:30',
    36868: '2026:05:01 10:20:31',
    36881: '+02:00',
    37521: '12',
    40962: 16,
    40963: 8,
    42033: 'SN1',
    42036: '50 mm',
  },
  34853: { 0: Buffer.from([2, 3, 0, 0]), 1: 'N', 2: [51, 30, 0], 3: 'E', 4: [7, 0, 12] },
};
const body = [
  quantisation([0, 0], [0, 1]),
  frame({ components: COLOURS }),
  huffman(0, [0, 2]),
  huffman(0x11, [1, 1]),
  scan([1, 2, 3]),
  Buffer.from([0x12, 0xff, 0, 0x34]),
  END,
];
const riff = (...chunks: readonly (readonly [string, Buffer])[]): Buffer => {
  const parts = chunks.flatMap(([type, data]) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length & 1)];
  });
  const all = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...parts]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
};
const bmp = Buffer.alloc(60);
bmp.write('BM');
bmp.writeUInt32LE(40, 14);
bmp.writeInt32LE(24, 18);
bmp.writeInt32LE(-16, 22);
const psd = Buffer.alloc(40);
psd.write('8BPS\0\x01', 'latin1');
psd.writeUInt32BE(16, 14);
psd.writeUInt32BE(24, 18);

/** Files, and from where to where each byte is changed. */
const files: {
  readonly [name: string]: {
    readonly bytes: Buffer;
    readonly from?: number;
    readonly to?: number;
    readonly extension: string;
  };
} = {
  'jpeg-frame': {
    bytes: fileOf(jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')), ...body),
    extension: 'jpg',
  },
  'jpeg-exif': { bytes: fileOf(exifSegment(TAGS), ...body), to: 700, extension: 'jpg' },
  'jpeg-thumbnail': {
    bytes: fileOf(thumbnailSegment({ 271: 'Acme', 274: 1 }, fileOf(...body)), ...body),
    to: 130,
    extension: 'jpg',
  },
  'jpeg-blocks': {
    bytes: fileOf(
      xmpSegment(packet('xmp:CreatorTool="x" xmp:CreateDate="2026-05-01T10:20:30Z"')),
      iptcSegment([
        [1, 90, Buffer.from('\x1b%G', 'latin1')],
        [2, 0, Buffer.from([0, 4])],
        [2, 80, Buffer.from('Ann')],
        [2, 116, Buffer.from('2026 Tern')],
      ]),
      ...body,
    ),
    to: 620,
    extension: 'jpg',
  },
  png: {
    bytes: greyPng(9, 5, [
      pngChunk('eXIf', tiffOf({ 271: 'Acme', 274: 3 })),
      pngChunk('tEXt', Buffer.from('Author\0Ann')),
      pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${packet('xmp:CreatorTool="x"')}`)),
    ]),
    to: 190,
    extension: 'png',
  },
  webp: {
    bytes: riff(
      ['VP8X', Buffer.from([8, 0, 0, 0, 15, 0, 0, 7, 0, 0])],
      ['VP8L', Buffer.from([0x2f, 15, 0xc0, 1, 0])],
      ['EXIF', tiffOf({ 271: 'Acme', 305: 'x' })],
    ),
    extension: 'webp',
  },
  tiff: { bytes: tiffOf(TAGS), to: 330, extension: 'tif' },
  bmp: { bytes: bmp, extension: 'bmp' },
  psd: { bytes: psd, extension: 'psd' },
  gif: { bytes: Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64'), extension: 'gif' },
};

/** Lines of what is known of a file; what libraries say in their own words is left out. */
const flat = (value: unknown, name: string): readonly string[] => {
  if (Buffer.isBuffer(value) || value instanceof Uint8Array)
    return [`${name}=${Buffer.from(value).toString('hex').slice(0, 8)}`];
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined ? [] : [`${name}=${String(value).slice(0, 60)}`];
  return Object.entries(value).flatMap(([key, part]) => flat(part, name === '' ? key : `${name}.${key}`));
};

const known = async (bytes: Buffer, extension: string, hasFacts: boolean): Promise<readonly string[]> => {
  const { width, height, problem } = await readHeader(bytes, extension);
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  const damage = damageOf(bytes, 'x');
  const head = flat(
    {
      format: sniff(bytes, extension),
      width,
      height,
      problem,
      damage,
      own: isJpeg ? readJpegHeader(bytes) : null,
      data: imageDataHash(bytes),
    },
    '',
  );
  return hasFacts ? [...head, ...flat(await metadataFactsOf(bytes, extension), '')] : head;
};

/** Within a text another letter says nothing of how it is read. */
const isLetter = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

const ranges = (places: readonly number[]): string => {
  const parts: string[] = [];
  for (let k = 0; k < places.length; k++) {
    const first = places[k] ?? 0;
    while (places[k + 1] === (places[k] ?? 0) + 1) k++;
    parts.push(places[k] === first ? String(first) : `${first}-${places[k]}`);
  }
  return parts.join(' ');
};

it.each(Object.entries(files))(
  '%s',
  { tags: 'full' },
  async (name, { bytes, from = 0, to = bytes.length, extension }) => {
    const hasFacts = name !== 'jpeg-frame';
    const base = await known(bytes, extension, hasFacts);
    const outcomes = new Map<string, number[]>();
    const note = async (changed: Buffer, way: string, at: number): Promise<void> => {
      const now = await known(changed, extension, hasFacts);
      const lost = base.filter((line) => !now.includes(line)).map((line) => `-${line.split('=')[0]}`);
      const won = now.filter((line) => !base.includes(line)).map((line) => `+${line}`);
      const words = [...lost, ...won]
        .join(' ')
        .replace(/\+data=\w+/, '+data=another')
        .slice(0, 240);
      const key = `${way} ${words === '' ? 'as before' : words}`;
      outcomes.set(key, [...(outcomes.get(key) ?? []), at]);
    };
    for (let at = from; at < Math.min(to, bytes.length); at++) {
      if ([-1, 0, 1].every((step) => isLetter(bytes[at + step] ?? 0))) continue;
      const changed = Buffer.from(bytes);
      changed[at] = ((changed[at] ?? 0) + 1) & 0xff;
      await note(changed, 'higher:', at);
    }
    for (let at = 1; at < bytes.length; at += at < 40 ? 1 : 11)
      await note(Buffer.from(bytes.subarray(0, at)), 'cut:', at);
    const lines = [...outcomes].map(([words, places]) => `${ranges(places)} ${words}`);
    await expect(`${[...base, '', ...lines].join('\n')}\n`).toMatchFileSnapshot(`./changed-bytes/${name}.txt`);
  },
);
