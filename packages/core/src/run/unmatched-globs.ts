import { isRecord } from '../config/document.ts';
import type { Layer } from '../config/layers.ts';
import { isOnSomewhere } from '../config/requires.ts';
import type { CheckedDocument } from '../config/validate.ts';
import type { Subject } from '../model/subject.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { lastTreeMatcherOf } from '../text/glob/glob-matcher.ts';
import { adviceFor, type IdleGlob, idleGlobs, idleSentence } from '../text/glob/idle-globs.ts';
import { orList } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { globHint } from '../tree/glob-hint.ts';

export interface UnmatchedGlob {
  readonly source: CheckedDocument;
  readonly place: KeyPath;
  readonly glob: string;
  readonly message: string;
  readonly hint: string;
  /** `true`: a rule, or what should be taken back, is left out of the run. */
  readonly leavesOut: boolean;
}

export interface GlobMatter {
  readonly documents: readonly CheckedDocument[];
  readonly layers: readonly Layer[];
  readonly entries: readonly TreeEntry[];
  readonly subjects: readonly Subject[];
  /** What subjects are called. */
  readonly nouns: readonly string[];
}

/** Globs of `overrides` and `ignores` in the user's own documents that change nothing, and alternatives in them: what they say holds for nothing, too. */
export const unmatchedGlobs = (matter: GlobMatter): readonly UnmatchedGlob[] => {
  const { documents, entries, subjects, nouns } = matter;
  const folders = entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : []));
  const paths = entries.map(({ path }) => path);
  const subjectPaths = subjects.map(({ path }) => path);
  const hintOf = (idle: IdleGlob): string => adviceFor(idle, (glob) => globHint(glob, folders, paths));
  return documents
    .filter(({ document }) => document.kind !== 'preset')
    .flatMap((source): UnmatchedGlob[] => [
      ...source.overrides.flatMap(({ select: { files = [] }, rules }, at) => {
        const turnsOn = rules.find(({ id, value }) => value.severity !== 'off' && isOnByOverrides(matter.layers, id));
        return idleGlobs(files, subjectPaths, 'select').map((idle) => ({
          source,
          place: placeOf(source, at, idle.index),
          glob: idle.glob,
          message: `overrides: ${idleSentence(idle, orList(nouns))}`,
          hint: turnsOn === undefined ? hintOf(idle) : `it turns on \`${turnsOn.id}\`; ${hintOf(idle)}`,
          leavesOut: turnsOn !== undefined && idle.kind !== 'away',
        }));
      }),
      ...idleGlobs(source.ignores, paths, 'lastTree')
        .filter(({ glob }) => isWalked(glob))
        .map((idle) => ({
          source,
          place: ['ignores', idle.index],
          glob: idle.glob,
          message: `ignores: ${idleSentence(idle, 'file or folder')}`,
          hint: hintOf(idle),
          leavesOut: idle.kind === 'away' && !paths.some(lastTreeMatcherOf([idle.alone.replace(/^!/, '')])),
        })),
    ]);
};

/** Whether overrides alone have a rule judge. */
const isOnByOverrides = (layers: readonly Layer[], id: string): boolean =>
  isOnSomewhere(layers, id) &&
  !isOnSomewhere(
    layers.filter(({ select }) => select === undefined),
    id,
  );

/** One glob may stand without a list. */
const placeOf = ({ document: { value } }: CheckedDocument, index: number, at: number): KeyPath => {
  const override: unknown = isRecord(value) && Array.isArray(value.overrides) ? value.overrides[index] : undefined;
  const isList = isRecord(override) && Array.isArray(override.files);
  return ['overrides', index, 'files', ...(isList ? [at] : [])];
};

/** What is never walked may match nothing. */
const isWalked = (glob: string): boolean => !/(^!?|\/)(\.(?!\/)|node_modules)/.test(glob);
