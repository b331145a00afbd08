import type { Report } from '@listing-lint/core';
import { z } from 'zod';

/** The fact of the built-in plugin that the newest monitoring log carries into a report. */
const FACT = 'copiesDocket';

const day = z.iso.date();
const count = z.int().min(0);
const maybe = z.string().nullable();
const place = { listing: z.string(), seller: maybe, platform: maybe };

const openCopy = z.object({
  ...place,
  certainty: z.enum(['copy', 'marked', 'likely', 'possible']),
  work: maybe,
  transformation: maybe,
  since: day,
  days: count,
  relistings: count,
  case: maybe,
  isCaseOpen: z.boolean().nullable(),
  decision: maybe,
  price: z.number().nullable(),
  currency: maybe,
  log: z.string(),
});
export type ReportedCopy = z.infer<typeof openCopy>;

const takenCopy = z.object({ ...place, firstSeen: day, at: day, days: count, case: maybe });
export type ReportedTakedown = z.infer<typeof takenCopy>;

/** What is read of the fact; more in it is passed by. */
const docket = z.object({
  runs: count,
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  counts: z.object({ open: count, unanswered: count, taken: count, relisted: count }),
  open: z.array(openCopy),
  taken: z.array(takenCopy),
  days: z.array(z.object({ at: day, fresh: count, back: count, gone: count, up: count })),
  platforms: z.array(z.object({ name: z.string(), taken: z.array(count), up: z.array(count) })),
  platformsLeftOut: count,
  unread: z.array(z.string()),
});

/** Content of the monitoring logs of one shop, and the folder of its config, from that of the report: empty or with a `/` at its end. */
export type ReportedCopies = z.infer<typeof docket> & { readonly folder: string };

export interface ReportedMonitoring {
  readonly shops: readonly ReportedCopies[];
  /** Newest logs that could not be read, with the reason. */
  readonly unknown: readonly { readonly path: string; readonly why: string }[];
}

const value = z.object({ docket: docket.extend({ log: z.string() }).nullable() });

/** What a report has of copies, a shop each. */
export const monitoringOf = ({ subjects }: Pick<Report, 'subjects'>): ReportedMonitoring => {
  const shops: ReportedCopies[] = [];
  const unknown: { path: string; why: string }[] = [];
  for (const { scope, path, particulars } of subjects) {
    if (scope !== 'monitoring-log' || particulars?.fact !== FACT) continue;
    const read = 'value' in particulars ? value.safeParse(particulars.value) : undefined;
    if (read?.success !== true)
      unknown.push({ path, why: 'unknown' in particulars ? particulars.unknown : 'the report says it otherwise' });
    else if (read.data.docket !== null) {
      const { log, ...copies } = read.data.docket;
      shops.push({ ...copies, folder: path.endsWith(log) ? path.slice(0, path.length - log.length) : '' });
    }
  }
  return { shops, unknown };
};
