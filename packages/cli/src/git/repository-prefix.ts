import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where the linted folder lies in its git repository, for reports whose readers start at the repository's root; nothing where there is none. */
export const repositoryPrefix = (root: string): { readonly prefix?: string } => {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return { prefix: relative(folder, root).replaceAll('\\', '/') };
    if (folder === dirname(folder)) return {};
  }
};
