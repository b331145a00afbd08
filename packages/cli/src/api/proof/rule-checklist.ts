import { isKnownError, type Report, type ResolvedConfig } from '@listing-lint/core';
import { type ChecklistLine, provenanceSettings } from '@listing-lint/provenance';
import { topLevelOf } from '../../project/registry-file.ts';
import type { Program } from '../flags.ts';
import { linterFor } from '../lint.ts';
import type { LintRunOptions } from '../options.ts';

/** Rules that say what a dispute needs, in the order in which they are told. */
const ASKED = [
  'case-evidence',
  'case-consistent',
  'case-pictures-shown',
  'mark-removal-shown',
  'case-tokens-hold',
  'complaint-evidence',
  'complaint-ready',
  'complaint-complete',
  'registration-recorded',
  'accusation-defence',
  'response-due',
  'evidence-ready',
  'original-archived',
  'original-shown',
  'original-unchanged',
  'license-recorded',
  'case-originals-sealed',
] as const;

/** What the rules say that is there and what is missing, of files (absolute): with the options that the config gives them, also where it leaves them off. */
export const ruleChecklist = async (
  files: readonly string[],
  config: ResolvedConfig,
  options: LintRunOptions,
  program: Program | undefined,
): Promise<readonly ChecklistLine[]> => {
  const { provenance } = provenanceSettings.of(topLevelOf(config));
  const has = new Set([
    ...(provenance === undefined ? [] : ['provenance']),
    ...(provenance?.roots === undefined ? [] : ['provenance.roots']),
  ]);
  const rules = ASKED.flatMap((id) => config.registry.rules.get(id)?.rule ?? []);
  const unasked = rules.filter(({ requires }) => requires.some((key) => !has.has(key)));
  const only = rules.filter((rule) => !unasked.includes(rule)).map(({ id }) => id);
  const lacking = unasked.map(({ id, title, requires }) => ({
    ...{ state: 'unknown' as const, what: title, rule: id },
    details: [`it was not asked: the config has no ${requires.filter((key) => !has.has(key)).join(', ')}`],
  }));
  if (files.length === 0 || only.length === 0) return [NOT_ASKED, ...lacking];
  try {
    const { report } = await linterFor(program)({ ...options, paths: files, only });
    return [...only.flatMap((id) => linesOf(id, report)), ...lacking];
  } catch (error) {
    if (!isKnownError(error) || error.code !== 'no-subjects') throw error;
    return [NOT_ASKED, ...lacking];
  }
};

const NOT_ASKED: ChecklistLine = {
  state: 'unknown',
  what: 'What the rules ask for is on file',
  details: ['the rules could not be asked: the config names no such case or picture'],
  rule: null,
};

const linesOf = (id: string, report: Report): readonly ChecklistLine[] => {
  const rule = report.rules.find((each) => each.id === id);
  if (rule === undefined) return [];
  // What somebody has accepted is missing all the same.
  const accepted = (report.suppressed ?? []).map(({ finding }) => finding);
  const findings = [...report.findings, ...accepted].filter(({ ruleId }) => ruleId === id);
  if (findings.length > 0) {
    const state = findings.some(({ outcome }) => outcome === 'fail') ? 'missing' : 'unknown';
    const details = findings.flatMap(({ message, subject: { path } }) => {
      const lines = message.split('\n').map((line) => line.trim());
      return rule.scope === 'case' ? lines : lines.map((line) => `${path}: ${line}`);
    });
    return [{ state, what: rule.title, details, rule: id }];
  }
  const passed = report.subjects.some(({ outcomes }) => outcomes.pass.includes(id));
  return passed ? [{ state: 'there', what: rule.title, details: [], rule: id }] : [];
};
