import { hash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces: one text for one value, whatever the order in which it was made. Of plain data whose texts are well-formed
 * it is that of RFC 8785 (JCS), which takes over how ECMAScript writes texts and numbers and sorts keys by their UTF-16 units.
 */
export const canonicalJson = (value: unknown): string => textOf(value) ?? 'null';

/** Undefined for what JSON does not have; such members are left out. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      text += `${index === 0 ? '' : ','}${textOf(value[index]) ?? 'null'}`;
    return `[${text}]`;
  }
  // Put together by hand: an object would list keys that look like numbers first.
  for (const key of sortedKeys(value)) {
    const member = textOf(Reflect.get(value, key));
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${text}}`;
};

/** Most objects that are written one after the other have the same keys in the same order: these are sorted once. */
const sortedKeys = (value: object): readonly string[] => {
  const keys = Object.keys(value);
  if (keys.length !== lately.given.length || keys.some((key, place) => key !== lately.given[place]))
    lately = { given: keys, sorted: keys.toSorted() };
  return lately.sorted;
};

let lately: { readonly given: readonly string[]; readonly sorted: readonly string[] } = { given: [], sorted: [] };

/** SHA-256 of a text (as UTF-8) or of bytes, hex. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');
