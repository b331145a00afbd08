import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { caseResource, linesOf, placeInCase, placeSchema, regionOf } from './case-resource.ts';

export const caseFileFact = defineFact({
  id: 'caseFile',
  scope: 'case',
  version: 2,
  title: 'Whether a case file can be read, what is wrong with it, and its id.',
  schema: z.object({
    problems: z.array(z.string()).meta({ title: 'mistakes in the case file' }),
    ...placeSchema,
    id: z
      .object({ value: z.string(), ...placeSchema })
      .nullable()
      .meta({
        description: 'also of a file with other mistakes; null where it has none that can be used.',
      }),
  }),
  compute: async (_subject, _params, context) => {
    const { id, problems } = await context.use(caseResource);
    return { problems: linesOf(problems), ...placeInCase(problems), id };
  },
  region: regionOf,
});
