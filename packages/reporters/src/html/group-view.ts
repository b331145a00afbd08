import {
  compareText,
  escapeControls,
  type Finding,
  type Report,
  type ReportContext,
  type Severity,
  type SubjectReport,
  subjectKey,
} from '@listing-lint/core';
import type { CaseTimeline, DisputesView, DocketRow, DocketView } from '../docket/docket-view.ts';
import { attributesOf } from '../format/attributes.ts';
import { compareBySeverity, compareNatural } from '../format/order.ts';
import { count, severityWord, size } from '../format/phrases.ts';
import type { RolledUpFinding } from '../format/roll-up.ts';
import { type FindingView, findingView } from './finding/finding-view.ts';
import { type BoxView, boxView, type PictureView, pictureView } from './picture.ts';
import { type RollUpView, rollUpView } from './roll-up-view.ts';
import { anchorOf, type RuleView } from './rule-view.ts';

/** A subject with something to show: its picture, its findings, or both. */
export interface CardView {
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  readonly path: string;
  readonly role: string;
  readonly picture: PictureView | undefined;
  readonly boxes: readonly BoxView[];
  /** One box of each label and kind: the copies of a repeated mark share theirs. */
  readonly legend: readonly BoxView[];
  readonly findings: readonly FindingView[];
  /** The most severe of its findings; empty for none. */
  readonly worst: Severity | '';
  /** Of a dispute that can be read. */
  readonly timeline: CaseTimeline | undefined;
  /** Size, product and hash in one line, for the closer look. */
  readonly note: string;
}

/** A listing, a folder of originals, the cases: one part of the page. */
export interface GroupView {
  readonly id: string;
  /** Disputes stand before all else. */
  readonly isFirst: boolean;
  readonly name: string;
  readonly path: string;
  readonly notes: readonly string[];
  readonly counts: readonly { readonly severity: Severity; readonly text: string }[];
  /** What is said once for nearly all pictures of the listing. */
  readonly rollUps: readonly RollUpView[];
  /** Findings on the group itself (a listing), or of subjects that are no pictures. */
  readonly docket: DocketSection | undefined;
  readonly rows: readonly CardView[];
  readonly cards: readonly CardView[];
  /** Pictures without findings and without a thumbnail. */
  readonly passed: readonly { readonly name: string; readonly path: string; readonly role: string }[];
}

/** The docket, whose lines lead to the disputes below it. */
type DocketSection = Omit<DocketView, 'rows'> & { readonly rows: readonly (DocketRow & { readonly href: string })[] };

interface Part {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly order: number;
}

/** Which part of the page a subject belongs to: its listing, its folder, or its kind. */
const partOf = (subject: SubjectReport): Part => {
  if (subject.scope === 'listing') return listingPart(subject.path);
  const { listing } = attributesOf(subject);
  if (subject.scope === 'image' && listing !== undefined) return listingPart(listing);
  if (subject.scope === 'image') {
    const folder = folderOf(subject.path);
    return {
      key: `folder ${folder}`,
      name: folder === '.' ? 'Pictures of no listing' : (folder.split('/').at(-1) ?? folder),
      path: folder,
      order: 1,
    };
  }
  const isCase = subject.scope === 'case';
  const name = isCase ? 'Disputes' : `Of kind “${subject.scope}”`;
  return { key: `scope ${subject.scope}`, name, path: '', order: isCase ? -1 : 2 };
};

const listingPart = (path: string): Part => ({
  key: `listing ${path}`,
  name: path.split('/').at(-1) ?? path,
  path,
  order: 0,
});

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

/** Inputs of the page parts in addition to the report. */
interface PageParts {
  /** Ids of subjects on the whole page. */
  readonly ids: ReadonlyMap<string, string>;
  /** What ids of its parts begin with. */
  readonly prefix: string;
  readonly thumbnails: ReportContext['thumbnails'];
  readonly disputes: DisputesView;
  readonly rollUps: readonly RolledUpFinding[];
  readonly rules: readonly RuleView[];
}

/** Ids of subjects, by their key. */
export const subjectIds = (report: Report): ReadonlyMap<string, string> =>
  new Map(report.subjects.map((subject, index) => [subjectKey(subject), `s${index + 1}`]));

