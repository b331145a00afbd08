import type { ResolvedConfig } from '../../config/load.ts';
import type { NotChecked } from '../../model/report.ts';
import type { Judgement } from '../judge.ts';

/**
 * Rules that are on and lack a setting. Where only a part was to be judged, those alone that would have judged something of it: what is missing for
 * pictures says nothing of a run over disputes. Where nothing was judged, all.
 */
export const withoutSetting = (
  { notChecked, rules }: Pick<ResolvedConfig, 'notChecked' | 'rules'>,
  judgements: readonly Judgement[],
  isWhole: boolean,
): readonly NotChecked[] => {
  const scopes = new Set(judgements.map(({ subject }) => subject.scope));
  if (isWhole || scopes.size === 0) return notChecked;
  return notChecked.filter(({ ruleId }) => {
    const scope = rules.get(ruleId)?.rule.scope;
    return scope === undefined || scopes.has(scope);
  });
};
