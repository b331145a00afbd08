import { type Finding, suggest } from '@listing-lint/core';
import { type ExportedNotice, exportNotice, noticeNamed, notices } from '@listing-lint/rules';
import { UsageError } from '../../output/known-error.ts';
import { checkCall, type Kinds, TEXT } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { linterFor } from '../lint.ts';
import { CASE_QUERY, type CaseQuery, openCase } from './find-case.ts';

export interface ExportCaseQuery extends CaseQuery {
  /** The desk: `alibaba-ipp`, `ebay-vero`, `dmca`, `dsa`, `etsy`. */
  readonly to: string;
}

const KINDS: Kinds<ExportCaseQuery> = { ...CASE_QUERY, to: TEXT };

/** A complaint as its desk takes it, or the reasons why there is none; `file` is the case file, absolute. */
export type ExportedCase = ExportedNotice & { readonly file: string };

/** Rules that a complaint has to pass before it may be filed, judged with the options of the config; the case alone does not show them. */
const GATES = ['case-file-valid', 'case-consistent', 'good-faith-rate'];

/** Hold a complaint where they fail; of what they cannot tell, as of a file that cannot be decoded, a complaint may still be filed. */
const SHOWN = ['case-pictures-shown', 'mark-removal-shown'];

/** Gives `exportCase` for a program that holds the guard of plugins. */
export const exporterFor =
  (program?: Program) =>
  async (query: ExportCaseQuery): Promise<ExportedCase> => {
    checkCall({ name: 'exportCase', options: query, kinds: KINDS, needs: ['case', 'to'] });
    const { to, case: given, ...config } = query;
    const desk = noticeNamed(to);
    if (desk === undefined) {
      const ids = notices().map(({ id }) => id);
      throw new UsageError(`there is no desk "${to}"`, suggest(to, ids) ?? `there are ${ids.join(', ')}`);
    }
    const { found, today } = await openCase(query, program);
    const exported = exportNotice(found.value, desk, today);
    const { report } = await linterFor(program)({
      ...config,
      paths: [found.file],
      only: [...GATES, ...SHOWN],
      asOf: today,
    });
    const isOpen = ({ ruleId, outcome }: Finding): boolean => SHOWN.includes(ruleId) && outcome !== 'fail';
    const held = report.findings.filter((each) => !isOpen(each)).map(sentenceOf);
    if (held.length === 0) {
      if (exported.kind === 'refused') return { ...exported, file: found.file };
      const notes = report.findings.filter(isOpen).map(sentenceOf);
      return { ...exported, notes: [...exported.notes, ...notes], file: found.file };
    }
    return {
      kind: 'refused',
      reasons: [...(exported.kind === 'refused' ? exported.reasons : []), ...held],
      file: found.file,
    };
  };

const sentenceOf = ({ ruleId, message }: Finding): string => `${ruleId}: ${message}`;

/** Makes a complaint ready to be filed by you, as the desk takes it; nothing is sent. */
export const exportAlone: (query: ExportCaseQuery) => Promise<ExportedCase> = exporterFor();