/** The parts of the page: disputes, listings, other folders, then what is no picture; of each kind those with findings first. */
export const groupViews = (report: Report, page: PageParts): readonly GroupView[] => {
  const findings = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = subjectKey(finding.subject);
    const list = findings.get(key);
    if (list) list.push(finding);
    else findings.set(key, [finding]);
  }
  const known = new Set(report.subjects.map(subjectKey));
  const strays = report.findings
    .filter(({ subject }) => !known.has(subjectKey(subject)))
    .map(
      ({ subject }): SubjectReport => ({ ...subject, outcomes: { pass: [], fail: [], skip: [], inconclusive: [] } }),
    );
  const parts = new Map<string, { part: Part; subjects: SubjectReport[] }>();
  const seen = new Set<string>();
  for (const subject of [...report.subjects, ...strays]) {
    if (seen.has(subjectKey(subject))) continue;
    seen.add(subjectKey(subject));
    const part = partOf(subject);
    const entry = parts.get(part.key);
    if (entry) entry.subjects.push(subject);
    else parts.set(part.key, { part, subjects: [subject] });
  }
  const rolled = new Set(page.rollUps.flatMap(({ members }) => members));
  const card = (subject: SubjectReport): CardView =>
    cardView(subject, findings.get(subjectKey(subject)) ?? [], { ...page, rolled });
  const own = new Set(
    report.findings.filter((finding) => !rolled.has(finding)).map(({ subject }) => subjectKey(subject)),
  );
  /** Parts with findings of their own come before those with what is said throughout, and these before those that passed. */
  const rank = (subjects: readonly SubjectReport[]): number =>
    subjects.some((subject) => own.has(subjectKey(subject)))
      ? 0
      : subjects.some((subject) => findings.has(subjectKey(subject)))
        ? 1
        : 2;
  return [...parts.values()]
    .sort(
      (a, b) =>
        a.part.order - b.part.order ||
        rank(a.subjects) - rank(b.subjects) ||
        compareNatural(a.part.path, b.part.path) ||
        compareText(a.part.key, b.part.key),
    )
    .map(({ part, subjects }, index) => ({
      ...groupView(part, subjects, card, `${page.prefix}${index + 1}`),
      docket: part.order < 0 ? docketSection(page) : undefined,
      rollUps: page.rollUps
        .filter(({ listing }) => listing !== undefined && listingPart(listing).key === part.key)
        .map((rollUp) => rollUpView(rollUp, page.rules)),
    }));
};

const docketSection = ({ disputes: { docket }, ids }: PageParts): DocketSection | undefined =>
  docket && { ...docket, rows: docket.rows.map((row) => ({ ...row, href: ids.get(row.key) ?? '' })) };

const groupView = (
  part: Part,
  subjects: readonly SubjectReport[],
  card: (subject: SubjectReport) => CardView,
  id: string,
): Omit<GroupView, 'rollUps' | 'docket'> => {
  const sorted = subjects.toSorted(
    (a, b) =>
      Number(attributesOf(b).role === 'main') - Number(attributesOf(a).role === 'main') ||
      compareNatural(a.path, b.path),
  );
  const pictures = sorted.filter(({ scope }) => scope === 'image').map(card);
  const rows = sorted
    .filter(({ scope }) => scope !== 'image')
    .map(card)
    .filter(({ findings, timeline }) => findings.length > 0 || timeline?.isOpen === true)
    .sort((a, b) => (a.timeline?.order ?? LAST) - (b.timeline?.order ?? LAST));
  const all = [...rows, ...pictures].flatMap(({ findings }) => findings);
  const channels = [...new Set(sorted.flatMap((subject) => attributesOf(subject).channels))].sort(compareText);
  const others = sorted.filter(({ scope }) => scope !== 'image' && scope !== 'listing').length;
  return {
    id,
    isFirst: part.order < 0,
    name: escapeControls(part.name),
    path: escapeControls(part.path),
    notes: [
      ...(pictures.length > 0 ? [count(pictures.length, 'picture')] : []),
      ...(others > 0 ? [count(others, 'file')] : []),
      ...channels.map(escapeControls),
    ],
    counts: (['error', 'warn', 'info'] as const).flatMap((severity) => {
      const n = all.filter((finding) => finding.severity === severity).length;
      return n === 0 ? [] : [{ severity, text: count(n, severityWord[severity]) }];
    }),
    rows,
    cards: pictures.filter(({ findings, picture }) => findings.length > 0 || picture !== undefined),
    passed: pictures
      .filter(({ findings, picture }) => findings.length === 0 && picture === undefined)
      .map(({ name, path, role }) => ({ name, path, role })),
  };
};

/** Behind whatever has an order. */
const LAST = Number.MAX_SAFE_INTEGER;

interface CardParts extends Pick<PageParts, 'ids' | 'thumbnails' | 'disputes'> {
  readonly rolled: ReadonlySet<Finding>;
}

const cardView = (
  subject: SubjectReport,
  findings: readonly Finding[],
  { ids, rolled, thumbnails, disputes }: CardParts,
): CardView => {
  const sorted = findings.toSorted(compareBySeverity);
  const picture = subject.scope === 'image' ? pictureView(thumbnails.get(subject.path)) : undefined;
  const boxes =
    picture === undefined || picture.width === 0 ? [] : (subject.boxes ?? []).map((box) => boxView(box, picture));
  return {
    id: ids.get(subjectKey(subject)) ?? `x-${anchorOf(subject.path)}`,
    scope: subject.scope,
    name: escapeControls(subject.path.split('/').at(-1) ?? subject.path),
    path: escapeControls(subject.path),
    role: escapeControls(attributesOf(subject).role ?? ''),
    picture,
    boxes,
    legend: [...new Map(boxes.map((box) => [`${box.kind} ${box.label}`, box])).values()],
    findings: sorted.map((finding) => findingView(finding, ids, rolled.has(finding))),
    worst: sorted[0]?.severity ?? '',
    timeline: disputes.timelines.get(subjectKey(subject)),
    note: [
      ...(subject.bytes === undefined ? [] : [size(subject.bytes)]),
      ...(subject.sha256 === undefined ? [] : [`sha256 ${escapeControls(subject.sha256.slice(0, 12))}…`]),
    ].join(' · '),
  };
};
