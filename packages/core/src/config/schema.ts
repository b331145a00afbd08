import { z } from 'zod';
import { ownData } from '../text/own-data.ts';

/** What a config may say of a rule; `off` is only a config's word. */
const severity = z.enum(['off', 'info', 'warn', 'error']);
export type SettableSeverity = z.infer<typeof severity>;

/** The two forms of a rule's setting. */
export const ruleValue = { severity, object: z.object({ severity: severity.optional() }).catchall(z.json()) };
export type RuleValue = z.infer<typeof ruleValue.object>;

const textOrList = (description: string) =>
  z.union([z.string().min(1), z.array(z.string().min(1))], 'write a text, or a list of texts').describe(description);
const list = (description: string) => z.array(z.string().min(1)).describe(description);

const rules = z
  .record(z.string(), z.union([ruleValue.severity, ruleValue.object]))
  .describe('rule id → `off`, `info`, `warn`, `error`, or an object with `severity` and options of the rule');

/** What an override selects by; all that it gives must hold. */
export const overrideKeys = z
  .strictObject({
    files: textOrList('globs relative to the folder of the config').optional(),
    roles: textOrList('roles of images').optional(),
    channels: textOrList('marketplaces that the subject is going to').optional(),
    /** Checked one by one, so that one fault hides no other. */
    rules: z.unknown().optional(),
  })
  .refine(({ files, roles, channels }) => (files ?? roles ?? channels) !== undefined, {
    message: 'an override needs files, roles or channels; what holds everywhere belongs under `rules`',
  });

/** The keys of a config, or of a preset, that the engine itself owns; the built-in plugin's schema adds the rest. */
export const coreKeys = {
  $schema: z.string().describe('for editors').optional(),
  title: z.string().describe('one sentence about a preset').optional(),
  extends: textOrList('what this builds on: names of presets, packages, or paths from this file').optional(),
  plugins: list('packages, or paths from this file').optional(),
  ruleFiles: list('globs of rule files, from this file').optional(),
  ignores: list('globs of what is not linted, relative to the folder of the config').optional(),
  projects: list('globs of folders in that of the config that have a config of their own').optional(),
  sharedSet: z
    .boolean()
    .describe('pictures of these projects and of this one are compared with each other, as those of one project are')
    .optional(),
  rules: rules.optional(),
  overrides: z
    .array(z.strictObject({ ...overrideKeys.shape, rules }))
    .describe('rules for some subjects; later entries win')
    .optional(),
  settings: z.record(z.string(), z.unknown()).describe('what plugins want to know, by plugin').optional(),
  reporters: z
    .record(z.string(), z.record(z.string(), z.json()))
    .describe('options of reporters, by reporter')
    .optional(),
  custom: ownData,
};

/** The schema of a whole document, for editors: the engine's keys and those of the plugin that owns the top level. */
export const configSchema = (owner: z.ZodObject | undefined): z.ZodObject =>
  z.strictObject({ ...coreKeys, ...(owner?.shape ?? {}) });

export const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
