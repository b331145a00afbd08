import { escapeControls, type Report } from '@listing-lint/core';
import type { Invocation, Notification, ReportingDescriptor } from 'sarif';
import { reasonNotChecked } from '../format/phrases.ts';
import { sentence } from './descriptors.ts';
import type { Places } from './places.ts';

/** Kinds of things that are said about the run, not about the listings. */
export const notificationDescriptors: readonly ReportingDescriptor[] = [
  {
    id: 'not-judged',
    name: 'NotJudged',
    shortDescription: { text: 'A rule could not judge a file, because a value could not be had.' },
  },
  {
    id: 'rule-not-checked',
    name: 'RuleNotChecked',
    shortDescription: { text: 'A rule is on, but the config lacks what it needs to judge anything.' },
  },
  { id: 'run-notice', name: 'RunNotice', shortDescription: { text: 'Something about the run itself.' } },
  {
    id: 'output-truncated',
    name: 'OutputTruncated',
    shortDescription: { text: 'This file holds less than the run found.' },
  },
].map((descriptor) => ({
  ...descriptor,
  fullDescription: descriptor.shortDescription,
  help: descriptor.shortDescription,
}));

/** What the run could not read or left out. `truncated`: sentences about what is missing from this file. */
export const invocationOf = (report: Report, places: Places, truncated: readonly string[]): Invocation => ({
  executionSuccessful: !(report.notices ?? []).some(({ level }) => level === 'error'),
  toolExecutionNotifications: [
    ...truncated.map((text) => notification('output-truncated', 'warning', text)),
    ...(report.notices ?? []).map(
      ({ level, code, message, path, region, ruleId, project }): Notification => ({
        ...notification('run-notice', level, sentence(`${code}: ${aboutProject(project)}${message}`, code)),
        ...(path === undefined ? {} : { locations: [{ physicalLocation: places.location(path, region) }] }),
        ...(ruleId === undefined ? {} : { associatedRule: { id: ruleId } }),
      }),
    ),
    ...report.findings
      .filter(({ outcome, blockedBy }) => outcome === 'inconclusive' && blockedBy === undefined)
      .map((finding): Notification => {
        const unknown = finding.causes.find((cause) => cause.unknown !== undefined)?.unknown;
        return {
          ...notification(
            'not-judged',
            'warning',
            sentence(
              `${finding.ruleId} could not judge ${escapeControls(finding.subject.path)}: ${unknown ?? finding.message}`,
              finding.ruleId,
            ),
          ),
          locations: [{ physicalLocation: places.location(places.fileOf(finding.subject), finding.region) }],
          associatedRule: { id: finding.ruleId },
        };
      }),
  ],
  toolConfigurationNotifications: report.summary.notChecked.map((each) => ({
    ...notification(
      'rule-not-checked',
      'warning',
      `${each.ruleId} was not checked: ${escapeControls(reasonNotChecked(each))}.`,
    ),
  })),
});

const aboutProject = (project: string | undefined): string =>
  project === undefined || project === '.' ? '' : `${project}: `;

const notification = (id: string, level: 'error' | 'warning' | 'note', text: string): Notification => ({
  descriptor: { id, index: notificationDescriptors.findIndex((descriptor) => descriptor.id === id) },
  level,
  message: { text },
});
