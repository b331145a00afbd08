import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import { suggest } from '../text/nearest.ts';
import { checkPart } from './check-part.ts';
import { type ConfigDocument, isRecord } from './document.ts';
import type { CheckedDocument } from './validate.ts';

export interface MergedSettings {
  /** Top-level keys of the built-in plugin, and `settings`: what `requires` of a rule looks into. */
  readonly tree: { readonly [key: string]: unknown };
  /** Where each value came from, by dotted key. */
  readonly origins: ReadonlyMap<string, string>;
  /** What a plugin's facts and discoverers are given. */
  readonly of: (plugin: string) => unknown;
  /** `false`: its schema refuses them, which has been told; nothing can be asked of them. */
  readonly isValid: (plugin: Plugin) => boolean;
}

/** Merges the documents' settings, later ones over earlier: objects key by key, everything else whole. */
export const mergeSettings = (
  documents: readonly CheckedDocument[],
  builtin: Plugin,
  plugins: readonly Plugin[],
  failedPlugins: number,
  problems: Problem[],
): MergedSettings => {
  const origins = new Map<string, string>();
  const owned = mergeParts(
    documents.map(({ document, owned }) => ({ document, value: owned, base: [] })),
    origins,
  );
  const others = mergeParts(
    documents.map(({ document, settings }) => ({ document, value: settings, base: ['settings'] })),
    origins,
  );
  const parsed = new Map<string, unknown>([[builtin.name, parseOwned(builtin, owned)]]);
  for (const plugin of plugins) {
    const place = documents.findLast(({ settings }) => Object.hasOwn(settings, plugin.name)) ?? documents.at(-1);
    parsed.set(plugin.name, parsePlugin(plugin, others[plugin.name], place?.document, problems));
  }
  if (failedPlugins === 0) reportStrangers(documents, plugins, problems);
  const valid = new Map<Plugin, boolean>(isNothing(owned) ? [[builtin, true]] : []);
  const isValid = (plugin: Plugin): boolean => {
    const known = valid.get(plugin) ?? plugin.settings?.safeParse(parsed.get(plugin.name)).success !== false;
    valid.set(plugin, known);
    return known;
  };
  return { tree: { ...owned, settings: others }, origins, of: (plugin) => parsed.get(plugin), isValid };
};

interface Part {
  readonly document: ConfigDocument;
  readonly value: { readonly [key: string]: unknown };
  readonly base: readonly string[];
}

const mergeParts = (parts: readonly Part[], origins: Map<string, string>): { readonly [key: string]: unknown } => {
  const merged: Record<string, unknown> = {};
  for (const { document, value, base } of parts) {
    for (const [key, own] of Object.entries(value)) {
      const inherited = merged[key];
      const path = [...base, key];
      if (isRecord(own)) {
        for (const inner of Object.keys(own))
          origins.set([...path, inner].join('.'), document.placeOf([...path, inner]));
        merged[key] = isRecord(inherited) ? { ...inherited, ...own } : own;
      } else {
        merged[key] = own;
        origins.set(path.join('.'), document.placeOf(path));
      }
    }
  }
  return merged;
};

const isNothing = (owned: object): boolean => Object.keys(owned).length === 0;

/** Each document's part has passed the check by itself. All of the owner's keys can be left out, and none of them has a default. */
const parseOwned = (builtin: Plugin, owned: object): unknown => {
  if (isNothing(owned)) return owned;
  const result = builtin.settings?.safeParse(owned);
  return result?.success ? result.data : owned;
};

const parsePlugin = (
  plugin: Plugin,
  value: unknown,
  document: ConfigDocument | undefined,
  problems: Problem[],
): unknown => {
  if (document === undefined) return value;
  if (plugin.settings !== undefined) {
    return checkPart(plugin.settings, document, ['settings', plugin.name], value ?? {}, problems);
  }
  if (value !== undefined) {
    problems.push(
      document.problemAt(['settings', plugin.name], `the plugin "${plugin.name}" has no settings`, undefined, 'key'),
    );
  }
  return undefined;
};

const reportStrangers = (
  documents: readonly CheckedDocument[],
  plugins: readonly Plugin[],
  problems: Problem[],
): void => {
  const names = plugins.map((plugin) => plugin.name);
  for (const { document, settings } of documents) {
    for (const name of Object.keys(settings)) {
      if (names.includes(name)) continue;
      const hint = suggest(name, names) ?? 'name the plugin under `plugins`';
      problems.push(document.problemAt(['settings', name], `settings of an unknown plugin "${name}"`, hint, 'key'));
    }
  }
};
