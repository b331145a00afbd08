import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../image/read/header.ts';
import { pngChunk } from '../../image/read/headers/png-chunk.ts';
import {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  type TiffDirectory,
  thumbnailSegment,
  tiffOf,
  withSegments,
  xmpSegment,
} from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { statementsOf } from '../reading/statements.ts';
import { CONTACT, FACES, find, POSITION, SERIALS, type Topic } from '../reading/topics.ts';

const jpeg = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();

const lookFor = async (topic: Topic, bytes: Buffer): Promise<ReturnType<typeof find>> => {
  const { format } = await readHeader(bytes, 'jpg');
  const metadata = readMetadata(findCarriers(bytes, format));
  return find(topic, metadata, statementsOf(metadata));
};

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
/** 51° 30′ 1″, as three rationals, little endian. */
const DEGREES = Buffer.from('3300000001000000 1e00000001000000 0100000001000000'.replaceAll(' ', ''), 'hex');
const gps: TiffDirectory = { 34853: { 2: DEGREES, 4: DEGREES } };
const packet = (attributes: string, body = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" xmlns:dwc="http://rs.tdwg.org/dwc/index.htm" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ${attributes}>${body}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const positionPacket = packet('exif:GPSLatitude="51,30.0N" exif:GPSLongitude="7,15.0E"');
const withPosition = withSegments(jpeg, [exifSegment(gps)]);

/** Extended XMP in two chunks, named by the digest of the whole. */
const extended = (text: string): Buffer[] => {
  const whole = Buffer.from(text);
  const guid = createHash('md5').update(whole).digest('hex').toUpperCase();
  return [0, 100].map((offset) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(whole.length, 0);
    head.writeUInt32BE(offset, 4);
    const part = whole.subarray(offset, offset === 0 ? 100 : undefined);
    return jpegSegment(0xe1, Buffer.concat([latin(`http://ns.adobe.com/xmp/extension/\0${guid}`), head, part]));
  });
};

/** EXIF whose IFD1 points to a thumbnail. */
const withThumbnail = (thumbnail: Buffer): Buffer => thumbnailSegment({ 271: 'Acme' }, thumbnail);

const rawProfile = (kind: string, data: Buffer): Buffer =>
  latin(`Raw profile type ${kind}\0\n${kind}\n${String(data.length).padStart(8)}\n${data.toString('hex')}\n`);
const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const label = (name: string): Buffer =>
  box('jumd', Buffer.concat([Buffer.alloc(16), Buffer.from([3]), latin(`${name}\0`)]));
const manifestOf = (content: unknown): Buffer =>
  box(
    'jumb',
    Buffer.concat([
      label('c2pa'),
      box('jumb', Buffer.concat([label('stds.exif'), box('json', latin(JSON.stringify(content)))])),
    ]),
  );
const manifest = manifestOf({ 'exif:GPSLatitude': '51,30.0N' });
const withManifest = (content: unknown): Buffer =>
  withSegments(jpeg, [jpegSegment(0xeb, Buffer.concat([latin('JP\0\x01\0\0\0\x01'), manifestOf(content)]))]);
/** A latitude below so many keys. */
const deepPosition = (keys: number): unknown =>
  Array.from({ length: keys - 1 }).reduce((value) => ({ part: value }), { 'exif:GPSLatitude': '51,30.0N' });
const words = (count: number): unknown => Array.from({ length: count }, () => 'word');

/** A maker note of Panasonic with one tag, whose value is `Ulm`. */
const panasonic = (tag: number): Buffer =>
  Buffer.concat([latin('Panasonic\0\0\0\x01\0'), Buffer.from([tag, 0, 2, 0, 4, 0, 0, 0]), latin('Ulm\0\0\0\0\0')]);
