import { defineSettings, z } from 'listing-lint/plugin';

/** `settings.licences` of the config. */
export const settings = defineSettings(
  z.strictObject({
    /** Folder of the licence files, relative to the config's folder. */
    folder: z.string().min(1).default('licences').meta({ title: 'folder of the licence files' }),
  }),
);
