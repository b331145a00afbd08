import type { ProjectReport, Report } from '@listing-lint/core';
import { noticeSentence } from './phrases.ts';

/** A project, and what a joined report says of it, as a report of its own; its paths start where those of the whole do. */
export interface Section {
  readonly project: ProjectReport;
  readonly report: Report;
}

/** The projects of a report of several, by path; none for a report of one. */
export const sectionsOf = (report: Report): readonly Section[] => {
  const { projects = [] } = report;
  const projectOf = projectFinder(projects);
  return projects.map((project) => ({ project, report: partOf(report, project, projectOf) }));
};

/** Parts of a report of several projects that belong to no project. */
export const generalRemarks = ({ notices = [] }: Report): readonly string[] =>
  notices.filter(({ project }) => project === undefined).map(noticeSentence);

/** The project that a path belongs to: the innermost that holds it. */
export const projectFinder = (projects: readonly ProjectReport[]): ((path: string) => ProjectReport | undefined) => {
  const depth = ({ path }: ProjectReport): number => (path === '.' ? 0 : path.length);
  const inner = projects.toSorted((a, b) => depth(b) - depth(a));
  return (path) => inner.find(({ path: folder }) => folder === '.' || path === folder || path.startsWith(`${folder}/`));
};

const partOf = (report: Report, project: ProjectReport, projectOf: ReturnType<typeof projectFinder>): Report => {
  const { config, summary, policy } = project;
  const { projects: _projects, policy: _policy, suppressed, exceptions, notices, ...common } = report;
  const isHere = ({ path }: { readonly path: string }): boolean => projectOf(path) === project;
  const isOurs = (each: { readonly project?: string }): boolean => each.project === project.path;
  const own = report.rules.filter(isOurs);
  const rules = report.rules.filter((rule) => rule.project === undefined && own.every(({ id }) => id !== rule.id));
  return {
    ...common,
    config,
    summary,
    ...(policy === undefined ? {} : { policy }),
    rules: [...rules, ...own].map(withoutProject),
    subjects: report.subjects.filter(isHere),
    findings: report.findings.filter(({ subject }) => isHere(subject)),
    ...(report.fixed === undefined ? {} : { fixed: report.fixed.filter(({ subject }) => isHere(subject)) }),
    ...(report.notFixed === undefined ? {} : { notFixed: report.notFixed.filter(({ subject }) => isHere(subject)) }),
    ...(suppressed === undefined ? {} : { suppressed: suppressed.filter(({ finding }) => isHere(finding.subject)) }),
    ...(exceptions === undefined ? {} : { exceptions: exceptions.filter(isOurs).map(withoutProject) }),
    ...(notices === undefined ? {} : { notices: notices.filter(isOurs).map(withoutProject) }),
  };
};

const withoutProject = <T extends { readonly project?: string }>({
  project: _project,
  ...rest
}: T): Omit<T, 'project'> => rest;

/** What people read of a project: its folder, and the config that holds for it. */
export const namesOf = ({ path, config }: ProjectReport): { readonly folder: string; readonly config: string } => ({
  folder: `${path}/`,
  config: config.path === null ? 'no config' : path === '.' ? config.path : `${path}/${config.path}`,
});
