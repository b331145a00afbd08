import { boxesOf, type HeifItem, readItems } from '@listing-lint/rules/metadata';

import type { BlockEditor } from './block-editor.ts';
import { type ItemLocation, itemLocations, locationBox } from './heif-locations.ts';
import { emptyPacket } from './xmp-edit.ts';

/** A block to put in place of an item's bytes; null takes what it says away and leaves the item empty. */
interface Change {
  readonly item: HeifItem;
  readonly bytes: Buffer;
}

/**
 * An AVIF with its metadata edited. What fits in the place of the old is written there, so that no other byte moves; a packet that has grown,
 * or is new, is put behind the end, and the table of places says so. Throws where the file is built in a way that is not written here.
 */
export const rewriteHeif = (bytes: Buffer, editor: BlockEditor): Buffer => {
  const meta = topBoxes(bytes).find(({ type }) => type === 'meta');
  if (meta === undefined) throw new Error('the file has no meta box');
  const boxes = boxesOf(bytes.subarray(meta.start + meta.header + 4, meta.end));
  const { items, problem } = readItems(bytes, boxes);
  if (problem !== null) throw new Error(`the items of the file cannot be edited: ${problem}`);
  if (!editor.keepsManifest) refuseManifest(bytes);
  const changes = items.flatMap((item) => changeOf(item, editor) ?? []);
  const locations = itemLocations(bytes, meta);
  const out = Buffer.from(bytes);
  const grown: Change[] = [];
  for (const change of changes) if (!placeWithin(out, change, locations)) grown.push(change);
  const isNew = editor.newXmp !== null && !items.some(isXmp);
  if (grown.length === 0 && !isNew) return out;
  return putBehind(out, { meta, grown, added: isNew ? editor.newXmp : null, items });
};

/** A box of the file itself, by place. */
export interface TopBox {
  readonly type: string;
  readonly start: number;
  readonly header: number;
  readonly end: number;
}

const topBoxes = (bytes: Buffer, from = 0, to = bytes.length): readonly TopBox[] => {
  const boxes: TopBox[] = [];
  for (let at = from; at + 8 <= to; ) {
    const declared = bytes.readUInt32BE(at);
    const header = declared === 1 ? 16 : 8;
    const size = declared === 0 ? to - at : declared === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : declared;
    if (size < header || at + size > to) throw new Error('the file is cut off');
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at, header, end: at + size });
    at += size;
  }
  return boxes;
};

/** A manifest is left where it is: to take its box out would move all others. */
const refuseManifest = (bytes: Buffer): void => {
  const box = topBoxes(bytes).find(({ type }) => type === 'uuid' || type === 'jumb');
  if (box !== undefined) throw new Error(`its box ${box.type} cannot be taken out here`);
};

const isXmp = (item: HeifItem): boolean => item.type === 'mime' && item.contentType === 'application/rdf+xml';

const changeOf = (item: HeifItem, editor: BlockEditor): Change | null => {
  if (item.type === 'Exif' && item.bytes.length >= 4) {
    const skip = 4 + item.bytes.readUInt32BE(0);
    const start = item.bytes.toString('latin1', skip, skip + 4) === 'Exif' ? skip + 6 : skip;
    const edited = Buffer.concat([item.bytes.subarray(0, start), editor.exif(item.bytes.subarray(start))]);
    return edited.equals(item.bytes) ? null : { item, bytes: edited };
  }
  if (!isXmp(item)) return null;
  const edited = editor.xmp(item.bytes, item.bytes.length) ?? emptyPacket(item.bytes.length);
  return edited.equals(item.bytes) ? null : { item, bytes: edited };
};

/** Writes a change over the old bytes, which become zeros where it does not fit; `false` then. Throws where they lie in several places. */
const placeWithin = (out: Buffer, { item, bytes }: Change, locations: ReadonlyMap<number, ItemLocation>): boolean => {
  const location = locations.get(item.id);
  const [extent] = location?.extents ?? [];
  if (location === undefined || extent === undefined || location.extents.length !== 1)
    throw new Error(`item ${item.id} lies in several places`);
  const fits = bytes.length <= item.bytes.length;
  out.fill(0, extent.start, extent.start + item.bytes.length);
  if (fits) bytes.copy(out, extent.start);
  return fits;
};

interface Growth {
  readonly meta: TopBox;
  readonly grown: readonly Change[];
  readonly added: Buffer | null;
  readonly items: readonly HeifItem[];
}

