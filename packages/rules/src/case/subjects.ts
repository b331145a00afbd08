import { join } from 'node:path';
import type { SubjectKind } from '@listing-lint/core';
import { treeMatcherOf } from '../globs.ts';
import { discover } from '../listing/discover.ts';
import { isListingFile } from '../listing/layout.ts';
import { settingsOf } from '../settings.ts';

export const subjects: SubjectKind[] = [
  {
    scope: 'case',
    gate: 'case-file-valid',
    async *discover(context) {
      const globs = settingsOf(context).cases ?? [];
      const isCase = treeMatcherOf(globs);
      const { tree } = await discover(context);
      for (const glob of globs) {
        if (!glob.startsWith('!') && !tree.texts.some(treeMatcherOf([glob]))) {
          context.warn(`cases: "${glob}" matches no file`);
        }
      }
      for (const path of tree.texts) {
        if (!isCase(path) || isListingFile(path)) continue;
        yield { scope: 'case', path, file: join(context.root, path), channels: [] };
      }
    },
  },
];
