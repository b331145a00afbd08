import { createHash } from 'node:crypto';
import { type ContainerFormat, pngChunk } from '@listing-lint/rules/image';
import { findCarriers, readMetadata, type Statement, statementsOf } from '@listing-lint/rules/metadata';
import {
  exifSegment,
  iptcSegment,
  jpegSegment,
  thumbnailSegment,
  withSegments,
  xmpSegment,
} from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';

import { editMetadata } from './edit-metadata.ts';
import type { MetadataEdit } from './edit-scope.ts';
import type { XmpValue } from './xmp-edit.ts';

const picture = (): Sharp =>
  sharp({ create: { width: 48, height: 32, channels: 3, background: '#468' } })
    .composite([{ input: Buffer.from('<svg width="20" height="20"><circle cx="9" cy="9" r="8" fill="#eda"/></svg>') }])
    .withExif({
      IFD0: { Make: 'Acme', Copyright: 'Muller', Artist: 'Ann' },
      IFD2: { DateTimeOriginal: '2026:05:01 10:20:30', BodySerialNumber: 'B-4711' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 15/1 0/1' },
    });
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" exif:GPSLatitude="51,30.0N" xmp:CreatorTool="A &amp; B &lt;1&gt;"><dc:subject><rdf:Bag><rdf:li>lamp</rdf:li><rdf:li>red &quot;one&quot;</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>';

const encoders: readonly (readonly [ContainerFormat, (p: Sharp) => Sharp])[] = [
  ['jpeg', (p) => p.jpeg()],
  ['png', (p) => p.png()],
  ['webp', (p) => p.webp()],
  ['avif', (p) => p.avif({ effort: 0 })],
];

const RIGHTS: readonly XmpValue[] = [
  {
    name: 'dc:rights',
    namespace: 'http://purl.org/dc/elements/1.1/',
    form: 'alternative',
    value: '© 2026 Müller & "Söhne" <x>',
  },
  { name: 'dc:creator', namespace: 'http://purl.org/dc/elements/1.1/', form: 'sequence', value: 'Ann' },
  { name: 'xmpRights:Marked', namespace: 'http://ns.adobe.com/xap/1.0/rights/', form: 'text', value: 'True' },
];
const edit = (more: Partial<MetadataEdit>): MetadataEdit => ({ remove: [], rights: [], dropManifest: false, ...more });
const said = (bytes: Buffer, format: ContainerFormat): readonly Statement[] =>
  statementsOf(readMetadata(findCarriers(bytes, format)));
const keys = (statements: readonly Statement[]): string[] =>
  statements.map(({ name, value }) => `${name}=${value}`).sort();
const pixels = (bytes: Buffer): Promise<Buffer> => sharp(bytes).raw().toBuffer();

describe.each(encoders)('metadata of %s', (format, encode) => {
  const plain = encode(picture()).toBuffer();
  const bare = encode(sharp({ create: { width: 9, height: 7, channels: 3, background: '#468' } })).toBuffer();
  const withXmp = encode(picture().withXmp(XMP)).toBuffer();

  it('gain rights, and keep every other statement and every pixel', async () => {
    for (const bytes of [await plain, await bare, await withXmp]) {
      const edited = editMetadata(bytes, format, edit({ rights: RIGHTS }));
      const before = keys(said(bytes, format));
      const after = keys(said(edited.bytes, format));
      expect(after.filter((key) => !before.includes(key))).toEqual([
        'dc:creator=Ann',
        'dc:rights=© 2026 Müller & "Söhne" <x>',
        'xmpRights:Marked=True',
      ]);
      expect(before.filter((key) => !after.includes(key))).toEqual([]);
      expect((await pixels(edited.bytes)).equals(await pixels(bytes))).toBe(true);
      const again = editMetadata(edited.bytes, format, edit({ rights: RIGHTS }));
      expect(keys(said(again.bytes, format))).toEqual(after);
    }
  });

  it('lose the position everywhere, and nothing else', async () => {
    const bytes = await withXmp;
    const edited = editMetadata(bytes, format, edit({ remove: ['position'] }));
    expect(edited.removed.length).toBeGreaterThanOrEqual(3);
    const before = keys(said(bytes, format));
    const after = keys(said(edited.bytes, format));
    expect(before.filter((key) => !after.includes(key)).every((key) => key.includes('GPS'))).toBe(true);
    expect(after.filter((key) => key.includes('GPS'))).toEqual([]);
    expect(after).toEqual(
      expect.arrayContaining(['IFD0:Copyright=Muller', 'dc:subject=red "one"', 'xmp:CreatorTool=A & B <1>']),
    );
    expect(edited.bytes.includes(Buffer.from('51,30.0N'))).toBe(false);
    expect((await pixels(edited.bytes)).equals(await pixels(bytes))).toBe(true);
  });

  it('lose a serial number alone', async () => {
    const edited = editMetadata(await plain, format, edit({ remove: ['serials'] }));
    expect(edited.removed).toEqual([expect.stringMatching(/^ExifIFD:BodySerialNumber in /)]);
    expect(edited.bytes.includes(Buffer.from('B-4711'))).toBe(false);
    expect(keys(said(edited.bytes, format)).some((key) => key.includes('GPSLatitude'))).toBe(true);
  });
});

describe('metadata of JPEG', () => {
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
  const base = sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();

  it('are refused beside a C2PA manifest unless it may go, and then that is said', async () => {
    const manifest = jpegSegment(0xeb, latin('JP\0\x01\0\0\0\x01\0\0\0\x10jumb12345678'));
    const signed = withSegments(await base, [manifest]);
    expect(() => editMetadata(signed, 'jpeg', edit({ rights: RIGHTS }))).toThrow(/C2PA manifest/);
    const edited = editMetadata(signed, 'jpeg', edit({ rights: RIGHTS, dropManifest: true }));
    expect(edited.lostManifest).toBe(true);
    expect(edited.bytes.includes(latin('jumb'))).toBe(false);
  });

  it('keep a maker note where it lies, with offsets that count from there', async () => {
    const note = latin('Apple iOS\0\x01\x02\x03 what only its maker reads');
    const bytes = withSegments(await base, [
      exifSegment({ 271: 'Apple', 34853: { 2: 'x', 28: latin('ASCII\0\0\0Ulm') }, 34665: { 37500: note } }),
    ]);
    const edited = editMetadata(bytes, 'jpeg', edit({ remove: ['position'] }));
    expect(edited.bytes.indexOf(note)).toBe(bytes.indexOf(note));
    expect(edited.bytes.length).toBe(bytes.length);
    expect(edited.bytes.includes(latin('Ulm'))).toBe(false);
  });

  it('lose a contact in IPTC, whose other datasets keep their bytes', async () => {
    const bytes = withSegments(await base, [
      iptcSegment([
        [1, 90, latin('\x1b%G')],
        [2, 80, Buffer.from('Jörg')],
        [2, 118, Buffer.from('+49 89 1234')],
        [2, 116, Buffer.from('© 2026')],
      ]),
    ]);
    const edited = editMetadata(bytes, 'jpeg', edit({ remove: ['contact'] }));
    expect(keys(said(edited.bytes, 'jpeg'))).toEqual(['By-line=Jörg', 'CopyrightNotice=© 2026']);
  });

  it('lose what extended XMP says, which is named anew by its own digest', async () => {
    const guid = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();
    const extended = XMP.replace('xmp:CreatorTool', 'xmp:Label');
    const part = Buffer.alloc(8);
    part.writeUInt32BE(extended.length);
    const bytes = withSegments(await base, [
      xmpSegment(
        `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${guid(extended)}"/></rdf:RDF></x:xmpmeta>`,
      ),
      jpegSegment(
        0xe1,
        Buffer.concat([latin(`http://ns.adobe.com/xmp/extension/\0${guid(extended)}`), part, latin(extended)]),
      ),
    ]);
    const edited = editMetadata(bytes, 'jpeg', edit({ remove: ['position'] }));
    expect(readMetadata(findCarriers(edited.bytes, 'jpeg')).unread).toEqual([]);
    const name = said(edited.bytes, 'jpeg').find((each) => each.name === 'xmpNote:HasExtendedXMP')?.value;
    expect(name).not.toBe(guid(extended));
    expect(edited.bytes.indexOf(latin(String(name)))).not.toBe(edited.bytes.lastIndexOf(latin(String(name))));
  });

  it('are not edited beside a block that is not read and may hold what is to go; rights are, and it stays as it is', async () => {
    const blocks = [
      withSegments(await base, [jpegSegment(0xe7, latin('ACME of Ann'))]),
      Buffer.concat([await base, latin('SEFH block of a telephone')]),
      withSegments(await base, [jpegSegment(0xe1, Buffer.from('Exif\0\0no TIFF structure'))]),
    ];
    for (const bytes of blocks) {
      expect(() => editMetadata(bytes, 'jpeg', edit({ remove: ['contact'] }))).toThrow(
        /a block that was not read may hold it/,
      );
      const written = editMetadata(bytes, 'jpeg', edit({ rights: RIGHTS })).bytes;
      for (const part of ['ACME of Ann', 'SEFH block of a telephone', 'Exif\0\0no TIFF'])
        expect(written.includes(part)).toBe(bytes.includes(part));
    }
  });

  it('lose a packet’s position under another header, which stays; one without it stays byte for byte', async () => {
    const segment = (packet: string): Buffer => jpegSegment(0xe1, latin(`XMP\0${packet}`));
    const other = XMP.replace('exif:GPSLatitude="51,30.0N"', '');
    const bytes = withSegments(await base, [segment(XMP), segment(other), exifSegment({ 34853: { 2: 'x' } })]);
    const edited = editMetadata(bytes, 'jpeg', edit({ remove: ['position'], rights: RIGHTS })).bytes;
    expect(edited.includes('51,30.0N')).toBe(false);
    expect(edited.includes(segment(other))).toBe(true);
    expect(edited.toString('latin1').match(/XMP\0<\?xpacket/g)).toHaveLength(1);
    expect(keys(said(edited, 'jpeg')).filter((key) => key.startsWith('dc:rights'))).toHaveLength(1);
  });

  it('lose a maker note, unless it may name the owner of the rights', async () => {
    const noted = async (note: string): Promise<Buffer> =>
      withSegments(await base, [exifSegment({ 271: 'Acme', 34665: { 37500: latin(note) } })]);
    const edited = editMetadata(await noted('ACME of Ann'), 'jpeg', edit({ remove: ['faces'] }));
    expect(edited.bytes.includes('ACME of Ann')).toBe(false);
    const pentax = 'AOC\0MM\0\x01\x02\x2f\0\x02\0\0\0\x04Ann\0\0\0\0\0';
    for (const note of [pentax, 'ACME (c) Other Owner Ltd', 'ACME\0C\0o\0p\0y\0r\0i\0g\0h\0t\0 \0B\0']) {
      const bytes = await noted(note);
      expect(() => editMetadata(bytes, 'jpeg', edit({ remove: ['serials'] }))).toThrow(/may name the owner/);
    }
  });

  it('lose every preview: in EXIF, behind the end, and their index', async () => {
    const small = await sharp({ create: { width: 16, height: 12, channels: 3, background: '#468' } })
      .jpeg()
      .toBuffer();
    const index = jpegSegment(0xe2, latin('MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0'));
    const bytes = Buffer.concat([withSegments(await base, [thumbnailSegment({ 271: 'Acme' }, small), index]), small]);
    const edited = editMetadata(bytes, 'jpeg', edit({ remove: ['previews'] }));
    const { carriers } = readMetadata(findCarriers(edited.bytes, 'jpeg'));
    expect(carriers.map(({ kind }) => kind)).toEqual(['exif']);
    expect(edited.bytes.includes(small) || edited.bytes.includes('MPF')).toBe(false);
    expect((await pixels(edited.bytes)).equals(await pixels(bytes))).toBe(true);
  });

  it('are not written where the picture is cut, the format has no writer, or a block is broken', async () => {
    const bytes = await base;
    expect(() => editMetadata(bytes.subarray(0, -2), 'jpeg', edit({ rights: RIGHTS }))).toThrow(/cut off/);
    expect(() => editMetadata(bytes, 'tiff', edit({ rights: RIGHTS }))).toThrow(/TIFF/);
    const broken = withSegments(bytes, [xmpSegment(XMP.slice(0, 300))]);
    expect(() => editMetadata(broken, 'jpeg', edit({ rights: RIGHTS }))).toThrow(/./);
  });

  it('in a text of a PNG go with the chunk', async () => {
    const png = await sharp({ create: { width: 9, height: 7, channels: 3, background: '#468' } })
      .png()
      .toBuffer();
    const bytes = Buffer.concat([
      png.subarray(0, 33),
      pngChunk('tEXt', latin('Comment\0ann@example.org')),
      pngChunk('tEXt', latin('Title\0Lamp')),
      png.subarray(33),
    ]);
    const edited = editMetadata(bytes, 'png', edit({ remove: ['contact'] }));
    expect(keys(said(edited.bytes, 'png'))).toEqual(['Title=Lamp']);
  });
});

it.each([
  ['a copyright line', exifSegment({ 33432: '(c) Ann, ann@example.org' }), 'contact'],
  ['a creator', exifSegment({ 315: 'Ann <ann@example.org>' }), 'contact'],
  ['a comment with a credit', jpegSegment(0xfe, Buffer.from('Photo by Ann, 52.520008, 13.404954')), 'position'],
  ['a caption with a notice', iptcSegment([[2, 120, Buffer.from('© Ann. lat 52.52001')]]), 'position'],
] as const)('who is named by %s stays, whatever else is in it', async (_what, segment, removal) => {
  const jpeg = await sharp({ create: { width: 9, height: 7, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  const bytes = withSegments(jpeg, [segment]);
  expect(() => editMetadata(bytes, 'jpeg', edit({ remove: [removal] }))).toThrow(/also names an owner or creator/);
});

it('what a preview says of its owner is not lost with it', async () => {
  const small = await sharp({ create: { width: 16, height: 12, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  const inner = withSegments(small, [exifSegment({ 33432: '(c) Other Owner Ltd' })]);
  const alone = Buffer.concat([small, inner]);
  expect(() => editMetadata(alone, 'jpeg', edit({ remove: ['previews'] }))).toThrow(/and would be lost/);
  const both = Buffer.concat([inner, inner]);
  expect(editMetadata(both, 'jpeg', edit({ remove: ['previews'] })).bytes.equals(inner)).toBe(true);
});

it('names of people go from keywords too; a text that names them lets nothing be written', async () => {
  const jpeg = await sharp({ create: { width: 9, height: 7, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  const packet = (more: string): Buffer =>
    xmpSegment(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/"><lr:HierarchicalSubject><rdf:Bag><rdf:li>People|Jane Doe</rdf:li><rdf:li>Products|Lamps</rdf:li></rdf:Bag></lr:HierarchicalSubject><dc:subject><rdf:Bag><rdf:li>Jane Doe</rdf:li><rdf:li>Lamps</rdf:li></rdf:Bag></dc:subject>${more}</rdf:Description></rdf:RDF></x:xmpmeta>`,
    );
  const iptc = iptcSegment([
    [2, 25, Buffer.from('Jane Doe')],
    [2, 25, Buffer.from('lamp')],
  ]);
  const edited = editMetadata(withSegments(jpeg, [packet(''), iptc]), 'jpeg', edit({ remove: ['faces'] }));
  expect(keys(said(edited.bytes, 'jpeg'))).toEqual([
    'Keywords=lamp',
    'dc:subject=Lamps',
    'lr:HierarchicalSubject=Products|Lamps',
  ]);
  const titled = withSegments(jpeg, [packet('<dc:title>Jane Doe, in our shop</dc:title>')]);
  expect(() => editMetadata(titled, 'jpeg', edit({ remove: ['faces'] }))).toThrow(/dc:title .* still names a person/);
  const creator = withSegments(jpeg, [packet('<dc:creator>Jane Doe</dc:creator>')]);
  expect(editMetadata(creator, 'jpeg', edit({ remove: ['faces'] })).bytes.includes('Jane Doe')).toBe(true);
});

it('new XMP of a PNG stands before the data of the picture, where every reader looks', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#468' } })
    .png()
    .toBuffer();
  const rights = [
    { name: 'dc:rights', namespace: 'http://purl.org/dc/elements/1.1/', form: 'text', value: 'x' },
  ] as const;
  const { bytes } = editMetadata(png, 'png', { remove: [], rights, dropManifest: false });
  expect(bytes.indexOf('iTXt')).toBeGreaterThan(bytes.indexOf('IHDR'));
  expect(bytes.indexOf('iTXt')).toBeLessThan(bytes.indexOf('IDAT'));
});
