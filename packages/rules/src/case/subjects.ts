import { join } from 'node:path';
import { globHint, type Subject, type SubjectKind, type SubjectRelation } from '@listing-lint/core';
import { treeMatcherOf } from '../globs.ts';
import { discover } from '../listing/discover.ts';
import { isListingFile } from '../listing/layout.ts';
import { unmatched } from '../listing/unmatched.ts';
import { settingsOf } from '../settings.ts';

const pathOf = ({ path }: Subject): readonly string[] => [path];

/** What the case file names of ours. */
const caseRelations: { readonly [name: string]: SubjectRelation } = {
  listings: {
    scope: 'listing',
    title: 'The listings that the case names under `listings`.',
    names: { fact: 'case', path: 'listings' },
    keysOfMember: pathOf,
  },
  pictures: {
    scope: 'image',
    title: 'The pictures that the case names under `works`.',
    names: { fact: 'case', path: 'pictures' },
    keysOfMember: pathOf,
  },
};

export const caseSubjects: SubjectKind[] = [
  {
    scope: 'case',
    settings: ['cases'],
    gate: 'case-file-valid',
    related: caseRelations,
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
