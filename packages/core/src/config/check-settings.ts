import { relative, resolve } from 'node:path';
import type { z } from 'zod';
import { isInside } from '../file/folders.ts';
import { type BoundFault, boundFault, faultOfName, repositoryAround, repositoryOr } from '../file/path-bound.ts';
import type { Problem, SettingsProblem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Notice } from '../model/report.ts';
import { compileGlob } from '../text/glob/glob.ts';
import { type PathKey, pathKeys } from '../text/path-keys.ts';
import { schemaValues } from '../text/schema-values.ts';
import { type KeyPath, keyText } from '../text/yaml-document.ts';
import { isRecord } from './document.ts';
import type { MergedSettings } from './settings.ts';
import type { CheckedDocument } from './validate.ts';

/** Reports, at its place, each path in settings that leads out of its bound, and what each plugin finds that a schema cannot see, such as a file that is not there. */
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
    if (!settings.isValid(plugin)) continue;
    const isUnset = value === undefined || (isRecord(value) && Object.keys(value).length === 0);
    const schema = isUnset ? undefined : plugin.settings;
    const outside = schema === undefined ? [] : pathsOutOfBounds(schema, value, root);
    const places = new Set(outside.map(({ path }) => keyText(path)));
    // Of what is out of bounds nothing more is said: that would tell what is there.
    const others = (plugin.checkSettings?.(value, root) ?? []).filter(({ path }) => !places.has(keyText(path)));
    for (const problem of [...outside, ...others]) {
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

/** Paths in the settings of a plugin that lead out of what bounds them (see `PathKey`), each at its place. `root` is the folder of the config, absolute. */
const pathsOutOfBounds = (schema: z.ZodType, value: unknown, root: string): readonly SettingsProblem[] => {
  // Without settings the schema is not looked at, so that a run without a config does not load zod.
  if (isRecord(value) && Object.keys(value).length === 0) return [];
  return [...schemaValues(schema, value)].flatMap(({ schema: own, path, value: text }) => {
    const key = pathKeys.get(own);
    if (key === undefined || typeof text !== 'string') return [];
    const fault = faultOf(key, text, root);
    return fault === undefined ? [] : [{ path, message: `${text}: ${fault.message}`, hint: HINTS[key.within] }];
  });
};

const HINTS: { readonly [within in PathKey['within']]: string } = {
  project: 'copy it into the folder of the config, and name it from there',
  repository: 'copy it into the repository, and name it from the folder of the config',
  anywhere: 'name a file beside what the repository holds',
};

const faultOf = (
  { names, within, pathIn = (text) => text }: PathKey,
  text: string,
  root: string,
): BoundFault | undefined => {
  const path = pathIn(text);
  if (path === undefined || names === 'pattern') return undefined;
  const folder = within === 'project' ? root : repositoryOr(root);
  const isProject = within === 'project' || repositoryAround(root) === undefined;
  const called = isProject ? 'the folder of the config' : 'the repository';
  const absolute = resolve(root, names === 'glob' ? baseOf(path) : path);
  if (names === 'glob') {
    // Links are seen, and told, by who walks the folder.
    const message = `it is outside of ${called}`;
    return (
      faultOfName(absolute, folder) ?? (isInside(folder, absolute) ? undefined : { code: 'out-of-bounds', message })
    );
  }
  const fault = boundFault(absolute, folder, called);
  return within === 'anywhere' && fault?.code !== 'in-git' ? undefined : fault;
};

/** The part of a glob before its first pattern. */
const baseOf = (glob: string): string => compileGlob(glob.replace(/^!/, '')).base;
