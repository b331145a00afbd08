import { defineSettings } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** Top-level key of the config for saved shop pages. */
export const pageSettings = defineSettings(
  z.object({
    pages: z
      .array(z.string().min(1, 'a glob cannot be empty').describe('glob relative to the folder of the config, with /'))
      .describe('pages of your own shop, saved as HTML')
      .optional(),
  }),
  {},
);
