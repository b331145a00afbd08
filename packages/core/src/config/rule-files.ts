import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import fastGlob from 'fast-glob';
import type { Problem } from '../model/error.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry.ts';
import { parseRule } from '../rule/parse-rule.ts';
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

/** Files that the `ruleFiles` globs name, in order, each once: `*.test.yaml` beside a rule is its test. */
export const findRuleFiles = async (
  documents: readonly CheckedDocument[],
  cwd: string,
  problems: Problem[],
): Promise<readonly { readonly file: string; readonly document: ConfigDocument }[]> => {
  const files = new Map<string, ConfigDocument>();
  for (const { document, ruleFiles } of documents) {
    const base = document.file === undefined ? cwd : dirname(document.file);
    for (const [index, glob] of ruleFiles.entries()) {
      const found = await fastGlob.glob(glob, { cwd: base, ignore: ['**/*.test.{yaml,yml}', '**/node_modules/**'] });
      if (found.length === 0) {
        const hint = `globs start from the folder of ${document.label}`;
        problems.push(document.problemAt(['ruleFiles', index], `no rule file matches "${glob}"`, hint));
      }
      for (const path of found.sort()) files.set(resolve(base, path), document);
    }
  }
  return [...files].map(([file, document]) => ({ file, document }));
};

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
    const source = { path: labelOf(file, cwd), text: readFileSync(file, 'utf8') };
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
