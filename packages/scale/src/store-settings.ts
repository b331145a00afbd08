import { defineSettings } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { storeSchema } from './store-schema.ts';

/** Top-level key of the config for object stores. */
export const storeSettings = defineSettings(z.object({ objects: storeSchema }), {});

export type StoreSettings = z.infer<typeof storeSettings.schema>;
