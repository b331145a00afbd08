import type { ResolvedConfig } from '../config/load.ts';
import type { Notice } from '../model/report.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import { closedGate } from '../report/findings.ts';
import type { SubjectSet } from '../run/discover.ts';
import type { Judgement } from '../run/judge.ts';

/** What the facts of all subjects leave open, each once. */
export const caveatsOf = (judgements: readonly Judgement[]): readonly Notice[] =>
  [...new Set(judgements.flatMap(({ caveats }) => caveats))].map((message) => ({
    level: 'note',
    code: 'not-examined',
    message,
  }));

/** Facts that break, each with the first of the subjects that it broke on. */
export const brokenFacts = () => {
  const paths = new Map<string, string>();
  return {
    add: (message: string, { path }: Pick<Subject, 'path'>): void => {
      const other = paths.get(message);
      if (other === undefined || path < other) paths.set(message, path);
    },
    notices: (): readonly Notice[] =>
      [...paths].map(([message, path]) => ({ level: 'error', code: 'fact-broken', message, path })),
  };
};

/** What has gone wrong in plugins and no finding says, here and in other processes of the run, each once. */
export const faultsOf = ({ guard }: ResolvedConfig, elsewhere: readonly Notice[] = []): readonly Notice[] => {
  const own = guard.takeNotices().map(({ message }) => message);
  const all = new Set([...elsewhere.map(({ message }) => message), ...own]);
  return [...all].map((message) => ({ level: 'error', code: 'plugin-failed', message }));
};

/** Code of the notices of what could not be read of a subject. A run with one of them is not a pass. */
export const SUBJECT_UNREAD = 'subject-unread';

/** Returns what discovery could not read of the judged subjects and of their groups, where no gate reports it: it is off, or does not judge them in this run. */
export const unreadSubjects = (
  judgements: readonly Judgement[],
  subjects: SubjectSet,
  registry: ResolvedConfig['registry'],
): readonly Notice[] => {
  const unread = [...registry.scopes.values()].flatMap(({ kind }) =>
    (subjects.get(kind.scope) ?? []).flatMap((subject) =>
      (kind.problemsOf?.(subject) ?? []).map((message) => ({ subject, message })),
    ),
  );
  if (unread.length === 0) return [];
  const judged = new Set(judgements.flatMap(({ subject: { path, group } }) => [path, group]));
  const reported = new Set(
    judgements.flatMap((judgement) =>
      closedGate(judgement, registry) === undefined ? [] : [subjectKey(judgement.subject)],
    ),
  );
  return unread
    .filter(({ subject }) => judged.has(subject.path) && !reported.has(subjectKey(subject)))
    .map(({ subject: { path }, message }) => ({ level: 'error', code: SUBJECT_UNREAD, message, path }));
};
