import { createHash } from 'node:crypto';
import { readIptc } from '@listing-lint/rules/metadata';

/** Datasets of an IPTC record without those that go; the others keep their bytes. Throws for a record that is not whole. */
export const editIptc = (bytes: Buffer, removes: (name: string, value: string) => boolean): Buffer => {
  const { datasets, problem } = readIptc(bytes);
  if (problem !== null) throw new Error(`the IPTC record cannot be edited: ${problem}`);
  return Buffer.concat(
    datasetSlices(bytes).filter((slice) => {
      const [only] = readIptc(slice).datasets;
      if (only === undefined) return true;
      // Its text is read with the character set that the whole record declares.
      const value =
        datasets.find(({ name, value: text }) => name === only.name && sameText(text, slice))?.value ?? only.value;
      return !removes(only.name, value);
    }),
  );
};

const sameText = (text: string, slice: Buffer): boolean => slice.subarray(5).equals(Buffer.from(text, 'utf8'));

const datasetSlices = (bytes: Buffer): Buffer[] => {
  const slices: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c; ) {
    const declared = bytes.readUInt16BE(at + 3);
    const size = declared & 0x7fff;
    const length = declared < 0x8000 ? declared : size + bytes.readUIntBE(at + 5, size);
    slices.push(bytes.subarray(at, at + 5 + length));
    at += 5 + length;
  }
  return slices;
};

const IPTC = 0x0404;
const IPTC_DIGEST = 0x0425;

interface Resource {
  readonly id: number;
  /** The whole block, with its head. */
  readonly block: Buffer;
  readonly head: Buffer;
  readonly data: Buffer;
}

/**
 * Photoshop's image resources with each one's data edited (null takes the resource out). The digest of IPTC that stands beside it is
 * brought in step. Throws for resources that are not whole.
 */
export const editPhotoshop = (bytes: Buffer, edit: (id: number, data: Buffer) => Buffer | null): Buffer => {
  const resources = resourcesOf(bytes);
  const edited = resources.map((resource) => ({ resource, data: edit(resource.id, resource.data) }));
  const iptc = edited.find(({ resource }) => resource.id === IPTC)?.data;
  return Buffer.concat(
    edited.flatMap(({ resource, data }) => {
      if (data === null) return [];
      if (resource.id === IPTC_DIGEST && iptc !== undefined)
        return iptc === null ? [] : [blockOf(resource.head, createHash('md5').update(iptc).digest())];
      return data === resource.data ? [resource.block] : [blockOf(resource.head, data)];
    }),
  );
};

const resourcesOf = (bytes: Buffer): Resource[] => {
  const resources: Resource[] = [];
  let at = 0;
  while (at + 12 <= bytes.length) {
    if (!/^(?:8BIM|PHUT|DCSR|AgHg|MeSa)$/.test(bytes.toString('latin1', at, at + 4))) break;
    const start = at + 6 + (((bytes[at + 6] ?? 0) + 2) & ~1) + 4;
    if (start > bytes.length) throw new Error('the Photoshop resources are cut');
    const size = bytes.readUInt32BE(start - 4);
    const end = start + size + (size & 1);
    if (start + size > bytes.length) throw new Error('the Photoshop resources are cut');
    const data = bytes.subarray(start, start + size);
    resources.push({
      id: bytes.readUInt16BE(at + 4),
      block: bytes.subarray(at, end),
      head: bytes.subarray(at, start - 4),
      data,
    });
    at = end;
  }
  if (bytes.subarray(at).some((byte) => byte !== 0)) throw new Error('the Photoshop resources are damaged');
  return resources;
};

const blockOf = (head: Buffer, data: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([head, size, data, Buffer.alloc(data.length & 1)]);
};
