import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { sniff } from '../../image/read/container.ts';
import { pngChunk } from '../../image/read/headers/png-chunk.ts';
import {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  type TiffDirectory,
  tiffOf,
  withSegments,
  xmpSegment,
} from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { statementsOf } from '../reading/statements.ts';
import { CONTACT, FACES, find, POSITION, SERIALS } from '../reading/topics.ts';
import { unreadOwner } from '../rights/rights-fact.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } });
const [jpeg, webp] = [await picture.jpeg().toBuffer(), await picture.webp().toBuffer()];
/** 51°, 30′ and 1″. */
const gps: TiffDirectory = { 34853: { 2: [51, 30, 1], 4: [7, 15, 1] } };
const withPosition = withSegments(jpeg, [exifSegment(gps)]);
const packet = (attributes: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" ${attributes}/></rdf:RDF></x:xmpmeta>`;
const positionPacket = packet('exif:GPSLatitude="51,30.0N" exif:GPSLongitude="7,15.0E"');
const gImage = (picture: Buffer): string =>
  packet(`xmlns:GImage="http://ns.google.com/photos/1.0/image/" GImage:Data="${picture.toString('base64')}"`);
const info = (texts: Readonly<Record<string, string>>): Buffer => {
  const parts = Object.entries(texts).map(([id, text]) => riffChunk(id, latin(`${text}\0`)));
  return riffChunk('LIST', Buffer.concat([latin('INFO'), ...parts]));
};
const riffChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
const webpWith = (...chunks: readonly Buffer[]): Buffer =>
  riffChunk('RIFF', Buffer.concat([webp.subarray(8), ...chunks]));
const ducky = (text: string): Buffer => {
  const characters = Buffer.from(text, 'utf16le').swap16();
  const head = Buffer.alloc(8);
  head.writeUInt16BE(2, 0);
  head.writeUInt16BE(4 + characters.length, 2);
  head.writeUInt32BE(text.length, 4);
  return jpegSegment(0xec, Buffer.concat([latin('Ducky'), head, characters, Buffer.alloc(2)]));
};

const positions: Readonly<Record<string, Buffer>> = {
  'XMP of a WebP chunk that ends with a zero': webpWith(riffChunk('XMP\0', Buffer.from(positionPacket))),
  'XMP of an APP1 segment with another header': withSegments(jpeg, [
    jpegSegment(0xe1, latin(`XMP\0${positionPacket}`)),
  ]),
  'XMP of an APP1 segment without a header': withSegments(jpeg, [jpegSegment(0xe1, latin(positionPacket))]),
  'EXIF behind a zero': withSegments(jpeg, [jpegSegment(0xe1, Buffer.concat([latin('\0Exif\0\0'), tiffOf(gps)]))]),
  'a whole packet in a JPEG comment': withSegments(jpeg, [jpegSegment(0xfe, latin(`saved: ${positionPacket}`))]),
  'XMP in a text of a PNG': greyPng(8, 8, [pngChunk('tEXt', latin(`xmp\0${positionPacket}`))]),
  'XMP in a chunk of a PNG that nobody knows': greyPng(8, 8, [pngChunk('tXMP', latin(positionPacket))]),
  'EXIF of a picture in XMP': withSegments(jpeg, [xmpSegment(gImage(withPosition))]),
  'a comment of a WebP’s list': webpWith(info({ INAM: 'Lamp', ICMT: '52.520008, 13.404954' })),
  'a comment of “Save for Web”': withSegments(jpeg, [ducky('geo:52.520008,13.404954')]),
  'an EXIF text that nobody asks for': withSegments(jpeg, [exifSegment({ 269: '52° 31′ 12″ N, 13° 24′ 18″ E' })]),
  'a field of somebody’s own': withSegments(jpeg, [
    xmpSegment(packet('xmlns:my="http://example.org/" my:verbatimLatitude="41 05 54.03S"')),
  ]),
  'what a description is about': withSegments(jpeg, [
    xmpSegment(packet('').replace('rdf:about=""', 'rdf:about="52.520008, 13.404954"')),
  ]),
  'the same without a namespace': withSegments(jpeg, [
    xmpSegment(packet('').replace('rdf:about=""', 'about="52.520008, 13.404954"')),
  ]),
  'words between elements of XMP': withSegments(jpeg, [
    xmpSegment(
      packet('').replace(
        '/></rdf:RDF>',
        '><exif:a>52.520008, 13.404954<exif:b>x</exif:b></exif:a></rdf:Description></rdf:RDF>',
      ),
    ),
  ]),
  'a text of another record of IPTC': withSegments(jpeg, [iptcSegment([[1, 30, latin('geo:52.520008,13.404954')]])]),
  'a caption of IPTC': withSegments(jpeg, [iptcSegment([[2, 120, latin('see https://maps.app.goo.gl/AbCdEf')]])]),
};

it.each(Object.entries(positions))('a position is found in %s', (_name, bytes) => {
  const metadata = readMetadata(findCarriers(bytes, sniff(bytes, '')));
  expect(find(POSITION, metadata, statementsOf(metadata)).present).toBe(true);
});

it('a header that has room for words leaves what it says open', () => {
  const bytes = withSegments(jpeg, [jpegSegment(0xe1, latin(`Ulm 52,5; 13,4\0${packet('')}`))]);
  const metadata = readMetadata(findCarriers(bytes, 'jpeg'));
  expect(find(POSITION, metadata, statementsOf(metadata)).present).toBeNull();
});

const metadataOf = (bytes: Buffer) => readMetadata(findCarriers(bytes, sniff(bytes, '')));
const comment = (data: Buffer): Buffer => withSegments(jpeg, [jpegSegment(0xfe, data)]);
const packed = gzipSync('52.520008, 13.404954 ann@example.org');

it.each<[string, Buffer]>([
  ['a comment of a JPEG, packed', comment(packed)],
  ['a comment of a JPEG, all bytes', comment(Buffer.from(Array.from({ length: 256 }, (_, i) => i)))],
  ['a text of a PNG', greyPng(8, 8, [pngChunk('tEXt', Buffer.concat([latin('Comment\0'), packed]))])],
  ['a comment of a WebP’s list', webpWith(info({ ICMT: packed.toString('latin1') }))],
])('bytes that are not text leave everything open in %s', (_name, bytes) => {
  const metadata = metadataOf(bytes);
  const statements = statementsOf(metadata);
  for (const topic of [POSITION, CONTACT, SERIALS, FACES]) {
    const { present, unread } = find(topic, metadata, statements);
    expect({ present, unread }).toEqual({ present: null, unread: [expect.stringMatching(/it is not text$/)] });
  }
  expect(unreadOwner(metadata)).toMatch(/may name another owner \(.*it is not text\)$/);
});

it.each<[string, Buffer]>([
  ['Latin-1', latin('Grün © 2026\r\n\tTisch\0\0')],
  ['UTF-8', Buffer.from('木製テーブル — 80 cm')],
  ['UTF-16', Buffer.from('Tisch ሴ 一\0', 'utf16le')],
  ['Shift JIS', Buffer.from('96d8 90bb 0d0a'.replaceAll(' ', ''), 'hex')],
])('a comment in %s is text', (_name, data) => {
  expect(metadataOf(comment(data)).unread).toEqual([]);
});
