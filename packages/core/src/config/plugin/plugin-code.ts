import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageOf } from '../../file/package-version.ts';
import { ANYWHERE } from '../../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../../file/read-file.ts';
import { canonicalJson, sha256 } from '../../text/canonical-json.ts';
import { resolvePackage } from './plugin-address.ts';

/** Modules of one plugin that are followed. */
const MOST_MODULES = 2000;

/** What a module names to be loaded: behind `from`, `import`, `require`, and in `new URL` beside `import.meta.url`. */
const NAMED = /(?:\bfrom|\bimport|\brequire|\bURL)\s*\(?\s*(['"`])([^'"`\n\r]{1,500})\1/g;

/** How a name without an extension may go on where `require` loads it. */
const ENDS = ['', '.js', '.cjs', '.mjs', '.json', '.ts', '/index.js'];

/**
 * SHA-256 (hex) of the code of a plugin: of its entry file where that loads nothing of its own; else over the hashes of all files that it loads by
 * paths, as their texts name them, and the versions of the packages. What it puts a name together for is not seen. Throws where the entry cannot be read.
 */
export const hashOfCode = (entry: string): string => {
  const files = new Map<string, string>();
  const packages = new Map<string, string | null>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined && files.size < MOST_MODULES; file = waiting.pop()) {
    if (files.has(file)) continue;
    const bytes = file === entry ? readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }) : bytesOf(file);
    if (bytes === undefined) continue;
    files.set(file, sha256(bytes));
    if (!isCode(file)) continue;
    for (const [, , name = ''] of bytes.toString('utf8').matchAll(NAMED)) {
      if (/^\.{1,2}\//.test(name)) {
        const next = fileAt(resolve(dirname(file), name));
        if (next !== undefined) waiting.push(next);
      } else if (isPackage(name) && !packages.has(name)) {
        packages.set(name, installedAs(name, file));
      }
    }
  }
  const versions = [...packages].filter(([, version]) => version !== null).sort();
  if (files.size === 1 && versions.length === 0) return files.get(entry) ?? '';
  const hashes = [...files].map(([file, hash]) => [relative(dirname(entry), file).replaceAll('\\', '/'), hash]).sort();
  return sha256(canonicalJson([hashes, versions]));
};

/** Of this program the version counts already wherever code does. */
const isPackage = (name: string): boolean => /^[@a-z][^:]*$/.test(name) && !/^listing-lint(?:\/|$)/.test(name);

const isCode = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

const bytesOf = (file: string): Buffer | undefined => {
  try {
    return readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
  } catch {
    return undefined;
  }
};

const fileAt = (path: string): string | undefined =>
  ENDS.map((end) => path + end).find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());

/** Name and version of an installed package; null of what is none, of Node's own and of one that says no version. */
const installedAs = (name: string, from: string): string | null => {
  try {
    const url = resolvePackage(name, from);
    return url.startsWith('file:') ? packageOf(fileURLToPath(url)) : null;
  } catch {
    // It is not installed, or is named in a text that loads nothing.
    return null;
  }
};
