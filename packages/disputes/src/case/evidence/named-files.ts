import { type KeyPath, pathKeys, schemaValues } from '@listing-lint/core/plugin';
import { type CaseFile, caseFileSchema } from '../file/case-file.ts';

/** A file that a case names, and the place where it does. */
export interface NamedFile {
  readonly at: KeyPath;
  /** As the case writes it: relative to the folder of the config. */
  readonly file: string;
  /** The SHA-256 that the case says it has, 64 hex digits. */
  readonly sha256: string | null;
}

/** All files that a case names, wherever in it, in the order of the table of keys. Pure. */
export const namedFiles = (file: CaseFile): readonly NamedFile[] =>
  [...schemaValues(caseFileSchema, file)].flatMap(({ schema, path, value }) =>
    pathKeys.get(schema)?.names === 'file' && typeof value === 'string'
      ? [{ at: path, file: value, sha256: hashBeside(file, path) }]
      : [],
  );

const hashBeside = (file: unknown, path: KeyPath): string | null => {
  const mapping = path.slice(0, -1).reduce<unknown>(valueIn, file);
  const hash = valueIn(mapping, 'sha256');
  return typeof hash === 'string' ? hash : null;
};

const valueIn = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
