import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pngChunk } from '../../image/read/headers/png-chunk.ts';
import {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  thumbnailSegment,
  tiffOf,
  withSegments,
  xmpSegment,
} from '../../image/test-files.ts';
import { LEAKS, type Leak, type Saying } from './test-leaks.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A file that says something. `holder` is the part of it that exiftool reads separately, if it does not read it by itself. */
export interface SayingFile<T extends Saying> {
  /** `<saying> in <block> of <container>.<ending>`, fit to be a file name. */
  readonly name: string;
  readonly said: T;
  readonly bytes: Buffer;
  readonly holder?: Buffer;
}

/** A file that leaks. */
export interface LeakingFile extends SayingFile<Leak> {
  readonly leak: Leak;
}

const NAMESPACES = {
  exif: 'http://ns.adobe.com/exif/1.0/',
  exifEX: 'http://cipa.jp/exif/1.0/',
  aux: 'http://ns.adobe.com/exif/1.0/aux/',
  dwc: 'http://rs.tdwg.org/dwc/index.htm',
  'drone-dji': 'http://www.dji.com/drone-dji/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  'mwg-rs': 'http://www.metadataworkinggroup.com/schemas/regions/',
  MP: 'http://ns.microsoft.com/photo/1.2/',
  MPRI: 'http://ns.microsoft.com/photo/1.2/t/RegionInfo#',
  MPReg: 'http://ns.microsoft.com/photo/1.2/t/Region#',
  TC260: 'http://www.tc260.org.cn/ns/AIGC/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  dc: 'http://purl.org/dc/elements/1.1/',
  lr: 'http://ns.adobe.com/lightroom/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
};
const declared = Object.entries(NAMESPACES)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');
export const packetOf = ([attributes, elements]: readonly [string, string]): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${declared} ${attributes}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const HARMLESS = packetOf(['', '']);

const picture = () => sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } });
const [JPEG, WEBP, GIF] = await Promise.all([
  picture().jpeg().toBuffer(),
  picture().webp().toBuffer(),
  picture().gif().toBuffer(),
]);
const PNG = greyPng(8, 8);

type Container = (block: Buffer) => Buffer | Promise<Buffer>;
/** A block of a kind in each container that can hold it, by `<block> of <container>.<ending>`. */
type Holders = Readonly<Record<string, Container>>;

export const riffChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
/** An extended WebP with chunks behind its picture; `flags` say of what kinds they are. */
export const webpOf = (chunks: Buffer, flags: number): Buffer => {
  const head = Buffer.alloc(10);
  head[0] = flags;
  head.writeUIntLE(31, 4, 3);
  head.writeUIntLE(23, 7, 3);
  return riffChunk('RIFF', Buffer.concat([latin('WEBP'), riffChunk('VP8X', head), WEBP.subarray(12), chunks]));
};
const webpWith = (type: string, data: Buffer, flag: number): Buffer => webpOf(riffChunk(type, data), flag);
export const rawProfile = (kind: string, data: Buffer): Buffer =>
  latin(`\n${kind}\n${String(data.length).padStart(8)}\n${data.toString('hex').replace(/.{72}/g, '$&\n')}\n`);
const pngWith = (type: string, data: Buffer): Buffer => greyPng(8, 8, [pngChunk(type, data)]);
const rawChunk = (kind: string, data: Buffer): Buffer =>
  pngWith('zTXt', Buffer.concat([latin(`Raw profile type ${kind}\0\0`), deflateSync(rawProfile(kind, data))]));
export const gifWith = (extension: Buffer): Buffer => {
  const at = 13 + (((GIF[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((GIF[10] ?? 0) & 7) + 1));
  return Buffer.concat([latin('GIF89a'), GIF.subarray(6, at), extension, GIF.subarray(at)]);
};
/** XMP of a GIF is no row of blocks: 258 bytes behind it lead a reader of blocks out again. */
export const gifXmp = (packet: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0x21, 0xff, 0x0b]),
    latin('XMP DataXMP'),
    packet,
    Buffer.from([0x01]),
    Buffer.from(Array.from({ length: 256 }, (_, i) => 0xff - i)),
    Buffer.from([0]),
  ]);
/** sharp carries what a JPEG has into other containers. */
const carried = (segment: Buffer): Promise<Buffer> =>
  sharp(withSegments(JPEG, [segment]))
    .keepMetadata()
    .avif({ effort: 0 })
    .toBuffer();
