/** What a file is by its first bytes. `unknown` is no picture that we know. */
export type ContainerFormat =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'avif'
  | 'heic'
  | 'tiff'
  | 'gif'
  | 'bmp'
  | 'raw'
  | 'jxl'
  | 'jp2'
  | 'psd'
  | 'svg'
  | 'pdf'
  | 'unknown';

/** Formats whose metadata can be read but not their pixels: the prebuilt sharp has no HEVC, camera-raw or BMP decoder. */
export const METADATA_ONLY: ReadonlySet<ContainerFormat> = new Set(['heic', 'raw', 'bmp', 'psd', 'jxl', 'jp2']);

/** File extensions (lower case, no dot) of candidate files; their content decides. */
export const PICTURE_EXTENSIONS: readonly string[] = [
  ...[
    'jpg',
    'jpeg',
    'jpe',
    'jfif',
    'png',
    'webp',
    'avif',
    'heic',
    'heif',
    'hif',
    'tif',
    'tiff',
    'gif',
    'bmp',
    'jxl',
    'jp2',
    'psd',
  ],
  ...[
    'raw',
    'dng',
    'cr2',
    'cr3',
    'crw',
    'nef',
    'nrw',
    'arw',
    'srf',
    'sr2',
    'raf',
    'orf',
    'rw2',
    'pef',
    'srw',
    'x3f',
    '3fr',
    'iiq',
    'mrw',
    'kdc',
    'dcr',
    'rwl',
  ],
];

const RAW_EXTENSIONS: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS.slice(PICTURE_EXTENSIONS.indexOf('raw')));

/** Whether a file of that extension may be raw although its bytes would be TIFF under another one. */
export const mayBeRaw = (extension: string): boolean => RAW_EXTENSIONS.has(extension);

/** The extensions that honestly name a format. */
export const EXTENSIONS_OF: Readonly<Partial<Record<ContainerFormat, readonly string[]>>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  webp: ['webp'],
  avif: ['avif'],
  heic: ['heic', 'heif', 'hif'],
  tiff: ['tif', 'tiff'],
  gif: ['gif'],
  bmp: ['bmp'],
  jxl: ['jxl'],
  jp2: ['jp2'],
  psd: ['psd'],
  raw: [...RAW_EXTENSIONS],
};

const ascii = (bytes: Buffer, start: number, end: number): string => bytes.toString('latin1', start, end);

/**
 * Detects the container by its magic bytes. The name is used only where bytes are ambiguous: a TIFF structure under the extension of a
 * camera-raw format (NEF, ARW, PEF, …) is raw, because its first picture is but a preview.
 */
export const sniff = (bytes: Buffer, extension: string): ContainerFormat => {
  if (bytes.length < 4) return 'unknown';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  const four = ascii(bytes, 0, 4);
  if (four === '\x89PNG') return 'png';
  if (four === 'GIF8') return 'gif';
  if (four === 'RIFF') return ascii(bytes, 8, 12) === 'WEBP' ? 'webp' : 'unknown';
  if (four === '8BPS') return 'psd';
  if (four === '%PDF') return 'pdf';
  if (ascii(bytes, 4, 8) === 'ftyp') return sniffIsoMedia(bytes);
  if (four === 'II*\0' || four === 'MM\0*') return isRawTiff(bytes) || RAW_EXTENSIONS.has(extension) ? 'raw' : 'tiff';
  if (four === 'II+\0' || four === 'MM\0+') return 'tiff';
  if (['IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FOVb', '\0MRM'].includes(four)) return 'raw';
  if (ascii(bytes, 0, 15) === 'FUJIFILMCCD-RAW' || ascii(bytes, 6, 14) === 'HEAPCCDR') return 'raw';
  if (ascii(bytes, 0, 2) === 'BM' && isBmpHeader(bytes)) return 'bmp';
  if ((bytes[0] === 0xff && bytes[1] === 0x0a) || ascii(bytes, 4, 12) === 'JXL \r\n\x87\n') return 'jxl';
  if (ascii(bytes, 4, 12) === 'jP  \r\n\x87\n') return 'jp2';
  return /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!DOCTYPE svg)/i.test(ascii(bytes, 0, 64)) ? 'svg' : 'unknown';
};

/** AVIF, HEIC or Canon's CR3 by the brands of the `ftyp` box (ISO/IEC 14496-12). */
const sniffIsoMedia = (bytes: Buffer): ContainerFormat => {
  const end = Math.min(bytes.length, Math.max(16, Math.min(bytes.readUInt32BE(0), 256)));
  const brands: string[] = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  if (brands[0] === 'crx ') return 'raw';
  if (brands.some((brand) => ['heic', 'heix', 'hevc', 'heim', 'heis', 'hevx', 'mif1', 'msf1'].includes(brand)))
    return 'heic';
  return 'unknown';
};

const isBmpHeader = (bytes: Buffer): boolean =>
  bytes.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));

/** Camera raw in a TIFF structure: DNG version, Canon's `CR` mark, or a colour-filter-array picture in the first directory. */
const isRawTiff = (bytes: Buffer): boolean => {
  if (ascii(bytes, 8, 10) === 'CR') return true;
  const little = bytes[0] === 0x49;
  const u16 = (at: number): number =>
    at + 2 > bytes.length ? 0 : little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const u32 = (at: number): number =>
    at + 4 > bytes.length ? 0 : little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  const directory = u32(4);
  let reduced = false;
  let hasSubDirectories = false;
  for (let i = 0, count = Math.min(u16(directory), 512); i < count; i++) {
    const entry = directory + 2 + 12 * i;
    const tag = u16(entry);
    if (tag === 0xc612) return true;
    if (tag === 0x0106 && [32803, 34892].includes(u16(entry + 8))) return true;
    if (tag === 0x00fe && (u32(entry + 8) & 1) === 1) reduced = true;
    if (tag === 0x014a) hasSubDirectories = true;
  }
  return reduced && hasSubDirectories;
};
