import { type Finding, type SubjectReport, subjectKey } from '@listing-lint/core';
import { attributesOf } from './attributes.ts';
import { compareBySeverity, compareNatural } from './order.ts';
import { count, grouped, SEVERITIES, saysCause } from './phrases.ts';
import { groupRelated, pathList } from './related-groups.ts';

/** Findings that say one thing of all, or nearly all, subjects of a run or of a listing that a rule judged. */
export interface RolledUpFinding {
  /** The listing whose subjects it is about; absent where it is about the whole run. */
  readonly listing?: string;
  /** The first of them, which speaks for all: what stands in brackets is left out of its sentence where it differs. */
  readonly finding: Finding;
  readonly members: readonly Finding[];
  /** Subjects that the rule judged, the members among them. */
  readonly judged: number;
  /** Paths that the rule judged otherwise, in natural order. */
  readonly others: readonly string[];
  /** Whether all say that sentence, not only the same with other figures or quotations. */
  readonly isSame: boolean;
  /** `some`: of the subjects judged, too few to name the others. `related`: the members are about each other's subjects. */
  readonly kind?: 'some' | 'related';
  /** Of `related` alone: the message with paths from a folder that holds all members. */
  readonly sentenceIn?: (folder: string) => string;
}

export interface RolledUp {
  /** Groups of related findings, then those of the run, then by listing, the most severe first. */
  readonly rollUps: readonly RolledUpFinding[];
  /** Findings that stand for themselves. */
  readonly single: readonly Finding[];
}

/** Fewer are read at a glance. */
const FEWEST = 5;
/** A roll-up names those that it does not mean, so they must be few. */
const MOST_OTHERS = 10;
const LEAST_SHARE = 0.8;

/**
 * Takes findings together, for reports that people read: those about each other's subjects; equal ones of one rule of all or nearly all of
 * a run; of what is left those of a listing; then all that are said at least five times. Findings that name other subjects or a place in a
 * file are not equal: there each says something else.
 */
export const rollUp = (findings: readonly Finding[], subjects: readonly SubjectReport[]): RolledUp => {
  const namesOthers = findings.some(({ related: others }) => others.length > 0);
  const related = (namesOthers ? groupRelated(findings, subjects) : []).map(
    ({ finding, members, sentenceIn }): RolledUpFinding => ({
      finding,
      members,
      sentenceIn,
      judged: members.length,
      others: [],
      isSame: true,
      kind: 'related',
    }),
  );
  const apart = without(findings, related);
  const listings = new Map(subjects.map((subject) => [subjectKey(subject), attributesOf(subject).listing]));
  const ofRun = takeTogether(apart, subjects, () => '');
  const left = without(apart, ofRun);
  const ofListings = takeTogether(left, subjects, (subject) => listings.get(subjectKey(subject)));
  const rest = without(left, ofListings);
  const ofSome = takeTogether(rest, subjects, () => '', 'some');
  return {
    rollUps: [...related, ...[...ofRun, ...ofSome].sort(compareRollUps), ...ofListings.sort(compareRollUps)],
    single: without(rest, ofSome),
  };
};

const without = (findings: readonly Finding[], rollUps: readonly RolledUpFinding[]): readonly Finding[] => {
  const rolled = new Set(rollUps.flatMap(({ members }) => members));
  return findings.filter((finding) => !rolled.has(finding));
};

const compareRollUps = (a: RolledUpFinding, b: RolledUpFinding): number =>
  compareNatural(a.listing ?? '', b.listing ?? '') || compareBySeverity(a.finding, b.finding);

/** `all 151 images`, `147 of 151 images`; `3 images` where they are about each other. */
export const membersOf = ({ members, judged, finding, kind }: RolledUpFinding): string =>
  kind === 'related'
    ? count(members.length, finding.subject.scope)
    : `${members.length === judged ? 'all' : `${grouped(members.length)} of`} ${count(judged, finding.subject.scope)}`;

/** What its first finding does not say: which subjects it means or does not mean, and whether the others say the same. */
export const remarksOf = ({ finding, members, others, listing, isSame, kind }: RolledUpFinding): readonly string[] => [
  ...(isSame ? [] : [`said of ${within(finding.subject.path, listing)}, and with other figures of the others`]),
  ...(kind === 'some' ? [pathList(members.map(({ subject }) => subject.path).sort(compareNatural))] : []),
  ...(others.length === 0 ? [] : [`not ${others.map((path) => within(path, listing)).join(', ')}`]),
];

const within = (path: string, listing: string | undefined): string =>
  listing !== undefined && path.startsWith(`${listing}/`) ? path.slice(listing.length + 1) : path;

/** A line of a report for people: one finding, or a roll-up with the finding that speaks for it. */
export interface ReportLine {
  readonly finding: Finding;
  readonly rollUp?: RolledUpFinding;
}

/** What a report for people lists. */
export interface ListedFindings extends RolledUp {
  /** The same as lines: the most severe first; of each severity roll-ups first. */
  readonly lines: readonly ReportLine[];
  /** Findings that have no line, for want of room. */
  readonly unlisted: number;
}

