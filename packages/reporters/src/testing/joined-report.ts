import type { ProjectReport, Report } from '@listing-lint/core';
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
