import { defineFact, type FactId } from '@listing-lint/core/plugin';
import { evidenceFiles } from '@listing-lint/disputes';
import { z } from 'zod';
import { firstSealed } from './provenance-fact.ts';
import { ledgerFaults, ledgerOfRun, type RunLedger } from './run-ledger.ts';

interface Sighting {
  readonly work: string;
  readonly original: string | null;
  readonly since: string | null;
}
const SIGHTINGS: FactId<{ readonly works: readonly Sighting[] }> = 'sightings';

export const caseSealsFact = defineFact({
  id: 'caseSeals',
  scope: 'case',
  version: 3,
  title: 'Works of a case whose original was not sealed before the dispute began.',
  schema: z.object({
    notSealed: z.array(z.string()).meta({ title: 'works whose original is not sealed' }),
    sealed: z
      .array(z.object({ work: z.string(), at: z.string() }))
      .meta({ title: 'when the originals of works were sealed', description: 'the files as they are.' }),
    late: z.array(z.string()).meta({ title: 'works whose original was sealed too late' }),
    faultCount: z.number().int().meta({ title: 'number of damaged files of the ledger' }),
  }),
  compute: async (_subject, _params, context) => {
    const run = await ledgerOfRun(context);
    const { works } = await context.get(SIGHTINGS);
    const notSealed: string[] = [];
    const late: string[] = [];
    const sealed: { work: string; at: string }[] = [];
    const files = await context.useRun(evidenceFiles);
    for (const work of works) {
      const hash = work.original === null ? null : await files.sha256Of(work.original);
      const same = (run.byPath.get(work.original ?? '') ?? []).filter(({ entry }) => entry.file.sha256 === hash);
      const at = firstSealed(same);
      if (at !== null) sealed.push({ work: work.work, at });
      const sealedAt = sealOf(work, run);
      if (typeof sealedAt === 'object') notSealed.push(sealedAt.reason);
      else if (work.since !== null && !isBefore(sealedAt, work.since)) {
        late.push(`the original of work ${work.work} was sealed at ${sealedAt}, not before ${work.since}`);
      }
    }
    return { notSealed, sealed, late, faultCount: ledgerFaults(run).length };
  },
});

/** When the original of a work was sealed, or why that is not known. */
const sealOf = ({ work, original }: Sighting, { byPath }: RunLedger): string | { readonly reason: string } => {
  if (original === null) return { reason: `work ${work} names no original` };
  const archived = byPath.get(original) ?? [];
  if (archived.length === 0) return { reason: `the original of work ${work}, ${original}, is not archived` };
  return (
    firstSealed(archived) ?? {
      reason: `no seal that a root vouches for covers the original of work ${work}, ${original}`,
    }
  );
};

/** Where one has no time of day, by days. */
const isBefore = (moment: string, since: string): boolean =>
  since.includes('T') && /(?:Z|[+-]\d\d:?\d\d)$/.test(since)
    ? Date.parse(moment) < Date.parse(since)
    : moment.slice(0, 10) < since.slice(0, 10);
