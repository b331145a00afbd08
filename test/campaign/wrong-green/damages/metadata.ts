import {
  exifSegment,
  extended,
  iptcSegment,
  jpegSegment,
  packetOf,
  type TiffDirectory,
  thumbnailSegment,
  tiffOf,
  withSegments,
  xmpSegment,
} from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { type Damage, type DamageGroup, read, write } from './damage.ts';

const PATH = 'listings/mug/01-front.jpg';
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const ascii = (text: string): Buffer => latin(`ASCII\0\0\0${text}`);
const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');

const comment = (data: string | Buffer): Buffer => jpegSegment(0xfe, Buffer.from(data));
const exif = (directory: TiffDirectory): Buffer => exifSegment(directory);
const xmp = (elements: string, attributes = ''): Buffer => xmpSegment(packetOf([attributes, elements]));
const iptc = (dataset: number, text: string): Buffer => iptcSegment([[2, dataset, latin(text)]]);
const maker = (make: string, note: Buffer): Buffer => exifSegment({ 271: make, 34665: { 37500: note } });
const alternative = (name: string, text: string): string =>
  `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${name}>`;

/** Blocks that are put into the picture, by what they are. Those that need the picture itself are made of it. */
type Blocks = Readonly<Record<string, Buffer | ((jpeg: Buffer) => Buffer)>>;

const withBlock = (block: Blocks[string]) => (root: string) => {
  const jpeg = read(root, PATH);
  write(PATH, Buffer.isBuffer(block) ? withSegments(jpeg, [block]) : block(jpeg))(root);
};

const each = (blocks: Blocks, says: RegExp, more: Partial<Damage> = {}): Damage[] =>
  Object.entries(blocks).map(([name, block]) => ({
    name: `${PATH} has ${name}`,
    damage: withBlock(block),
    says,
    red: true,
    ...more,
  }));

const POSITION = exif({ 34853: { 1: 'N', 2: [51, 30, 1], 3: 'E', 4: [7, 15, 1] } });
const positions: Blocks = {
  'decimal degrees in a comment': comment('taken at 52.520008, 13.404954'),
  'a geo address in a comment': comment('geo:52.520008,13.404954'),
  'a link to a map in a comment': comment('see https://www.google.com/maps/place/@52.52,13.40,17z'),
  'degrees and minutes in a comment': comment(`52° 31′ 12″ N, 13° 24′ 18″ E`),
  'a dump of EXIF in a comment': comment('Make=Acme GPSLatitude=52, 31, 12.03'),
  'an XMP packet with a position in a comment': comment(packetOf(['exif:GPSLatitude="51,30.0N"', ''])),
  'a position in an EXIF comment of Windows': exif({ 40092: utf16('52.520008, 13.404954') }),
  'a position in an EXIF comment of its user': exif({ 34665: { 37510: ascii('52.520008, 13.404954') } }),
  'a link to a map in its EXIF description': exif({ 270: 'https://maps.app.goo.gl/AbCdEf' }),
  'a position in a second EXIF block': (jpeg) => withSegments(jpeg, [exif({ 271: 'Acme' }), POSITION]),
  'a position in an XMP description': xmp(alternative('dc:description', '52.520008, 13.404954')),
  'a position in extended XMP': (jpeg) =>
    withSegments(
      jpeg,
      extended(Buffer.from(packetOf(['exif:GPSLatitude="51,30.0N" exif:GPSLongitude="7,15.0E"', '']))),
    ),
  'a plus code in its IPTC caption': iptc(120, 'taken at 9F4MGC22+22'),
  'a street in IPTC': iptc(92, 'Hauptstrasse 1'),
  'a position in the EXIF of its thumbnail': (jpeg) =>
    withSegments(jpeg, [thumbnailSegment({ 271: 'Acme' }, withSegments(jpeg, [POSITION]))]),
  'a position in a JPEG within GImage:Data': (jpeg) => {
    const data = withSegments(jpeg, [POSITION]).subarray(0, 20_000).toString('base64');
    return withSegments(jpeg, [xmp('', `xmlns:GImage="http://ns.google.com/photos/1.0/image/" GImage:Data="${data}"`)]);
  },
};

const unread: Blocks = {
  'a comment of bytes that are no text': comment(Buffer.from(Array.from({ length: 256 }, (_, k) => k))),
  'an APP15 segment that nobody knows': jpegSegment(0xef, latin('ACME\0what a camera writes')),
  'an APP1 segment that nobody knows': jpegSegment(0xe1, latin('FLIR\0\x01\0\0what a thermal camera writes')),
  'an XMP packet that is cut': xmpSegment(packetOf(['exif:GPSLatitude="51,30.0N"', '']).slice(0, 400)),
  'an EXIF block that is cut': jpegSegment(0xe1, latin('Exif\0\0II*\0\x08\0\0\0\x09\0')),
  'extended XMP without its last part': (jpeg) =>
    withSegments(jpeg, extended(Buffer.from(packetOf(['', '']))).slice(0, -1)),
  'a maker note that nobody knows': maker('Acme', latin('maker note')),
  'bytes of a telephone behind its end': (jpeg) => Buffer.concat([jpeg, latin('SEFH this and that of a telephone')]),
};

