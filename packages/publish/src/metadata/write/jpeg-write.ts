import { createHash } from 'node:crypto';
import { isTiff, type Segment, segmentsOf, startsWith, trailerParts } from '@listing-lint/rules/metadata';

import type { BlockEditor } from './block-editor.ts';
import { editPhotoshop } from './iptc-edit.ts';
import { movedPictures } from './mpf-edit.ts';
import { editWholePacket } from './xmp-edit.ts';

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED = 'http://ns.adobe.com/xmp/extension/\0';
const PHOTOSHOP = 'Photoshop 3.0\0';
const LARGEST = 65_533;

/**
 * A JPEG with its metadata edited: segments that hold none, the tables and every scan are copied byte for byte. Throws where a block cannot
 * be edited, or the file has no end.
 */
export const rewriteJpeg = (bytes: Buffer, editor: BlockEditor): Buffer => {
  const { segments, end } = segmentsOf(bytes);
  if (end === null) throw new Error('the picture is cut off');
  const edits = new Map<Segment, readonly Buffer[]>();
  editExifSegments(segments, editor, edits);
  editXmpSegments(segments, editor, edits);
  editPhotoshopSegments(segments, editor, edits);
  for (const segment of segments) if (!edits.has(segment) && !stays(segment, editor)) edits.set(segment, []);
  const added = editor.newXmp !== null && !segments.some(isXmp) ? [segment(0xe1, XMP, editor.newXmp)] : [];
  const body = assemble(bytes, segments, edits, { added, end });
  const trailer = editTrailer(bytes.subarray(end), editor);
  return movedPictures(Buffer.concat([body, trailer]), { old: bytes, oldEnd: end, newEnd: body.length });
};

const assemble = (
  bytes: Buffer,
  segments: readonly Segment[],
  edits: ReadonlyMap<Segment, readonly Buffer[]>,
  { added, end }: { readonly added: readonly Buffer[]; readonly end: number },
): Buffer => {
  const first = segments.findIndex(
    ({ marker, data }) => !(marker === 0xe0 || (marker === 0xe1 && startsWith(data, EXIF))),
  );
  const parts: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  segments.forEach((each, i) => {
    parts.push(bytes.subarray(at, each.start));
    if (i === first) parts.push(...added);
    parts.push(...(edits.get(each) ?? [bytes.subarray(each.start, each.end)]));
    at = each.end;
  });
  parts.push(bytes.subarray(at, end));
  return Buffer.concat(parts);
};

const segment = (marker: number, identifier: string, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  const length = identifier.length + data.length + 2;
  if (length > LARGEST + 2) throw new Error('a block is too large for a segment');
  head.writeUInt16BE(length, 2);
  return Buffer.concat([head, Buffer.from(identifier, 'latin1'), data]);
};

const isExif = ({ marker, data }: Segment): boolean => marker === 0xe1 && startsWith(data, 'Exif\0');
const isXmp = ({ marker, data }: Segment): boolean => marker === 0xe1 && startsWith(data, XMP);
const isExtended = ({ marker, data }: Segment): boolean => marker === 0xe1 && startsWith(data, EXTENDED);
const isPhotoshop = ({ marker, data }: Segment): boolean => marker === 0xed && startsWith(data, PHOTOSHOP);

type Edits = Map<Segment, readonly Buffer[]>;

/** EXIF keeps its length, so that each part of it keeps its segment. */
const editExifSegments = (segments: readonly Segment[], editor: BlockEditor, edits: Edits): void => {
  const groups: Segment[][] = [];
  for (const each of segments.filter(isExif)) {
    const begins = ['II', 'MM'].includes(each.data.toString('latin1', 6, 8));
    const last = groups.at(-1);
    if (begins || last === undefined) groups.push([each]);
    else last.push(each);
  }
  for (const group of groups) {
    const block = Buffer.concat(group.map(({ data }) => data.subarray(6)));
    // What cannot be read stays.
    if (!isTiff(block)) continue;
    const edited = editor.exif(block);
    if (edited.equals(block)) continue;
    let at = 0;
    for (const each of group) {
      const length = each.data.length - 6;
      edits.set(each, [segment(0xe1, EXIF, edited.subarray(at, at + length))]);
      at += length;
    }
  }
};

const editXmpSegments = (segments: readonly Segment[], editor: BlockEditor, edits: Edits): void => {
  const renamed = editExtended(segments.filter(isExtended), editor, edits);
  for (const each of segments.filter(isXmp)) {
    const packet = each.data.subarray(XMP.length);
    let edited = editor.xmp(packet, 0);
    for (const [from, to] of renamed) edited = edited === null ? null : renameExtension(edited, from, to);
    if (edited === null) edits.set(each, []);
    else if (!edited.equals(packet)) edits.set(each, [segment(0xe1, XMP, edited)]);
  }
  // Packets under another header than the standard's; rights are written into a segment of their own.
  for (const each of segments) {
    if (each.marker !== 0xe1 || isXmp(each) || isExif(each) || isExtended(each)) continue;
    const edited = editWholePacket(each.data, editor);
    if (edited === null) edits.set(each, []);
    else if (!edited.equals(each.data)) edits.set(each, [segment(0xe1, '', edited)]);
  }
};

