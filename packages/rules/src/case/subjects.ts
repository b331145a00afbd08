import { join } from 'node:path';
import { globHint, type SubjectKind } from '@listing-lint/core';
import { treeMatcherOf } from '../globs.ts';
import { discover } from '../listing/discover.ts';
import { isListingFile } from '../listing/layout.ts';
import { unmatched } from '../listing/unmatched.ts';
import { settingsOf } from '../settings.ts';

export const caseSubjects: SubjectKind[] = [
  {
    scope: 'case',
    settings: ['cases'],
    gate: 'case-file-valid',
    async *discover(context) {
      const globs = settingsOf(context).cases ?? [];
      const isCase = treeMatcherOf(globs);
      const { tree } = await discover(context);
      for (const { glob, index } of unmatched(globs, (each) => tree.texts.some(treeMatcherOf([each])))) {
        const hint = globHint(glob, tree.folders);
        context.refuse({ path: ['cases', index], message: `"${glob}" matches no YAML or JSON file`, hint });
      }
      for (const path of tree.texts) {
        if (!isCase(path) || isListingFile(path)) continue;
        yield { scope: 'case', path, file: join(context.root, path), channels: [] };
      }
    },
  },
];
