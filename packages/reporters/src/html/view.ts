import { escapeControls, type Report, type ReportContext, type Severity } from '@listing-lint/core';
import { disputesView } from '../docket/docket-view.ts';
import { byFile, fixedSentence, fixedTitle, notFixedSentence } from '../format/fixes.ts';
import { count, grouped, isBare, isClean, judged, remarks, severityWord, tally } from '../format/phrases.ts';
import { generalRemarks, namesOf, type Section, sectionsOf } from '../format/projects.ts';
import { rollUp } from '../format/roll-up.ts';
import { type GroupView, groupViews, subjectIds } from './group-view.ts';
import { type RollUpView, rollUpView } from './roll-up-view.ts';
import { failingRules, type RuleView, ruleViews } from './rule-view.ts';

export interface PageView {
  readonly title: string;
  readonly headline: string;
  readonly clean: boolean;
  readonly scopeLine: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly remarks: readonly string[];
  readonly severities: readonly { readonly id: Severity; readonly word: string; readonly count: number }[];
  readonly inconclusive: number;
  /** Rules with findings, most severe and most frequent first. */
  readonly failing: readonly RuleView[];
  /** All rules, sorted by id, for the reference part. */
  readonly rules: readonly RuleView[];
  /** What is said once for nearly all of the run. */
  readonly rollUps: readonly RollUpView[];
  readonly groups: readonly GroupView[];
  /** The parts of the page where several projects were linted: `rollUps` and `groups` are theirs then. */
  readonly projects: readonly ProjectView[];
  /** Groups of the whole page. */
  readonly groupCount: number;
  /** What fixes have done or would do, and what they have not, by file. */
  readonly fixedFiles: readonly FixedFilesView[];
  readonly tool: string;
}

export interface FixedFilesView {
  readonly id: string;
  readonly title: string;
  readonly files: ReturnType<typeof byFile>;
}

/** One of several projects. */
export interface ProjectView {
  readonly id: string;
  readonly folder: string;
  readonly config: string;
  readonly clean: boolean;
  readonly headline: string;
  readonly scopeLine: string;
  readonly remarks: readonly string[];
  readonly rollUps: readonly RollUpView[];
  readonly groups: readonly GroupView[];
}

/** Everything the page shows, as plain words; the templates only lay it out. */
export const pageView = (report: Report, context: ReportContext): PageView => {
  const rules = ruleViews(report);
  const { summary } = report;
  const sections = sectionsOf(report);
  const ids = subjectIds(report);
  const whole = sections.length === 0 ? bodyOf(report, context, ids, 'g') : { rollUps: [], groups: [] };
  const projects = sections.map((section, index) => projectView(section, context, ids, index + 1));
  const pictures = report.subjects.filter(({ scope }) => scope === 'image');
  const withFindings = new Set(
    report.findings.filter(({ subject }) => subject.scope === 'image').map(({ subject }) => subject.path),
  );
  return {
    title: `${tally(summary)} · listing-lint`,
    headline: headlineOf(report),
    clean: isClean(report),
    scopeLine: `in ${sections.length === 0 ? '' : `${count(sections.length, 'project')} with `}${judged(summary.subjects)}`,
    facts: [
      ...(pictures.length > 0
        ? [
            {
              label: 'Pictures without findings',
              value: `${grouped(pictures.length - withFindings.size)} of ${grouped(pictures.length)}`,
            },
          ]
        : []),
      ...(sections.length > 0
        ? []
        : [
            {
              label: 'Config',
              value: report.config.path === null ? 'none (preset recommended)' : escapeControls(report.config.path),
            },
          ]),
      ...(report.asOf === undefined ? [] : [{ label: 'Judged as of', value: escapeControls(report.asOf) }]),
      { label: 'Made by', value: `${escapeControls(report.tool.name)} ${escapeControls(report.tool.version)}` },
    ],
    remarks: (report.projects === undefined ? remarks(report) : generalRemarks(report)).map(escapeControls),
    severities: (['error', 'warn', 'info'] as const).map((id) => ({
      id,
      word: severityWord[id],
      count: id === 'error' ? summary.errors : id === 'warn' ? summary.warnings : summary.infos,
    })),
    inconclusive: summary.inconclusive,
    failing: failingRules(rules),
    rules,
    ...whole,
    projects,
    groupCount: [whole, ...projects].reduce((sum, { groups }) => sum + groups.length, 0),
    fixedFiles: fixedFilesViews(report),
    tool: `${escapeControls(report.tool.name)} ${escapeControls(report.tool.version)}`,
  };
};

const fixedFilesViews = ({ fixed = [], notFixed = [] }: Report): readonly FixedFilesView[] =>
  [
    { id: 'fixed', title: fixedTitle(fixed), files: byFile(fixed, fixedSentence) },
    { id: 'not-fixed', title: 'Not fixed', files: byFile(notFixed, notFixedSentence) },
  ].flatMap(({ files, ...view }) =>
    files.length === 0
      ? []
      : [
          {
            ...view,
            files: files.map(({ path, sentences }) => ({
              path: escapeControls(path),
              sentences: sentences.map(escapeControls),
            })),
          },
        ],
  );

const headlineOf = (report: Report): string =>
  isBare(report) ? 'Nothing was linted' : isClean(report) ? 'Nothing to report' : tally(report.summary);

type Ids = ReadonlyMap<string, string>;

/** What is said throughout, and the groups: of the whole page or of one project. */
const bodyOf = (
  report: Report,
  { thumbnails }: ReportContext,
  ids: Ids,
  prefix: string,
): Pick<PageView, 'rollUps' | 'groups'> => {
  const rules = ruleViews(report);
  const { rollUps } = rollUp(report.findings, report.subjects);
  return {
    rollUps: rollUps.filter(({ listing }) => listing === undefined).map((each) => rollUpView(each, rules)),
    groups: groupViews(report, { thumbnails, disputes: disputesView(report), rollUps, rules, ids, prefix }),
  };
};

const projectView = ({ project, report }: Section, context: ReportContext, ids: Ids, number: number): ProjectView => {
  const { folder, config } = namesOf(project);
  return {
    id: `p${number}`,
    folder: escapeControls(folder),
    config: escapeControls(config),
    clean: isClean(report) && !isBare(report),
    headline: headlineOf(report),
    scopeLine: isBare(report) ? '' : `in ${judged(report.summary.subjects)}`,
    remarks: remarks(report).map(escapeControls),
    ...bodyOf(report, context, ids, `p${number}g`),
  };
};
