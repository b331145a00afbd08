import { z } from 'zod';

/** A calendar day, `2026-11-26`. */
export const profileDay = z.iso.date();

const link = z.strictObject({
  title: z.string().min(1).describe('what stands there'),
  url: z.url().describe('address of the page that was read'),
});

/** Where a figure stands, when it was read there, how far that can be trusted, and from when to when it holds. */
const provenance = {
  source: link,
  read: profileDay.describe('day on which it was read there'),
  certainty: z
    .enum(['A', 'B', 'C'])
    .describe('A: official and current. B: official, old or partial. C: somebody else says so'),
  from: profileDay.describe('first day on which it holds').optional(),
  until: profileDay.describe('last day on which it holds').optional(),
  note: z.string().min(1).describe('what else there is to know').optional(),
};

/** A number of law or of a platform with where it comes from: there is none without. */
export const figure = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, ...provenance });

/** Where a figure comes from, as sentences and letters cite it. */
export interface Citation {
  readonly title: string;
  readonly url: string;
  readonly read: string;
  readonly certainty: 'A' | 'B' | 'C';
}

export interface Figure<Value> {
  readonly value: Value;
  readonly source: { readonly title: string; readonly url: string };
  readonly read: string;
  readonly certainty: 'A' | 'B' | 'C';
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly note?: string | undefined;
}

export const citationOf = ({ source, read, certainty }: Figure<unknown>): Citation => ({
  ...source,
  read,
  certainty,
});

/** Whether a figure holds on a day. */
export const holdsOn = ({ from, until }: Figure<unknown>, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);
