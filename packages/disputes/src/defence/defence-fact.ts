import { defineFact, type Problem, problemsInOrder } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { originalsOf } from '../case/evidence/originals.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { placeInCase, placeSchema, regionOf, soundCase } from '../case/file/case-resource.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { isAnsweredOrOpen } from '../deadline/answered.ts';

import { shortList } from '../short-list.ts';
import { PROOF_GROUPS, PROOF_IDS, type ProofGroup } from './proof-schema.ts';
import { type Proof, proofsOf } from './proofs.ts';

const lacking = (title: string) => z.array(z.string()).meta({ title });

const defenceParams = z.object({ asked: z.array(z.string()).optional() });

/** `4 of 15 proofs are missing: the original, a timestamp, a witness and 1 more`. */
const summaryOf = ({ works }: CaseFile, wanted: readonly Proof[]): string => {
  const lacking = wanted.filter(({ present }) => !present);
  const word = lacking.some(({ missing }) => missing === null) ? 'missing or contradicted' : 'missing';
  const names = shortList(lacking.map(({ name }) => name));
  const bare = (works ?? []).length === 0 ? '; no work is named yet: add works: [{ id: <name of the picture> }]' : '';
  return `${lacking.length} of ${wanted.length} proofs ${lacking.length === 1 ? 'is' : 'are'} ${word}: ${names}${bare}`;
};

export const defenceFact = defineFact({
  id: 'defence',
  scope: 'case',
  version: 1,
  title: 'What answers an accusation against us, and what of it is missing.',
  schema: z.object({
    proofs: z
      .array(z.object({ id: z.enum(PROOF_IDS), present: z.boolean() }))
      .meta({ description: 'all that are known, whether or not they are asked for.' }),
    summary: z.string().meta({ title: 'how many of the proofs that are asked for are missing, and which' }),
    picture: lacking('proofs that are missing of how the picture was made'),
    dates: lacking('proofs that are missing of its age'),
    papers: lacking('papers that are missing'),
    answers: lacking('answers that are missing'),
    ...placeSchema,
  }),
  params: defenceParams,
  compute: async (_subject, params, context) => {
    const { value, problemAt } = await soundCase(context);
    const { asked = [] } = defenceParams.parse(params);
    const originals = await originalsOf(value, context);
    const proofs = proofsOf(value, {
      originals,
      isAnsweredOrOpen: isAnsweredOrOpen(value, builtInProfiles(), context.asOf),
    });
    const wanted = proofs.filter(({ id }) => asked.includes(id));
    const told = (ids: readonly string[]): readonly Problem[] =>
      wanted.flatMap(({ id, missing, contradicted }) =>
        ids.includes(id)
          ? [...contradicted, ...(missing === null ? [] : [missing])].map(({ at, message }) => problemAt(at, message))
          : [],
      );
    const of = (group: ProofGroup): string[] => told(PROOF_GROUPS[group]).map(({ message }) => message);
    return {
      proofs: proofs.map(({ id, present }) => ({ id, present })),
      summary: summaryOf(value, wanted),
      picture: of('picture'),
      dates: of('dates'),
      papers: of('papers'),
      answers: of('answers'),
      ...placeInCase(problemsInOrder(told(PROOF_IDS))),
    };
  },
  region: regionOf,
});