const positions: Readonly<Record<string, Buffer>> = {
  'the first EXIF segment': withPosition,
  'a second EXIF segment': withSegments(jpeg, [exifSegment({ 271: 'Acme' }), exifSegment(gps)]),
  'XMP attributes': withSegments(jpeg, [xmpSegment(positionPacket)]),
  'a second XMP packet': withSegments(jpeg, [xmpSegment(packet('')), xmpSegment(positionPacket)]),
  'two packets in one segment': withSegments(jpeg, [xmpSegment(`${packet('')}${positionPacket}`)]),
  'extended XMP': withSegments(jpeg, extended(positionPacket)),
  'LocationCreated of IPTC': withSegments(jpeg, [
    xmpSegment(
      packet(
        '',
        '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Ulm</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>',
      ),
    ),
  ]),
  'LocationShown of IPTC': withSegments(jpeg, [
    xmpSegment(
      packet(
        '',
        '<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li exif:GPSLatitude="51,30.0N"/></rdf:Bag></Iptc4xmpExt:LocationShown>',
      ),
    ),
  ]),
  'a drone': withSegments(jpeg, [xmpSegment(packet('drone-dji:GpsLatitude="+51.5" drone-dji:GpsLongtitude="+7.25"'))]),
  'Darwin Core': withSegments(jpeg, [
    xmpSegment(
      packet(
        '',
        '<dwc:Location rdf:parseType="Resource"><dwc:decimalLatitude>51.5</dwc:decimalLatitude></dwc:Location>',
      ),
    ),
  ]),
  'a locality of Darwin Core': withSegments(jpeg, [
    xmpSegment(
      packet('', '<dwc:Location rdf:parseType="Resource"><dwc:locality>25 km NNE Ulm</dwc:locality></dwc:Location>'),
    ),
  ]),
  'XMP in UTF-16': withSegments(jpeg, [
    jpegSegment(
      0xe1,
      Buffer.concat([latin('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(`\ufeff${positionPacket}`, 'utf16le')]),
    ),
  ]),
  'IPTC of a street': withSegments(jpeg, [iptcSegment([[2, 92, Buffer.from('Hauptstraße 1')]])]),
  'a JPEG comment': withSegments(jpeg, [jpegSegment(0xfe, latin('taken at lat 51.50012, lon 7.25013'))]),
  'a second picture behind the end': Buffer.concat([jpeg, withPosition]),
  'a second picture behind padding': Buffer.concat([jpeg, Buffer.alloc(512), withPosition]),
  'the thumbnail’s own EXIF': withSegments(jpeg, [withThumbnail(withPosition)]),
  'a thumbnail’s thumbnail': withSegments(jpeg, [withThumbnail(withSegments(jpeg, [withThumbnail(withPosition)]))]),
  'a C2PA manifest': withManifest({ 'exif:GPSLatitude': '51,30.0N' }),
  'a C2PA manifest, below twelve keys': withManifest(deepPosition(12)),
  'a C2PA manifest, as its last value of two thousand': withManifest([words(1999), deepPosition(1)]),
  'EXIF between scans': Buffer.concat([jpeg.subarray(0, -2), exifSegment(gps), jpeg.subarray(-2)]),
  'EXIF of a PNG': greyPng(8, 8, [pngChunk('eXIf', tiffOf(gps))]),
  'a raw profile of a PNG': greyPng(8, 8, [
    pngChunk('tEXt', rawProfile('exif', Buffer.concat([latin('Exif\0\0'), tiffOf(gps)]))),
  ]),
  'a packed raw profile': greyPng(8, 8, [
    pngChunk(
      'zTXt',
      Buffer.concat([
        latin('Raw profile type APP1\0\0'),
        deflateSync(rawProfile('APP1', Buffer.concat([latin('Exif\0\0'), tiffOf(gps)])).subarray(22)),
      ]),
    ),
  ]),
  'packed XMP of a PNG': greyPng(8, 8, [
    pngChunk('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(Buffer.from(positionPacket))])),
  ]),
  'a text of a PNG': greyPng(8, 8, [pngChunk('tEXt', latin('exif:GPSLatitude\x0051/1, 30/1, 0/1'))]),
  'a PNG’s manifest': greyPng(8, 8, [pngChunk('caBX', manifest)]),
  'a JPEG behind a PNG': Buffer.concat([greyPng(8, 8), withPosition]),
  'a text of C2PA': withManifest({ note: 'GPSLatitude=52.520008' }),
  'a GeoTIFF': tiffOf({ 256: 1, 257: 1, 34735: Buffer.alloc(8) }),
};

describe('a position', () => {
  it.each(Object.entries(positions))('is found in %s', async (_name, bytes) => {
    expect((await lookFor(POSITION, bytes)).present).toBe(true);
  });

  const unknown: Readonly<Record<string, Buffer>> = {
    'a FLIR segment': withSegments(jpeg, [jpegSegment(0xe1, latin('FLIR\0\x01\0\0 what a thermal camera writes'))]),
    'an application segment that nobody knows': withSegments(jpeg, [jpegSegment(0xe7, latin('ACME maker data'))]),
    'a chunk that nobody knows': greyPng(8, 8, [pngChunk('abCd', latin('anything'))]),
    'bytes behind the end': Buffer.concat([jpeg, latin('SEFH this and that of a telephone')]),
    'extended XMP with a part missing': withSegments(jpeg, extended(positionPacket).slice(1)),
    'XMP that is cut': withSegments(jpeg, [xmpSegment(positionPacket.slice(0, 200))]),
    'text that unpacks to too much': greyPng(8, 8, [
      pngChunk('zTXt', Buffer.concat([latin('Comment\0\0'), deflateSync(Buffer.alloc(40_000_000), { level: 9 })])),
    ]),
    'a C2PA manifest of more keys below each other than are followed': withManifest(deepPosition(13)),
    'a C2PA manifest of more values than are read': withManifest([words(2000), deepPosition(1)]),
    'a maker note of a format that is not known': withSegments(jpeg, [
      exifSegment({ 34665: { 37500: latin('maker note') } }),
    ]),
    'a maker note of Panasonic with a city': withSegments(jpeg, [
      exifSegment({ 271: 'Panasonic', 34665: { 37500: panasonic(0x6d) } }),
    ]),
    'a maker note of Nikon with a place': withSegments(jpeg, [
      exifSegment({
        271: 'NIKON',
        34665: { 37500: Buffer.concat([latin('Nikon\0\x02\x10\0\0'), tiffOf({ 57: 'Ulm, Germany' })]) },
      }),
    ]),
    'an EXIF block that is cut': withSegments(jpeg, [
      jpegSegment(0xe1, Buffer.concat([latin('Exif\0\0'), tiffOf(gps).subarray(0, 12)])),
    ]),
  };
  it.each(Object.entries(unknown))('is left open by %s, which is named', async (_name, bytes) => {
    const { present, unread } = await lookFor(POSITION, bytes);
    expect(present).toBeNull();
    expect(unread[0]).toMatch(/\w.*: \w/);
  });

  it('is not there where the camera had none, or nothing is', async () => {
    const zero = Buffer.alloc(24);
    for (const bytes of [
      jpeg,
      greyPng(8, 8),
      withSegments(jpeg, [exifSegment({ 271: 'Acme', 34853: { 0: 2 } })]),
      withSegments(jpeg, [exifSegment({ 34853: { 2: zero, 4: zero } })]),
      withSegments(jpeg, [xmpSegment(packet('exif:GPSLatitude="0,0.0N"'))]),
      withSegments(jpeg, [jpegSegment(0xfe, latin('a long jacket, 51.5 cm'))]),
      withSegments(jpeg, [exifSegment({ 271: 'Apple', 34665: { 37500: latin('Apple iOS\0\0\x01MM\0\0') } })]),
      withSegments(jpeg, [exifSegment({ 271: 'Canon', 34665: { 37500: latin('\x01\0\x09\0\x02\0\x04\0\0\0Ann\0') } })]),
      withSegments(jpeg, [exifSegment({ 271: 'Panasonic', 34665: { 37500: panasonic(0x25) } })]),
      withManifest([words(2000)]),
      Buffer.concat([jpeg, Buffer.alloc(2048)]),
    ])
      expect((await lookFor(POSITION, bytes)).present).toBe(false);
  });
});

describe('serial numbers, contacts, faces', () => {
  it.each([
    ['a serial number in EXIF', SERIALS, withSegments(jpeg, [exifSegment({ 34665: { 42033: 'B-1' } })]), true],
    ['a serial number in XMP', SERIALS, withSegments(jpeg, [xmpSegment(packet('aux:SerialNumber="4711"'))]), true],
    ['a maker note', CONTACT, withSegments(jpeg, [exifSegment({ 34665: { 37500: latin('maker note') } })]), null],
    ['a maker note', FACES, withSegments(jpeg, [exifSegment({ 34665: { 37500: latin('maker note') } })]), null],
    [
      'a person in a tree of keywords',
      FACES,
      withSegments(jpeg, [
        xmpSegment(
          packet(
            'xmlns:lr="http://ns.adobe.com/lightroom/1.0/"',
            '<lr:HierarchicalSubject><rdf:Bag><rdf:li>People|Jane Doe</rdf:li></rdf:Bag></lr:HierarchicalSubject>',
          ),
        ),
      ]),
      true,
    ],
    [
      'a tree of keywords without people',
      FACES,
      withSegments(jpeg, [
        xmpSegment(
          packet(
            'xmlns:lr="http://ns.adobe.com/lightroom/1.0/"',
            '<lr:hierarchicalSubject><rdf:Bag><rdf:li>Products|Lamps</rdf:li></rdf:Bag></lr:hierarchicalSubject>',
          ),
        ),
      ]),
      false,
    ],
    ['a maker note', SERIALS, withSegments(jpeg, [exifSegment({ 34665: { 37500: latin('maker note') } })]), null],
    ['no serial number', SERIALS, withSegments(jpeg, [exifSegment({ 271: 'Acme' })]), false],
    [
      'an address',
      CONTACT,
      withSegments(jpeg, [
        xmpSegment(packet('', '<Iptc4xmpCore:CreatorContactInfo Iptc4xmpCore:CiAdrExtadr="Street 1"/>')),
      ]),
      true,
    ],
    [
      'a mail address in a copyright line',
      CONTACT,
      withSegments(jpeg, [exifSegment({ 33432: '© ann@example.org' })]),
      true,
    ],
    ['the name of a telephone', CONTACT, withSegments(jpeg, [exifSegment({ 316: 'phone of Ann' })]), true],
    ['a copyright line', CONTACT, withSegments(jpeg, [exifSegment({ 33432: '© 2026 Acme' })]), false],
    [
      'a marked face',
      FACES,
      withSegments(jpeg, [
        xmpSegment(
          packet(
            '',
            '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li><rdf:Description mwg-rs:Type="Face"/></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>',
          ),
        ),
      ]),
      true,
    ],
    [
      'a person shown',
      FACES,
      withSegments(jpeg, [
        xmpSegment(
          packet('', '<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ann</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>'),
        ),
      ]),
      true,
    ],
    ['nobody', FACES, withSegments(jpeg, [xmpSegment(packet('aux:Lens="50 mm"'))]), false],
  ] as const)('%s', async (_name, topic, bytes, present) => {
    expect((await lookFor(topic, bytes)).present).toBe(present);
  });
});