/** The same file under the brands of HEIC: the boxes are the same. */
export const asHeic = (avif: Buffer): Buffer => {
  const brands = avif.readUInt32BE(0);
  const head = avif.toString('latin1', 0, brands).replaceAll('avif', 'heic');
  return Buffer.concat([latin(head), avif.subarray(brands)]);
};
/** Extended XMP in two chunks, named by the digest of the whole. */
export const extended = (packet: Buffer): Buffer[] => {
  const guid = createHash('md5').update(packet).digest('hex').toUpperCase();
  const main = packetOf([`xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${guid}"`, '']);
  const half = packet.length >> 1;
  const parts = [0, half].map((offset) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(packet.length, 0);
    head.writeUInt32BE(offset, 4);
    const part = packet.subarray(offset, offset === 0 ? half : undefined);
    return jpegSegment(0xe1, Buffer.concat([latin(`http://ns.adobe.com/xmp/extension/\0${guid}`), head, part]));
  });
  return [xmpSegment(main), ...parts];
};

const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const described = (uuid: string, label: string): Buffer =>
  box('jumd', Buffer.concat([Buffer.from(uuid, 'hex'), Buffer.from([3]), latin(`${label}\0`)]));
const JSON_UUID = '6a736f6e00110010800000aa00389b71';
const STORE = '6332706100110010800000aa00389b71';
const CBOR_UUID = '63626f7200110010800000aa00389b71';
const manifestOf = ([label, content]: readonly [string, string | Buffer]): Buffer => {
  const [uuid, type] = typeof content === 'string' ? [JSON_UUID, 'json'] : [CBOR_UUID, 'cbor'];
  const assertion = box('jumb', Buffer.concat([described(uuid, label), box(type, Buffer.from(content))]));
  return box('jumb', Buffer.concat([described(STORE, 'c2pa'), assertion]));
};
const app11 = (manifest: Buffer): Buffer => jpegSegment(0xeb, Buffer.concat([latin('JP\0\x01\0\0\0\x01'), manifest]));

const exifApp1 = (tiff: Buffer): Buffer => jpegSegment(0xe1, Buffer.concat([latin('Exif\0\0'), tiff]));
const EXIF_HOLDERS: Holders = {
  'APP1 of a JPEG.jpg': (tiff) => withSegments(JPEG, [exifApp1(tiff)]),
  'second APP1 of a JPEG.jpg': (tiff) => withSegments(JPEG, [exifSegment({ 271: 'Acme' }), exifApp1(tiff)]),
  'APP1 behind XMP of a JPEG.jpg': (tiff) => withSegments(JPEG, [xmpSegment(HARMLESS), exifApp1(tiff)]),
  'eXIf of a PNG.png': (tiff) => pngWith('eXIf', tiff),
  'raw profile of a PNG.png': (tiff) => rawChunk('exif', Buffer.concat([latin('Exif\0\0'), tiff])),
  'raw profile APP1 of a PNG.png': (tiff) => rawChunk('APP1', Buffer.concat([latin('Exif\0\0'), tiff])),
  'EXIF of a WebP.webp': (tiff) => webpWith('EXIF', tiff, 0x08),
  'item of an AVIF.avif': (tiff) => carried(exifApp1(tiff)),
  'item of an HEIC.heic': async (tiff) => asHeic(await carried(exifApp1(tiff))),
  'directories of a TIFF.tif': (tiff) => tiff,
};
const XMP_HOLDERS: Holders = {
  'APP1 of a JPEG.jpg': (packet) => withSegments(JPEG, [xmpSegment(packet.toString())]),
  'second packet of a JPEG.jpg': (packet) => withSegments(JPEG, [xmpSegment(HARMLESS), xmpSegment(packet.toString())]),
  'APP1 of a JPEG under another header.jpg': (packet) =>
    withSegments(JPEG, [jpegSegment(0xe1, Buffer.concat([latin('XMP\0'), packet]))]),
  'extended XMP of a JPEG.jpg': (packet) => withSegments(JPEG, extended(packet)),
  'iTXt of a PNG.png': (packet) => pngWith('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\0\0\0\0'), packet])),
  'packed iTXt of a PNG.png': (packet) =>
    pngWith('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(packet)])),
  'raw profile of a PNG.png': (packet) => rawChunk('xmp', packet),
  'XMP of a WebP.webp': (packet) => webpWith('XMP ', packet, 0x04),
  'XMP with a zero of a WebP.webp': (packet) => webpWith('XMP\0', packet, 0x04),
  'item of an AVIF.avif': (packet) => carried(xmpSegment(packet.toString())),
  'item of an HEIC.heic': async (packet) => asHeic(await carried(xmpSegment(packet.toString()))),
  'tag 700 of a TIFF.tif': (packet) => tiffOf({ 256: 1, 257: 1, 700: packet }),
  'extension of a GIF.gif': (packet) => gifWith(gifXmp(packet)),
};
const IPTC_HOLDERS: Holders = {
  'APP13 of a JPEG.jpg': (photoshop) => withSegments(JPEG, [photoshop]),
  'raw profile of a PNG.png': (photoshop) => rawChunk('iptc', photoshop.subarray(4 + 14)),
  'Photoshop tag of a TIFF.tif': (photoshop) => tiffOf({ 256: 1, 257: 1, 34377: photoshop.subarray(4 + 14) }),
};
const TEXT_HOLDERS: Readonly<Record<string, (keyword: string, text: string) => Buffer>> = {
  'comment of a JPEG.jpg': (_keyword, text) => withSegments(JPEG, [jpegSegment(0xfe, latin(text))]),
  'comment of a GIF.gif': (_keyword, text) =>
    gifWith(Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), latin(text), Buffer.from([0])])),
  'tEXt of a PNG.png': (keyword, text) => pngWith('tEXt', latin(`${keyword}\0${text}`)),
  'zTXt of a PNG.png': (keyword, text) =>
    pngWith('zTXt', Buffer.concat([latin(`${keyword}\0\0`), deflateSync(latin(text))])),
  'iTXt of a PNG.png': (keyword, text) => pngWith('iTXt', latin(`${keyword}\0\0\0\0\0${text}`)),
};
const C2PA_HOLDERS: Holders = {
  'APP11 of a JPEG.jpg': (manifest) => withSegments(JPEG, [app11(manifest)]),
  'caBX of a PNG.png': (manifest) => pngWith('caBX', manifest),
  'C2PA of a WebP.webp': (manifest) => webpWith('C2PA', manifest, 0),
  'JUMBF tag of a TIFF.tif': (manifest) => tiffOf({ 256: 1, 257: 1, 52545: manifest }),
};

