import { type Finding, type Related, type SubjectReport, subjectKey } from '@listing-lint/core';
import { attributesOf } from './attributes.ts';
import { compareBySeverity, compareNatural } from './order.ts';
import { count, grouped } from './phrases.ts';

/** Findings of one rule about each other's subjects, such as copies of one picture: one decision for who reads them. */
export interface FindingGroup {
  /** The first of them with a sentence about all; `related` are subjects outside the group. */
  readonly finding: Finding;
  readonly members: readonly Finding[];
  /** The sentence with paths from a folder, which ends in `/` and holds all members; '' for the folder of the config. */
  readonly sentenceIn: (folder: string) => string;
}

/** Paths that a sentence names; of more it gives the number. */
const MOST_NAMED = 3;

/**
 * Returns the groups of findings that name each other's subjects, the most severe first. Sets of subjects of the same listings are one
 * group. Takes time linear in the number of findings and of what they name.
 */
export const groupRelated = (
  findings: readonly Finding[],
  subjects: readonly SubjectReport[],
): readonly FindingGroup[] => {
  const listings = new Map(subjects.map((subject) => [subjectKey(subject), attributesOf(subject).listing]));
  const byListings = new Map<string, Finding[][]>();
  for (const set of connectedSets(findings)) {
    const [first] = set;
    if (first === undefined || set.length < 2) continue;
    const owners = listingsOf(set, listings);
    const key = [judgedKey(first), ...(owners.length > 1 ? owners : [first.fingerprint])].join('\0');
    const sets = byListings.get(key);
    if (sets) sets.push(set);
    else byListings.set(key, [set]);
  }
  return [...byListings.values()]
    .map((sets) => groupOf(sets, listingsOf(sets.flat(), listings)))
    .sort((a, b) => compareBySeverity(a.finding, b.finding));
};

/** `a.jpg, b.jpg and 4 more`; a single one more is named, too. */
export const pathList = (paths: readonly string[]): string => {
  const named = paths.length > MOST_NAMED + 1 ? paths.slice(0, MOST_NAMED) : paths;
  const more = paths.length - named.length;
  const all = more > 0 ? [...named, `${grouped(more)} more`] : named;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
};

/** The deepest folder that holds all paths, with `/` at its end; '' where they have none in common. */
export const sharedFolder = (paths: readonly string[]): string => {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const length = others.reduce((least, parts) => {
    const differs = parts.findIndex((part, index) => part !== first[index]);
    return Math.min(least, differs < 0 ? parts.length : differs);
  }, first.length);
  return first
    .slice(0, length)
    .map((part) => `${part}/`)
    .join('');
};

type Listings = ReadonlyMap<string, string | undefined>;

const listingsOf = (set: readonly Finding[], listings: Listings): readonly string[] =>
  [...new Set(set.flatMap(({ subject }) => listings.get(subjectKey(subject)) ?? []))].sort(compareNatural);

const judgedKey = ({ ruleId, severity, outcome, subject }: Finding): string =>
  [ruleId, severity, outcome, subject.scope].join('\0');

const findingKey = (finding: Finding, path: string): string => `${judgedKey(finding)}\0${path}`;

/** Connected components: an edge is a finding that names the subject of another one of its rule. */
const connectedSets = (findings: readonly Finding[]): readonly Finding[][] => {
  const parents = new Map(
    findings
      .filter(({ related, region }) => related.length > 0 && region === undefined)
      .map((finding) => {
        const key = findingKey(finding, finding.subject.path);
        return [key, { finding, parent: key }];
      }),
  );
  const rootOf = (key: string): string => {
    let root = key;
    for (let entry = parents.get(root); entry !== undefined && entry.parent !== root; entry = parents.get(root)) {
      entry.parent = parents.get(entry.parent)?.parent ?? entry.parent;
      root = entry.parent;
    }
    return root;
  };
  for (const [key, { finding }] of parents) {
    for (const { path, beside } of finding.related) {
      const other = findingKey(finding, path);
      const root = beside === undefined && parents.has(other) ? parents.get(rootOf(other)) : undefined;
      if (root !== undefined) root.parent = rootOf(key);
    }
  }
  const sets = new Map<string, Finding[]>();
  for (const [key, { finding }] of parents) {
    const root = rootOf(key);
    const set = sets.get(root);
    if (set) set.push(finding);
    else sets.set(root, [finding]);
  }
  return [...sets.values()].map((set) => set.sort((a, b) => compareNatural(a.subject.path, b.subject.path)));
};

