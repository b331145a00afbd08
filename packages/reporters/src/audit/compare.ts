import {
  compareText,
  type Json,
  type JsonObject,
  type Outcome,
  type Policy,
  type PolicyRule,
  type PolicySource,
  type Report,
  type SubjectReport,
  subjectKey,
} from '@listing-lint/core';
import { noticeSentence } from '../format/phrases.ts';

/** What kind of thing changed; in the order in which a reader wants to hear of it. */
export type ChangeKind =
  | 'project'
  | 'file'
  | 'rule'
  | 'option'
  | 'severity'
  | 'preset'
  | 'plugin'
  | 'override'
  | 'setting'
  | 'policy-file'
  | 'exception'
  | 'tool'
  | 'warning'
  | 'verdict';

/** One difference between two reports. */
export interface Change {
  readonly kind: ChangeKind;
  readonly what: 'added' | 'removed' | 'changed';
  /** The file, rule, option (`rule.option`), … */
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * Everything in which the later report differs from the earlier one: files by their hash, rules by the hash of their text, options,
 * severities and settings by value, and the verdicts that differ. Empty where nothing changed.
 */
export const compareAudits = (before: Report, after: Report): readonly Change[] => [
  ...keyed('project', projectsOf(before), projectsOf(after)),
  ...fileChanges(before, after),
  ...judgedBy(before, after),
  ...keyed('exception', exceptionsOf(before), exceptionsOf(after)),
  ...keyed(
    'tool',
    new Map([[before.tool.name, before.tool.version]]),
    new Map([[after.tool.name, after.tool.version]]),
  ),
  ...keyed('warning', warningsOf(before), warningsOf(after)),
  ...verdictChanges(before, after),
];

/** Things by name, with what stands for their content. */
type Named = ReadonlyMap<string, string>;

const keyed = (kind: ChangeKind, before: Named, after: Named): readonly Change[] =>
  [...new Set([...before.keys(), ...after.keys()])].sort(compareText).flatMap((name): readonly Change[] => {
    const old = before.get(name);
    const now = after.get(name);
    if (old === now) return [];
    if (old === undefined) return [{ kind, what: 'added', name, after: now ?? '' }];
    if (now === undefined) return [{ kind, what: 'removed', name, before: old }];
    return [{ kind, what: 'changed', name, before: old, after: now }];
  });

const fileChanges = (before: Report, after: Report): readonly Change[] =>
  keyed('file', filesOf(before), filesOf(after));

/** Judged files by path; a listing stands for its `listing.yaml`. One without a hash is there, and that is all that is known. */
const filesOf = ({ subjects }: Report): Named =>
  new Map(
    subjects.flatMap(({ scope, path, sha256, absent }): [string, string][] => {
      if (absent === true) return [];
      if (scope !== 'listing') return [[path, sha256 ?? '']];
      return [
        [`${path}/`, ''],
        ...(sha256 === undefined ? [] : [[`${path}/listing.yaml`, sha256] satisfies [string, string]]),
      ];
    }),
  );

const sources = (list: readonly PolicySource[]): Named => new Map(list.map(({ id, sha256 }) => [id, sha256]));

/** Folders of projects; none in a report of one. */
const projectsOf = ({ projects = [] }: Report): Named => new Map(projects.map(({ path }) => [`${path}/`, '']));

/** Differences between policies and configs: of the one project, or of each project that is in both reports. */
const judgedBy = (before: Report, after: Report): readonly Change[] => {
  if (before.projects === undefined && after.projects === undefined) {
    return [...policyChanges(before.policy, after.policy), ...configChange(before, after)];
  }
  return (before.projects ?? []).flatMap((project) => {
    const now = after.projects?.find(({ path }) => path === project.path);
    if (now === undefined) return [];
    const changes = [...policyChanges(project.policy, now.policy), ...configChange(project, now)];
    return changes.map((change) => ({ ...change, name: `${project.path}/: ${change.name}` }));
  });
};

const policyChanges = (before: Policy | undefined, after: Policy | undefined): readonly Change[] => {
  if (before === undefined || after === undefined || before.sha256 === after.sha256) return [];
  return [
    ...keyed('rule', new Map(before.rules.map(ruleText)), new Map(after.rules.map(ruleText))),
    ...keyed('severity', severitiesOf(before, after), severitiesOf(after, before)),
    ...keyed('option', optionsOf(before, after), optionsOf(after, before)),
    ...keyed('preset', sources(before.presets), sources(after.presets)),
    ...keyed('plugin', pluginsOf(before), pluginsOf(after)),
    ...keyed('override', overridesOf(before), overridesOf(after)),
    ...keyed('setting', leaves(before.settings), leaves(after.settings)),
    ...keyed('policy-file', sources(before.files), sources(after.files)),
  ];
};

const ruleText = ({ id, source }: PolicyRule): [string, string] => [id, source.sha256];

/** Rules that both policies have: a rule that was added or removed is listed once. */
const shared = (policy: Policy, other: Policy): readonly PolicyRule[] =>
  policy.rules.filter(({ id }) => other.rules.some((rule) => rule.id === id));

const severitiesOf = (policy: Policy, other: Policy): Named =>
  new Map(shared(policy, other).map(({ id, severity }) => [id, severity]));

const optionsOf = (policy: Policy, other: Policy): Named =>
  new Map(
    shared(policy, other).flatMap(({ id, options }) =>
      Object.entries(options).map(([name, value]): [string, string] => [`${id}.${name}`, canonical(value)]),
    ),
  );

const pluginsOf = ({ plugins }: Policy): Named =>
  new Map(plugins.map(({ name, version, sha256 = '' }) => [name, `${version} ${sha256}`.trim()]));

const overridesOf = ({ overrides }: Policy): Named =>
  new Map(overrides.map((override, index) => [`overrides #${index + 1}`, canonical(override)]));

/** Settings by dotted path. */
const leaves = (settings: JsonObject, prefix = ''): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(settings)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(value)) for (const [name, leaf] of leaves(value, path)) found.set(name, leaf);
    else found.set(path, canonical(value));
  }
  return found;
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with sorted keys: equal values, equal texts. */
const canonical = (value: Json): string =>
  isObject(value)
    ? `{${Object.keys(value)
        .sort(compareText)
        .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
        .join(',')}}`
    : Array.isArray(value)
      ? `[${value.map(canonical).join(',')}]`
      : JSON.stringify(value);

