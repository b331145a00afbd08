import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces: one text for one value, whatever the order in which it was made. Of plain data whose texts are well-formed
 * it is that of RFC 8785 (JCS), which takes over how ECMAScript writes texts and numbers and sorts keys by their UTF-16 units.
 */
export const canonicalJson = (value: unknown): string => textOf(value) ?? 'null';

/** Undefined for what JSON does not have; such members are left out. */
const textOf = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return `[${value.map((each) => textOf(each) ?? 'null').join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Put together by hand: an object would list keys that look like numbers first.
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, inner]) => {
      const text = textOf(inner);
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    });
  return `{${members.join(',')}}`;
};

/** SHA-256 of a text (as UTF-8) or of bytes, hex. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
