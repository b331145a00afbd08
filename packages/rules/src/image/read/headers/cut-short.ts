import { posix } from 'node:path';
import { PICTURE_EXTENSIONS } from '../container.ts';

/** What files of pictures begin with, as far as a file that was cut off may have it; `-` stands for any byte. */
const BEGINNINGS: readonly string[] = [
  '\xff\xd8\xff',
  '\x89PNG',
  'GIF8',
  'RIFF----WEBP',
  '8BPS',
  'II*\0',
  'MM\0*',
  '\0\0\0-ftyp',
  '\0\0\0-JXL ',
  '\0\0\0-jP  ',
];
/** Bytes by which a beginning is known: of fewer, a text may begin so. */
const LEAST_TEXT = 3;
const LEAST_BINARY = 2;
const PART_OF_NAME = new RegExp(`\\.(?:${PICTURE_EXTENSIONS.join('|')})(?![a-z0-9])`, 'i');

/** Why of a file whose first bytes are no picture's nobody can say that it is none: it was cut off, or never written. Undefined where that is not so. Pure. */
export const cutShort = (bytes: Uint8Array, path: string): string | undefined => {
  if (bytes.length > 0)
    return BEGINNINGS.some((each) => isCutOf(bytes, each)) ? 'cut off within its first bytes' : undefined;
  const isNameless = posix.extname(path) === '' || PART_OF_NAME.test(posix.basename(path));
  return isNameless ? 'empty' : undefined;
};

const isCutOf = (bytes: Uint8Array, beginning: string): boolean => {
  const known = [...bytes].filter((_, k) => beginning[k] !== '-').length;
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return (
    bytes.length < beginning.length &&
    known >= (isText ? LEAST_TEXT : LEAST_BINARY) &&
    bytes.every((byte, k) => beginning[k] === '-' || beginning.charCodeAt(k) === byte)
  );
};
