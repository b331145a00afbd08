import { escapeControls, type Severity } from '@listing-lint/core';
import { offerOf } from '../format/fixes.ts';
import { severityWord } from '../format/phrases.ts';
import { membersOf, type RolledUpFinding, remarksOf } from '../format/roll-up.ts';
import type { ProsePart } from '../page/prose.ts';
import { anchorOf, type RuleView } from './rule-view.ts';

/** What is said once for all, or nearly all, pictures of the page or of a listing. */
export interface RollUpView {
  readonly ruleId: string;
  readonly anchor: string;
  readonly severity: Severity;
  readonly word: string;
  readonly unknown: boolean;
  /** `all 151 images`. */
  readonly members: string;
  readonly message: string;
  readonly remarks: readonly string[];
  readonly fix: readonly ProsePart[];
}

export const rollUpView = (rollUp: RolledUpFinding, rules: readonly RuleView[]): RollUpView => {
  const { ruleId, severity, outcome, message } = rollUp.finding;
  const offer = offerOf(rollUp.finding);
  return {
    ruleId: escapeControls(ruleId),
    anchor: anchorOf(ruleId),
    severity,
    word: severityWord[severity],
    unknown: outcome === 'inconclusive',
    members: escapeControls(membersOf(rollUp)),
    message: escapeControls(message),
    remarks: [...remarksOf(rollUp), ...(offer === undefined ? [] : [offer])].map(escapeControls),
    fix: rules.find(({ id }) => id === escapeControls(ruleId))?.fix ?? [],
  };
};
