import { defineFact, type FactContext, ListingLintError, type Plugin } from '@listing-lint/core/plugin';
import { customFact, type OwnFact } from '@listing-lint/rules/listing';
import { z } from 'zod';
import { caseOf, caseSchema } from './case-fact.ts';
import { evidenceFact } from './evidence/evidence-fact.ts';
import { sightingsFact } from './evidence/sightings-fact.ts';
import { caseFileFact } from './file/case-file-fact.ts';
import { placeSchema, regionOf, soundCase } from './file/case-resource.ts';

type KeptCases = ReturnType<typeof keptCases>;
const keptCases = (context: FactContext) => context.set(caseFileFact.id);
/** Made once for the cases of a run, which all ask for it. */
const pathsById = new WeakMap<KeptCases, ReadonlyMap<string, readonly string[]>>();

const pathsOf = (kept: KeptCases): ReadonlyMap<string, readonly string[]> => {
  const before = pathsById.get(kept);
  if (before !== undefined) return before;
  const paths = new Map<string, string[]>();
  for (const [path, file] of kept) {
    const id = 'value' in file ? file.value.id?.value : undefined;
    if (id === undefined) continue;
    const of = paths.get(id);
    if (of === undefined) paths.set(id, [path]);
    else of.push(path);
  }
  pathsById.set(kept, paths);
  return paths;
};

/** Other cases of one id that are told; with more the run would write down every pair. */
const MOST_OTHERS = 20;

const caseIdFact = defineFact({
  id: 'caseId',
  scope: 'case',
  version: 1,
  title: 'The id of a case, and the other case files that have it, too.',
  schema: z.object({
    id: z.string(),
    others: z.array(z.string()).meta({ title: 'other cases with its id' }),
    ...placeSchema,
  }),
  needsSet: [caseFileFact.id],
  compute: (subject, _params, context) => {
    const kept = keptCases(context);
    const own = kept.get(subject.path);
    if (own === undefined || !('value' in own) || own.value.id === null) {
      throw new ListingLintError('fact-unavailable', 'the case has no id that can be read');
    }
    const { value: id, ...place } = own.value.id;
    const others = (pathsOf(kept).get(id) ?? [])
      .slice(0, MOST_OTHERS + 1)
      .filter((path) => path !== subject.path)
      .slice(0, MOST_OTHERS);
    return { id, others, ...place };
  },
  region: regionOf,
  related: ({ others }) => others.map((path) => ({ path, message: 'has the same id' })),
});

export const caseFact = defineFact({
  id: 'case',
  scope: 'case',
  version: 4,
  title: 'A dispute: its damages, its infringements, and what went on after a takedown.',
  schema: caseSchema,
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    return caseOf(value);
  },
});

export const damagesFact = defineFact({
  id: 'damages',
  scope: 'case',
  version: 1,
  title: 'The damages of a dispute in USD; cannot be had where the case states none, or in another currency alone.',
  schema: z.object({
    usd: z.number().meta({ title: 'damages', unit: 'USD' }),
    stated: z.string().meta({ title: 'damages as the case states them' }),
  }),
  compute: async (_subject, _params, context) => {
    const { damagesUsd, damagesStated } = await context.get(caseFact.id);
    if (damagesUsd !== null) return { usd: damagesUsd, stated: damagesStated };
    const why =
      damagesStated === 'none stated'
        ? 'the case states no damages: add damages: { amount: <number>, currency: <USD or another> }, 0 where there are none'
        : `the case states ${damagesStated}; add damages: { usd: <amount in USD>, rateDate: <YYYY-MM-DD> }`;
    throw new ListingLintError('fact-unavailable', why);
  },
});

export const facts: NonNullable<Plugin['facts']> = [
  caseFileFact,
  caseFact,
  damagesFact,
  caseIdFact,
  evidenceFact,
  sightingsFact,
];

/** Facts whose shape the config declares. */
export const caseFactsFor = (settings: unknown): readonly OwnFact[] =>
  customFact(settings, 'case', async (_subject, _params, context) => {
    const { custom } = await soundCase(context);
    return custom;
  });
