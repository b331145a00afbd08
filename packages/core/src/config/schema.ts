import { z } from 'zod';
import type { Attribute } from '../model/attribute.ts';
import type { Plugin } from '../model/plugin.ts';
import { ownData } from '../text/own-data.ts';
import { globFor, type PathKey, pathKeys } from '../text/path-keys.ts';
import { orList } from '../text/schema-problems.ts';

/** What a config may say of a rule; `off` is only a config's word. */
const severity = z.enum(['off', 'info', 'warn', 'error']);
export type SettableSeverity = z.infer<typeof severity>;

/** The two forms of a rule's setting. */
export const ruleValue = { severity, object: z.object({ severity: severity.optional() }).catchall(z.json()) };
export type RuleValue = z.infer<typeof ruleValue.object>;

const textOrList = (description: string, key?: PathKey) => {
  const text = textOf(description, key);
  const texts = z.array(text).min(key === PATTERN ? 1 : 0, 'an empty list selects nothing');
  return z.union([text, texts], 'write a text, or a list of texts').describe(description);
};
const list = (description: string, key?: PathKey) => z.array(textOf(description, key)).describe(description);
/** A text; `key` says what of the disk it names. */
const textOf = (description: string, key: PathKey | undefined) => {
  if (key?.names === 'glob' || key?.names === 'pattern') return globFor(key.names, key.within, description);
  const text = z.string().min(1);
  return key === undefined ? text : text.register(pathKeys, key);
};
const PATTERN: PathKey = { names: 'pattern', within: 'project' };
/** What a config builds on and runs: with `--no-plugins` bound to its folder, else to nothing but that it is in no `.git` (see `disclosureFor`). */
const BUILT_ON: PathKey = { names: 'file', within: 'anywhere' };

const rules = z
  .record(z.string(), z.union([ruleValue.severity, ruleValue.object]))
  .describe('rule id → `off`, `info`, `warn`, `error`, or an object with `severity` and options of the rule');

/** What an override selects by; all that it gives must hold. */
const selectShape = (attributes: readonly Attribute[]) => ({
  files: textOrList('globs relative to the folder of the config', PATTERN).optional(),
  ...Object.fromEntries(
    attributes.flatMap(({ select }) =>
      select === undefined ? [] : [[select.key, textOrList(select.about).optional()]],
    ),
  ),
});

/** An override as it is checked; its rules are checked one by one, so that one fault hides no other. */
export const overrideSchema = (attributes: readonly Attribute[]) => {
  const select = selectShape(attributes);
  const keys = Object.keys(select);
  return z
    .strictObject({ ...select, rules: z.unknown().optional() })
    .refine((override) => keys.some((key) => Object.hasOwn(override, key)), {
      message: `an override needs ${orList(keys)}; what holds everywhere belongs under \`rules\``,
    });
};

/** The keys of a config, or of a preset, that the engine itself owns; the built-in plugin's schema adds the rest. */
export const coreKeys = {
  $schema: z.string().describe('for editors').optional(),
  title: z.string().describe('one sentence about a preset').optional(),
  extends: textOrList('what this builds on: names of presets, packages, or paths from this file', BUILT_ON).optional(),
  plugins: list('packages, or paths from this file', BUILT_ON).optional(),
  ruleFiles: list('globs of rule files, from this file', { ...BUILT_ON, names: 'glob' }).optional(),
  ignores: list('globs of what is not linted, relative to the folder of the config', PATTERN).optional(),
  projects: list('globs of folders in that of the config that have a config of their own', PATTERN).optional(),
  sharedSet: z
    .boolean()
    .describe('pictures of these projects and of this one are compared with each other, as those of one project are')
    .optional(),
  rules: rules.optional(),
  /** What they select by is the built-in plugin's to say. */
  overrides: z.unknown(),
  settings: z.record(z.string(), z.unknown()).describe('what plugins want to know, by plugin').optional(),
  reporters: z
    .record(z.string(), z.record(z.string(), z.json()))
    .describe('options of reporters, by reporter')
    .optional(),
  custom: ownData,
};

/** What of the plugin that owns the top level has a part in the schema of documents. */
export type TopLevelOwner = Pick<Plugin, 'settings' | 'attributes' | 'absentSettings'>;

/** The schema of a whole document, for editors: the engine's keys and those of the plugin that owns the top level. */
export const configSchema = ({ settings, attributes = [] }: TopLevelOwner): z.ZodObject =>
  z.strictObject({
    ...coreKeys,
    overrides: z
      .array(z.strictObject({ ...selectShape(attributes), rules }))
      .describe('rules for some subjects; later entries win')
      .optional(),
    ...(settings?.shape ?? {}),
  });

export const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
