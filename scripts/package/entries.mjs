// What packages of ours may be imported by: the entries that their manifests declare.
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { listFiles, root } from '../files.mjs';

/** Each `{ specifier, source, types }`: what importers write, and the absolute paths of its module and its emitted declarations. */
export const packageEntries = () =>
  listFiles('packages', /^packages\/[^/]+\/package\.json$/).flatMap((path) => {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    const folder = join(root, dirname(path));
    return Object.entries(exports).flatMap(([entry, { '@listing-lint/source': source, types }]) =>
      source === undefined
        ? []
        : [{ specifier: posix.join(name, entry), source: join(folder, source), types: join(folder, types) }],
    );
  });
