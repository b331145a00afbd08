import {
  ANYWHERE,
  configEditorSchema,
  documentJsonSchema,
  exceptionsEditorSchema,
  isMissingFile,
  type JsonObject,
  MAX_DATA_BYTES,
  readTextSync,
  reportersByName,
  ruleJsonSchema,
  ruleTestSchema,
  schemaWithTerms,
} from '@listing-lint/core';
import { caseFileSchema, monitoringFileSchema } from '@listing-lint/disputes';
import { reporters } from '@listing-lint/reporters';
import { listingFileSchema } from '@listing-lint/rules/listing';
import { builtinPlugin } from '../built-in-plugins.ts';
import { UsageError } from '../output/known-error.ts';
import { loadFor } from '../project/load.ts';
import { CONFIG_QUERY, checkCall } from './check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from './flags.ts';
import type { ConfigQuery } from './options.ts';

/** A JSON Schema (draft 7) of one kind of document, and the files that are of that kind. */
export interface EditorSchema {
  /** `config.schema.json` */
  readonly name: string;
  readonly schema: JsonObject;
  /** Globs from the folder of the config. */
  readonly files: readonly string[];
}

/** What `listing-lint schema` writes for a config. */
export interface EditorSchemas {
  /** Absolute folder of the config. */
  readonly root: string;
  readonly schemas: readonly EditorSchema[];
}

/** Marks a file as one that may be written anew. */
const SCHEMA_COMMENT =
  'Made by `listing-lint schema`, for one config: make it anew where rules, presets or plugins change.';

/** Gives `editorSchemas` for a program that holds the guard of plugins. */
export const schemasFor =
  (program?: Program) =>
  async (query: ConfigQuery = {}): Promise<EditorSchemas> => {
    checkCall({ name: 'editorSchemas', options: query, kinds: CONFIG_QUERY });
    const config = await loadFor(configOptionsOf(query), surroundingsOf(query, program));
    const { registry, terms, settings, documents, root } = config;
    const sources = { config, builtin: builtinPlugin, reporters: reportersByName(reporters, registry) };
    const ruleFiles = documents.flatMap(({ ruleFiles: globs }) => globs);
    const { cases, monitoring } = settings.tree;
    const made: readonly (readonly [string, JsonObject, readonly string[]])[] = [
      ['config', configEditorSchema(sources), ['listing-lint.config.{yaml,yml,json}']],
      ['rule', ruleJsonSchema(registry), ruleFiles.length > 0 ? ruleFiles : ['rules/*.yaml']],
      ['rule-test', documentJsonSchema('listing-lint tests of a rule', ruleTestSchema), ['**/*.test.yaml']],
      ['listing', schemaWithTerms(documentJsonSchema('listing.yaml', listingFileSchema), terms), ['**/listing.yaml']],
      ['case', documentJsonSchema('listing-lint case file', caseFileSchema), globsOf(cases, 'cases/*.yaml')],
      [
        'monitoring',
        documentJsonSchema('listing-lint monitoring log', monitoringFileSchema),
        globsOf(monitoring, 'monitoring/*.yaml'),
      ],
      ['exceptions', exceptionsEditorSchema(sources), ['listing-lint.exceptions.yaml']],
    ];
    return {
      root,
      schemas: made.map(([name, { $schema = null, ...schema }, files]) => ({
        name: `${name}.schema.json`,
        schema: { $schema, $comment: SCHEMA_COMMENT, ...schema },
        files,
      })),
    };
  };

/**
 * JSON Schemas of the documents of a config, with its own rules, presets and facts, and those of its plugins: for editors. Rejects where the
 * config, a rule or a plugin cannot be loaded.
 */
export const editorSchemas: (query?: ConfigQuery) => Promise<EditorSchemas> = schemasFor();

const globsOf = (value: unknown, otherwise: string): readonly string[] => {
  const globs = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  return globs.length > 0 ? globs : [otherwise];
};

/** Throws for a file that `listing-lint schema` has not written; `name` is its path as messages name it. */
export const refuseOtherFile = (file: string, name: string): void => {
  let text: string;
  try {
    text = readTextSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
  } catch (error) {
    if (isMissingFile(error)) return;
    throw new UsageError(`${name} is in the way`, 'name another folder: listing-lint schema FOLDER');
  }
  if (!text.includes(JSON.stringify(SCHEMA_COMMENT)))
    throw new UsageError(`${name} is no file of this command`, 'name another folder: listing-lint schema FOLDER');
};
