import { dirname, resolve } from 'node:path';
import { fileFault } from '../file/file-fault.ts';
import { isInside } from '../file/folders.ts';
import { ANYWHERE } from '../file/path-bound.ts';
import { readTextSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { compileGlob } from '../text/glob/glob.ts';
import { isExclusion, lastTreeMatcherOf } from '../text/glob/glob-matcher.ts';
import { GLOB_IDLE, idleSettings } from '../text/glob/idle-globs.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { globFiles } from '../tree/glob-files.ts';
import { noticeAt } from './check-settings.ts';
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
  /** Absolute folder of the config. */
  readonly root: string;
  readonly allowCode: boolean;
  readonly disclosureOf: (file: string) => Disclosure;
}

/**
 * Files that the `ruleFiles` globs name, each once: `*.test.yaml` beside a rule is its test. With `--no-plugins` they lie in the
 * folder of the config, or in that of the preset that names them. A glob that names none, or an alternative in it, is a problem: a rule is missing then.
 */
export const findRuleFiles = (
  documents: readonly CheckedDocument[],
  { cwd, root, allowCode, disclosureOf }: FindOptions,
  problems: Problem[],
): { readonly files: readonly { readonly file: string }[]; readonly notices: readonly Notice[] } => {
  const files = new Set<string>();
  const notices: Notice[] = [];
  for (const source of documents) {
    const { document, ruleFiles } = source;
    if (ruleFiles.length === 0) continue;
    const base = document.file === undefined ? cwd : dirname(document.file);
    const found = ruleFilesIn(
      base,
      ruleFiles.filter((glob) => !isExclusion(glob)),
    );
    const { refused, warnings } = idleRuleFiles(document, ruleFiles, found);
    for (const { path, message, hint } of refused) problems.push(document.problemAt(path, message, hint));
    for (const { path, message } of warnings)
      notices.push(noticeAt(source, path, { level: 'warning', code: GLOB_IDLE, message }, root));
    const isTaken = lastTreeMatcherOf(ruleFiles.filter(isExclusion).map((glob) => glob.slice(1)));
    for (const path of found) {
      if (isTaken(path)) continue;
      const file = resolve(base, path);
      const disclosure = disclosureOf(file);
      const place = ['ruleFiles', naming(ruleFiles, path)];
      const what = `the rule file ${labelOf(file, cwd)}`;
      if (disclosure === 'refused') problems.push(document.problemAt(place, ...gitRefusal(what)));
      else if (allowCode || disclosure === 'all' || isBeside(file, document)) files.add(file);
      else problems.push(document.problemAt(place, ...refusal(what)));
    }
  }
  return { files: [...files].map((file) => ({ file })), notices };
};

/** A folder that is called as a rule file stands where one would: reading it says so. */
const ruleFilesIn = (base: string, globs: readonly string[]): readonly string[] =>
  globFiles(base, globs, { except: ['**/*.test.{yaml,yml}', '**/node_modules/**'] })
    .filter(({ path, isFolder }) => !isFolder || /\.ya?ml$/.test(path))
    .map(({ path }) => path);

/** Index of the first glob that names a path. */
const naming = (globs: readonly string[], path: string): number =>
  globs.findIndex((glob) => compileGlob(glob).matches(path));

/** What changes nothing of them; of a preset that it matches nothing at all. */
const idleRuleFiles = (
  { kind, label }: ConfigDocument,
  globs: readonly string[],
  found: readonly string[],
): ReturnType<typeof idleSettings> => {
  const { refused, warnings } = idleSettings({
    at: ['ruleFiles'],
    globs,
    paths: found,
    noun: 'rule file',
    hintOf: () => `globs start from the folder of ${label}`,
    leavesOut: true,
  });
  return kind === 'preset'
    ? { refused: refused.filter(({ isPartial }) => isPartial !== true), warnings: [] }
    : { refused, warnings };
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
