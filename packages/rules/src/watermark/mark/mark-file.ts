import type { Settings } from '../../settings.ts';

/** A mark of the config: a path, a file with more about it, or words. */
export type ConfiguredMark = NonNullable<NonNullable<Settings['brand']>['watermarks']>[number];

/** Of a mark's picture: a logo is far smaller. */
export const MAX_MARK_BYTES = 50_000_000;

/** The picture file of a configured mark; undefined for words. */
export const fileOf = (mark: ConfiguredMark): string | undefined =>
  typeof mark === 'string' ? mark : 'file' in mark ? mark.file : undefined;

/** What a mark is called in reports: its path, or its words. */
export const nameOf = (mark: ConfiguredMark): string =>
  typeof mark === 'string' ? mark : 'file' in mark ? mark.file : mark.text;