/** The config by its hash, where the policy does not list it among its files already. */
const configChange = (before: Judged, after: Judged): readonly Change[] => {
  const listed = [before, after].some(({ policy, config }) => policy?.files.some(({ id }) => id === config.path));
  return listed ? [] : keyed('policy-file', configOf(before), configOf(after));
};

/** What subjects were judged by. */
type Judged = Pick<Report, 'config' | 'policy'>;

const configOf = ({ config }: Judged): Named =>
  config.path === null ? new Map() : new Map([[config.path, config.sha256 ?? '']]);

/** By rule and subject; what an exception did in a run is no part of it. */
const exceptionsOf = ({ exceptions = [] }: Report): Named =>
  new Map(
    exceptions.map(({ ruleId, subject, reason, owner, expires = '', project }) => [
      `${ruleId} on ${subject}${project === undefined ? '' : ` of ${project}/`}`,
      canonical([reason, owner, expires]),
    ]),
  );

/** What a run warns of, each by its sentence. Unused entries of a baseline are left out: only the run that had the baseline lists them. */
const warningsOf = ({ notices = [] }: Report): Named =>
  new Map(
    notices
      .filter(({ level, code }) => level !== 'note' && code !== 'baseline-unused')
      .map((notice) => [noticeSentence(notice), '']),
  );

const verdictChanges = (before: Report, after: Report): readonly Change[] => {
  const later = new Map(after.subjects.map((subject) => [subjectKey(subject), subject]));
  return before.subjects.flatMap((subject) => {
    const now = later.get(subjectKey(subject));
    return now === undefined ? [] : keyed('verdict', verdictsOf(subject), verdictsOf(now));
  });
};

const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'skip', 'inconclusive'];

const verdictsOf = ({ path, outcomes }: SubjectReport): Named =>
  new Map(
    OUTCOMES.flatMap((outcome) => outcomes[outcome].map((id): [string, string] => [`${id} on ${path}`, outcome])),
  );