/** Rolls up findings and keeps the first `most` lines; a roll-up counts as one. */
export const listFindings = (
  findings: readonly Finding[],
  subjects: readonly SubjectReport[],
  most: number = Number.POSITIVE_INFINITY,
): ListedFindings => {
  const all = rollUp(findings, subjects);
  const lines = reportLines(all);
  if (lines.length <= most) return { ...all, lines, unlisted: 0 };
  const kept = lines.slice(0, most);
  const rollUps = new Set(kept.map(({ rollUp: each }) => each));
  const single = new Set(kept.flatMap(({ finding, rollUp: each }) => (each === undefined ? [finding] : [])));
  return {
    rollUps: all.rollUps.filter((each) => rollUps.has(each)),
    single: all.single.filter((finding) => single.has(finding)),
    lines: kept,
    unlisted: lines.slice(most).reduce((sum, line) => sum + weightOf(line), 0),
  };
};

const reportLines = ({ rollUps, single }: RolledUp): readonly ReportLine[] => {
  const entries: readonly ReportLine[] = [
    ...rollUps.map((each) => ({ finding: each.finding, rollUp: each })),
    ...single.toSorted(compareBySeverity).map((finding) => ({ finding })),
  ];
  return SEVERITIES.flatMap((severity) => entries.filter(({ finding }) => finding.severity === severity));
};

/** Findings that an entry stands for. */
export const weightOf = ({ rollUp: each }: ReportLine): number => each?.members.length ?? 1;

/** The listing that a subject belongs to, '' for the run; undefined for a subject of none. */
type PlaceOf = (subject: Finding['subject']) => string | undefined;

interface Group {
  readonly place: string;
  readonly members: Finding[];
}

const takeTogether = (
  findings: readonly Finding[],
  subjects: readonly SubjectReport[],
  placeOf: PlaceOf,
  kind?: 'some',
): RolledUpFinding[] => {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const place = placeOf(finding.subject);
    if (place === undefined || finding.related.length > 0 || finding.region !== undefined) continue;
    const key = [place, finding.subject.scope, skeletonOf(finding)].join('\0');
    const group = groups.get(key);
    if (group) group.members.push(finding);
    else groups.set(key, { place, members: [finding] });
  }
  const large = [...groups.values()].filter(({ members }) => members.length >= FEWEST);
  const judged = judgedBy(subjects, placeOf, new Set(large.flatMap(({ members: [first] }) => first?.ruleId ?? [])));
  return large.flatMap((group) => rollUpOf(group, judged, kind));
};

type Judged = ReadonlyMap<string, readonly string[]>;
const judgedKey = (ruleId: string, scope: string, place: string): string => [ruleId, scope, place].join('\0');

/** Paths by the rule that judged them, their scope and their place. */
const judgedBy = (subjects: readonly SubjectReport[], placeOf: PlaceOf, ruleIds: ReadonlySet<string>): Judged => {
  const judged = new Map<string, string[]>();
  for (const subject of subjects) {
    const place = placeOf(subject);
    if (place === undefined) continue;
    const { pass, fail, inconclusive } = subject.outcomes;
    for (const ruleId of [...pass, ...fail, ...inconclusive]) {
      if (!ruleIds.has(ruleId)) continue;
      const key = judgedKey(ruleId, subject.scope, place);
      const paths = judged.get(key);
      if (paths) paths.push(subject.path);
      else judged.set(key, [subject.path]);
    }
  }
  return judged;
};

const rollUpOf = ({ place, members }: Group, judged: Judged, kind?: 'some'): readonly RolledUpFinding[] => {
  const [finding] = members.sort(compareBySeverity);
  if (finding === undefined) return [];
  const own = new Set(members.map(({ subject }) => subject.path));
  const all = judged.get(judgedKey(finding.ruleId, finding.subject.scope, place)) ?? [];
  const others = all.filter((path) => !own.has(path));
  const isMost = others.length <= MOST_OTHERS && members.length >= LEAST_SHARE * (members.length + others.length);
  if (!isMost && kind === undefined) return [];
  const [sentence, ...more] = new Set(members.map(({ message }) => message));
  const [plain, ...other] = new Set(members.map(({ message }) => withoutBrackets(message)));
  const message = more.length === 0 ? sentence : other.length === 0 ? plain : undefined;
  const causes = finding.causes.filter((cause) => !saysCause(finding.message, cause));
  return [
    {
      ...(place === '' ? {} : { listing: place }),
      finding: { ...finding, message: message ?? finding.message, causes },
      members,
      judged: members.length + others.length,
      others: kind === undefined ? others.sort(compareNatural) : [],
      ...(kind === undefined ? {} : { kind }),
      isSame: message !== undefined,
    },
  ];
};

/** What equal findings share: rule, verdict, and the sentence but for numbers, quotations and what stands in brackets. */
const skeletonOf = ({ ruleId, severity, outcome, message }: Finding): string =>
  [
    ruleId,
    severity,
    outcome,
    withoutBrackets(message)
      .replace(/"[^"]*"|“[^“”]*”/g, '…')
      .replace(/\d+(?:[.,]\d+)*/g, '#'),
  ].join('\0');

const withoutBrackets = (text: string): string => text.replace(/ ?\([^()]*\)/g, '');
