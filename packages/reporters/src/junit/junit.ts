import type { Finding, Report, Reporter, SubjectReport } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';
import { compareFindings, compareNatural, compareText, subjectKey } from '../format/order.ts';
import { relatedSentence, unsaid } from '../format/words.ts';
import { xmlText } from '../format/xml.ts';

/**
 * JUnit XML as Jenkins reads it (`junit-10.xsd`): a suite a listing, a case for every rule on every file. Errors are failures, errors
 * that could not be judged are errors; warnings and infos pass with their text as output, as they do not fail the run.
 */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for Jenkins and other test views',
  options: noOptions,
  render: (report) => {
    const suites = suitesOf(report);
    const all = suites.flatMap(({ cases }) => cases);
    const body = suites.map(
      ({ name, cases }) =>
        `  <testsuite name="${xmlText(name)}" ${counts(cases)} skipped="${number(cases, 'skipped')}">\n${cases.map(caseXml).join('')}  </testsuite>\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="listing-lint" ${counts(all)}>\n${body.join('')}</testsuites>\n`;
  },
};

interface Case {
  readonly name: string;
  readonly path: string;
  readonly state: 'passed' | 'skipped' | 'failure' | 'error' | 'noted';
  readonly finding?: Finding;
}

const number = (cases: readonly Case[], state: Case['state']): number =>
  cases.filter((entry) => entry.state === state).length;

const counts = (cases: readonly Case[]): string =>
  `tests="${cases.length}" failures="${number(cases, 'failure')}" errors="${number(cases, 'error')}"`;

const suitesOf = (report: Report): readonly { readonly name: string; readonly cases: readonly Case[] }[] => {
  const findings = new Map<string, Finding[]>();
  for (const finding of report.findings.toSorted(compareFindings)) {
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

const suiteOf = ({ scope, path, listing }: SubjectReport): string =>
  scope === 'listing' ? path : (listing ?? (scope === 'image' ? 'pictures of no listing' : `${scope}s`));

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
  finding,
});

const caseXml = ({ name, path, state, finding }: Case): string => {
  const open = `    <testcase name="${xmlText(name)}" classname="${xmlText(path)}"`;
  if (state === 'passed' || (!finding && state !== 'skipped')) return `${open}/>\n`;
  if (!finding) return `${open}>\n      <skipped/>\n    </testcase>\n`;
  const text = xmlText(
    [
      `${finding.severity}: ${finding.message}`,
      ...finding.causes.map(({ message }) => message),
      ...unsaid(finding).map(relatedSentence),
    ].join(' | '),
  );
  const body =
    state === 'noted'
      ? `<system-out>${text}</system-out>`
      : `<${state} type="${xmlText(finding.ruleId)}" message="${xmlText(finding.message)}">${text}</${state}>`;
  return `${open}>\n      ${body}\n    </testcase>\n`;
};
