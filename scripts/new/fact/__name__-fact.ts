import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';

const schema = z.object({
  value: z.number().meta({ title: 'TODO what sentences call it' }),
});

/** TODO: what it returns, unit and range. Pure. */
export const measure__Pascal__ = (path: string): z.infer<typeof schema> => ({ value: path.length });

/** TODO: what it measures; throw what cannot be computed. */
export const __camel__Fact = defineFact({
  id: '__camel__',
  scope: 'image',
  version: 1,
  title: 'TODO what it measures.',
  schema,
  compute: ({ path }) => measure__Pascal__(path),
});
