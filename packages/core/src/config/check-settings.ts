import { relative } from 'node:path';
import type { Problem, SettingsProblem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Notice } from '../model/report.ts';
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
    if (plugin.checkSettings === undefined || !settings.isValid(plugin)) continue;
    for (const problem of plugin.checkSettings(value, root)) {
      problems.push(...settingProblem(documents, plugin === builtin ? undefined : plugin.name, problem));
    }
  }
};

/** A problem with a setting at its place in the config; `plugin` is undefined for the one that owns the top level. None where no document says it. */
export const settingProblem = (
  documents: readonly CheckedDocument[],
  plugin: string | undefined,
  { path, message, hint }: SettingsProblem,
): readonly Problem[] => {
  const place = settingPlace(plugin, path);
  const source = documentOf(documents, place);
  return source === undefined ? [] : [source.document.problemAt(place, message, hint)];
};

/** The keys of a setting from the top of the config on. */
export const settingPlace = (plugin: string | undefined, path: KeyPath): KeyPath =>
  plugin === undefined ? path : ['settings', plugin, ...path];

/** A notice with the place that it speaks of; `root` is absolute, for reports name files from there. */
export const noticeAt = (
  source: CheckedDocument | undefined,
  place: KeyPath,
  notice: Pick<Notice, 'level' | 'code' | 'message'>,
  root: string,
): Notice => {
  if (source === undefined) return notice;
  const { document } = source;
  const { line, column } = document.problemAt(place, notice.message);
  return {
    ...notice,
    ...(document.file === undefined ? {} : { path: relative(root, document.file).replaceAll('\\', '/') }),
    ...(line === undefined || column === undefined ? {} : { region: { startLine: line, startColumn: column } }),
  };
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
