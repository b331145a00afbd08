import type { BlockEditor } from './block-editor.ts';
import { editTrailer } from './jpeg-write.ts';
import { editWholePacket } from './xmp-edit.ts';

const PICTURE: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const ALPHA_FLAG = 0x10;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** A WebP with its metadata edited: every chunk of the picture is copied byte for byte. Throws where a block cannot be edited. */
export const rewriteWebp = (bytes: Buffer, editor: BlockEditor): Buffer => {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new Error('the picture is cut off');
  const edited = chunksOf(bytes.subarray(12, end)).flatMap((chunk) => editChunk(chunk, editor) ?? []);
  const hasXmp = edited.some(({ type }) => type === 'XMP ');
  const chunks = hasXmp || editor.newXmp === null ? edited : [...edited, { type: 'XMP ', data: editor.newXmp }];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...withHeader(chunks).map(written)]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, editTrailer(bytes.subarray(end), editor)]);
};

const chunksOf = (bytes: Buffer): Chunk[] => {
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    if (at + 8 + size > bytes.length) throw new Error('the picture is cut off');
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size & 1);
  }
  return chunks;
};

const written = ({ type, data }: Chunk): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
};

const editChunk = (chunk: Chunk, editor: BlockEditor): Chunk | null => {
  const { type, data } = chunk;
  if (PICTURE.has(type) || type === 'VP8X') return chunk;
  if (type === 'C2PA') return editor.keepsManifest ? chunk : null;
  if (type === 'XMP ') {
    const packet = editor.xmp(data, 0);
    return packet === null ? null : { type, data: packet };
  }
  if (type !== 'EXIF') return editUnknown(chunk, editor);
  const head = data.toString('latin1', 0, 4) === 'Exif' ? 6 : 0;
  return { type, data: Buffer.concat([data.subarray(0, head), editor.exif(data.subarray(head))]) };
};

/** A packet under a name that is not the standard's (`XMP\0`) is edited where it is; rights are written into a chunk of their own. */
const editUnknown = (chunk: Chunk, editor: BlockEditor): Chunk | null => {
  const data = editWholePacket(chunk.data, editor);
  return data === null ? null : { type: chunk.type, data };
};

/** The extended header in front, its flags in step with what there is; made where metadata come to a file that had no need of it. */
const withHeader = (chunks: readonly Chunk[]): readonly Chunk[] => {
  const has = (type: string): boolean => chunks.some((chunk) => chunk.type === type);
  const header = chunks.find(({ type }) => type === 'VP8X');
  if (header === undefined && !has('EXIF') && !has('XMP ')) return chunks;
  const data = Buffer.from(header?.data ?? headerOf(chunks));
  data[0] = ((data[0] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (has('EXIF') ? EXIF_FLAG : 0) | (has('XMP ') ? XMP_FLAG : 0);
  return [{ type: 'VP8X', data }, ...chunks.filter(({ type }) => type !== 'VP8X')];
};

/** Size of the picture and whether it has alpha, from the bit stream itself (RFC 9649). */
const headerOf = (chunks: readonly Chunk[]): Buffer => {
  const header = Buffer.alloc(10);
  const lossy = chunks.find(({ type }) => type === 'VP8 ')?.data;
  const lossless = chunks.find(({ type }) => type === 'VP8L')?.data;
  if (lossy !== undefined && lossy.length >= 10) {
    header.writeUIntLE((lossy.readUInt16LE(6) & 0x3fff) - 1, 4, 3);
    header.writeUIntLE((lossy.readUInt16LE(8) & 0x3fff) - 1, 7, 3);
  } else if (lossless !== undefined && lossless.length >= 5) {
    const bits = lossless.readUInt32LE(1);
    header.writeUIntLE(bits & 0x3fff, 4, 3);
    header.writeUIntLE((bits >>> 14) & 0x3fff, 7, 3);
    if (((bits >>> 28) & 1) === 1) header[0] = ALPHA_FLAG;
  } else throw new Error('the picture has no bit stream');
  return header;
};
