/** What a JPEG holds before its first scan. All buffers are views of the input. */
export interface JpegSegments {
  /** The TIFF structure of the first EXIF segment. */
  readonly exif: Buffer | null;
  /** The standard XMP packet. */
  readonly xmp: Buffer | null;
  readonly hasExtendedXmp: boolean;
  /** Photoshop's image resources (APP13), whole segments with their identifier; IPTC lies in them. */
  readonly photoshop: readonly Buffer[];
  /** A JFIF header stands before the EXIF segment. */
  readonly jfifBeforeExif: boolean;
  readonly adobeSegment: boolean;
  /** `true` when a Huffman table is none of the four of Annex K, as after optimisation; null where no table is seen. */
  readonly customHuffman: boolean | null;
}

const JFIF = Buffer.from('JFIF\0', 'latin1');
const ADOBE = Buffer.from('Adobe', 'latin1');
const EXIF = Buffer.from('Exif\0', 'latin1');
const XMP = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const EXTENDED_XMP = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const PHOTOSHOP = Buffer.from('Photoshop 3.0\0', 'latin1');

const startsWith = (bytes: Buffer, prefix: Buffer): boolean => bytes.subarray(0, prefix.length).equals(prefix);

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, annex B) up to the first scan. Tolerates fill bytes, junk between segments and a
 * cut end; what lies in extended XMP is not read, as it has no bound.
 */
export const readJpegSegments = (bytes: Buffer): JpegSegments => {
  let exif: Buffer | null = null;
  let xmp: Buffer | null = null;
  let hasExtendedXmp = false;
  let jfif = false;
  let jfifBeforeExif = false;
  let adobeSegment = false;
  let customHuffman: boolean | null = null;
  const photoshop: Buffer[] = [];
  for (const { marker, data } of segmentsOf(bytes)) {
    if (marker === 0xe0 && startsWith(data, JFIF)) jfif = true;
    else if (marker === 0xe1 && startsWith(data, EXIF)) {
      if (exif === null) jfifBeforeExif = jfif;
      exif ??= data.subarray(6);
    } else if (marker === 0xe1 && startsWith(data, XMP)) xmp ??= data.subarray(XMP.length);
    else if (marker === 0xe1 && startsWith(data, EXTENDED_XMP)) hasExtendedXmp = true;
    else if (marker === 0xed && startsWith(data, PHOTOSHOP)) photoshop.push(data);
    else if (marker === 0xee && startsWith(data, ADOBE)) adobeSegment = true;
    else if (marker === 0xc4) customHuffman = (customHuffman ?? false) || hasCustomTable(data);
  }
  return { exif, xmp, hasExtendedXmp, photoshop, jfifBeforeExif, adobeSegment, customHuffman };
};

const MAX_SEGMENTS = 5000;

function* segmentsOf(bytes: Buffer): Generator<{ marker: number; data: Buffer }> {
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS && at + 4 <= bytes.length; count++) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return;
    while (bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (marker === undefined || marker === 0xda || marker === 0xd9) return;
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return;
    const length = bytes.readUInt16BE(at + 2);
    yield { marker, data: bytes.subarray(at + 4, at + 2 + Math.max(2, length)) };
    at += 2 + Math.max(2, length);
  }
}

/** Whether a DHT segment defines a table that is not one of Annex K's. */
const hasCustomTable = (data: Buffer): boolean => {
  for (let at = 0; at + 17 <= data.length; ) {
    const counts = data.subarray(at + 1, at + 17);
    const size = counts.reduce((sum, count) => sum + count, 0);
    const table = data.subarray(at + 1, at + 17 + size);
    if (!STANDARD_TABLES.has(table.toString('hex'))) return true;
    at += 17 + size;
  }
  return false;
};

const dc = (counts: string): string => `${counts}000102030405060708090a0b`;
const AC_TAIL = '434445464748494a535455565758595a636465666768696a737475767778797a';

/** The tables of ITU-T T.81, tables K.3 to K.6: sixteen counts, then the values. */
const STANDARD_TABLES: ReadonlySet<string> = new Set([
  dc('00010501010101010100000000000000'),
  dc('00030101010101010101010000000000'),
  [
    '0002010303020403050504040000017d',
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a',
    AC_TAIL,
    '838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da',
    'e1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  ].join(''),
  [
    '00020102040403040705040400010277',
    '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a',
    AC_TAIL,
    '82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da',
    'e2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa',
  ].join(''),
]);