/** Pictures within a file: a leaking one is a JPEG of its own, which exiftool reads separately. */
const WITHIN: Holders = {
  'thumbnail of a JPEG.jpg': (inner) => withSegments(JPEG, [thumbnailSegment({ 271: 'Acme' }, inner)]),
  'end of a JPEG.jpg': (inner) => Buffer.concat([JPEG, inner]),
  'padded end of a JPEG.jpg': (inner) => Buffer.concat([JPEG, Buffer.alloc(512), inner]),
  'end of a PNG.png': (inner) => Buffer.concat([PNG, inner]),
  'end of a WebP.webp': (inner) => Buffer.concat([WEBP, inner]),
  'end of a GIF.gif': (inner) => Buffer.concat([GIF, inner]),
};

const inAll = async <T extends Saying>(said: T, holders: Holders, block: Buffer): Promise<readonly SayingFile<T>[]> =>
  Promise.all(
    Object.entries(holders)
      .filter(([name]) => said.isDropped !== true || !/\.(avif|heic)$/.test(name))
      .map(async ([name, put]) => ({ name: `${said.name} in ${name}`, said, bytes: await put(block) })),
  );

/** Each saying in every block of the file itself that can hold it, in every container. */
export const filesSaying = async <T extends Saying>(sayings: readonly T[]): Promise<readonly SayingFile<T>[]> => {
  const files: SayingFile<T>[] = [];
  for (const said of sayings) {
    const { exif, xmp, iptc, text, c2pa } = said;
    if (exif !== undefined) files.push(...(await inAll(said, EXIF_HOLDERS, tiffOf(exif))));
    if (xmp !== undefined) files.push(...(await inAll(said, XMP_HOLDERS, Buffer.from(packetOf(xmp)))));
    if (iptc !== undefined) files.push(...(await inAll(said, IPTC_HOLDERS, iptcSegment(iptc))));
    if (c2pa !== undefined) files.push(...(await inAll(said, C2PA_HOLDERS, manifestOf(c2pa))));
    if (text !== undefined) {
      for (const [name, put] of Object.entries(TEXT_HOLDERS))
        files.push({ name: `${said.name} in ${name}`, said, bytes: put(...text) });
    }
  }
  return files;
};

/** The same in pictures within a file: its thumbnail, data behind its end. */
const filesSayingWithin = async <T extends Saying>(sayings: readonly T[]): Promise<readonly SayingFile<T>[]> => {
  const files: SayingFile<T>[] = [];
  for (const said of sayings) {
    const { exif, xmp, iptc } = said;
    const segment =
      exif !== undefined
        ? exifSegment(exif)
        : xmp !== undefined
          ? xmpSegment(packetOf(xmp))
          : iptc !== undefined
            ? iptcSegment(iptc)
            : undefined;
    if (segment === undefined) continue;
    const inner = withSegments(JPEG, [segment]);
    for (const file of await inAll(said, WITHIN, inner)) files.push({ ...file, holder: inner });
  }
  return files;
};

/** Every leak in every block of every container that can hold it, about 380 files; always the same ones. */
export const leakingFiles = async (): Promise<readonly LeakingFile[]> =>
  [...(await filesSaying(LEAKS)), ...(await filesSayingWithin(LEAKS))].map((file) => ({ ...file, leak: file.said }));
