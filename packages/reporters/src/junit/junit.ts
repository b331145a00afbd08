import {
  compareText,
  type Finding,
  type Report,
  type Reporter,
  type SubjectReport,
  subjectKey,
} from '@listing-lint/core';
import { attributesOf } from '../format/attributes.ts';
import { xmlText } from '../format/escape.ts';
import { noOptions } from '../format/options.ts';
import { compareBySeverity, compareNatural } from '../format/order.ts';
import { noticeSentence, noticesOf, relatedSentence, unsaid } from '../format/phrases.ts';

/**
 * JUnit XML as Jenkins reads it (`junit-10.xsd`): a suite a listing, a case for every rule on every file. Errors are failures, errors
 * that could not be judged are errors; warnings and infos pass with their text as output, as they do not fail the run.
 */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for Jenkins and other test views',
  options: noOptions,
  render: (report) => {
    const suites = [...noticeSuites(report), ...suitesOf(report)];
    const all = suites.flatMap(({ cases }) => cases);
    const body = suites.map(
      ({ name, cases }) =>
        `  <testsuite name="${xmlText(name)}" ${counts(cases)} skipped="${number(cases, 'skipped')}">\n${cases.map(caseXml).join('')}  </testsuite>\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="listing-lint" ${counts(all)}>\n${body.join('')}</testsuites>\n`;
  },
};

/** What is said of the run: cases that pass with their text as output, or are errors where the run was not whole. */
const noticeSuites = (report: Report): readonly Suite[] => {
  const notices = noticesOf(report);
  return notices.length === 0
    ? []
    : [
        {
          name: 'notices of the run',
          cases: notices.map((notice) => ({
            name: notice.code,
            path: notice.path ?? 'listing-lint',
            state: notice.level === 'error' ? 'error' : 'noted',
            text: noticeSentence(notice),
          })),
        },
      ];
};

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly path: string;
  readonly state: 'passed' | 'skipped' | 'failure' | 'error' | 'noted';
  /** What there is to say, and in one sentence. */
  readonly text?: string;
  readonly sentence?: string;
}

const number = (cases: readonly Case[], state: Case['state']): number =>
  cases.filter((entry) => entry.state === state).length;

const counts = (cases: readonly Case[]): string =>
  `tests="${cases.length}" failures="${number(cases, 'failure')}" errors="${number(cases, 'error')}"`;

const suitesOf = (report: Report): readonly Suite[] => {
  const findings = new Map<string, Finding[]>();
  for (const finding of report.findings.toSorted(compareBySeverity)) {
    const key = subjectKey(finding.subject);
    findings.set(key, [...(findings.get(key) ?? []), finding]);
  }
  const suites = new Map<string, Case[]>();
  const add = (suite: string, cases: readonly Case[]): void => {
    const list = suites.get(suite);
    if (list) list.push(...cases);
    else suites.set(suite, [...cases]);
  };
  for (const subject of report.subjects) {
    add(suiteOf(subject), casesOf(subject, findings.get(subjectKey(subject)) ?? []));
    findings.delete(subjectKey(subject));
  }
  for (const rest of findings.values()) add(rest[0]?.subject.scope ?? '', rest.map(findingCase));
  return [...suites]
    .map(([name, cases]) => ({
      name,
      cases: cases.sort((a, b) => compareNatural(a.path, b.path) || compareText(a.name, b.name)),
    }))
    .sort((a, b) => compareNatural(a.name, b.name));
};

const suiteOf = (subject: SubjectReport): string => {
  const { scope, path } = subject;
  if (scope === 'listing') return path;
  return attributesOf(subject).listing ?? (scope === 'image' ? 'pictures of no listing' : `${scope}s`);
};

const casesOf = (subject: SubjectReport, findings: readonly Finding[]): readonly Case[] => {
  const plain =
    (state: Case['state']) =>
    (name: string): Case => ({ name, path: subject.path, state });
  return [
    ...subject.outcomes.pass.map(plain('passed')),
    ...subject.outcomes.skip.map(plain('skipped')),
    ...findings.map(findingCase),
  ];
};

const findingCase = (finding: Finding): Case => ({
  name: finding.ruleId,
  path: finding.subject.path,
  state: finding.severity !== 'error' ? 'noted' : finding.outcome === 'inconclusive' ? 'error' : 'failure',
  sentence: finding.message,
  text: [
    `${finding.severity}: ${finding.message}`,
    ...finding.causes.map(({ message }) => message),
    ...unsaid(finding).map(relatedSentence),
  ].join(' | '),
});

const caseXml = ({ name, path, state, text, sentence = text }: Case): string => {
  const open = `    <testcase name="${xmlText(name)}" classname="${xmlText(path)}"`;
  if (state === 'skipped') return `${open}>\n      <skipped/>\n    </testcase>\n`;
  if (state === 'passed' || text === undefined) return `${open}/>\n`;
  const body =
    state === 'noted'
      ? `<system-out>${xmlText(text)}</system-out>`
      : `<${state} type="${xmlText(name)}" message="${xmlText(sentence ?? text)}">${xmlText(text)}</${state}>`;
  return `${open}>\n      ${body}\n    </testcase>\n`;
};
