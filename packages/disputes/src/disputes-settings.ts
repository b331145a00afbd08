import { defineSettings, globs } from '@listing-lint/core/plugin';
import { z } from 'zod';

const calendarDay = z.iso.date('expected a day such as 2026-12-31');
const someText = z.string().min(1);

/** Who may show works of yours, and which matches are none: what is found of theirs is answered. */
export const settledMatches = {
  licensees: z
    .array(
      z.strictObject({
        name: someText.describe('who they are'),
        seller: someText.describe('who they are on the platform').optional(),
        domain: someText.describe('host of their shop, such as shop.example').optional(),
        works: z
          .array(someText)
          .min(1)
          .describe('paths or names of pictures, or products; all of them without it')
          .optional(),
        until: calendarDay.describe('last day of the licence; without it, it has no end').optional(),
      }),
    )
    .describe('who may show works of yours: what they show is counted, and not told')
    .optional(),
  refused: z
    .array(
      z.strictObject({
        reason: someText.describe('why it is none'),
        work: someText.describe('path or name of the picture of yours, or its product').optional(),
        listing: someText.describe('address of their listing').optional(),
        domain: someText.describe('host of their shop').optional(),
        picture: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 hex digits, the letters small')
          .describe('SHA-256 of their picture')
          .optional(),
      }),
    )
    .describe('matches that are none; all that an entry names must agree')
    .optional(),
};

/** Top-level keys of the config for case files and monitoring logs. */
export const disputesSettings = defineSettings(
  z.object({
    cases: globs('case files (YAML), one a dispute').optional(),
    monitoring: globs('monitoring logs (YAML): who looked for copies of your pictures, when and where').optional(),
  }),
  {},
);

export type DisputesSettings = z.infer<typeof disputesSettings.schema>;

/** What the config says of found copies that need no answer. The key `monitor` is declared by the plugin that runs it. */
export const settledSettings = defineSettings(z.object({ monitor: z.object(settledMatches).optional() }), {});

export type SettledSettings = z.infer<typeof settledSettings.schema>;
