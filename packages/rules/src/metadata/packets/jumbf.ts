import { decode, type TagDecodeControl, type TagDecoder } from 'cborg';
import { boxesOf } from '../carriers/boxes.ts';

/** One assertion, claim or other content of a C2PA manifest store, as plain data. */
export interface ManifestContent {
  /** Labels of the superboxes it lies in, `/` between: `c2pa/urn:…/c2pa.assertions/stds.exif`. */
  readonly path: string;
  readonly value: unknown;
}

export interface ManifestContents {
  readonly contents: readonly ManifestContent[];
  /** Parts that cannot be read, by label; what they say is unknown. */
  readonly unread: readonly string[];
}

const MAX_DEPTH = 12;
const MAX_CONTENTS = 2000;
const MAX_CONTENT = 2_000_000;

/**
 * The JSON and CBOR contents of a JUMBF block (ISO/IEC 19566-5; C2PA 2.2): what a manifest says, without judging whether it is signed.
 * Never throws.
 */
export const readJumbf = (bytes: Buffer): ManifestContents => {
  const contents: ManifestContent[] = [];
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
        if (value === undefined) unread.push(here);
        else contents.push({ path: here, value });
      }
    }
  };
  walk(bytes, '', 0);
  return { contents, unread };
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
