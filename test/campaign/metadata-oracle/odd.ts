import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { oneOf, type Random, randomOf } from './random.ts';

/** Files that no program should write and some do: tags in other types and counts, texts in other encodings, XMP in other forms. */

const TEXT_BODIES = [
  Buffer.from('Acme\0'),
  Buffer.from('Acme'),
  Buffer.from('Acme\0\0\0garbage\0'),
  Buffer.from('  Acme One  \0'),
  Buffer.from('\0\0\0\0'),
  Buffer.from('J\xfcrgen\0', 'latin1'),
  Buffer.from('Jürgen – 山田\0'),
  Buffer.from('first\0second\0'),
  Buffer.from(' \0editor alone\0'),
  Buffer.from('with\nlines\r\n\0'),
  Buffer.from(''),
  Buffer.from('1234\0'),
];
const DATES = [
  '2026:05:01 10:20:30\0',
  '2026-05-01T10:20:30\0',
  '2026:05:01 10:20\0',
  '2026/05/01 10:20:30\0',
  '0000:00:00 00:00:00\0',
  '2026:05:01 24:00:00\0',
  '2026:05:01 10:20:30+02:00\0',
  '                   \0',
].map((text) => Buffer.from(text));
const COMMENTS = [
  Buffer.from('ASCII\0\0\0a comment'),
  Buffer.from('a comment without a code'),
  Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from('ein Kommentar ü', 'utf16le')]),
  Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from('ein Kommentar ü', 'utf16le').swap16()]),
  Buffer.from('\0\0\0\0\0\0\0\0undefined ann@example.org'),
  Buffer.from('ASCII   blank ann@example.org'),
];
const TEXT_TAGS = [271, 272, 305, 315, 33432];
const EXIF_TEXTS = [42036];
const DATE_TAGS = [36867, 36868];
const NUMBER_TAGS = [33434, 33437, 34855, 37385, 37386, 40962, 40963];

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

/** Writes numbers in one byte order. */
class Writer {
  readonly little: boolean;
  constructor(little: boolean) {
    this.little = little;
  }
  u16(value: number): Buffer {
    const bytes = Buffer.alloc(2);
    if (this.little) bytes.writeUInt16LE(value & 0xffff);
    else bytes.writeUInt16BE(value & 0xffff);
    return bytes;
  }
  u32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    if (this.little) bytes.writeUInt32LE(value >>> 0);
    else bytes.writeUInt32BE(value >>> 0);
    return bytes;
  }
  real(value: number, size: 4 | 8): Buffer {
    const bytes = Buffer.alloc(size);
    if (size === 4) this.little ? bytes.writeFloatLE(value) : bytes.writeFloatBE(value);
    else this.little ? bytes.writeDoubleLE(value) : bytes.writeDoubleBE(value);
    return bytes;
  }
}

const text = (tag: number, body: Buffer, type = 2): Entry => ({ tag, type, count: body.length, data: body });

/** A number in a type that it may or may not have. */
const odd = (random: Random, w: Writer, tag: number): Entry => {
  const value = oneOf(random, [0, 1, 5, 100, 400, 65_535]);
  const type = oneOf(random, [1, 2, 3, 3, 4, 5, 5, 6, 8, 9, 10, 11, 12]);
  const count = oneOf(random, [1, 1, 1, 2, 3]);
  if (type === 2) return text(tag, Buffer.from(`${value}\0`));
  const below = oneOf(random, [0, 1, 3, 1000]);
  const one: Readonly<Record<number, () => Buffer>> = {
    1: () => Buffer.from([value & 255]),
    3: () => w.u16(value),
    4: () => w.u32(value),
    5: () => Buffer.concat([w.u32(value), w.u32(below)]),
    6: () => Buffer.from([value & 127]),
    8: () => w.u16(value & 0x7fff),
    9: () => w.u32(value),
    10: () => Buffer.concat([w.u32(value), w.u32(below)]),
    11: () => w.real(value / 3, 4),
    12: () => w.real(value / 3, 8),
  };
  const data = Buffer.concat(Array.from({ length: count }, () => one[type]?.() ?? Buffer.alloc(0)));
  return { tag, type, count, data };
};

