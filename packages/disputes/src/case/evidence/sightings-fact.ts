import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { CaseFile } from '../file/case-file.ts';
import { soundCase } from '../file/case-resource.ts';
import { earliest } from '../file/dates.ts';

const sightingSchema = z.object({
  work: z.string(),
  original: z
    .string()
    .nullable()
    .meta({ title: 'path of its original', description: 'Null where the case names none.' }),
  since: z.string().nullable().meta({ title: 'first sighting of a copy, or the day of the accusation' }),
});

/** Since when works are disputed. Pure. An infringement that does not say which work it shows may show each. */
const sightingsOf = ({ works, infringements, accusation }: CaseFile): z.infer<typeof sightingSchema>[] =>
  (works ?? []).map(({ id, rawOriginal }) => ({
    work: String(id),
    original: rawOriginal?.path.replace(/^\.\//, '') ?? null,
    since:
      earliest([
        ...(infringements ?? [])
          .filter(({ match }) => !match || String(match.work) === String(id))
          .map(({ firstSeen }) => firstSeen),
        ...(accusation?.receivedAt ? [accusation.receivedAt] : []),
      ]) ?? null,
  }));

export const sightingsFact = defineFact({
  id: 'sightings',
  scope: 'case',
  version: 1,
  title: 'The works of a case: the original of each, and since when it is disputed.',
  schema: z.object({ works: z.array(sightingSchema) }),
  compute: async (_subject, _params, context) => ({ works: sightingsOf((await soundCase(context)).value) }),
});
