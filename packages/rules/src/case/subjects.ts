import { join, posix } from 'node:path';
import {
  type DiscoverContext,
  gitIgnoredOf,
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

const isTextName = (path: string): boolean => EXTENSIONS.includes(posix.extname(path).toLowerCase());

/** What may be a case file, by its name: a folder or pipe of such a name is told when it is read. Sorted. */
const textsIn = ({ entries, ignored }: DiscoverContext): readonly string[] =>
  entries
    .map(({ path }) => path)
    .filter((path) => isTextName(path) && !ignored(path))
    .sort();

const foldersIn = ({ entries }: DiscoverContext): readonly string[] =>
  entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : [])).sort();

/** Files beside the cases that may be cases as well, and that no glob names: `*.yaml` leaves out what ends in `.yml`. */
const passedOver = (texts: readonly string[], cases: readonly string[]): readonly string[] => {
  const known = new Set(cases);
  const folders = new Set(cases.map((path) => posix.dirname(path)));
  folders.delete('.');
  const others = texts.filter((path) => folders.has(posix.dirname(path)) && !known.has(path) && !isListingFile(path));
  return others.map((path) => `cases: no glob matches ${path}, which lies beside cases: it is not checked`);
};

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
    particulars: 'docket',
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
      const cases = texts.filter((path) => isCase(path) && !isListingFile(path));
      const kept = gitIgnoredOf(context, { setting: 'cases', globs, isMeant: isTextName });
      for (const warning of [...passedOver(texts, cases), ...(kept === undefined ? [] : [kept])])
        context.warn(warning, ['cases']);
      for (const path of cases) yield { scope: 'case', path, file: join(context.root, path), channels: [] };
    },
  },
];
