import type { ResolvedConfig } from '../config/load.ts';
import type { Notice } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
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
