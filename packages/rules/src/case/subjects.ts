import { join, posix } from 'node:path';
import {
  type DiscoverContext,
  globHint,
  type Subject,
  type SubjectKind,
  type SubjectRelation,
  treeMatcherOf,
  unmatched,
} from '@listing-lint/core/plugin';
import { settingsOf } from '../settings.ts';
import { isListingFile } from '../subject.ts';

const EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/** What may be a case file, by its name: a folder or pipe of such a name is told when it is read. Sorted. */
const textsIn = ({ entries, ignored }: DiscoverContext): readonly string[] =>
  entries
    .map(({ path }) => path)
    .filter((path) => EXTENSIONS.includes(posix.extname(path).toLowerCase()) && !ignored(path))
    .sort();

const foldersIn = ({ entries }: DiscoverContext): readonly string[] =>
  entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : [])).sort();

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
      if (globs.length === 0) return;
      const isCase = treeMatcherOf(globs);
      const texts = textsIn(context);
      for (const { glob, index } of unmatched(globs, (each) => texts.some(treeMatcherOf([each])))) {
        const hint = globHint(glob, foldersIn(context));
        context.refuse({ path: ['cases', index], message: `"${glob}" matches no YAML or JSON file`, hint });
      }
      for (const path of texts) {
        if (!isCase(path) || isListingFile(path)) continue;
        yield { scope: 'case', path, file: join(context.root, path), channels: [] };
      }
    },
  },
];
