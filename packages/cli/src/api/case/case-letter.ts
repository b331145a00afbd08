import { LANGUAGES, type Language, letterNamed, type WrittenLetter, writeLetter } from '@listing-lint/rules';
import { UsageError } from '../../output/known-error.ts';
import { todayOf } from '../../project/today.ts';
import { checkCall, DAY, type Kinds, oneOf, TEXT } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { CASE_QUERY, type CaseQuery, openCase } from './find-case.ts';

export interface CaseLetterQuery extends CaseQuery {
  /** `evidence-request`, `counter-notice`, `platform-reply`, `cease-and-desist`. */
  readonly letter: string;
  /** `en` or `zh`. Default `en`. */
  readonly language?: Language;
  /** Until when an answer is asked for, `YYYY-MM-DD`; no period is made up. */
  readonly answerBy?: string;
}

const KINDS: Kinds<CaseLetterQuery> = { ...CASE_QUERY, letter: TEXT, language: oneOf(...LANGUAGES), answerBy: DAY };

/** A letter or the reasons why there is none; `file` is the case file, absolute. */
export type CaseLetter = WrittenLetter & { readonly file: string };

/** Gives `caseLetter` for a program that holds the guard of plugins. */
export const letterWriter =
  (program?: Program) =>
  async (query: CaseLetterQuery): Promise<CaseLetter> => {
    checkCall({ name: 'caseLetter', options: query, kinds: KINDS, needs: ['case', 'letter'] });
    const letter = letterNamed(query.letter);
    if ('hint' in letter) throw new UsageError(`there is no letter "${query.letter}"`, letter.hint);
    const { found, today } = await openCase(query, program);
    const answer = query.answerBy === undefined ? {} : { answerBy: todayOf(query.answerBy, new Date(0)) };
    const { language = 'en' } = query;
    return { ...writeLetter(letter, found.value, { language, today, ...answer }), file: found.file };
  };

/** Drafts a letter from a case: text, or every reason why it is not written. Sends and writes nothing. */
export const letterAlone: (query: CaseLetterQuery) => Promise<CaseLetter> = letterWriter();
