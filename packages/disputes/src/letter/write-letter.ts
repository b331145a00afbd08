import type { CaseFile } from '../case/file/case-file.ts';
import { foreignLaws } from './laws.ts';
import { type LetterFacts, type LetterLine, letterFacts, plainText } from './letter-facts.ts';
import { frameOf } from './letter-frame.ts';
import type { Language, Letter, LetterPart } from './letter-schema.ts';
import { countryName, platformName } from './spoken-names.ts';

export interface LetterOptions {
  readonly language: Language;
  /** The day of the letter, YYYY-MM-DD. */
  readonly today: string;
  /** Until when an answer is asked for; no period is made up. */
  readonly answerBy?: string;
}

/** A letter, or why it is not written. */
export type WrittenLetter =
  | {
      readonly kind: 'written';
      readonly text: string;
      /** Ids of the parts that stand in it. */
      readonly parts: readonly string[];
      /** Why counsel has to see it; null where only our own law is concerned. */
      readonly counsel: string | null;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/**
 * Writes a letter from a case. It says what the case says and nothing else; where a ground is missing, it is not written, and every reason
 * is told. Pure.
 */
export const writeLetter = (
  letter: Letter,
  file: CaseFile,
  { language, today, answerBy }: LetterOptions,
): WrittenLetter => {
  const facts = withAnswer(inWordsOf(language, letterFacts(file, today)), answerBy);
  const holds = (name: string): boolean =>
    facts.values[name] !== undefined || facts.flags.has(name) || (facts.lists[name]?.length ?? 0) > 0;
  const missing = letter.grounds.filter(
    ({ needs, law }) => (law === undefined || facts.laws.has(law)) && !needs.some(holds),
  );
  // Where it is the wrong letter for the case, what else is missing says nothing.
  const [first] = missing;
  if (first !== undefined && first === letter.grounds[0]) return { kind: 'refused', reasons: [first.missing] };
  const reasons = [
    ...missing.map((ground) => ground.missing),
    ...(answerBy !== undefined && answerBy < today
      ? [`an answer cannot be asked for by ${plainText(answerBy)}: the letter is of ${today}`]
      : []),
  ];
  const paragraphs: string[] = [];
  const parts: string[] = [];
  for (const part of letter.parts) {
    if (part.law !== undefined && !facts.laws.has(part.law)) continue;
    const lines =
      (part.needs ?? []).every(holds) && !(part.lacks ?? []).some(holds) ? linesOf(part, facts, language) : [];
    if (lines.length > 0) {
      paragraphs.push(lines.join('\n'));
      parts.push(part.id);
    } else if (part.must !== undefined && !(part.lacks ?? []).some(holds)) reasons.push(part.must);
  }
  if (reasons.length > 0) return { kind: 'refused', reasons: [...new Set(reasons)] };
  const counsel = counselNote(letter, file, language);
  const text = frameOf({ letter, facts, language, paragraphs, counsel });
  return { kind: 'written', text, parts, counsel };
};

/** Platforms by the names that people know them by. */
const inWordsOf = (language: Language, facts: LetterFacts): LetterFacts => {
  const { platform } = facts.values;
  if (platform === undefined) return facts;
  return { ...facts, values: { ...facts.values, platform: plainText(platformName(platform, language)) } };
};

const withAnswer = (facts: LetterFacts, answerBy: string | undefined): LetterFacts =>
  answerBy === undefined ? facts : { ...facts, values: { ...facts.values, 'answer-by': plainText(answerBy) } };

const linesOf = (
  { each, texts }: LetterPart,
  { values, lists }: LetterFacts,
  language: Language,
): readonly string[] => {
  const scopes: readonly LetterLine[] =
    each === undefined ? [values] : (lists[each] ?? []).map((line) => ({ ...values, ...line }));
  return scopes.flatMap((scope) => {
    const text = texts.find((one) => placeholdersOf(one[language]).every((name) => scope[name] !== undefined));
    return text === undefined ? [] : [fill(text[language], scope)];
  });
};

const PLACEHOLDER = /\{\{([a-z.-]+)\}\}/g;

export const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);

/** In one step: what a case says is never read as a template. */
const fill = (text: string, scope: LetterLine): string =>
  text.replace(PLACEHOLDER, (all, name: string) => scope[name] ?? all);

const COUNSEL = {
  always: { en: 'letters of this kind can have consequences in law', zh: '此类函件可能产生法律后果' },
  unknown: { en: 'whose law applies is not stated', zh: '案卷未载明适用法律' },
  foreign: { en: 'the law of another country is concerned: ', zh: '涉及其他国家或地区的法律：' },
} as const;

const counselNote = ({ counsel }: Letter, file: CaseFile, language: Language): string | null => {
  const foreign = foreignLaws(file);
  const notes = [
    ...(counsel === true ? [COUNSEL.always[language]] : []),
    ...(foreign.includes(null) ? [COUNSEL.unknown[language]] : []),
    ...(foreign.some((law) => law !== null)
      ? [
          COUNSEL.foreign[language] +
            foreign
              .flatMap((law) => (law === null ? [] : [plainText(countryName(law, language))]))
              .join(language === 'zh' ? '、' : ', '),
        ]
      : []),
  ];
  return notes.length === 0 ? null : notes.join(language === 'zh' ? '；' : '; ');
};
