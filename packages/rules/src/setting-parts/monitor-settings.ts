import { z } from 'zod';
import { serviceSettings } from './service-settings.ts';

const calendarDay = z.iso.date('expected a day such as 2026-12-31');
const someText = z.string().min(1);

/** How `listing-lint monitor` judges what it finds. */
export const monitorSettings = z
  .strictObject({
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
    floodListings: z
      .int()
      .min(1)
      .describe('a picture of yours that more listings show in one run is set apart, not told; default 25')
      .optional(),
    mostHits: z
      .int()
      .min(1)
      .max(5000)
      .describe('hits that one run tells; the next one tells more; default 2000')
      .optional(),
    minutes: z
      .number()
      .positive()
      .max(10_000)
      .describe('how long a run looks; the same command goes on where it stopped; default 300')
      .optional(),
    rightsHolder: z
      .strictObject({
        name: someText.describe('person or company'),
        type: z.enum(['individual', 'company']).optional(),
        address: someText.optional(),
        phone: someText.optional(),
        email: someText.optional(),
        jurisdiction: someText.describe('country where they are').optional(),
      })
      .describe('who holds the rights: stands in the cases that are drafted')
      .optional(),
    services: z
      .array(serviceSettings)
      .max(20)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two services have one name')
      .describe('services that `--ask` sends works to; nothing is sent without it')
      .optional(),
    marks: z.boolean().describe('false: marks are not looked for; default true where `brand` names some').optional(),
  })
  .describe('how `listing-lint monitor` judges what it finds');
