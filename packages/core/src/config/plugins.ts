import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve as resolveModule } from 'import-meta-resolve';
import { z } from 'zod';
import { fileFault, isMissingFile } from '../file/file-fault.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import { type ConfigDocument, isRecord } from './document.ts';
import type { FileView } from './view.ts';

/** A plugin as a config brought it in. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  /** SHA-256 (hex) of its entry file: part of the policy. */
  readonly sha256?: string;
}

/** The shape that a plugin must have; what its parts mean is the compiler's and the registry's business. Made where there is a plugin. */
const pluginShape = () => {
  const schemaLike = z.custom((value) => isRecord(value) && typeof value.safeParse === 'function', 'not a zod schema');
  const functionLike = z.custom((value) => typeof value === 'function', 'not a function');
  const source = z.looseObject({ path: z.string(), text: z.string() });
  return z.looseObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a plugin’s name is lower-case letters, digits and hyphens'),
    version: z.string(),
    settings: schemaLike.optional(),
    checkSettings: functionLike.optional(),
    lineFiles: functionLike.optional(),
    words: functionLike.optional(),
    subjects: z.array(z.looseObject({ scope: z.string(), discover: functionLike })).optional(),
    facts: z
      .array(
        z.looseObject({
          id: z.string(),
          scope: z.string(),
          version: z.number(),
          title: z.string(),
          schema: schemaLike,
          compute: functionLike,
        }),
      )
      .optional(),
    operators: z.array(z.looseObject({ id: z.string(), test: functionLike })).optional(),
    rules: z.array(source).optional(),
    presets: z.array(source).optional(),
    reporters: z
      .array(z.looseObject({ id: z.string(), options: schemaLike.optional(), render: functionLike }))
      .optional(),
  });
};

/** Files that verdicts depend on beside the subjects, relative to `root` (absolute), where they are looked for. */
export const filesOf = (
  plugins: readonly Plugin[],
  settings: { readonly of: (plugin: string) => unknown },
  root: string,
): readonly string[] => plugins.flatMap((plugin) => plugin.files?.(settings.of(plugin.name), root) ?? []);

/** Imports the plugin that an entry of `plugins` names: a package, or a path from the file that names it. */
export const loadPlugin = async (
  name: string,
  document: ConfigDocument,
  index: number,
  view: FileView,
  problems: Problem[],
): Promise<LoadedPlugin | undefined> => {
  const fail = (message: string, hint?: string): undefined => {
    problems.push(document.problemAt(['plugins', index], message, hint));
    return undefined;
  };
  const file = document.file ?? join(process.cwd(), 'listing-lint.config.yaml');
  const url = urlOf(name, file, view);
  if (url === undefined) {
    return isPath(name)
      ? fail(
          `the plugin ${name} ${faultOf(resolve(dirname(file), name))}`,
          `paths start from the folder of ${document.label}`,
        )
      : fail(`the plugin package ${name} is not installed`, `install it beside ${document.label}`);
  }
  let module: unknown;
  try {
    module = await import(url);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return fail(`the plugin ${name} cannot be loaded: ${message}`);
  }
  const value = exportedPlugin(module);
  if (value === undefined) return fail(`${name} exports no plugin`, 'export it under the name `plugin`');
  const result = pluginShape().safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
    return fail(`${name} exports something that is no plugin`, faults.join('; '));
  }
  if (!isPlugin(value)) return undefined;
  return {
    plugin: value,
    sha256: createHash('sha256')
      .update(readBytesSync(fileURLToPath(url), { maxBytes: MAX_DATA_BYTES }))
      .digest('hex'),
  };
};

const faultOf = (file: string): string => {
  try {
    readBytesSync(file, { maxBytes: MAX_DATA_BYTES });
  } catch (error) {
    if (!isMissingFile(error)) return `cannot be read: ${fileFault(error)}`;
  }
  return 'does not exist';
};

const urlOf = (name: string, file: string, view: FileView): string | undefined =>
  isPath(name)
    ? resolveFrom(view.programOf(resolve(dirname(file), name)), file)
    : resolveFrom(name, view.originalOf(file));

/** Address of a module as seen from a file: the rules of Node for packages, plain paths for the rest; undefined where there is none. */
export const resolveFrom = (name: string, file: string): string | undefined => {
  try {
    const url = isPath(name)
      ? pathToFileURL(resolve(dirname(file), name)).href
      : resolveModule(name, pathToFileURL(file).href);
    readBytesSync(fileURLToPath(url), { maxBytes: MAX_DATA_BYTES });
    return url;
  } catch {
    return undefined;
  }
};

export const isPath = (name: string): boolean => name.startsWith('./') || name.startsWith('../') || isAbsolute(name);

const exportedPlugin = (module: unknown): unknown => {
  if (!isRecord(module)) return undefined;
  return module.plugin ?? module.default;
};

/** The shape has been checked; the types of its functions cannot be. */
const isPlugin = (value: unknown): value is Plugin => pluginShape().safeParse(value).success;
