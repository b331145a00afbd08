import { createHash } from 'node:crypto';
import {
  fileFault,
  isKnownError,
  isMissingFile,
  ListingLintError,
  MAX_DATA_BYTES,
  type PathBound,
  type Problem,
  readText,
  replaceFile,
  withLock,
} from '@listing-lint/core/plugin';
import { decodeFingerprint } from '../fingerprint/fingerprint-record.ts';

/** A picture that was published. */
export interface Published {
  /** Text of its fingerprint. */
  readonly fingerprint: string;
  readonly product: string;
  /** Where it lay when it was published. */
  readonly path: string;
  /** ISO date. */
  readonly added: string;
}

/** Where published pictures are remembered: a file, or a database. */
export interface PublishedRegistry {
  readonly all: () => Promise<readonly Published[]>;
  /** Adds what is not there yet (same file, same product) and says how many. */
  readonly add: (pictures: readonly Published[]) => Promise<number>;
  /** Takes out the pictures with these paths, or below these folders, and says how many. */
  readonly remove: (paths: readonly string[]) => Promise<number>;
}

const HEADER = '# listing-lint registry 1: fingerprint, product, path, date, check; one published picture a line';
const OTHER_VERSION = /^# listing-lint registry (?!1:)/;

/**
 * A registry in a text file: a line a picture, sorted, so that git merges two branches line by line; the same line twice counts once.
 * Writers take turns by a lock file next to it, and write atomically. `within` bounds its path.
 */
export const fileRegistry = (file: string, within: PathBound, name = file): PublishedRegistry => {
  const all = async (): Promise<readonly Published[]> => parseRegistry(await readOrNothing(file, within), name);
  return {
    all,
    add: (pictures) =>
      locked(file, within, async () => {
        const known = new Map((await all()).map((picture) => [keyOf(picture), picture]));
        const before = known.size;
        for (const picture of pictures) if (!known.has(keyOf(picture))) known.set(keyOf(picture), picture);
        if (known.size > before) await replaceFile(file, registryText([...known.values()]), { within });
        return known.size - before;
      }),
    remove: (paths) =>
      locked(file, within, async () => {
        const pictures = await all();
        const isNamed = ({ path }: Published) => paths.some((each) => path === each || path.startsWith(`${each}/`));
        const remaining = pictures.filter((picture) => !isNamed(picture));
        if (remaining.length < pictures.length) await replaceFile(file, registryText(remaining), { within });
        return pictures.length - remaining.length;
      }),
  };
};

const keyOf = ({ fingerprint, product }: Published): string => `${fingerprint}\t${product}`;

const readOrNothing = async (file: string, within: PathBound): Promise<string> => {
  try {
    return await readText(file, { maxBytes: MAX_DATA_BYTES, within });
  } catch (error) {
    if (isMissingFile(error)) return '';
    throw new ListingLintError('file-unreadable', `the registry ${file} cannot be read: ${fileFault(error)}`, [], {
      cause: error,
    });
  }
};

const escapeField = (text: string): string =>
  text.replace(
    /[\\\t\r\n]/g,
    (character) => ({ '\\': '\\\\', '\t': '\\t', '\r': '\\r', '\n': '\\n' })[character] ?? '',
  );
const unescapeField = (text: string): string =>
  text.replace(/\\([\\trn])/g, (_, letter: string) => ({ '\\': '\\', t: '\t', r: '\r', n: '\n' })[letter] ?? '');

/** Eight hex digits over the other fields of a line. */
const checkOf = (fields: readonly string[]): string =>
  createHash('sha256').update(fields.join('\t')).digest('hex').slice(0, 8);

export const registryText = (pictures: readonly Published[]): string => {
  const lines = pictures.map(({ fingerprint, product, path, added }) => {
    const fields = [fingerprint, escapeField(product), escapeField(path), added];
    return [...fields, checkOf(fields)].join('\t');
  });
  return `${[HEADER, ...[...new Set(lines)].sort()].join('\n')}\n`;
};

/** Reads a registry. Throws `data-invalid` with every damaged line at its number. */
export const parseRegistry = (text: string, name: string): readonly Published[] => {
  const problems: Problem[] = [];
  const pictures = new Map<string, Published>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (OTHER_VERSION.test(line))
      problems.push({ file: name, line: index + 1, message: 'the file is of another version of listing-lint' });
    if (line === '' || line.startsWith('#')) return;
    const fields = line.split('\t');
    const [fingerprint = '', product = '', path = '', added = '', check = ''] = fields;
    const isConflict = /^[<=>]{7}/.test(line);
    const wrong = isConflict
      ? 'is left over from a merge'
      : fields.length !== 5
        ? `has ${fields.length === 1 ? 'one field' : `${fields.length} fields`}, not 5`
        : check !== checkOf(fields.slice(0, 4))
          ? 'is damaged: its check does not match'
          : faultOf(fingerprint, added);
    if (wrong !== undefined) {
      const hint = /^[<=>]{7}/.test(line)
        ? 'resolve the merge: keep the lines of both sides'
        : 'take the line out, and add the picture again: listing-lint registry add';
      problems.push({ file: name, line: index + 1, message: `the line ${wrong}`, hint });
      return;
    }
    pictures.set(line, { fingerprint, product: unescapeField(product), path: unescapeField(path), added });
  });
  const [first] = problems;
  if (first) throw new ListingLintError('data-invalid', `${name}:${first.line}: ${first.message}`, problems);
  return [...pictures.values()];
};

/** Path of the picture that a line is about: none for a comment; undefined where the line does not say. */
export const pathsOfLine = (line: string): readonly string[] | undefined => {
  if (line.startsWith('#')) return [];
  const path = line.split('\t')[2];
  return path === undefined ? undefined : [unescapeField(path)];
};

const faultOf = (fingerprint: string, added: string): string | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(added)) return 'has no date in its fourth field';
  try {
    decodeFingerprint(fingerprint);
    return undefined;
  } catch (error) {
    return isKnownError(error) ? `cannot be used: ${error.message}` : 'has no fingerprint';
  }
};

/** A holder reads and writes 100,000 pictures in about 3 s. */
const PATIENCE_MS = 120_000;

const locked = <T>(file: string, within: PathBound, work: () => Promise<T>): Promise<T> =>
  withLock(`${file}.lock`, { what: 'the registry', patienceMs: PATIENCE_MS, within }, work);
