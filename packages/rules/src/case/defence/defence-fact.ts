import { defineFact, type Problem, problemsInOrder } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { isAnsweredOrOpen } from '../deadline/answered.ts';
import { originalsOf } from '../evidence/originals.ts';
import { placeInCase, placeSchema, regionOf, soundCase } from '../file/case-resource.ts';
import { builtInProfiles } from '../profile/profiles.ts';
import { PROOF_GROUPS, PROOF_IDS, type ProofGroup } from './proof-schema.ts';
import { proofsOf } from './proofs.ts';

const lacking = (title: string) => z.array(z.string()).meta({ title });

const defenceParams = z.object({ asked: z.array(z.string()).optional() });

export const defenceFact = defineFact({
  id: 'defence',
  scope: 'case',
  version: 1,
  title: 'What answers an accusation against us, and what of it is missing.',
  schema: z.object({
    proofs: z
      .array(z.object({ id: z.enum(PROOF_IDS), present: z.boolean() }))
      .meta({ description: 'all that are known, whether or not they are asked for.' }),
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
    const told = (ids: readonly string[]): readonly Problem[] =>
      proofs.flatMap(({ id, missing, contradicted }) =>
        ids.includes(id) && asked.includes(id)
          ? [...contradicted, ...(missing === null ? [] : [missing])].map(({ at, message }) => problemAt(at, message))
          : [],
      );
    const of = (group: ProofGroup): string[] => told(PROOF_GROUPS[group]).map(({ message }) => message);
    return {
      proofs: proofs.map(({ id, present }) => ({ id, present })),
      picture: of('picture'),
      dates: of('dates'),
      papers: of('papers'),
      answers: of('answers'),
      ...placeInCase(problemsInOrder(told(PROOF_IDS))),
    };
  },
  region: regionOf,
});
