import { join } from 'node:path';
import type { Subject, SubjectKind, SubjectRelation } from '@listing-lint/core/plugin';
import { disputesSettings } from '../disputes-settings.ts';
import { namedTexts } from './named/named-texts.ts';

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
    knownAsSaid: true,
    related: caseRelations,
    async *discover(context) {
      const globs = disputesSettings.of(context).cases ?? [];
      if (globs.length === 0) return;
      const { paths, tell } = namedTexts(context, 'cases', globs);
      await tell();
      for (const path of paths) yield { scope: 'case', path, file: join(context.root, path), channels: [] };
    },
  },
];
