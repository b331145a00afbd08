import type { CaseFile } from '../case/file/case-file.ts';
import type { Profiles } from '../case/profile/profiles.ts';

import { deadlinesOf } from './deadlines-of.ts';

const isAnswer = ({ type }: { readonly type: string }): boolean => ['counter-notice', 'reply'].includes(type);

/** Whether all that we are accused of is answered, or the time for it runs: of several windows for one answer, one that is open is enough. */
export const isAnsweredOrOpen = (file: CaseFile, profiles: Profiles, asOf: string): boolean => {
  const answers = new Map<string, boolean>();
  for (const { id, state, start } of deadlinesOf(file, profiles, { asOf })) {
    if (!id.endsWith('/counter-notice')) continue;
    const key = JSON.stringify(start);
    answers.set(key, answers.get(key) === true || ['met', 'open', 'due-soon'].includes(state));
  }
  // Without a day of the accusation no turn began.
  return answers.size === 0 ? (file.events ?? []).some(isAnswer) : [...answers.values()].every(Boolean);
};
