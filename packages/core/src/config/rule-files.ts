import { dirname, resolve } from 'node:path';
import { fileFault } from '../file/file-fault.ts';
import { isInside } from '../file/folders.ts';
import { ANYWHERE } from '../file/path-bound.ts';
import { readTextSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { globFiles } from '../tree/glob-files.ts';
import { type Disclosure, gitRefusal, realOf, refusal } from './disclosure.ts';
import { type ConfigDocument, isRecord } from './document.ts';
import { labelOf } from './search.ts';
import type { CheckedDocument } from './validate.ts';

/** A rule that may run, and the text that defines it. */
export interface KnownRule {
  readonly rule: RuleDocument;
  readonly source: YamlSource;
  /** Absolute path of the user's own rule file. */
  readonly file?: string;
  /** Plugin it comes from; undefined for the user's own rule files. */
  readonly plugin?: string;
}

export interface FindOptions {
  readonly cwd: string;
  readonly allowCode: boolean;
  readonly disclosureOf: (file: string) => Disclosure;
}

/**
 * Files that the `ruleFiles` globs name, in order, each once: `*.test.yaml` beside a rule is its test. With `--no-plugins` they lie in the
 * folder of the config, or in that of the preset that names them.
 */
export const findRuleFiles = (
  documents: readonly CheckedDocument[],
  { cwd, allowCode, disclosureOf }: FindOptions,
  problems: Problem[],
): readonly { readonly file: string; readonly document: ConfigDocument }[] => {
  const files = new Map<string, ConfigDocument>();
  for (const { document, ruleFiles } of documents) {
    const base = document.file === undefined ? cwd : dirname(document.file);
    for (const [index, glob] of ruleFiles.entries()) {
      // A folder that is called as a rule file stands where one would: reading it says so.
      const found = globFiles(base, [glob], { except: ['**/*.test.{yaml,yml}', '**/node_modules/**'] })
        .filter(({ path, isFolder }) => !isFolder || /\.ya?ml$/.test(path))
        .map(({ path }) => path);
      if (found.length === 0) {
        const hint = `globs start from the folder of ${document.label}`;
        problems.push(document.problemAt(['ruleFiles', index], `no rule file matches "${glob}"`, hint));
      }
      for (const path of found) {
        const file = resolve(base, path);
        const disclosure = disclosureOf(file);
        if (disclosure === 'refused')
          problems.push(document.problemAt(['ruleFiles', index], ...gitRefusal(`the rule file ${labelOf(file, cwd)}`)));
        else if (allowCode || disclosure === 'all' || isBeside(file, document)) files.set(file, document);
        else problems.push(document.problemAt(['ruleFiles', index], ...refusal(`the rule file ${labelOf(file, cwd)}`)));
      }
    }
  }
  return [...files].map(([file, document]) => ({ file, document }));
};

/** A preset brings its rules along; the config's own folder has been asked for already. */
const isBeside = (file: string, { kind, file: preset }: ConfigDocument): boolean =>
  kind === 'preset' && preset !== undefined && isInside(realOf(dirname(preset)), realOf(file));

export interface OwnRules {
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** Ids of rules that are there but faulty: their faults are told, and a setting of theirs is no second one. */
  readonly faulty: ReadonlySet<string>;
}

/** Parses the user's own rules; a second rule of one id is a problem. */
export const readRuleFiles = (
  files: readonly { readonly file: string }[],
  registry: Registry,
  cwd: string,
  problems: Problem[],
): OwnRules => {
  const rules = new Map<string, KnownRule>();
  const faulty = new Set<string>();
  for (const { file } of files) {
    const source = readRule(file, cwd, problems);
    if (source === undefined) continue;
    const parsed = parseRule(source, registry);
    for (const problem of parsed.problems) problems.push(problem);
    const { rule, document } = parsed;
    if (rule === undefined) {
      if (isRecord(document.value)) faulty.add(String(document.value.id));
      continue;
    }
    const other = rules.get(rule.id)?.source.path ?? (registry.rules.has(rule.id) ? 'the built-in rules' : undefined);
    if (other === undefined) rules.set(rule.id, { rule, source, file });
    else
      problems.push(
        document.problemAt(['id'], `a rule "${rule.id}" exists already in ${other}`, 'give it an id of its own'),
      );
  }
  return { rules, faulty };
};

const readRule = (file: string, cwd: string, problems: Problem[]): YamlSource | undefined => {
  const path = labelOf(file, cwd);
  try {
    return { path, text: readTextSync(file, { maxBytes: MAX_YAML_BYTES, within: ANYWHERE }) };
  } catch (error) {
    problems.push({ message: `the rule file cannot be read: ${fileFault(error)}`, file: path });
    return undefined;
  }
};
