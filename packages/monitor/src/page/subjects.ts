import { join, posix } from 'node:path';
import { gitIgnoredOf, globHint, reportIdleGlobs, type SubjectKind, treeMatcherOf } from '@listing-lint/core/plugin';
import { pageSettings } from './page-settings.ts';

const isPageName = (path: string): boolean => ['.html', '.htm'].includes(posix.extname(path).toLowerCase());

/** A seller's own shop pages, saved as files. */
export const pageSubjects: SubjectKind[] = [
  {
    scope: 'page',
    settings: ['pages'],
    gate: 'page-readable',
    async *discover(context) {
      const globs = pageSettings.of(context).pages ?? [];
      if (globs.length === 0) return;
      const { entries, ignored } = context;
      const files = entries.map(({ path }) => path).filter((path) => isPageName(path) && !ignored(path));
      const folders = entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : []));
      reportIdleGlobs(context, {
        at: ['pages'],
        globs,
        paths: files,
        as: 'tree',
        noun: 'HTML file',
        hintOf: (glob) => globHint(glob, folders.sort(), files),
        leavesOut: true,
      });
      const kept = gitIgnoredOf(context, { setting: 'pages', globs, isMeant: isPageName });
      if (kept !== undefined) context.warn(kept, ['pages']);
      for (const path of files.filter(treeMatcherOf(globs)).sort())
        yield { scope: 'page', path, file: join(context.root, path), channels: [] };
    },
  },
];
