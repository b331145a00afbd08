import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Problem } from '../../model/error.ts';
import type { Plugin } from '../../model/plugin.ts';
import { CallError, oneLine } from '../../plugin/call.ts';
import type { Guard } from '../../plugin/guard.ts';
import { guardPlugin } from '../../plugin/guarded-plugin.ts';
import { factShape } from '../../vocabulary/shape.ts';
import { type Disclosure, gitRefusal } from '../disclosure.ts';
import { type ConfigDocument, isRecord } from '../document.ts';
import type { FileView } from '../view.ts';
import { isPath, resolveFrom } from './plugin-address.ts';
import { apiFault } from './plugin-api.ts';
import { hashOfCode } from './plugin-code.ts';
import { type PluginEntry, pluginEntry } from './plugin-entry.ts';

/** A plugin as a config brought it in. */
export interface LoadedPlugin {
  /** Under guard. */
  readonly plugin: Plugin;
  /** What its module exports. */
  readonly exported: Plugin;
  /** SHA-256 (hex) of its code (`hashOfCode`): part of the policy. */
  readonly sha256?: string;
}

/** A key of arguments and options, which becomes the name of an option. */
const NAME_PATTERN = /^[a-z][a-zA-Z0-9]*$/;

const schemaShape = () =>
  z.unknown().superRefine((value, { addIssue }) => {
    const fault = schemaFault(value);
    if (fault !== undefined) addIssue(fault);
  });

/** The shape that a plugin must have; what its parts mean is the compiler's and the registry's business. Made where there is a plugin. */
const pluginShape = () => {
  const schemaLike = schemaShape();
  const functionLike = z.custom((value) => typeof value === 'function', 'not a function');
  const named = z.string().regex(NAME_PATTERN, 'a name is letters and digits, a small letter first');
  const source = z.looseObject({ path: z.string(), text: z.string() });
  return z.looseObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a plugin’s name is lower-case letters, digits and hyphens'),
    version: z.string(),
    settings: schemaLike.optional(),
    checkSettings: functionLike.optional(),
    lineFiles: functionLike.optional(),
    attributes: z.never('only the built-in plugin declares attributes').optional(),
    terms: functionLike.optional(),
    ignores: functionLike.optional(),
    files: functionLike.optional(),
    subjects: z
      .array(z.looseObject({ scope: z.string(), gate: z.string().optional(), discover: functionLike }))
      .optional(),
    facts: z
      .array(
        z.looseObject({
          id: z.string(),
          scope: z.string(),
          version: z.number(),
          title: z.string(),
          schema: schemaLike,
          params: schemaLike.optional(),
          needsSet: z.array(z.string()).optional(),
          compute: functionLike,
          caveats: functionLike.optional(),
          boxes: functionLike.optional(),
          region: functionLike.optional(),
          related: functionLike.optional(),
        }),
      )
      .optional(),
    operators: z
      .array(
        z.looseObject({
          id: z.string(),
          title: z.string(),
          phrase: z.union([z.string(), functionLike]).optional(),
          accepts: z.array(z.string()),
          expects: z.array(z.string()),
          sameKind: z.enum(['actual', 'elements']).optional(),
          check: functionLike.optional(),
          test: functionLike,
          placeholders: z.array(z.string()).optional(),
          explain: functionLike.optional(),
        }),
      )
      .optional(),
    commands: z
      .array(
        z.looseObject({
          name: z
            .string()
            .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'the name of a command is lower-case words joined by hyphens'),
          summary: z.string(),
          arguments: z.record(named, z.looseObject({ summary: z.string() })).optional(),
          options: z
            .record(named, z.looseObject({ summary: z.string(), type: z.enum(['text', 'day', 'count']).optional() }))
            .optional(),
          run: functionLike,
        }),
      )
      .optional(),
    rules: z.array(source).optional(),
    presets: z.array(source).optional(),
    reporters: z
      .array(
        z.looseObject({
          id: z.string(),
          title: z.string(),
          needs: z.array(z.string()).optional(),
          options: schemaLike.optional(),
          render: functionLike,
        }),
      )
      .optional(),
  });
};

