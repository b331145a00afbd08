import { LIMITS } from './carrier.ts';

/** Bytes of a text as characters: UTF-16 by its zeros or mark, UTF-8 where they are valid, else Latin-1; at most `LIMITS.text` bytes of them. */
export const textOfBytes = (bytes: Buffer): string => {
  const value = bytes.subarray(0, LIMITS.text);
  if (value.length > 3 && value[1] === 0 && value[3] === 0) return new TextDecoder('utf-16le').decode(value);
  if (value.length > 3 && value.at(-2) === 0 && (value[0] === 0 || (value[0] === 0xfe && value[1] === 0xff)))
    return new TextDecoder('utf-16be').decode(value);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return value.toString('latin1');
  }
};

/** Control characters that no text has. Zeros pad, ESC and SUB are of old encodings and systems. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for
const BINARY = /[\u0001-\u0008\u000e-\u0019\u001c-\u001f\ufffd]/;

/** Whether bytes where a text should be are something else, such as compressed or encrypted data. */
export const isBinary = (bytes: Buffer): boolean => BINARY.test(textOfBytes(bytes));
