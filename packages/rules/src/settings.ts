import { defineSettings } from '@listing-lint/core/plugin';
import type { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

export { placeFault, registryPath, registryPlace } from './registry-place.ts';
export {
  channelName,
  dateOrTime,
  type FieldSpec,
  ROLES,
  roleName,
  settingsAbout,
  settingsSchema,
} from './settings-schema.ts';

export type Settings = z.infer<typeof settingsSchema>;

/** A mark of the config: a path, a file with more about it, or words. */
export type ConfiguredMark = NonNullable<NonNullable<Settings['brand']>['watermarks']>[number];

/** The picture file of a configured mark; undefined for words. */
export const markFile = (mark: ConfiguredMark): string | undefined =>
  typeof mark === 'string' ? mark : 'file' in mark ? mark.file : undefined;

/** What a mark is called in reports: its path, or its words. */
export const markName = (mark: ConfiguredMark): string =>
  typeof mark === 'string' ? mark : 'file' in mark ? mark.file : mark.text;

/** The typed settings of a context. The loader has validated them already. Unset is `{}`. */
export const { of: settingsOf } = defineSettings(settingsSchema, {});

export const DEFAULT_FILE_MEGABYTES = 64;
/** Camera-raw files of 60 megapixels without compression have some 120 MB. */
export const DEFAULT_ORIGINAL_MEGABYTES = 256;
export const DEFAULT_MEGAPIXELS = 50;

/** Where settings declare none there is no fact of them; without settings, as for the docs, each is there with nothing known of its parts. */
export const mayDeclareFields = (settings: unknown): boolean =>
  settings === undefined || settingsOf({ settings }).fields !== undefined;
