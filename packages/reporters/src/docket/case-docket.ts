import { subjectKey } from '@listing-lint/core';
import { z } from 'zod';

/** The fact of the built-in plugin that case files carry into a report. */
const FACT = 'docket';

const day = z.iso.date();
const actor = z.enum(['us', 'platform', 'counterparty', 'unknown']);
export type DocketActor = z.infer<typeof actor>;

const deadline = z.object({
  duty: z.string(),
  actor,
  since: day.nullable(),
  due: z.object({ earliest: day, latest: day }).nullable(),
  until: day.nullish(),
  /** `no-day`: a step for which no day is set; `why` says what happens if nobody acts. */
  state: z.enum(['met', 'open', 'due-soon', 'past', 'unknown', 'no-day']),
  daysLeft: z.number().int().nullable(),
  why: z.string().nullable(),
  ground: z.string().nullable(),
});
export type DocketDeadline = z.infer<typeof deadline>;

const standing = z.object({
  account: z.string(),
  ladder: z.string(),
  counts: z.enum(['strikes', 'points']).nullable(),
  counted: z.number().nonnegative().nullable(),
  steps: z.array(z.object({ at: z.number().positive(), penalty: z.string() })),
  countsUntil: day.nullable(),
  why: z.string().nullable(),
  ground: z.string().nullable(),
});
export type StrikeStatus = z.infer<typeof standing>;

/** What is read of the fact; more in it is passed by. */
const docket = z.object({
  id: z.string(),
  open: z.boolean(),
  direction: z.enum(['we-complain', 'accused']),
  platform: z.string().nullable(),
  counterparty: z.string().nullable(),
  owner: z.string().nullable(),
  listingCount: z.number().int(),
  money: z
    .object({
      amount: z.number(),
      currency: z.string(),
      usd: z.number().nullable(),
      rateDate: day.nullable(),
    })
    .nullable(),
  history: z.array(z.object({ on: day, by: actor, what: z.string(), listing: z.string().nullable() })),
  historyLeftOut: z.number().int(),
  deadlines: z.array(deadline),
  standings: z.array(standing),
});

/** A dispute as a docket shows it, and the subject whose it is. */
export type CaseDocket = z.infer<typeof docket> & { readonly path: string; readonly key: string };

/** What a report has of disputes. */
export interface Dockets {
  readonly cases: readonly CaseDocket[];
  /** Case files of which nothing is known: those with mistakes. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

/** What is read of a report. */
export interface DocketSource {
  readonly subjects: readonly {
    readonly scope: string;
    readonly path: string;
    readonly particulars?:
      | { readonly fact: string; readonly value: unknown }
      | { readonly fact: string; readonly unknown: string };
  }[];
}

/** The disputes of a report, in its order: those that say what a docket needs, and those that cannot be read. */
export const docketsOf = ({ subjects }: DocketSource): Dockets => {
  const cases: CaseDocket[] = [];
  const unread: { path: string; why: string }[] = [];
  for (const { scope, path, particulars } of subjects) {
    if (scope !== 'case' || particulars?.fact !== FACT) continue;
    const read = 'value' in particulars ? docket.safeParse(particulars.value) : undefined;
    if (read?.success === true) cases.push({ ...read.data, path, key: subjectKey({ scope, path }) });
    else unread.push({ path, why: 'unknown' in particulars ? particulars.unknown : 'the report says it otherwise' });
  }
  return { cases, unread };
};
