import { deflateSync } from 'node:zlib';
import { pngChunk } from '@listing-lint/rules/image';
import { CarrierWalk, FILE, walkPng } from '@listing-lint/rules/metadata';

import type { BlockEditor } from './block-editor.ts';
import { editTrailer } from './jpeg-write.ts';

const SIGNATURE = 8;
const PICTURE: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'acTL', 'fcTL', 'fdAT']);

/** A PNG with its metadata edited: every chunk of the picture is copied byte for byte. Throws where a block cannot be edited. */
export const rewritePng = (bytes: Buffer, editor: BlockEditor): Buffer => {
  const parts: Buffer[] = [bytes.subarray(0, SIGNATURE)];
  let hasXmp = false;
  // Readers may pass over what stands behind the picture's data.
  let beforeData = parts.length;
  for (let at = SIGNATURE; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new Error('the picture is cut off');
    const type = bytes.toString('latin1', at + 4, at + 8);
    const whole = bytes.subarray(at, end);
    if (type === 'IEND') {
      if (!hasXmp && editor.newXmp !== null) parts.splice(beforeData, 0, pngChunk('iTXt', xmpText(editor.newXmp)));
      parts.push(whole, editTrailer(bytes.subarray(end), editor));
      return Buffer.concat(parts);
    }
    const edited = PICTURE.has(type) ? whole : editChunk(whole, type, editor);
    hasXmp ||= edited !== null && isXmp(whole);
    if (edited !== null) parts.push(edited);
    if (type === 'IHDR') beforeData = parts.length;
    at = end;
  }
  throw new Error('the picture has no end');
};

const XMP = 'XML:com.adobe.xmp\0';
const xmpText = (packet: Buffer): Buffer => Buffer.concat([Buffer.from(`${XMP}\0\0\0\0`, 'latin1'), packet]);
const isXmp = (whole: Buffer): boolean => whole.toString('latin1', 8, 8 + XMP.length) === XMP;

/** A chunk edited, or null where it goes. The walker that finds carriers says what is in it, packed or not. */
const editChunk = (whole: Buffer, type: string, editor: BlockEditor): Buffer | null => {
  const walk = new CarrierWalk();
  walkPng(walk, FILE, Buffer.concat([Buffer.alloc(SIGNATURE), whole]));
  const carrier = walk.carriers[0];
  if (carrier === undefined || carrier.kind === 'icc') return whole;
  const { kind, bytes, keyword, problem } = carrier;
  if (kind === 'c2pa') return editor.keepsManifest ? whole : null;
  if (problem !== null) return whole;
  if (kind === 'text') return editor.keepsText(keyword ?? '', bytes.toString('utf8')) ? whole : null;
  if (kind === 'xmp') {
    const edited = editor.xmp(bytes, 0);
    if (edited === null || edited.equals(bytes)) return edited === null ? null : whole;
    return isXmp(whole) ? pngChunk('iTXt', xmpText(edited)) : rawProfile(whole, 'xmp', edited);
  }
  const edited = kind === 'exif' ? editor.exif(bytes) : kind === 'iptc' ? editor.iptc(bytes) : bytes;
  if (edited.equals(bytes)) return whole;
  if (type === 'eXIf') return pngChunk(type, edited);
  return rawProfile(whole, kind, kind === 'exif' ? Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), edited]) : edited);
};

/** A raw profile again, under the keyword that it had. */
const rawProfile = (whole: Buffer, kind: string, data: Buffer): Buffer => {
  const keyword = whole.toString('latin1', 8, whole.indexOf(0, 8));
  const text = `\n${kind}\n${String(data.length).padStart(8)}\n${data.toString('hex').replace(/.{72}/g, '$&\n')}\n`;
  return pngChunk(
    'zTXt',
    Buffer.concat([Buffer.from(`${keyword}\0\0`, 'latin1'), deflateSync(Buffer.from(text, 'latin1'))]),
  );
};
