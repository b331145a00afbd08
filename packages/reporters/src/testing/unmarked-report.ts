import { compareText, type Report } from '@listing-lint/core';
import { fixtureRules } from './fixture-rules.ts';
import { fixtureFinding } from './shop-findings.ts';
import { type ShopSize, shopReport, summarise } from './shop-report.ts';

/** The made-up shop before its pictures were stamped: of all of them one thing is said, beside what is said of some. */
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
