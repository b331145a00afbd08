import { defineSettings, globs } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** Top-level key of the config for saved shop pages. */
export const pageSettings = defineSettings(
  z.object({
    pages: globs('pages of your own shop, saved as HTML').optional(),
  }),
  {},
);