/** Directories with their values behind them; a pointer is filled in where `inner` gives its target. */
const directory = (w: Writer, entries: readonly Entry[], offset: number): Buffer => {
  const sorted = [...entries].sort((a, b) => a.tag - b.tag);
  const table: Buffer[] = [w.u16(sorted.length)];
  const behind: Buffer[] = [];
  let end = offset + 2 + 12 * sorted.length + 4;
  for (const { tag, type, count, data } of sorted) {
    const isInline = data.length <= 4;
    table.push(w.u16(tag), w.u16(type), w.u32(count));
    table.push(isInline ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : w.u32(end));
    if (isInline) continue;
    behind.push(data, Buffer.alloc(data.length % 2));
    end += data.length + (data.length % 2);
  }
  return Buffer.concat([...table, w.u32(0), ...behind]);
};

const coordinate = (random: Random, w: Writer): Buffer => {
  const part = (value: number): Buffer => Buffer.concat([w.u32(value), w.u32(oneOf(random, [1, 1, 1, 1, 100, 0]))]);
  return Buffer.concat([
    part(Math.floor(random() * 80)),
    part(Math.floor(random() * 59)),
    part(Math.floor(random() * 59)),
  ]);
};

const oddExif = (random: Random): Buffer => {
  const w = new Writer(random() < 0.5);
  const some = <T>(values: readonly T[]): T[] => values.filter(() => random() < 0.6);
  const ifd0 = some(TEXT_TAGS).map((tag) => text(tag, oneOf(random, TEXT_BODIES)));
  ifd0.push(odd(random, w, 274));
  const exif = [
    ...some(EXIF_TEXTS).map((tag) => text(tag, oneOf(random, TEXT_BODIES))),
    ...some(DATE_TAGS).map((tag) => text(tag, oneOf(random, DATES))),
    ...some(NUMBER_TAGS).map((tag) => odd(random, w, tag)),
    ...some([37510]).map((tag) => text(tag, oneOf(random, COMMENTS), oneOf(random, [7, 7, 2]))),
    ...some([37521]).map((tag) => text(tag, Buffer.from(oneOf(random, ['5\0', '123\0', ' 12\0', '\0'])))),
    ...some([36881]).map((tag) => text(tag, Buffer.from(oneOf(random, ['+02:00\0', 'Z\0', '-0530\0', '\0'])))),
  ];
  const gps = [
    ...some([1]).map((tag) => text(tag, Buffer.from(oneOf(random, ['N\0', 'S\0', 's\0', 'South\0'])))),
    ...some([2]).map((tag): Entry => ({ tag, type: 5, count: 3, data: coordinate(random, w) })),
    ...some([3]).map((tag) => text(tag, Buffer.from(oneOf(random, ['E\0', 'W\0'])))),
    ...some([4]).map((tag): Entry => ({ tag, type: 5, count: 3, data: coordinate(random, w) })),
  ];
  const pointer = (tag: number, at: number): Entry => ({ tag, type: 4, count: 1, data: w.u32(at) });
  const length = directory(w, [...ifd0, pointer(34665, 0), pointer(34853, 0)], 8).length;
  const inner = directory(w, exif, 8 + length);
  const place = directory(w, gps, 8 + length + inner.length);
  const first = directory(w, [...ifd0, pointer(34665, 8 + length), pointer(34853, 8 + length + inner.length)], 8);
  return Buffer.concat([Buffer.from(w.little ? 'II*\0' : 'MM\0*', 'latin1'), w.u32(8), first, inner, place]);
};

