import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { isRecord } from './document.ts';
import type { MergedSettings } from './settings.ts';
import type { CheckedDocument } from './validate.ts';

/** Asks each plugin what a schema cannot see of its settings, such as whether a file is there, and tells it at its place. */
export const checkSettings = (
  documents: readonly CheckedDocument[],
  builtin: Plugin,
  plugins: readonly Plugin[],
  { settings, root }: { readonly settings: MergedSettings; readonly root: string },
  problems: Problem[],
): void => {
  for (const plugin of [builtin, ...plugins]) {
    const value = settings.of(plugin.name);
    // What the schema refuses has been told already.
    if (plugin.checkSettings === undefined || plugin.settings?.safeParse(value).success === false) continue;
    const base = plugin === builtin ? [] : ['settings', plugin.name];
    for (const { path, message, hint } of plugin.checkSettings(value, root)) {
      const place = [...base, ...path];
      const source = documentOf(documents, place);
      if (source !== undefined) problems.push(source.document.problemAt(place, message, hint));
    }
  }
};

/** The document whose word on a setting holds. */
export const documentOf = (documents: readonly CheckedDocument[], place: KeyPath): CheckedDocument | undefined =>
  documents.findLast(({ owned, settings }) => holds({ ...owned, settings }, mergedKey(place))) ?? documents.at(-1);

/** Later documents replace earlier ones at this depth: `brand.watermarks`, `settings.NAME.key`. */
const mergedKey = (place: KeyPath): KeyPath => place.slice(0, place[0] === 'settings' ? 3 : 2);

const holds = (value: unknown, [key, ...rest]: KeyPath): boolean => {
  if (key === undefined) return true;
  if (Array.isArray(value)) return Number(key) < value.length && holds(value[Number(key)], rest);
  return isRecord(value) && Object.hasOwn(value, key) && holds(value[String(key)], rest);
};
