import { settledMatches } from '@listing-lint/disputes';
import { z } from 'zod';
import { serviceSettings } from './service-settings.ts';

const someText = z.string().min(1);

/** How `listing-lint monitor` judges what it finds. */
export const monitorSchema = z
  .strictObject({
    ...settledMatches,
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
  .describe('how `listing-lint monitor` judges what it finds')
  .optional();