/** Puts packets into a new `mdat` behind the end, and writes the `meta` box anew with their places and an item for a new one. */
const putBehind = (file: Buffer, { meta, grown, added, items }: Growth): Buffer => {
  const id = Math.max(0, ...items.map((item) => item.id)) + 1;
  const fresh = new Map(grown.map(({ item, bytes }) => [item.id, bytes]));
  if (added !== null) fresh.set(id, added);
  const payload = Buffer.concat([...fresh.values()]);
  const locations = itemLocations(file, meta);
  // The size of the new box does not depend on the places in it, so that it is made twice: to learn its size, and with the places.
  const build = (shift: number): Buffer => {
    let next = file.length + shift + 8;
    const places = new Map(
      [...fresh].map(([item, bytes]) => {
        const start = next;
        next += bytes.length;
        return [item, { start, length: bytes.length }] as const;
      }),
    );
    return metaBox(file, meta, { shift, places, locations, added: added === null ? null : id });
  };
  const shift = build(0).length - (meta.end - meta.start);
  return Buffer.concat([file.subarray(0, meta.start), build(shift), file.subarray(meta.end), box('mdat', payload)]);
};

interface MetaEdit {
  /** By how much everything behind the box moves. */
  readonly shift: number;
  readonly places: ReadonlyMap<number, { readonly start: number; readonly length: number }>;
  readonly locations: ReadonlyMap<number, ItemLocation>;
  /** Number of the item that is new. */
  readonly added: number | null;
}

const metaBox = (file: Buffer, meta: TopBox, { shift, places, locations, added }: MetaEdit): Buffer => {
  const start = meta.start + meta.header;
  const children = topBoxes(file, start + 4, meta.end).map(({ type, start: at, header, end }) => {
    const body = file.subarray(at + header, end);
    if (type === 'iloc') return locationBox(locations, places, { metaEnd: meta.end, shift });
    if (added === null) return file.subarray(at, end);
    if (type === 'iinf') return box('iinf', withEntry(body, added));
    if (type === 'iref') return box('iref', withReference(body, added, primaryOf(file, meta)));
    return file.subarray(at, end);
  });
  const hasReferences = topBoxes(file, start + 4, meta.end).some(({ type }) => type === 'iref');
  if (added !== null && !hasReferences)
    children.push(box('iref', withReference(Buffer.alloc(4), added, primaryOf(file, meta))));
  return box('meta', Buffer.concat([file.subarray(start, start + 4), ...children]));
};

const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** `iinf` with one entry more: an item of type `mime` that holds RDF. */
const withEntry = (body: Buffer, id: number): Buffer => {
  const isShort = body[0] === 0;
  const out = Buffer.from(body);
  if (isShort) out.writeUInt16BE(out.readUInt16BE(4) + 1, 4);
  else out.writeUInt32BE(out.readUInt32BE(4) + 1, 4);
  const number = Buffer.alloc(id > 0xffff ? 4 : 2);
  if (id > 0xffff) number.writeUInt32BE(id);
  else number.writeUInt16BE(id);
  const entry = Buffer.concat([
    Buffer.from([id > 0xffff ? 3 : 2, 0, 0, 0]),
    number,
    Buffer.from('\0\0mimeXMP\0application/rdf+xml\0\0', 'latin1'),
  ]);
  return Buffer.concat([out, box('infe', entry)]);
};

/** `iref` with a reference more: the new item describes (`cdsc`) the primary picture. */
const withReference = (body: Buffer, from: number, to: number): Buffer => {
  const isLong = body[0] === 1;
  if (!isLong && (from > 0xffff || to > 0xffff)) throw new Error('the file has too many items');
  const reference = Buffer.alloc(isLong ? 10 : 6);
  if (isLong) {
    reference.writeUInt32BE(from, 0);
    reference.writeUInt16BE(1, 4);
    reference.writeUInt32BE(to, 6);
  } else {
    reference.writeUInt16BE(from, 0);
    reference.writeUInt16BE(1, 2);
    reference.writeUInt16BE(to, 4);
  }
  return Buffer.concat([body, box('cdsc', reference)]);
};

const primaryOf = (file: Buffer, meta: TopBox): number => {
  const primary = topBoxes(file, meta.start + meta.header + 4, meta.end).find(({ type }) => type === 'pitm');
  if (primary === undefined) throw new Error('the file names no primary picture');
  const at = primary.start + primary.header;
  return file[at] === 0 ? file.readUInt16BE(at + 4) : file.readUInt32BE(at + 4);
};
