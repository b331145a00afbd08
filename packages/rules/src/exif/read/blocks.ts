import type { ContainerFormat } from '../../image/read/container.ts';
import type { ImageHeader } from '../../image/read/header.ts';
import { type JpegSegments, readJpegSegments } from './jpeg-segments.ts';

/** Where the metadata of a file lie; each part bounded, and parsed by itself. */
export interface MetadataBlocks {
  /** A TIFF structure that holds EXIF tags. */
  readonly tiff: Buffer | null;
  readonly xmp: Buffer | null;
  /** Photoshop's image resources, in which IPTC lies, as segments of a JPEG. */
  readonly photoshop: readonly Buffer[];
  readonly jpeg: JpegSegments | null;
  /** Why some of it cannot be looked for at all. */
  readonly problem: string | null;
}

const MAX_XMP = 1_000_000;
const MAX_TIFF_BLOCK = 8_000_000;

/**
 * Finds the metadata of a picture. EXIF parsers never see a whole PNG, JPEG or WebP: a 400 kB colour profile can cost one of them
 * 880 MB. A TIFF or camera-raw file is itself the structure that they read.
 */
export const findBlocks = (bytes: Buffer, header: ImageHeader): MetadataBlocks => {
  const { format, metadata } = header;
  if (format === 'jpeg') return ofJpeg(bytes);
  if (format === 'raw') return ofRaw(bytes);
  if (format === 'gif') return { ...NONE, xmp: gifXmp(bytes) };
  if (format === 'tiff')
    return bounded({ ...NONE, tiff: bytes, xmp: metadata?.xmp ?? null, photoshop: segmentOf(metadata?.iptc) });
  if (format === 'bmp') return NONE;
  if (format === 'png' && metadata !== null) {
    const hidden = hiddenPngMetadata(bytes, metadata.exif !== undefined, metadata.xmp !== undefined);
    if (hidden !== null) return { ...NONE, tiff: tiffOf(metadata.exif), xmp: metadata.xmp ?? null, problem: hidden };
  }
  if (metadata === null) return { ...NONE, problem: unsupported(format, header.problem) };
  return bounded({
    ...NONE,
    tiff: tiffOf(metadata.exif),
    xmp: metadata.xmp ?? null,
    photoshop: segmentOf(metadata.iptc),
  });
};

const NONE: MetadataBlocks = { tiff: null, xmp: null, photoshop: [], jpeg: null, problem: null };

const unsupported = (format: ContainerFormat, problem: string | null): string =>
  problem ?? `the metadata of ${format.toUpperCase()} files cannot be read here`;

const bounded = (blocks: MetadataBlocks): MetadataBlocks => {
  if (blocks.xmp !== null && blocks.xmp.length > MAX_XMP) {
    return {
      ...blocks,
      xmp: null,
      problem: `the XMP packet has ${blocks.xmp.length} bytes, more than the ${MAX_XMP} that are read`,
    };
  }
  return blocks;
};

/**
 * Metadata that a PNG holds but the decoder does not give: a packet beyond its bounds, or the raw profiles of old programs. What
 * they say is unknown, not absent.
 */
const hiddenPngMetadata = (bytes: Buffer, hasExif: boolean, hasXmp: boolean): string | null => {
  for (const { type, data } of pngChunksOf(bytes)) {
    const keyword = type.endsWith('Xt') ? data.toString('latin1', 0, 40) : '';
    if (!hasXmp && type === 'iTXt' && keyword.startsWith('XML:com.adobe.xmp\0'))
      return 'the XMP packet of the PNG cannot be read';
    if (!hasExif && type === 'eXIf') return 'the EXIF block of the PNG cannot be read';
    if (!hasExif && /^Raw profile type (?:exif|APP1)\0/i.test(keyword))
      return 'EXIF in a raw text profile of a PNG is not read';
  }
  return null;
};

const MAX_CHUNKS = 10_000;

function* pngChunksOf(bytes: Buffer): Generator<{ type: string; data: Buffer }> {
  let at = 8;
  for (let count = 0; count < MAX_CHUNKS && at + 12 <= bytes.length; count++) {
    const length = bytes.readUInt32BE(at);
    yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

const tiffOf = (exif: Buffer | undefined): Buffer | null => {
  if (exif === undefined) return null;
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  return tiff.length > MAX_TIFF_BLOCK ? tiff.subarray(0, MAX_TIFF_BLOCK) : tiff;
};

const PHOTOSHOP = Buffer.from('Photoshop 3.0\0', 'latin1');

/** sharp gives Photoshop resources with or without their identifier, or the bare IPTC. */
const segmentOf = (iptc: Buffer | undefined): Buffer[] => {
  if (iptc === undefined || iptc.length === 0 || iptc.length > 60_000) return [];
  if (iptc.subarray(0, PHOTOSHOP.length).equals(PHOTOSHOP)) return [iptc];
  if (iptc.toString('latin1', 0, 4) === '8BIM') return [Buffer.concat([PHOTOSHOP, iptc])];
  if (iptc[0] !== 0x1c) return [];
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, 8);
  return [Buffer.concat([PHOTOSHOP, head, iptc, Buffer.alloc(iptc.length % 2)])];
};

const ofJpeg = (bytes: Buffer): MetadataBlocks => {
  const jpeg = readJpegSegments(bytes);
  return { tiff: jpeg.exif, xmp: jpeg.xmp, photoshop: jpeg.photoshop, jpeg, problem: null };
};

/** Camera raw: mostly a TIFF structure under one name or another; Fujifilm's holds a JPEG with the tags. */
const ofRaw = (bytes: Buffer): MetadataBlocks => {
  const magic = bytes.toString('latin1', 0, 4);
  if (magic === 'II*\0' || magic === 'MM\0*') return { ...NONE, tiff: bytes };
  if (['IIRO', 'IIRS', 'IIU\0', 'MMOR'].includes(magic)) {
    const copy = Buffer.from(bytes);
    copy.write(magic.startsWith('II') ? 'II*\0' : 'MM\0*', 'latin1');
    return { ...NONE, tiff: copy };
  }
  if (magic === 'FUJI' && bytes.length > 92) {
    const start = bytes.readUInt32BE(84);
    const preview = bytes.subarray(start, start + bytes.readUInt32BE(88));
    if (preview[0] === 0xff && preview[1] === 0xd8) return { ...ofJpeg(preview), jpeg: null };
  }
  return { ...NONE, problem: 'the metadata of this camera-raw format cannot be read here' };
};

/** The XMP packet of a GIF: an application extension whose data are the plain packet, ended by its own `<?xpacket end`. */
const gifXmp = (bytes: Buffer): Buffer | null => {
  const mark = bytes.indexOf('XMP DataXMP', 0, 'latin1');
  if (mark < 0) return null;
  const start = mark + 11;
  const limit = bytes.subarray(start, start + MAX_XMP);
  const close = limit.indexOf('<?xpacket end', 0, 'latin1');
  if (close < 0) return null;
  const end = limit.indexOf('?>', close, 'latin1');
  return end < 0 ? null : limit.subarray(0, end + 2);
};
