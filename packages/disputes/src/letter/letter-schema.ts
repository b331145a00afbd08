import { z } from 'zod';
import { LAWS } from './laws.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence in every language; `{{name}}` stands for what the case says. */
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const fact = z.string().min(1);

/** Where it stands that a letter needs a sentence, when that was read, and how certain it is. */
const source = z.strictObject({
  title: z.string().min(1),
  url: z.url(),
  read: z.iso.date(),
  certainty: z.enum(['A', 'B', 'C']),
});

const part = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  each: fact.describe('a list of the case: one line for each').optional(),
  needs: z.array(fact).describe('facts without which it is left out').optional(),
  lacks: z.array(fact).describe('facts with which it is left out').optional(),
  law: z.enum(LAWS).describe('left out under other laws').optional(),
  must: z.string().min(1).describe('why the letter is not written where this part cannot be').optional(),
  says: z
    .enum(['blame', 'declaration'])
    .describe('it charges the other side with something, or declares something in our name')
    .optional(),
  texts: z.array(text).min(1).describe('the first one of which everything is known stands in the letter'),
  source: source.optional(),
});
export type LetterPart = z.infer<typeof part>;

/** A letter as data: `config/profiles/letters`. */
export const letterSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: text,
  addressee: z.enum(['them', 'platform']),
  counsel: z.boolean().describe('always a draft for counsel').optional(),
  rules: z.array(z.string().min(1)).min(1).describe('rules that hold it where they fail: what it says rests on them'),
  grounds: z
    .array(
      z.strictObject({
        needs: z.array(fact).min(1).describe('any one of them'),
        law: z.enum(LAWS).describe('no ground under other laws').optional(),
        missing: z.string().min(1),
      }),
    )
    .min(1)
    .describe(
      'what a case has to say before the letter is written; where the first is missing, it is the wrong letter',
    ),
  parts: z.array(z.union([part, z.strictObject({ use: z.literal('proofs') })])).min(1),
});

/** Parts that several letters have: `config/profiles/letter-parts`. */
export const letterPartsSchema = z.strictObject({ parts: z.array(part).min(1) });

/** A letter with all its parts in it. */
export interface Letter extends Omit<z.infer<typeof letterSchema>, 'parts'> {
  readonly parts: readonly LetterPart[];
}
