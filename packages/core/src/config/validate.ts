import { posix } from 'node:path';
import { z } from 'zod';
import type { Attribute } from '../model/attribute.ts';
import type { Problem } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import { suggest } from '../text/nearest.ts';
import { describe } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { checkPart } from './check-part.ts';
import { type ConfigDocument, isRecord } from './document.ts';
import { EXCEPTIONS_NAME } from './exceptions.ts';
import { asList, coreKeys, overrideSchema, type RuleValue, ruleValue, type TopLevelOwner } from './schema.ts';

/** One `id: …` of a `rules` object. */
export interface RuleSetting {
  readonly id: string;
  readonly path: KeyPath;
  readonly value: RuleValue;
  /** Something about it is wrong and has been told: what is left of it is only checked, and sets nothing. */
  readonly faulty?: boolean;
}

export interface Selector {
  readonly files?: readonly string[];
  /** By the key of an attribute: values, of which the subject has one. */
  readonly [key: string]: readonly string[] | undefined;
}

/** A document's valid parts, and what can still be checked of faulty rule settings: what is wrong has been told. */
export interface CheckedDocument {
  readonly document: ConfigDocument;
  readonly extends: readonly string[];
  readonly plugins: readonly string[];
  readonly ruleFiles: readonly string[];
  readonly ignores: readonly string[];
  /** Globs of folders that have a config of their own. */
  readonly projects: readonly string[];
  readonly sharedSet: boolean;
  readonly rules: readonly RuleSetting[];
  readonly overrides: readonly { readonly select: Selector; readonly rules: readonly RuleSetting[] }[];
  readonly settings: { readonly [plugin: string]: unknown };
  readonly reporters: JsonObject;
  /** Keys of the plugin that owns the top level. */
  readonly owned: { readonly [key: string]: unknown };
}

/** Checks one document part by part, so that one fault hides no other. `owner` has the schema of the other top-level keys. */
export const checkDocument = (document: ConfigDocument, owner: TopLevelOwner, problems: Problem[]): CheckedDocument => {
  problems.push(...document.problems);
  const value = document.problems.length > 0 ? {} : (document.value ?? {});
  if (!isRecord(value)) {
    problems.push(document.problemAt([], `a config is an object of keys and values, got ${describe(value)}`));
  }
  const root = isRecord(value) ? value : {};
  const owned: Record<string, unknown> = {};
  for (const key of Object.keys(root)) {
    if (Object.hasOwn(coreKeys, key)) continue;
    const shape = owner.settings?.shape ?? {};
    const schema: unknown = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (!(schema instanceof z.ZodType)) {
      const absent = owner.absentSettings ?? {};
      problems.push(
        Object.hasOwn(absent, key)
          ? document.problemAt(
              [key],
              `"${key}" belongs to the package "${absent[key]}", which is not loaded`,
              undefined,
              'key',
            )
          : unknownKey(document, key, [...Object.keys(coreKeys), ...Object.keys(shape)]),
      );
      continue;
    }
    const before = problems.length;
    if (document.isSound !== true) checkPart(schema, document, [key], root[key], problems);
    if (problems.length === before) owned[key] = root[key];
  }
  const part = <T>(key: keyof typeof coreKeys, schema: z.ZodType<T>): T | undefined =>
    root[key] === undefined ? undefined : partOf(schema, document, [key], root[key], problems);
  part('$schema', coreKeys.$schema);
  part('title', coreKeys.title);
  const projects = part('projects', coreKeys.projects) ?? [];
  const sharedSet = part('sharedSet', coreKeys.sharedSet) ?? false;
  checkProjects(document, projects, sharedSet, problems);
  part('custom', coreKeys.custom);
  return {
    document,
    extends: asList(part('extends', coreKeys.extends)),
    plugins: part('plugins', coreKeys.plugins) ?? [],
    ruleFiles: part('ruleFiles', coreKeys.ruleFiles) ?? [],
    ignores: part('ignores', coreKeys.ignores) ?? [],
    projects,
    sharedSet,
    rules: checkRules(document, ['rules'], root.rules, problems),
    overrides: checkOverrides(document, root.overrides, owner.attributes ?? [], problems),
    settings: part('settings', coreKeys.settings) ?? {},
    reporters: part('reporters', coreKeys.reporters) ?? {},
    owned,
  };
};

/** Of a sound document, a part as it stands. */
const partOf = <T>(
  schema: z.ZodType<T>,
  document: ConfigDocument,
  path: KeyPath,
  part: unknown,
  problems: Problem[],
): T | undefined =>
  document.isSound === true && holds<T>(part) ? part : checkPart(schema, document, path, part, problems);

/** What the schema of its key says of a part of a sound document. */
const holds = <T>(_part: unknown): _part is T => true;

