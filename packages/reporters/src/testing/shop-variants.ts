import { compareText, type ProjectReport, type Report } from '@listing-lint/core';
import { fixtureRules } from './fixture-rules.ts';
import { fixtureFinding } from './shop-findings.ts';
import { type ShopSize, shopReport, summarise } from './shop-report.ts';

/** The made-up shop linted as several projects: the folder of each of its listings but the first, and what is left. */
export const joinedReport = (size: ShopSize): Report => {
  const report = shopReport(size);
  const folders = report.subjects.flatMap(({ scope, path }) => (scope === 'listing' ? [path] : [])).slice(1);
  const projectOf = (path: string): string =>
    folders.find((folder) => path === folder || path.startsWith(`${folder}/`)) ?? '.';
  const projects = ['.', ...folders].map((path): ProjectReport => {
    const subjects = report.subjects.filter((subject) => projectOf(subject.path) === path);
    const findings = report.findings.filter(({ subject }) => projectOf(subject.path) === path);
    return { path, config: report.config, summary: summarise(subjects, findings) };
  });
  return { ...report, config: { path: null, sha256: null }, projects };
};

/** The made-up shop before its pictures were stamped: one finding concerns all of them, further ones some of them. */
export const unmarkedReport = (size: ShopSize): Report => {
  const report = shopReport(size);
  const rule = fixtureRules.find(({ id }) => id === 'watermark-present');
  if (rule === undefined) throw new Error('no rule "watermark-present" in the fixture');
  const without = (ids: readonly string[]): readonly string[] => ids.filter((id) => id !== rule.id);
  const subjects = report.subjects.map((subject) => {
    const { pass, fail, skip, inconclusive } = subject.outcomes;
    const outcomes = {
      pass: without(pass),
      fail: [...without(fail), rule.id].sort(compareText),
      skip: without(skip),
      inconclusive: without(inconclusive),
    };
    return subject.scope === 'image' ? { ...subject, outcomes } : subject;
  });
  const findings = [
    ...report.findings.filter(({ ruleId }) => ruleId !== rule.id),
    ...subjects
      .filter(({ scope }) => scope === 'image')
      .map(({ path }, index) => fixtureFinding(rule, path, `no watermark found (best score 0.${10 + index})`)),
  ];
  return { ...report, subjects, findings, summary: summarise(subjects, findings) };
};
