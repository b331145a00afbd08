import { ListingLintError, type ProjectReport, type Report } from '@listing-lint/core';
import { PICTURES_IGNORED } from '@listing-lint/rules/listing';

/**
 * Faults of a run that was to judge something and judged nothing: a rule that `--only` names and that is about a marketplace to which no listing goes; without
 * `--only`, all rules of a project, or those of pictures where all pictures are ignored. A part of the set, or a single rule (about disputes, where there are none), may well have nothing to judge.
 */
export const nothingChecked = (report: Report, only: readonly string[] | undefined): readonly ListingLintError[] => {
  if (only !== undefined) return only.flatMap((id) => unreachedFault(report, id) ?? []);
  if (report.partial === true) return [];
  const projects = report.projects ?? [];
  return (projects.length === 0 ? [undefined] : projects).flatMap(
    (project) => unjudgedFault(report, project) ?? ignoredFault(report, project) ?? [],
  );
};

const unreachedFault = ({ summary, projects = [] }: Report, id: string): ListingLintError | undefined => {
  const entries = summary.notChecked.filter(({ ruleId, requires }) => ruleId === id && requires !== '--only');
  const [entry] = entries;
  if (entry === undefined || entries.length < projects.length) return undefined;
  const { channel } = entry;
  const what =
    channel === undefined ? 'it applies to nothing here' : `no listing goes to ${channel}, which it is about`;
  return new ListingLintError('no-subjects', `--only ${id}: nothing was checked, for ${what}`, [
    {
      message: 'a run that checks nothing is not a pass',
      ...(channel === undefined
        ? {}
        : {
            hint: `write \`channels: [${channel}]\` into the config or a listing.yaml, or extend channels/${channel}`,
          }),
    },
  ]);
};

const subjectsOf = (report: Report, project: ProjectReport | undefined): Report['subjects'] =>
  report.subjects.filter(({ path }) => project === undefined || projectOf(report, path) === project);

const ignoredFault = (report: Report, project: ProjectReport | undefined): ListingLintError | undefined => {
  const areIgnored = (report.notices ?? []).some(
    ({ code, path = '.' }) =>
      code === PICTURES_IGNORED && (project === undefined || projectOf(report, path) === project),
  );
  const isLeft = ({ scope, role }: Report['subjects'][number]): boolean => scope === 'image' && role !== 'original';
  if (!areIgnored || subjectsOf(report, project).some(isLeft)) return undefined;
  const where = project === undefined ? '' : ` in ${project.path}`;
  return new ListingLintError('no-subjects', `no picture was checked${where}: \`ignores\` names all of them`, [
    {
      message: 'a run that checks no picture is not a pass',
      hint: 'narrow `ignores`, or write `listings: []` where no listing is to be checked',
    },
  ]);
};

/** Where a report is of several projects, one of them. */
const unjudgedFault = (report: Report, project: ProjectReport | undefined): ListingLintError | undefined => {
  const { suppressed } = (project ?? report).summary;
  const subjects = subjectsOf(report, project);
  const isJudged = subjects.some(
    ({ outcomes }) => outcomes.pass.length + outcomes.fail.length + outcomes.inconclusive.length > 0,
  );
  if (subjects.length === 0 || isJudged || suppressed > 0) return undefined;
  const where = project === undefined ? '' : ` in ${project.path}`;
  return new ListingLintError('no-subjects', `nothing was checked${where}: no rule that is on is about what is there`, [
    {
      message: 'a run that checks nothing is not a pass',
      hint: 'the report says which rules were not checked, and why; `extends: recommended` turns on rules for every listing',
    },
  ]);
};

/** The project with the longest path that holds a subject. */
const projectOf = ({ projects = [] }: Report, path: string): ProjectReport | undefined =>
  projects
    .filter((project) => project.path === '.' || path === project.path || path.startsWith(`${project.path}/`))
    .sort((a, b) => depthOf(b) - depthOf(a))[0];

const depthOf = ({ path }: ProjectReport): number => (path === '.' ? 0 : path.length);