const checkProjects = (
  document: ConfigDocument,
  projects: readonly string[],
  sharedSet: boolean,
  problems: Problem[],
): void => {
  if (document.kind !== 'config' && (projects.length > 0 || sharedSet)) {
    const key = projects.length > 0 ? 'projects' : 'sharedSet';
    problems.push(
      document.problemAt([key], `"${key}" belongs into a config, not into what it builds on`, undefined, 'key'),
    );
  }
  if (sharedSet && projects.length === 0) {
    problems.push(
      document.problemAt(['sharedSet'], '"sharedSet" joins the sets of `projects`, and names none', undefined, 'key'),
    );
  }
  for (const [index, glob] of projects.entries()) {
    const folder = posix.normalize(glob.replace(/^!/, ''));
    if (!/^(\.{1,2}(\/|$)|\/|[a-z]:)/i.test(folder)) continue;
    const hint = 'name a folder inside that of the config, such as "brands/a" or "brands/*"';
    problems.push(document.problemAt(['projects', index], `"${glob}" is no folder inside that of the config`, hint));
  }
};

const unknownKey = (document: ConfigDocument, key: string, known: readonly string[]): Problem =>
  document.problemAt([key], `unknown key "${key}"`, ELSEWHERE.get(key) ?? suggest(key, known), 'key');

const OF_EXCEPTIONS = `exceptions stand in ${EXCEPTIONS_NAME}, beside the config, which does not name it`;
/** What other linters have in their config. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['exceptions', OF_EXCEPTIONS],
  ['suppressions', OF_EXCEPTIONS],
  ['baseline', 'a baseline is named on the command line: --baseline FILE'],
]);

const checkRules = (
  document: ConfigDocument,
  path: KeyPath,
  rules: unknown,
  problems: Problem[],
): readonly RuleSetting[] => {
  if (rules === undefined) return [];
  if (!isRecord(rules)) {
    problems.push(document.problemAt(path, `expected rule ids with a severity or options, got ${describe(rules)}`));
    return [];
  }
  return Object.entries(rules).map(([id, raw]) => {
    const place = [...path, id];
    const value = checkRuleValue(document, place, raw, problems);
    return value === undefined
      ? { id, path: place, value: soundOptions(raw), faulty: true }
      : { id, path: place, value };
  });
};

/** Options beside a fault, so that theirs are told in the same run. */
const soundOptions = (raw: unknown): RuleValue => {
  const options: RuleValue = {};
  for (const [key, value] of Object.entries(isRecord(raw) ? raw : {})) {
    const json = z.json().safeParse(value);
    if (key !== 'severity' && json.success) options[key] = json.data;
  }
  return options;
};

const checkRuleValue = (
  document: ConfigDocument,
  path: KeyPath,
  raw: unknown,
  problems: Problem[],
): RuleValue | undefined => {
  if (raw === false || raw === true) {
    const hint = raw ? 'write info, warn or error' : 'write `off`';
    problems.push(document.problemAt(path, `a severity is off, info, warn or error, got ${raw}`, hint));
    return undefined;
  }
  if (isRecord(raw)) return partOf(ruleValue.object, document, path, raw, problems);
  if (typeof raw === 'string') {
    const severity = partOf(ruleValue.severity, document, path, raw, problems);
    return severity === undefined ? undefined : { severity };
  }
  const form = formMeant(raw);
  const hint = form === undefined ? undefined : `write \`${form}\``;
  problems.push(
    document.problemAt(path, `expected a severity (off, info, warn, error) or an object, got ${describe(raw)}`, hint),
  );
  return undefined;
};

/** The form of what other linters take: `2`, `[error, { limit: 3 }]`; undefined where it is none of these. */
const formMeant = (raw: unknown): string | undefined => {
  const [first, options, ...others]: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const severity = typeof first === 'number' ? ['off', 'warn', 'error'][first] : first;
  if (!ruleValue.severity.safeParse(severity).success || others.length > 0) return undefined;
  if (options === undefined) return String(severity);
  if (!isRecord(options)) return undefined;
  const pairs = Object.entries({ severity, ...options }).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `{ ${pairs.join(', ')} }`;
};

const checkOverrides = (
  document: ConfigDocument,
  overrides: unknown,
  attributes: readonly Attribute[],
  problems: Problem[],
): CheckedDocument['overrides'] => {
  if (overrides === undefined) return [];
  if (!Array.isArray(overrides)) {
    problems.push(document.problemAt(['overrides'], `expected a list of overrides, got ${describe(overrides)}`));
    return [];
  }
  const schema = overrideSchema(attributes);
  return overrides.flatMap((raw: unknown, index) => {
    const path = ['overrides', index];
    const rules = isRecord(raw) ? raw.rules : undefined;
    const settings = checkRules(document, [...path, 'rules'], rules, problems);
    const select = partOf(schema, document, path, raw, problems);
    if (select === undefined) return [{ select: {}, rules: settings.map((each) => ({ ...each, faulty: true })) }];
    if (rules === undefined)
      problems.push(document.problemAt(path, '"rules" is missing', 'say what to change for them'));
    return [{ select: listsOf(select), rules: settings }];
  });
};

/** The schema says that they are texts and lists of texts. */
const listsOf = (override: { readonly [key: string]: unknown }): Selector =>
  Object.fromEntries(
    Object.entries(override).flatMap(([key, value]) =>
      key === 'rules' || value === undefined ? [] : [[key, textsOf(value)]],
    ),
  );

const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
