import { boxesOf, type IsoBox } from './boxes.ts';
import { LIMITS, Reader } from './carrier.ts';

/** An item of a HEIF file (ISO/IEC 23008-12). */
export interface HeifItem {
  readonly id: number;
  /** `Exif`, `mime`, `hvc1`, … */
  readonly type: string;
  /** Of a `mime` or `uri ` item; else empty. */
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly problem: string | null;
}

interface Extents {
  readonly method: number;
  readonly ranges: readonly (readonly [offset: number, length: number])[];
}

const MAX_ITEMS = 4000;
const MAX_EXTENTS = 64;

/** The items that a `meta` box declares (`iinf`), each with its bytes (`iloc`: in the file, or in `idat`). */
export const readItems = (
  file: Buffer,
  boxes: readonly IsoBox[],
): { readonly items: readonly HeifItem[]; readonly problem: string | null } => {
  const bodyOf = (type: string): Buffer | undefined => boxes.find((box) => box.type === type)?.body;
  const [info, location, data] = [bodyOf('iinf'), bodyOf('iloc'), bodyOf('idat')];
  if (info === undefined) return { items: [], problem: null };
  const locations = location === undefined ? new Map<number, Extents>() : readLocations(location);
  if (locations === null) return { items: [], problem: 'where they lie cannot be read' };
  const entries = boxesOf(info.subarray(info[0] === 0 ? 6 : 8)).filter(({ type }) => type === 'infe');
  const items = entries.slice(0, MAX_ITEMS).flatMap(({ body }) => {
    const entry = readEntry(body);
    return entry === null ? [] : [{ ...entry, ...contentOf(locations.get(entry.id), file, data) }];
  });
  const isCut = entries.length > MAX_ITEMS || items.length < Math.min(entries.length, MAX_ITEMS);
  return { items, problem: isCut ? 'some of them cannot be read' : null };
};

const textAt = (bytes: Buffer, start: number): string => {
  const end = bytes.indexOf(0, start);
  return bytes.toString('latin1', start, Math.min(end < 0 ? bytes.length : end, start + 100));
};

/** `infe` of version 2 or 3; null for older ones. */
const readEntry = (body: Buffer): Pick<HeifItem, 'id' | 'type' | 'contentType'> | null => {
  const version = body[0];
  if (version !== 2 && version !== 3) return null;
  const reader = new Reader(body, false);
  const id = version === 2 ? reader.u16(4) : reader.u32(4);
  const at = version === 2 ? 8 : 10;
  if (id === undefined || body.length < at + 4) return null;
  const type = body.toString('latin1', at, at + 4);
  const afterName = body.indexOf(0, at + 4);
  return {
    id,
    type,
    contentType: afterName < 0 || !['mime', 'uri '].includes(type) ? '' : textAt(body, afterName + 1),
  };
};

/** `iloc`; null where it is cut or of a version that is not known. */
const readLocations = (body: Buffer): Map<number, Extents> | null => {
  const reader = new Reader(body, false);
  const [version, sizes, more] = [body[0], body[4], body[5]];
  if (version === undefined || sizes === undefined || more === undefined || version > 2) return null;
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, more >> 4];
  const indexSize = version === 0 ? 0 : more & 15;
  const sized = (at: number, size: number): number | undefined =>
    size === 0 ? 0 : size === 4 ? reader.u32(at) : size === 8 ? reader.u64(at) : undefined;
  const count = version < 2 ? reader.u16(6) : reader.u32(6);
  if (count === undefined) return null;
  const locations = new Map<number, Extents>();
  let at = version < 2 ? 8 : 10;
  for (let i = 0; i < Math.min(count, MAX_ITEMS); i++) {
    const id = version < 2 ? reader.u16(at) : reader.u32(at);
    at += version < 2 ? 2 : 4;
    const method = version === 0 ? 0 : (reader.u16(at) ?? 0) & 15;
    at += (version === 0 ? 0 : 2) + 2;
    const base = sized(at, baseSize);
    const extents = reader.u16(at + baseSize);
    at += baseSize + 2;
    if (id === undefined || base === undefined || extents === undefined || extents > MAX_EXTENTS) return null;
    const ranges: [number, number][] = [];
    for (let k = 0; k < extents; k++) {
      const offset = sized(at + indexSize, offsetSize);
      const length = sized(at + indexSize + offsetSize, lengthSize);
      if (offset === undefined || length === undefined) return null;
      ranges.push([base + offset, length]);
      at += indexSize + offsetSize + lengthSize;
    }
    locations.set(id, { method, ranges });
  }
  return locations;
};

const EMPTY = Buffer.alloc(0);

const contentOf = (
  extents: Extents | undefined,
  file: Buffer,
  data: Buffer | undefined,
): Pick<HeifItem, 'bytes' | 'problem'> => {
  if (extents === undefined) return { bytes: EMPTY, problem: 'it is declared and not there' };
  const source = extents.method === 0 ? file : extents.method === 1 ? data : undefined;
  if (source === undefined) return { bytes: EMPTY, problem: 'it is built in a way that is not read' };
  const total = extents.ranges.reduce((sum, [, length]) => sum + length, 0);
  const parts = extents.ranges.map(([start, length]) =>
    source.subarray(start, length === 0 ? undefined : start + length),
  );
  const held = parts.reduce((sum, part) => sum + part.length, 0);
  if (held < total) return { bytes: EMPTY, problem: 'it lies beyond the end of the file' };
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return { bytes: first, problem: null };
  if (total > LIMITS.packet) return { bytes: EMPTY, problem: 'it is too large to be put together' };
  return { bytes: Buffer.concat(parts), problem: null };
};