const groupOf = (sets: readonly Finding[][], owners: readonly string[]): FindingGroup => {
  const members = sets.flat().sort((a, b) => compareNatural(a.subject.path, b.subject.path));
  const [first] = members;
  if (first === undefined) throw new Error('a group has members');
  const paths = members.map(({ subject }) => subject.path);
  const inside = new Set(paths);
  const outside = new Map(
    members.flatMap(({ related }) =>
      related.filter(({ path }) => !inside.has(path)).map((other) => [other.path, other] as const),
    ),
  );
  const relation = relationOf(members);
  const shared = sets.flatMap(([one]) => (one === undefined ? [] : [one.subject.path])).sort(compareNatural);
  const sentenceIn = (folder: string): string => {
    const named = (all: readonly string[]): string => pathList(all.map((path) => path.slice(folder.length)));
    if (sets.length > 1 || owners.length > 2) {
      const { scope } = first.subject;
      const what =
        relation === undefined || relation.startsWith('the ')
          ? `share ${sets.length === 1 ? `an ${scope}` : count(sets.length, scope)}${relation === undefined ? '' : ` (${relation})`}`
          : `have ${scope}s that are ${relation}`;
      return `${named(owners)} ${what}: ${named(shared)}`;
    }
    return relation === undefined ? `${sharedMessage(members)}: ${named(paths)}` : `${named(paths)} are ${relation}`;
  };
  return {
    finding: {
      ...first,
      message: sentenceIn(''),
      causes: [],
      related: [...outside.values()].slice(0, MOST_NAMED),
      relatedCount: outside.size,
    },
    members,
    sentenceIn,
  };
};

/** What the subjects of a group are of each other: "the same file", "copies of each other"; undefined where the messages do not say it. */
const relationOf = (members: readonly Finding[]): string | undefined => {
  const words = members.flatMap(({ related }) => related.map(relationWords));
  const known = words.filter((each) => each !== undefined);
  if (known.length === 0 || known.length < words.length) return undefined;
  const [same, others] = partition([...new Set(known)].sort(), (each) => each.startsWith('the '));
  const plurals = others.map((each) => each.replace(/y$/, 'ie').replace(/$/, 's'));
  return [...same, ...(plurals.length === 0 ? [] : [`${plurals.join(' or ')} of each other`])].join(' or ');
};

const partition = <T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(test),
  all.filter((one) => !test(one)),
];

/** Of "the same file as a/1.jpg" gives "the same file", of "copy of a/1.jpg, distance 4" gives "copy"; undefined for other messages. */
const relationWords = ({ path, message }: Related): string | undefined => {
  const at = message.indexOf(path);
  return /^(.+) (?:as|of) $/.exec(message.slice(0, Math.max(at, 0)))?.[1];
};

/** The message of all members, or what that of the first says before it names others. */
const sharedMessage = (members: readonly Finding[]): string => {
  const [first, ...others] = members;
  if (first === undefined) return '';
  if (others.every(({ message }) => message === first.message)) return first.message;
  const ends = first.related.map((each) => first.message.indexOf(each.message)).filter((at) => at > 0);
  return (ends.length === 0 ? first.message : first.message.slice(0, Math.min(...ends))).replace(/[:\s]+$/, '');
};
