import { type CarrierWalk, LIMITS, NOT_READ, type Position } from './carrier.ts';
import { walkTrailer } from './trailer.ts';

const MAX_BLOCKS = 100_000;
const TECHNICAL: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Every block of metadata of a GIF (GIF89a): comments, text, application extensions, and data behind its end. */
export const walkGif = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  let offset = 13 + colourTable(bytes[10]);
  for (let count = 0; count < MAX_BLOCKS && offset < bytes.length; count++) {
    const introducer = bytes[offset];
    if (introducer === 0x3b) {
      walkTrailer(walk, at, bytes.subarray(offset + 1));
      return;
    }
    if (introducer === 0x2c) offset = endOfSubBlocks(bytes, offset + 11 + colourTable(bytes[offset + 9]));
    else if (introducer === 0x21) offset = addExtension(walk, at, bytes, offset);
    else {
      walk.add(at, 'other', 'GIF block', bytes.subarray(offset), { problem: 'it is damaged', hides: true });
      return;
    }
  }
  // Programs that leave its last byte away end it where a block ends.
  if (offset > bytes.length) walk.cutOff(at, 'the GIF');
};

const colourTable = (packed: number | undefined): number =>
  packed !== undefined && (packed & 0x80) !== 0 ? 3 * 2 ** ((packed & 7) + 1) : 0;

const endOfSubBlocks = (bytes: Buffer, start: number): number => {
  let at = start;
  for (let size = bytes[at]; size !== undefined && size > 0; size = bytes[at]) at += 1 + size;
  return at + 1;
};

/** The contents of sub-blocks put together, up to the bound of a packet. */
const contentOf = (bytes: Buffer, start: number): Buffer => {
  const parts: Buffer[] = [];
  let [at, total] = [start, 0];
  for (let size = bytes[at]; size !== undefined && size > 0 && total < LIMITS.packet; size = bytes[at]) {
    parts.push(bytes.subarray(at + 1, at + 1 + size));
    total += size;
    at += 1 + size;
  }
  return Buffer.concat(parts);
};

/** Adds what an extension block holds; gives where the next block begins. */
const addExtension = (walk: CarrierWalk, at: Position, bytes: Buffer, offset: number): number => {
  const label = bytes[offset + 1];
  const end = endOfSubBlocks(bytes, offset + 2);
  if (label === 0xfe) walk.add(at, 'text', 'GIF comment', contentOf(bytes, offset + 2), { keyword: 'Comment' });
  else if (label === 0x01)
    walk.add(at, 'text', 'GIF plain text', contentOf(bytes, endOfHeader(bytes, offset)), { keyword: 'Text' });
  else if (label === 0xff) return addApplication(walk, at, bytes, offset);
  else if (label !== 0xf9)
    walk.add(at, 'other', `GIF extension 0x${(label ?? 0).toString(16)}`, bytes.subarray(offset, end), {
      problem: NOT_READ,
    });
  return end;
};

const endOfHeader = (bytes: Buffer, offset: number): number => offset + 3 + (bytes[offset + 2] ?? 0);

const addApplication = (walk: CarrierWalk, at: Position, bytes: Buffer, offset: number): number => {
  const name = bytes.toString('latin1', offset + 3, offset + 14);
  const start = endOfHeader(bytes, offset);
  const end = endOfSubBlocks(bytes, start);
  if (name === 'XMP DataXMP') {
    // The packet is stored raw; behind it a ramp of bytes that leads a reader of sub-blocks to the end.
    const packet = bytes.subarray(start, end);
    const close = packet.lastIndexOf('<?xpacket end', undefined, 'latin1');
    const stop = close < 0 ? -1 : packet.indexOf('?>', close, 'latin1');
    const xmp = stop < 0 ? packet.subarray(0, Math.max(0, packet.length - 258)) : packet.subarray(0, stop + 2);
    walk.add(at, 'xmp', 'XMP in a GIF extension', xmp);
  } else if (name.startsWith('ICCRGBG1'))
    walk.add(at, 'icc', 'ICC profile in a GIF extension', contentOf(bytes, start));
  else if (name.startsWith('C2PA_GIF')) walk.add(at, 'c2pa', 'JUMBF in a GIF extension', contentOf(bytes, start));
  else if (!TECHNICAL.has(name)) {
    const printable = name.replace(/[^\x20-\x7e]/g, '?');
    walk.addUnknown(at, `GIF extension “${printable}”`, contentOf(bytes, start));
  }
  return end;
};
