import { escapeControls, type Report } from '@listing-lint/core';
import { isBare, judged, tally } from '../format/phrases.ts';
import { namesOf, type Section, sectionsOf } from '../format/projects.ts';
import { conformanceOf, type State } from './conformance.ts';
import { type PolicyView, policyView } from './policy-view.ts';

/** One of several projects: what it is found to be, and what it was judged by. */
export interface ProjectRow {
  readonly folder: string;
  readonly state: State;
  readonly verdict: string;
  readonly judged: string;
  readonly tally: string;
  readonly config: string;
  readonly configHash: string;
  readonly policyHash: string;
}

/** A policy with the project that it is of; empty where there is one alone. */
export interface NamedPolicy {
  readonly folder: string;
  readonly policy: PolicyView | undefined;
}

export const projectRows = (report: Report): readonly ProjectRow[] => sectionsOf(report).map(projectRow);

const projectRow = ({ project, report }: Section): ProjectRow => {
  const { folder, config } = namesOf(project);
  const { state, verdict } = conformanceOf(report);
  return {
    folder: escapeControls(folder),
    state: isBare(report) ? 'reserved' : state,
    verdict: isBare(report) ? 'Nothing was judged' : verdict,
    judged: judged(project.summary.subjects),
    tally: tally(project.summary),
    config: escapeControls(config),
    configHash: escapeControls(project.config.sha256 ?? ''),
    policyHash: escapeControls(project.policy?.sha256 ?? ''),
  };
};

/** The policies of a report; each text stands with the first that has it. */
export const namedPolicies = (report: Report, texts: Readonly<Record<string, string>>): readonly NamedPolicy[] => {
  const seen = new Set<string>();
  const viewOf = ({ policy }: Pick<Report, 'policy'>): PolicyView | undefined => {
    if (policy === undefined) return undefined;
    const view = policyView(policy, texts);
    const fresh = view.texts.filter(({ id, sha256 }) => !seen.has(`${id} ${sha256}`));
    for (const { id, sha256 } of fresh) seen.add(`${id} ${sha256}`);
    return { ...view, texts: fresh };
  };
  if (report.projects === undefined) return [{ folder: '', policy: viewOf(report) }];
  return report.projects.map((project) => ({
    folder: escapeControls(namesOf(project).folder),
    policy: viewOf(project),
  }));
};
