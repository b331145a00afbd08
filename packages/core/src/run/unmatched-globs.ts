import { isRecord } from '../config/document.ts';
import type { CheckedDocument } from '../config/validate.ts';
import type { Subject } from '../model/subject.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { selectorMatcher } from '../plan/activation.ts';
import { orList } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { globHint } from '../tree/glob-hint.ts';
import { globMatcher } from '../tree/ignored.ts';

export interface UnmatchedGlob {
  readonly source: CheckedDocument;
  readonly place: KeyPath;
  readonly message: string;
}

/** Globs of `overrides` and `ignores` in the user's own documents that match nothing: what they say holds for nothing, too. `nouns`: what subjects are called. */
export const unmatchedGlobs = (
  documents: readonly CheckedDocument[],
  entries: readonly TreeEntry[],
  subjects: readonly Subject[],
  nouns: readonly string[],
): readonly UnmatchedGlob[] => {
  const folders = entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : []));
  const paths = entries.map(({ path }) => path);
  const selects = selectorMatcher([]);
  return documents
    .filter(({ document }) => document.kind !== 'preset')
    .flatMap((source) => [
      ...globsOf(source, 'overrides')
        .filter(({ glob }) => !subjects.some((subject) => selects(subject)({ files: [glob] })))
        .map(({ glob, place }) => ({
          source,
          place,
          message: `overrides: "${glob}" matches no ${orList(nouns)} (${globHint(glob, folders, paths)})`,
        })),
      ...globsOf(source, 'ignores')
        .filter(({ glob }) => isSeen(glob) && !paths.some(globMatcher([glob])))
        .map(({ glob, place }) => ({
          source,
          place,
          message: `ignores: "${glob}" matches nothing (${globHint(glob, folders, paths)})`,
        })),
    ]);
};

interface PlacedGlob {
  readonly glob: string;
  readonly place: KeyPath;
}

const globsOf = ({ ignores, overrides, document }: CheckedDocument, key: 'overrides' | 'ignores'): PlacedGlob[] =>
  key === 'ignores'
    ? ignores.map((glob, index) => ({ glob, place: ['ignores', index] }))
    : overrides.flatMap(({ select: { files = [] } }, index) => {
        const place = ['overrides', index, 'files'];
        // One glob may stand without a list.
        return files.map((glob, at) => ({ glob, place: isList(document.value, index) ? [...place, at] : place }));
      });

const isList = (value: unknown, index: number): boolean => {
  const override: unknown = isRecord(value) && Array.isArray(value.overrides) ? value.overrides[index] : undefined;
  return isRecord(override) && Array.isArray(override.files);
};

/** What `!` takes back, and what is never walked, may match nothing. */
const isSeen = (glob: string): boolean => !/^!|(^|\/)(\.(?!\/)|node_modules)/.test(glob);
