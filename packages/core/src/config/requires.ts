import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import type { NotChecked } from '../model/report.ts';
import { isRecord } from './document.ts';
import type { Layer } from './layers.ts';
import type { KnownRule } from './rule-files.ts';

/**
 * Rules whose `requires` the config does not give: one that only presets turn on is not checked, and taken out of the layers; one
 * that the user turned on, or is `named` by `--only`, is a problem.
 */
export const checkRequires = (
  { layers, named }: { readonly layers: readonly Layer[]; readonly named: readonly string[] },
  rules: ReadonlyMap<string, KnownRule>,
  settings: { readonly [key: string]: unknown },
  owner: SettingsOwner,
  problems: Problem[],
): { readonly layers: readonly Layer[]; readonly notChecked: readonly NotChecked[] } => {
  const notChecked: NotChecked[] = [];
  const mentioned = new Set(layers.flatMap(({ entries }) => [...entries.keys()]).sort());
  for (const id of mentioned) {
    const missing = rules.get(id)?.rule.requires.find((key) => !isSet(settings, key));
    if (missing === undefined || !isOnSomewhere(layers, id)) continue;
    const about = aboutSetting(owner, missing);
    notChecked.push({ ruleId: id, requires: missing, ...(about === undefined ? {} : { about }) });
    const message = `the rule "${id}" needs \`${missing}\`, which the config does not give`;
    const stated = problems.length;
    for (const layer of layers) {
      const entry = layer.explicit ? layer.entries.get(id) : undefined;
      if (entry === undefined || entry.severity === 'off') continue;
      const hint = `set \`${missing}\`, or turn the rule off`;
      const path = layer.settings?.find((setting) => setting.id === id)?.path ?? [];
      problems.push(layer.document?.problemAt(path, message, hint, 'key') ?? { message, file: entry.from(), hint });
    }
    if (named.includes(id) && problems.length === stated)
      problems.push({ message, file: `--only ${id}`, hint: `set \`${missing}\`, or name another rule` });
  }
  const out = new Set(notChecked.map((each) => each.ruleId));
  return {
    notChecked: notChecked.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    layers: layers.map((layer) => ({
      ...layer,
      entries: new Map([...layer.entries].filter(([id]) => !out.has(id))),
    })),
  };
};

/** `true` when some subject may have the rule on: the plain layers leave it on, or a later override turns it on. */
export const isOnSomewhere = (layers: readonly Layer[], id: string): boolean => {
  let plain: boolean | undefined;
  let selected = false;
  for (const { select, entries } of layers) {
    const entry = entries.get(id);
    if (entry === undefined) continue;
    const on = entry.severity === undefined ? (plain ?? true) : entry.severity !== 'off';
    if (select === undefined) {
      plain = on;
      selected &&= on;
    } else {
      selected ||= on;
    }
  }
  return plain === true || selected;
};

/** The plugin whose settings are the top level of the config. */
type SettingsOwner = Pick<Plugin, 'settings' | 'settingsAbout'>;

/** What the plugin, or its schema, says of a setting, up to a semicolon. */
const aboutSetting = (owner: SettingsOwner, key: string): string | undefined => {
  const { settingsAbout = {} } = owner;
  // The schema is looked at last: a run without a config loads none.
  const said = Object.hasOwn(settingsAbout, key) ? settingsAbout[key] : descriptionOf(owner.settings, key);
  return said?.split(';', 1)[0];
};

const descriptionOf = (owner: z.ZodObject | undefined, key: string): string | undefined => {
  let schema: z.core.$ZodType | undefined = owner;
  for (const part of key.split('.')) {
    const inner = bare(schema);
    schema = inner instanceof z.ZodObject ? inner.shape[part] : undefined;
  }
  const described = [schema, bare(schema)].find((each) => each instanceof z.ZodType && each.description !== undefined);
  return described instanceof z.ZodType ? described.description : undefined;
};

const bare = (schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.def.innerType) : schema;

const isSet = (settings: unknown, key: string): boolean => {
  const value = key.split('.').reduce<unknown>((node, part) => (isRecord(node) ? node[part] : undefined), settings);
  if (value === undefined || value === null || value === '') return false;
  return !(Array.isArray(value) && value.length === 0);
};