const renameExtension = (packet: Buffer, from: string, to: string): Buffer =>
  Buffer.from(packet.toString('utf8').replaceAll(new RegExp(from, 'gi'), to));

/** Extended XMP carries the MD5 of the whole packet as its name; gives the old and new names of those that changed. */
const editExtended = (
  segments: readonly Segment[],
  editor: BlockEditor,
  edits: Edits,
): (readonly [string, string])[] => {
  const names = [...new Set(segments.map(({ data }) => nameOf(data)))];
  return names.flatMap((name) => {
    const parts = segments.filter(({ data }) => nameOf(data) === name);
    const packet = Buffer.alloc(parts[0]?.data.readUInt32BE(EXTENDED.length + 32) ?? 0);
    for (const { data } of parts) data.copy(packet, data.readUInt32BE(EXTENDED.length + 36), EXTENDED.length + 40);
    if (createHash('md5').update(packet).digest('hex').toUpperCase() !== name.toUpperCase())
      throw new Error('the extended XMP cannot be edited: it does not agree with its own digest');
    const edited = editor.xmp(packet, 0);
    if (edited?.equals(packet)) return [];
    for (const each of parts) edits.set(each, []);
    const [first] = parts;
    if (edited === null || first === undefined) return [];
    const fresh = createHash('md5').update(edited).digest('hex').toUpperCase();
    edits.set(first, extensionSegments(edited, fresh));
    return [[name, fresh] as const];
  });
};

const nameOf = (data: Buffer): string => data.toString('latin1', EXTENDED.length, EXTENDED.length + 32);

const extensionSegments = (packet: Buffer, name: string): Buffer[] => {
  const segments: Buffer[] = [];
  for (let at = 0; at < packet.length; at += 60_000) {
    const place = Buffer.alloc(8);
    place.writeUInt32BE(packet.length, 0);
    place.writeUInt32BE(at, 4);
    segments.push(segment(0xe1, `${EXTENDED}${name}`, Buffer.concat([place, packet.subarray(at, at + 60_000)])));
  }
  return segments;
};

const IPTC = 0x0404;
const EXIF_RESOURCES: readonly number[] = [0x0422, 0x0423];
const XMP_RESOURCE = 0x0424;
const THUMBNAILS: readonly number[] = [0x0409, 0x040c];

const editPhotoshopSegments = (segments: readonly Segment[], editor: BlockEditor, edits: Edits): void => {
  const parts = segments.filter(isPhotoshop);
  const [first] = parts;
  if (first === undefined) return;
  const block = Buffer.concat(parts.map(({ data }) => data.subarray(PHOTOSHOP.length)));
  const edited = editPhotoshop(block, (id, data) => {
    if (id === IPTC) return same(data, editor.iptc(data));
    if (EXIF_RESOURCES.includes(id) && isTiff(data)) return same(data, editor.exif(data));
    if (id === XMP_RESOURCE) return editor.xmp(data, 0);
    return THUMBNAILS.includes(id) && !editor.keepsPreviews ? null : data;
  });
  if (edited.equals(block)) return;
  for (const each of parts) edits.set(each, []);
  const fresh: Buffer[] = [];
  for (let at = 0; at < edited.length; at += 65_000)
    fresh.push(segment(0xed, PHOTOSHOP, edited.subarray(at, at + 65_000)));
  edits.set(first, fresh);
};

/** The very same buffer where nothing changed, so that its block is copied as it is. */
const same = (before: Buffer, after: Buffer): Buffer => (after.equals(before) ? before : after);

const stays = ({ marker, data }: Segment, editor: BlockEditor): boolean => {
  if (marker === 0xfe) return editor.keepsText('Comment', data.toString('utf8'));
  if (marker < 0xe0 || marker > 0xef || data.length === 0) return true;
  // The index of the pictures behind the end goes with them.
  if ((marker === 0xe0 && startsWith(data, 'JFXX\0')) || (marker === 0xe2 && startsWith(data, 'MPF\0')))
    return editor.keepsPreviews;
  if (marker === 0xeb && startsWith(data, 'JP')) return editor.keepsManifest;
  return true;
};

/** Pictures behind the end of a picture are edited within their own length, as others count on where they lie. */
export const editTrailer = (bytes: Buffer, editor: BlockEditor): Buffer =>
  Buffer.concat(
    trailerParts(bytes).flatMap(({ kind, start, end }) => {
      const part = bytes.subarray(start, end);
      if (kind === 'picture' && !editor.keepsPreviews) return [];
      if (kind !== 'picture' || editor.inner === null) return [part];
      const edited = rewriteJpeg(part, editor.inner);
      if (edited.length > part.length) throw new Error('a picture behind the end has no room for the change');
      return [edited, Buffer.alloc(part.length - edited.length)];
    }),
  );
