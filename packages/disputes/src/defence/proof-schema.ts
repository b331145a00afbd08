import { z } from 'zod';
import { figure } from '../case/profile/figure.ts';

/** All proofs, in groups so small that a finding names each. */
export const PROOF_GROUPS = {
  picture: ['original', 'original-metadata', 'shooting-record', 'outtakes', 'editing-history'],
  dates: ['timestamp', 'first-publication'],
  papers: ['right', 'witness', 'chain-of-rights', 'model-release'],
  answers: ['evidence-requested', 'comparison', 'independent-creation', 'accusation-on-file', 'counter-notice'],
} as const;
export type ProofGroup = keyof typeof PROOF_GROUPS;

export const PROOF_IDS = [
  ...PROOF_GROUPS.picture,
  ...PROOF_GROUPS.dates,
  ...PROOF_GROUPS.papers,
  ...PROOF_GROUPS.answers,
] as const;
export type ProofId = (typeof PROOF_IDS)[number];

const proof = figure(
  z.strictObject({
    id: z.enum(PROOF_IDS),
    title: z.string().min(1).describe('what holds where it is there, as a clause'),
    name: z.string().min(1).describe('what it is called in a list'),
    missing: z.string().min(1).describe('what is told where it lacks; {work} stands for the work'),
    add: z.string().min(1).describe('the key to write, as a line; what is to be filled in stands in <angle brackets>'),
  }),
);

/** What answers an accusation: `config/profiles/proofs`. */
export const proofsSchema = z.strictObject({
  kind: z.literal('proofs'),
  id: z.literal('accusation'),
  title: z.string().min(1),
  proofs: z
    .array(proof)
    .refine(
      (all) => PROOF_IDS.every((id) => all.filter(({ value }) => value.id === id).length === 1),
      'each proof once',
    ),
});
