import { deskMeant, type ExportedNotice, exportNotice, noticeNamed, notices } from '@listing-lint/disputes';
import { UsageError } from '../../output/known-error.ts';
import { checkCall, type Kinds, TEXT } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { CASE_QUERY, type CaseQuery, openCase } from './find-case.ts';
import { heldByRules } from './held-by-rules.ts';

export interface ExportCaseQuery extends CaseQuery {
  /** The desk: `alibaba-ipp`, `ebay-vero`, `dmca`, `dsa`, `etsy`. */
  readonly to: string;
}

const KINDS: Kinds<ExportCaseQuery> = { ...CASE_QUERY, to: TEXT };

/** A complaint as its desk takes it, or the reasons why there is none; `file` is the case file, absolute. */
export type ExportedCase = ExportedNotice & { readonly file: string };

/** What a complaint has to pass before it may be filed; and what the files of the case show, where it can be told. */
const HOLDING = {
  unlessPassed: ['case-file-valid', 'case-consistent', 'good-faith-rate'],
  whereFailed: ['case-evidence', 'case-pictures-shown', 'mark-removal-shown', 'case-tokens-hold'],
};

/** Gives `exportCase` for a program that holds the guard of plugins. */
export const exporterFor =
  (program?: Program) =>
  async (query: ExportCaseQuery): Promise<ExportedCase> => {
    checkCall({ name: 'exportCase', options: query, kinds: KINDS, needs: ['case', 'to'] });
    const { to } = query;
    const desk = noticeNamed(to);
    if (desk === undefined) {
      const meant = deskMeant(to);
      const known = `there are ${notices()
        .map(({ id }) => id)
        .join(', ')}`;
      throw new UsageError(
        `there is no desk "${to}"`,
        meant === undefined ? known : `did you mean "${meant}"? ${known}`,
      );
    }
    const opened = await openCase(query, program);
    const { file, value } = opened.found;
    const exported = exportNotice(value, desk, opened.today);
    const { reasons, notes } = await heldByRules(query, opened, HOLDING, program);
    const held = exported.kind === 'refused' ? [...exported.reasons, ...reasons] : reasons;
    if (exported.kind === 'refused' || held.length > 0) return { kind: 'refused', reasons: held, file };
    return { ...exported, notes: [...exported.notes, ...notes], file };
  };

/** Makes a complaint ready to be filed by you, as the desk takes it; nothing is sent. */
export const exportAlone: (query: ExportCaseQuery) => Promise<ExportedCase> = exporterFor();
