import { z } from 'listing-lint/plugin';

/** `settings.licences` of the config. */
export const settings = z.strictObject({
  /** Folder of the licence files, relative to the config's folder. */
  folder: z.string().min(1).default('licences').meta({ title: 'folder of the licence files' }),
});

/** What a context's `settings` hold for this plugin: the loader has checked them. */
export const settingsOf = (context: { readonly settings: unknown }): z.infer<typeof settings> =>
  settings.parse(context.settings ?? {});
