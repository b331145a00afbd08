/** Where the bytes of an item lie. */
export interface ItemLocation {
  readonly id: number;
  /** 0: in the file; 1: in the `idat` box. */
  readonly method: number;
  readonly reference: number;
  /** Absolute places in the file for method 0 and 1; `declared` is the offset as the table has it, without the base. */
  readonly extents: readonly { readonly start: number; readonly length: number; readonly declared: number }[];
}

interface MetaPlace {
  readonly start: number;
  readonly header: number;
  readonly end: number;
}

/** The table of places (`iloc`, versions 0–2) of a file's `meta` box. Throws for one that cannot be read to its end. */
export const itemLocations = (file: Buffer, meta: MetaPlace): ReadonlyMap<number, ItemLocation> => {
  const children = childrenOf(file, meta);
  const table = children.get('iloc');
  if (table === undefined) throw new Error('the file has no table of places');
  const data = children.get('idat')?.start ?? 0;
  const [version, sizes, more] = [file[table.start] ?? 0, file[table.start + 4] ?? 0, file[table.start + 5] ?? 0];
  if (version > 2) throw new Error('its table of places is of a version that is not known');
  const [offsetSize, lengthSize, baseSize, indexSize] = [
    sizes >> 4,
    sizes & 15,
    more >> 4,
    version === 0 ? 0 : more & 15,
  ];
  let at = table.start + 6;
  const read = (size: number): number => {
    if (at + size > table.end) throw new Error('its table of places is cut');
    const value = size === 0 ? 0 : size === 8 ? Number(file.readBigUInt64BE(at)) : file.readUIntBE(at, size);
    at += size;
    return value;
  };
  const wide = version === 2 ? 4 : 2;
  const locations = new Map<number, ItemLocation>();
  for (let count = read(wide); count > 0; count--) {
    const id = read(wide);
    const method = version === 0 ? 0 : read(2) & 15;
    const reference = read(2);
    const base = read(baseSize);
    const extents = Array.from({ length: read(2) }, () => {
      read(indexSize);
      const declared = base + read(offsetSize);
      return { start: method === 1 ? data + declared : declared, length: read(lengthSize), declared };
    });
    locations.set(id, { id, method, reference, extents });
  }
  return locations;
};

const childrenOf = (file: Buffer, { start, header, end }: MetaPlace): Map<string, { start: number; end: number }> => {
  const children = new Map<string, { start: number; end: number }>();
  for (let at = start + header + 4; at + 8 <= end; ) {
    const size = file.readUInt32BE(at);
    if (size < 8 || at + size > end) throw new Error('its meta box is cut');
    children.set(file.toString('latin1', at + 4, at + 8), { start: at + 8, end: at + size });
    at += size;
  }
  return children;
};

/**
 * A table of places anew: version 1 (2 where numbers of items need it), four bytes for offsets and lengths. What lies in the file behind
 * the `meta` box has moved by `shift`; items in `places` lie there.
 */
export const locationBox = (
  locations: ReadonlyMap<number, ItemLocation>,
  places: ReadonlyMap<number, { readonly start: number; readonly length: number }>,
  { metaEnd, shift }: { readonly metaEnd: number; readonly shift: number },
): Buffer => {
  const ids = [...new Set([...locations.keys(), ...places.keys()])];
  const isWide = Math.max(...ids, ids.length) > 0xffff;
  const number = (value: number, size: number): Buffer => {
    const out = Buffer.alloc(size);
    out.writeUIntBE(value, 0, size);
    return out;
  };
  const wide = isWide ? 4 : 2;
  const entries = ids.map((id) => {
    const old = locations.get(id);
    const place = places.get(id);
    const method = place === undefined ? (old?.method ?? 0) : 0;
    const extents =
      place === undefined
        ? (old?.extents ?? []).map(({ declared, length }) => ({
            start: method === 0 && declared >= metaEnd ? declared + shift : declared,
            length,
          }))
        : [place];
    return Buffer.concat([
      number(id, wide),
      number(method, 2),
      number(place === undefined ? (old?.reference ?? 0) : 0, 2),
      number(extents.length, 2),
      ...extents.flatMap(({ start, length }) => [number(start, 4), number(length, 4)]),
    ]);
  });
  const body = Buffer.concat([
    Buffer.from([isWide ? 2 : 1, 0, 0, 0, 0x44, 0x00]),
    number(ids.length, wide),
    ...entries,
  ]);
  return Buffer.concat([number(body.length + 8, 4), Buffer.from('iloc', 'latin1'), body]);
};