const IPTC_BODIES = [
  Buffer.from('Acme'),
  Buffer.from('J\xfcrgen \x96 \x80', 'latin1'),
  Buffer.from('Acme\0'),
  Buffer.from('two\nlines'),
  Buffer.from(' x '),
];
const oddIptc = (random: Random): Buffer => {
  const datasets = [5, 25, 25, 40, 55, 65, 80, 80, 90, 101, 105, 110, 115, 116, 120].filter(() => random() < 0.5);
  const parts = datasets.map((number) => {
    const body =
      number === 55
        ? Buffer.from(oneOf(random, ['20260501', '20260000', '00000000', '2026-05-01', '2026']))
        : oneOf(random, IPTC_BODIES);
    const head = Buffer.from([0x1c, 2, number, 0, 0]);
    head.writeUInt16BE(body.length, 3);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat(parts);
};

const LANGUAGES = ['dc:title', 'dc:description', 'dc:rights', 'xmpRights:UsageTerms'];
const BAGS = ['dc:creator', 'dc:subject'];

const property = (random: Random, name: string, value: string): readonly [attribute: string, element: string] => {
  const form = LANGUAGES.includes(name)
    ? oneOf(random, [0, 1, 2, 3])
    : BAGS.includes(name)
      ? oneOf(random, [0, 1, 4])
      : oneOf(random, [0, 1, 2]);
  if (form === 0) return [` ${name}="${value}"`, ''];
  if (form === 1) return ['', `<${name}>${value}</${name}>`];
  if (form === 2)
    return ['', `<${name}><![CDATA[${value.replaceAll('&amp;', '&').replaceAll('&#228;', 'ä')}]]></${name}>`];
  if (form === 3)
    return [
      '',
      `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${value}</rdf:li><rdf:li xml:lang="de">auf Deutsch</rdf:li></rdf:Alt></${name}>`,
    ];
  return ['', `<${name}><rdf:Bag><rdf:li>${value}</rdf:li><rdf:li>zwei</rdf:li></rdf:Bag></${name}>`];
};
const XMP_NAMES = [
  'xmp:CreatorTool',
  'dc:title',
  'dc:description',
  'dc:creator',
  'dc:rights',
  'dc:subject',
  'xmpMM:DocumentID',
  'photoshop:Credit',
  'xmpRights:UsageTerms',
  'xmpRights:WebStatement',
  'xmp:CreateDate',
  'xmp:ModifyDate',
  'photoshop:DateCreated',
  'xmp:Rating',
];
const valueFor = (random: Random, name: string): string =>
  /Date/.test(name)
    ? oneOf(random, [
        '2026-05-01T10:20:30',
        '2026-05-01T10:20:30.5+02:00',
        '2026-05-01T10:20Z',
        '2026-05-01',
        '2026:05:01 10:20:30',
      ])
    : name === 'xmp:Rating'
      ? oneOf(random, ['3', '-1', '4.5', 'x'])
      : oneOf(random, ['Acme', 'a &amp; b', 'J&#228;ger', '  padded  ', 'two\nlines', '', '山田']);
const oddXmp = (random: Random): Buffer => {
  const said = XMP_NAMES.filter(() => random() < 0.5).map((name) => property(random, name, valueFor(random, name)));
  const spaces =
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"';
  const half = said.length >> 1;
  const description = (parts: typeof said): string =>
    `<rdf:Description rdf:about="" ${spaces}${parts.map(([attribute]) => attribute).join('')}>${parts.map(([, element]) => element).join('\n')}</rdf:Description>`;
  const body =
    random() < 0.5 ? description(said) : `${description(said.slice(0, half))}\n${description(said.slice(half))}`;
  const meta = oneOf(random, ['x:xmpmeta', 'x:xapmeta']);
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<${meta} xmlns:x="adobe:ns:meta/" x:xmptk="odd"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${body}</rdf:RDF></${meta}>\n<?xpacket end="w"?>`;
  const form = random();
  if (form < 0.1) return Buffer.from(packet, 'utf16le');
  if (form < 0.2) return Buffer.from(packet, 'utf16le').swap16();
  return Buffer.from(packet);
};

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const resource = (iptc: Buffer): Buffer => {
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, 8);
  return Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), head, iptc, Buffer.alloc(iptc.length % 2)]);
};

/** Writes so many odd JPEGs, the same for the same seed. */
export const writeOdd = async (folder: string, count: number, seed: number): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const random = randomOf(seed);
  const jpeg = await sharp({ create: { width: 48, height: 32, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  for (let i = 0; i < count; i++) {
    const segments = [
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), oddExif(random)])),
      ...(random() < 0.6
        ? [segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), oddXmp(random)]))]
        : []),
      ...(random() < 0.6 ? [segment(0xed, resource(oddIptc(random)))] : []),
    ];
    const path = join(folder, `odd-${String(i).padStart(4, '0')}.jpg`);
    writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]));
  }
};
