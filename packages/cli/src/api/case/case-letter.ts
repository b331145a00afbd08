import { LANGUAGES, type Language, letterNamed, type WrittenLetter, writeLetter } from '@listing-lint/disputes';
import { UsageError } from '../../output/known-error.ts';
import { todayOf } from '../../project/today.ts';
import { checkCall, DAY, type Kinds, oneOf, TEXT } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { CASE_QUERY, type CaseQuery, openCase } from './find-case.ts';
import { heldByRules } from './held-by-rules.ts';

export interface CaseLetterQuery extends CaseQuery {
  /** `evidence-request`, `counter-notice`, `platform-reply`, `cease-and-desist`. */
  readonly letter: string;
  /** `en` or `zh`. Default `en`. */
  readonly language?: Language;
  /** Until when an answer is asked for, `YYYY-MM-DD`; no period is made up. */
  readonly answerBy?: string;
}

const KINDS: Kinds<CaseLetterQuery> = { ...CASE_QUERY, letter: TEXT, language: oneOf(...LANGUAGES), answerBy: DAY };

/** A letter or the reasons why there is none; `file` is the case file, absolute. `notes` say what could not be told of what it rests on, a sentence each. */
export type CaseLetter = WrittenLetter & { readonly file: string; readonly notes: readonly string[] };

/** Gives `caseLetter` for a program that holds the guard of plugins. */
export const letterWriter =
  (program?: Program) =>
  async (query: CaseLetterQuery): Promise<CaseLetter> => {
    checkCall({ name: 'caseLetter', options: query, kinds: KINDS, needs: ['case', 'letter'] });
    const letter = letterNamed(query.letter);
    if ('hint' in letter) throw new UsageError(`there is no letter "${query.letter}"`, letter.hint);
    const opened = await openCase(query, program);
    const { file, value } = opened.found;
    const answer = query.answerBy === undefined ? {} : { answerBy: todayOf(query.answerBy, new Date(0)) };
    const { language = 'en' } = query;
    const written = writeLetter(letter, value, { language, today: opened.today, ...answer });
    const { reasons, notes } = await heldByRules(query, opened, { whereFailed: letter.rules }, program);
    const held = written.kind === 'refused' ? [...written.reasons, ...reasons] : reasons;
    if (written.kind === 'refused' || held.length > 0) return { kind: 'refused', reasons: held, file, notes };
    return { ...written, file, notes };
  };

/** Drafts a letter from a case: text, or every reason why it is not written. Sends and writes nothing. */
export const letterAlone: (query: CaseLetterQuery) => Promise<CaseLetter> = letterWriter();
