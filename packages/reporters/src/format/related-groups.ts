import { type Finding, type Related, type SubjectReport, subjectKey } from '@listing-lint/core';
import { attributesOf } from './attributes.ts';
import { compareBySeverity, compareNatural } from './order.ts';
import { count, grouped } from './phrases.ts';

/** Findings of one rule about each other's subjects, such as copies of one picture: one decision for who reads them. */
export interface RelatedGroup {
  /** The first of them with a sentence about all; `related` are subjects outside the group. */
  readonly finding: Finding;
  readonly members: readonly Finding[];
}

/** Paths that a sentence names; of more it gives the number. */
export const MOST_NAMED = 5;

/**
 * Returns the groups of findings that name each other's subjects, the most severe first. Sets of subjects of the same listings are one
 * group. Takes time linear in the number of findings and of what they name.
 */
export const groupRelated = (
  findings: readonly Finding[],
  subjects: readonly SubjectReport[],
): readonly RelatedGroup[] => {
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

/** `a.jpg, b.jpg and 4 more`. */
export const namedPaths = (paths: readonly string[]): string => {
  const named = paths.length > MOST_NAMED + 1 ? paths.slice(0, MOST_NAMED) : paths;
  const more = paths.length - named.length;
  const all = more > 0 ? [...named, `${grouped(more)} more`] : named;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
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

const groupOf = (sets: readonly Finding[][], owners: readonly string[]): RelatedGroup => {
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
  const message =
    sets.length === 1
      ? sentenceOf(members, paths)
      : `${namedPaths(owners)} share ${count(sets.length, 'picture')} (${relationOf(members) ?? prefixOf(first)}): ${namedPaths(
          sets.flatMap(([one]) => (one === undefined ? [] : [one.subject.path])).sort(compareNatural),
        )}`;
  return {
    finding: { ...first, message, causes: [], related: [...outside.values()].slice(0, MOST_NAMED) },
    members,
  };
};

const sentenceOf = (members: readonly Finding[], paths: readonly string[]): string => {
  const [first] = members;
  const relation = relationOf(members);
  if (relation === undefined) return `${namedPaths(paths)}: ${first === undefined ? '' : prefixOf(first)}`;
  return `${namedPaths(paths)} are ${relation.startsWith('the ') ? relation : `each a ${relation} of another`}`;
};

/** What the subjects of a group are of each other ("the same file", "variant"); undefined where that differs. */
const relationOf = (members: readonly Finding[]): string | undefined => {
  const words = new Set(members.flatMap(({ related }) => related.map(relationWords)));
  const [one, ...more] = words;
  if (more.length === 0) return one;
  const last = new Set([...words].map((each) => each.split(' ').at(-1)));
  const [noun] = last;
  return last.size === 1 && ![...words].some((each) => each.startsWith('the ')) ? noun : undefined;
};

/** "the same file as a/1.jpg" gives "the same file"; "copy of a/1.jpg, distance 4" gives "copy". */
const relationWords = ({ path, message }: Related): string => {
  const at = message.indexOf(path);
  return (at < 0 ? message : message.slice(0, at)).trim().replace(/ (?:as|of)$/, '');
};

/** What a message says before it names others. */
const prefixOf = ({ message, related }: Finding): string => {
  const ends = related.map((each) => message.indexOf(each.message)).filter((at) => at > 0);
  return (ends.length === 0 ? message : message.slice(0, Math.min(...ends))).replace(/[:\s]+$/, '');
};