/** What only rules say that the shop has not turned on. */
const withRule = (rule: string): Partial<Damage> => ({ args: ['--rule', `${rule}: error`] });
const canonOwner = maker('Canon', latin('\x01\0\x09\0\x02\0\x04\0\0\0Ann\0'));
const panasonicFaces = maker('Panasonic', latin('Panasonic\0\0\0\x01\0\x05\x01\x02\0\x04\0\0\0Ann\0\0\0\0\0'));

/** A second picture, full or small, behind the end of the first. */
const furtherPictures: Blocks = {
  'a JPEG with a position behind its end': (jpeg) => Buffer.concat([jpeg, withSegments(jpeg, [POSITION])]),
  'the same behind 512 zeros': (jpeg) => Buffer.concat([jpeg, Buffer.alloc(512), withSegments(jpeg, [POSITION])]),
};

/** The index of a file of two pictures (CIPA DC-007): a segment behind the first marker, whose offsets count from its own TIFF header. */
const multiPicture = (jpeg: Buffer): Buffer => {
  const indexOf = (first: number): Buffer => {
    const entries = Buffer.alloc(32);
    entries.writeUInt32LE(0x030000, 0);
    entries.writeUInt32LE(first, 4);
    entries.writeUInt32LE(jpeg.length, 20);
    entries.writeUInt32LE(first - 10, 24);
    return jpegSegment(
      0xe2,
      Buffer.concat([latin('MPF\0'), tiffOf({ 45056: latin('0100'), 45057: 2, 45058: entries })]),
    );
  };
  const first = withSegments(jpeg, [indexOf(jpeg.length + indexOf(jpeg.length).length)]);
  return Buffer.concat([first, jpeg]);
};

const fullPictures: Blocks = {
  'a second full picture behind its end': (jpeg) => Buffer.concat([jpeg, jpeg]),
  'an index of a second full picture (MPO)': multiPicture,
};

/** Another owner, named in every carrier that is read, or that may name one. */
const owners: Blocks = {
  'its EXIF copyright': exif({ 33432: '(c) Corvus Ltd' }),
  'its EXIF artist': exif({ 315: '(c) 2020 Corvus Ltd' }),
  'its EXIF program': exif({ 305: '© Corvus Ltd' }),
  'its EXIF description': exif({ 270: 'Photo: all rights reserved, Corvus Ltd' }),
  'its EXIF comment of Windows': exif({ 40092: utf16('© Corvus Ltd') }),
  'its EXIF comment of its user': exif({ 34665: { 37510: ascii('Copyright Corvus Ltd') } }),
  'XMP dc:rights': xmp(alternative('dc:rights', '© Corvus Ltd')),
  'XMP xmpRights:Owner': xmp(
    '<xmpRights:Owner xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"><rdf:Bag><rdf:li>Corvus Ltd</rdf:li></rdf:Bag></xmpRights:Owner>',
  ),
  'XMP photoshop:Credit': xmp('', 'photoshop:Credit="Corvus Ltd"'),
  'XMP under another header': jpegSegment(
    0xe1,
    latin(`XMP\0${packetOf(['', alternative('dc:rights', '(c) Corvus Ltd')])}`),
  ),
  'extended XMP': (jpeg) =>
    withSegments(jpeg, extended(Buffer.from(packetOf(['', alternative('dc:rights', '© Corvus Ltd')])))),
  'its IPTC notice': iptc(116, '(c) Corvus Ltd'),
  'its IPTC credit': iptc(110, 'Corvus Ltd'),
  'its IPTC by-line': iptc(80, '(c) Corvus Ltd'),
  'a comment': comment('Copyright Corvus Ltd'),
  'a comment in UTF-16': comment(utf16('© Corvus Ltd')),
  'a maker note': maker('Acme', latin('maker note (c) Corvus Ltd, all rights reserved')),
  'a segment that nobody knows': jpegSegment(0xe7, latin('ACME (c) Corvus Ltd')),
};

/** The picture without rights, which `--fix` would write, but for another owner. It must be refused: the campaign compares the bytes of all files. */
const foreignOwners = Object.entries(owners).map(
  ([name, block]): Damage => ({
    name: `\`--fix\`: ${PATH} states no rights but those of another owner in ${name}`,
    damage: async (root) => {
      write(PATH, await sharp(read(root, PATH)).jpeg({ quality: 95 }).toBuffer())(root);
      withBlock(block)(root);
    },
    args: ['--fix'],
    says: /01-front\.jpg\b.*\bname(?:s)? another owner/,
    red: true,
  }),
);

export const metadataDamages: DamageGroup = {
  title: 'Metadata of pictures',
  damages: [
    ...each({ ...positions, ...furtherPictures }, /01-front\.jpg: the file holds a position .*\(privacy-gps\)/),
    ...each(fullPictures, /01-front\.jpg: .*\(image-still\)/),
    ...each(unread, /01-front\.jpg: .*could not be judged: .*\(privacy-gps\)/),
    ...each({ 'a maker note of Canon with its owner': canonOwner }, /\(privacy-contact\)/, withRule('privacy-contact')),
    ...each({ 'a maker note of Panasonic with faces': panasonicFaces }, /\(privacy-faces\)/, withRule('privacy-faces')),
    ...foreignOwners,
  ],
};
