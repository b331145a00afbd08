import { resolve } from 'node:path';
import { type CaseLetterQuery, letterWriter } from '../../api/case/case-letter.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { tellNotes, tellRefused } from '../../output/told.ts';
import { writeNewFile } from '../../output/write-new.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface LetterFlags extends ConfigOptions, Pick<CaseLetterQuery, 'answerBy' | 'asOf'> {
  readonly lang: NonNullable<CaseLetterQuery['language']>;
  readonly output?: string;
  readonly force?: boolean;
}

const ANOTHER_NAME = 'give another name, or say --force';

/** Drafts a letter; 1 where a ground is missing. */
export const letterAction = async (letter: string, given: string, flags: LetterFlags, io: Io): Promise<number> => {
  const { lang, output, force, answerBy, asOf } = flags;
  const written = await letterWriter(io)({
    ...queryOf(flags, io),
    letter,
    case: given,
    language: lang,
    ...(answerBy === undefined ? {} : { answerBy }),
    ...(asOf === undefined ? {} : { asOf }),
  });
  if (written.kind === 'refused') return tellRefused(`the letter ${letter} is not written`, written.reasons, io);
  if (output === undefined) io.stdout(written.text);
  else {
    const file = { file: resolve(io.cwd, output), name: output, text: written.text, cwd: io.cwd };
    await writeNewFile(file, ANOTHER_NAME, force === true);
    io.stderr(`${output}: ${written.counsel === null ? 'written' : `a draft for counsel, ${written.counsel}`}\n`);
  }
  tellNotes(written.notes, io);
  return 0;
};