/** What keeps a value from being a schema that the compiler of rules can read; rules name what is in it. */
const schemaFault = (value: unknown): string | undefined => {
  if (!isRecord(value) || typeof value.safeParse !== 'function') return 'not a zod schema';
  if (!isSchema(value)) return 'not a schema of zod 4 (make it with the `z` of listing-lint/plugin)';
  try {
    factShape(value);
    return undefined;
  } catch (error) {
    return `a schema that cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const isSchema = (value: unknown): value is z.ZodType =>
  isRecord(value) && isRecord(value._zod) && isRecord(value._zod.def) && typeof value._zod.def.type === 'string';

interface PluginSurroundings {
  readonly view: FileView;
  readonly guard: Guard;
  readonly builtin: Plugin;
  readonly disclosureOf: (file: string) => Disclosure;
}

/** Imports the plugin that an entry of `plugins` names: a package, or a path from the file that names it. Its functions are under guard. */
export const loadPlugin = async (
  name: string,
  document: ConfigDocument,
  index: number,
  { view, guard, builtin, disclosureOf }: PluginSurroundings,
  problems: Problem[],
): Promise<LoadedPlugin | undefined> => {
  const fail = (message: string, hint?: string): undefined => {
    problems.push(document.problemAt(['plugins', index], message, hint));
    return undefined;
  };
  const file = document.file ?? join(process.cwd(), 'listing-lint.config.yaml');
  const path = resolve(dirname(file), name);
  if (isPath(name) && disclosureOf(path) === 'refused') return fail(...gitRefusal(`the plugin ${name}`));
  const found = isPath(name) ? moduleAt(path, view) : packageNamed(name, file, document, view);
  if ('fault' in found) {
    const hint = found.hint ?? `paths start from the folder of ${document.label}`;
    return fail(isPath(name) ? `the plugin ${name} ${found.fault}` : found.fault, hint);
  }
  const entry = found.module;
  if (disclosureOf(entry) === 'refused') return fail(...gitRefusal(`the plugin ${name}`));
  const mismatch = apiFault(entry);
  if (mismatch !== undefined) return fail(`the plugin ${name} ${mismatch.message}`, mismatch.hint);
  const { href: url } = pathToFileURL(entry);
  const call = { who: `the plugin ${name}`, what: 'import', module: entry };
  try {
    const module: unknown = await guard.run(call, () => import(url));
    const value = exportedPlugin(module);
    if (value === undefined) return fail(`${name} exports no plugin`, 'export it under the name `plugin`');
    const faults = guard.runSync(call, () => shapeFaults(value));
    if (faults !== undefined) return fail(`${name} exports something that is no plugin`, faults);
    if (!isPlugin(value)) return undefined;
    const plugin = guard.runSync(call, () =>
      guardPlugin(value, guard, { module: entry, attributes: builtin.attributes ?? [] }),
    );
    return { plugin, exported: value, sha256: hashOfCode(entry) };
  } catch (error) {
    return fail(`the plugin ${name} cannot be loaded: ${error instanceof CallError ? error.reason : String(error)}`);
  }
};

/** The module of a path; what it is and the package.json that names it have to be what a copy holds of them. */
const moduleAt = (path: string, view: FileView): PluginEntry => {
  const original = view.programOf(path);
  const found = pluginEntry(original);
  if ('fault' in found || found.module === original) return found;
  view.programOf(join(path, 'package.json'));
  view.programOf(join(path, relative(original, found.module)));
  return found;
};

const packageNamed = (name: string, file: string, document: ConfigDocument, view: FileView): PluginEntry => {
  const url = resolveFrom(name, view.originalOf(file));
  if (url !== undefined) return { module: fileURLToPath(url) };
  const hint = existsSync(resolve(dirname(view.originalOf(file)), name))
    ? `for what lies beside ${document.label} write ./${name}`
    : `install it beside ${document.label}`;
  return { fault: `the plugin package ${name} is not installed`, hint };
};

const exportedPlugin = (module: unknown): unknown => {
  if (!isRecord(module)) return undefined;
  return module.plugin ?? module.default;
};

const shapeFaults = (value: unknown): string | undefined => {
  const result = pluginShape().safeParse(value);
  if (result.success) return undefined;
  return result.error.issues.map(({ path, message }) => `${placeIn(value, path)}: ${message}`).join('; ');
};

/** Entries of lists by their ids, where they have one: `facts.tone.schema`. */
const placeIn = (value: unknown, path: readonly PropertyKey[]): string => {
  let part: unknown = value;
  const steps = path.map((step) => {
    const isEntry = Array.isArray(part);
    part = isEntry || isRecord(part) ? Reflect.get(Object(part), step) : undefined;
    return isEntry && isRecord(part) && typeof part.id === 'string' ? part.id : String(step);
  });
  return oneLine(steps.join('.'));
};

/** The shape has been checked; the types of its functions cannot be. */
const isPlugin = (value: unknown): value is Plugin => isRecord(value);
