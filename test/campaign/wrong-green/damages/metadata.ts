import { type Damage, type DamageGroup, read, write } from './damage.ts';

const JPEG = 'listings/mug/01-front.jpg';
const PNG = 'listings/mug/02-side.png';
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** A little-endian TIFF with one directory of one entry: `type` 2 is ASCII, 1 are bytes, 7 is undefined. */
const tiffOf = (tag: number, type: 1 | 2 | 7, data: Buffer): Buffer => {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0\x08\0\0\0', 'latin1');
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(tag, 10);
  tiff.writeUInt16LE(type, 12);
  tiff.writeUInt32LE(data.length, 14);
  tiff.writeUInt32LE(26, 18);
  return Buffer.concat([tiff, data]);
};
const exif = (tag: number, type: 1 | 2 | 7, data: Buffer): Buffer =>
  segment(0xe1, Buffer.concat([latin('Exif\0\0'), tiffOf(tag, type, data)]));
const ascii = (tag: number, text: string): Buffer => exif(tag, 2, Buffer.from(`${text}\0`));
const windows = (tag: number, text: string): Buffer => exif(tag, 1, Buffer.from(`${text}\0`, 'utf16le'));
const XPCOMMENT = 0x9c9c;

const packet = (elements: string, namespaces = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ${namespaces}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const xmp = (text: string): Buffer => segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${text}`));
const lang = (name: string, text: string): string =>
  `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${name}>`;

const iptc = (dataset: number, text: string): Buffer => {
  const entry = Buffer.concat([Buffer.from([0x1c, 2, dataset, 0, text.length]), latin(text)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(entry.length);
  const padding = Buffer.alloc(entry.length % 2);
  return segment(0xed, Buffer.concat([latin('Photoshop 3.0\x008BIM\x04\x04\0\0'), size, entry, padding]));
};
const comment = (text: string | Buffer): Buffer => segment(0xfe, Buffer.from(text));

const withSegment =
  (path: string, added: Buffer) =>
  (root: string): void => {
    const jpeg = read(root, path);
    write(path, Buffer.concat([jpeg.subarray(0, 2), added, jpeg.subarray(2)]))(root);
  };

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
};
