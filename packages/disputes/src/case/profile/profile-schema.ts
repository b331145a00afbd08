import { z } from 'zod';
import { figure, profileDay } from './figure.ts';

const id = z.string().regex(/^[A-Za-z0-9-]+$/, 'an id is letters, digits and hyphens');
const names = z.array(z.string().min(1)).describe('other names under which case files may give it').optional();
const title = z.string().min(1);
/** What a letter calls it, in every language of letters. */
const spoken = z.strictObject({ en: title, zh: title });
const head = { id, title, names };

/** Duties that have a length of their own somewhere; who has them and in which state of a case is in `case/procedure`. */
export const DUTIES = [
  'platform-answer',
  'counter-notice',
  'counter-notice-2',
  'counter-notice-3',
  'suit-notice',
  'put-back',
  'appeal',
] as const;
export type DutyId = (typeof DUTIES)[number];

const period = z.strictObject({
  least: z.int().min(1).describe('it is not due before so many days have passed').optional(),
  most: z.int().min(1).describe('it is due when so many days have passed; the day on which it begins is not counted'),
  unit: z.enum(['days', 'business-days', 'months']),
  starts: z
    .enum(['counter-notice', 'counter-forwarded', 'removed'])
    .describe('which event begins it, where the case holds several of the same step')
    .optional(),
  endsOnWorkday: z.boolean().describe('where it ends on a day off, it may run on to the next workday').optional(),
});
export type DutyPeriod = z.infer<typeof period>;

const duties = z
  .partialRecord(z.enum(DUTIES), figure(period))
  .describe('how long each duty lasts, where that is known');
const timeZones = figure(
  z
    .array(z.string().min(1))
    .min(1)
    .describe('zones of the IANA list: the clock by which its days count is one of them, or between them'),
);

const goodFaith = figure(
  z.strictObject({
    leastUpheld: z.number().min(0).max(1).describe('share of notices that have to be upheld'),
    mostCountered: z.number().min(0).max(1).describe('share of notices that may be countered').optional(),
    months: z.int().min(1).describe('months that are looked at'),
  }),
);

const platform = z.strictObject({
  kind: z.literal('platform'),
  ...head,
  spoken: spoken.describe('what letters call it'),
  spokenAs: z
    .record(z.string(), spoken)
    .describe('what letters call it where a case file gives one of these names: another market of the same house')
    .optional(),
  law: z.array(id).describe('jurisdictions whose law applies where the case names none'),
  calendar: id.describe('calendar of its business days'),
  timeZones,
  duties,
  accountAddresses: figure(
    z
      .array(z.string().regex(/^[a-z0-9.-]+\/[^{}]*\{account\}[^{}]*$/, 'host/path/{account}, without www.'))
      .min(1)
      .describe('addresses of the page of an account: what stands for {account} names it'),
  ).optional(),
  goodFaith: goodFaith.describe('what complaints have to be worth to be taken in good faith').optional(),
});

const jurisdiction = z.strictObject({
  kind: z.literal('jurisdiction'),
  ...head,
  spoken: spoken.describe('what letters call it'),
  calendar: id.describe('calendar of its business days').optional(),
  timeZones: timeZones.optional(),
  duties,
  limitation: figure(z.strictObject({ years: z.int().min(1) }))
    .describe('after how many years a claim lapses')
    .optional(),
  smallClaims: figure(
    z.strictObject({
      court: title,
      mostUsd: z.number().positive(),
      residentsOnly: z.boolean().describe('it hears no claim against who lives in another country').optional(),
    }),
  )
    .describe('who hears claims of little value, and up to which amount')
    .optional(),
});

const ladder = z.strictObject({
  kind: z.literal('ladder'),
  ...head,
  counts: z.enum(['strikes', 'points']),
  lapsesAfterDays: figure(z.int().min(1)).describe('a penalty counts for so many days').optional(),
  together: figure(z.strictObject({ days: z.int().min(1), of: z.enum(['anyone', 'one-rights-holder']) }))
    .describe('several within so many days count once')
    .optional(),
  mayBeZero: z.boolean().describe('a penalty of no points is one that this scale gives').optional(),
  mostPerDay: figure(z.number().positive()).describe('points of one day that count at most').optional(),
  perOffence: figure(z.number().positive()).describe('points that one more offence costs').optional(),
  steps: z
    .array(
      figure(
        z.strictObject({
          at: z.number().positive().describe('number of strikes or points'),
          penalty: title.describe('what happens then, as a clause'),
          closes: z.boolean().describe('the account ends').optional(),
        }),
      ),
    )
    .min(1)
    .describe('upwards'),
});

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
const calendar = z.strictObject({
  kind: z.literal('calendar'),
  ...head,
  weekend: z.array(weekday),
  years: z
    .array(
      figure(
        z.strictObject({
          year: z.int().min(2000).max(2100),
          holidays: z.array(z.strictObject({ from: profileDay, to: profileDay, name: title })),
          workdays: z.array(profileDay).describe('days of a weekend that are worked'),
        }),
      ),
    )
    .describe('a year that is not listed is unknown'),
});

/** A file of `config/profiles`. */
export const profileSchema = z.discriminatedUnion('kind', [platform, jurisdiction, ladder, calendar]);

export type PlatformProfile = z.infer<typeof platform>;
export type JurisdictionProfile = z.infer<typeof jurisdiction>;
export type LadderProfile = z.infer<typeof ladder>;
export type CalendarProfile = z.infer<typeof calendar>;
