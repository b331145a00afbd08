import { escapeControls, type Outcome, type Report, type SubjectReport } from '@listing-lint/core';
import { attributesOf } from '../format/attributes.ts';
import { compareNatural } from '../format/order.ts';
import { size } from '../format/phrases.ts';

export interface FileGroup {
  readonly name: string;
  readonly files: readonly FileRow[];
}

export interface FileRow {
  readonly path: string;
  readonly role: string;
  readonly bytes: string;
  readonly sha256: string;
  /** Rules by outcome, the bad ones first. */
  readonly verdicts: readonly { readonly outcome: Outcome; readonly word: string; readonly rules: string }[];
}

const isCase = (subject: SubjectReport | undefined): boolean => subject?.scope === 'case';

/** Every file by listing or kind, disputes first; what is not there is none. */
export const fileGroups = ({ subjects }: Report): readonly FileGroup[] => {
  const groups = new Map<string, SubjectReport[]>();
  for (const subject of subjects) {
    if (subject.absent === true) continue;
    const name =
      subject.scope === 'listing'
        ? subject.path
        : (attributesOf(subject).listing ??
          (subject.scope === 'image' ? 'Pictures of no listing' : `${subject.scope} files`));
    const group = groups.get(name);
    if (group) group.push(subject);
    else groups.set(name, [subject]);
  }
  return [...groups]
    .sort(([a, [first]], [b, [other]]) => Number(isCase(other)) - Number(isCase(first)) || compareNatural(a, b))
    .map(([name, members]) => ({
      name: escapeControls(name),
      files: members
        .sort((a, b) => Number(b.scope === 'listing') - Number(a.scope === 'listing') || compareNatural(a.path, b.path))
        .map(fileRow),
    }));
};

const VERDICTS: readonly (readonly [Outcome, string])[] = [
  ['fail', 'failed'],
  ['inconclusive', 'not judged'],
  ['pass', 'passed'],
  ['skip', 'did not apply'],
];

const fileRow = (subject: SubjectReport): FileRow => {
  const { scope, path, bytes, sha256, outcomes } = subject;
  return {
    path: escapeControls(path),
    role: escapeControls(attributesOf(subject).role ?? scope),
    bytes: bytes === undefined ? '' : size(bytes),
    sha256: escapeControls(sha256 ?? ''),
    verdicts: VERDICTS.flatMap(([outcome, word]) =>
      outcomes[outcome].length === 0 ? [] : [{ outcome, word, rules: escapeControls(outcomes[outcome].join(', ')) }],
    ),
  };
};
