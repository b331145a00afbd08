import { decode, type TagDecodeControl, type TagDecoder } from 'cborg';
import { boxesOf } from '../carriers/boxes.ts';
import { isCutText } from '../carriers/carrier.ts';

/** A text, number or truth value of a manifest, with the label of its box and the keys that lead to it: `stds.exif/exif:GPSLatitude`. */
type Leaf = readonly [name: string, value: string];

export interface ManifestContents {
  /** The leaves of each assertion, claim or other content of a C2PA manifest store. */
  readonly contents: readonly (readonly Leaf[])[];
  /** Parts that cannot be read, or not wholly, by label; what they say is unknown. */
  readonly unread: readonly string[];
}

const MAX_DEPTH = 12;
const MAX_CONTENTS = 2000;
const MAX_CONTENT = 2_000_000;
const MAX_LEAVES = 2000;
const MAX_LEAF_DEPTH = 12;

/**
 * The JSON and CBOR contents of a JUMBF block (ISO/IEC 19566-5; C2PA 2.2): what a manifest says, without judging whether it is signed.
 * Never throws.
 */
export const readJumbf = (bytes: Buffer): ManifestContents => {
  const contents: (readonly Leaf[])[] = [];
  const unread: string[] = [];
  const walk = (block: Buffer, path: string, depth: number): void => {
    if (depth > MAX_DEPTH) {
      unread.push(path);
      return;
    }
    const boxes = boxesOf(block);
    const description = boxes[0]?.type === 'jumd' ? labelOf(boxes[0].body) : '';
    const here = [path, description].filter((part) => part !== '').join('/');
    for (const { type, body } of boxes) {
      if (type === 'jumb') walk(body, here, depth + 1);
      else if (type === 'json' || type === 'cbor') {
        const value = contents.length < MAX_CONTENTS && body.length <= MAX_CONTENT ? parse(type, body) : undefined;
        const { leaves, isWhole } = leavesOf(value, here.split('/').at(-1) ?? '');
        if (value === undefined || !isWhole) unread.push(here);
        if (value !== undefined) contents.push(leaves);
      }
    }
  };
  walk(bytes, '', 0);
  return { contents, unread };
};

/** The leaves of plain data; not whole if there are more than 2000 of them, some deeper than 12 keys, or one longer than the bound. */
const leavesOf = (root: unknown, label: string): { readonly leaves: readonly Leaf[]; readonly isWhole: boolean } => {
  const leaves: Leaf[] = [];
  let isWhole = true;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (leaves.length >= MAX_LEAVES || depth > MAX_LEAF_DEPTH) isWhole = false;
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      if (typeof value === 'string' && isCutText(value)) isWhole = false;
      leaves.push([path, String(value)]);
    } else if (Array.isArray(value)) for (const item of value) walk(item, path, depth + 1);
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
      for (const [key, item] of Object.entries(value)) walk(item, `${path}/${key}`, depth + 1);
  };
  walk(root, label, 0);
  return { leaves, isWhole };
};

/** Label of a description box: a UUID, toggles, then text ended by zero where the second toggle says so. */
const labelOf = (body: Buffer): string => {
  if (((body[16] ?? 0) & 2) === 0) return '';
  const end = body.indexOf(0, 17);
  return body.toString('utf8', 17, Math.min(end < 0 ? body.length : end, 17 + 200)).replaceAll('/', '_');
};

const parse = (type: string, body: Buffer): unknown => {
  try {
    if (type === 'json') return JSON.parse(body.toString('utf8'));
    return decode(body, { allowIndefinite: true, useMaps: false, tags: PLAIN_TAGS });
  } catch {
    return undefined;
  }
};

/** Tags whose content is taken as it is: dates, addresses, COSE. */
const PLAIN_TAGS: Readonly<Record<number, TagDecoder>> = Object.fromEntries(
  [0, 1, 18, 24, 32, 37].map((tag) => [tag, (content: TagDecodeControl) => content()]),
);
