import type { ResolvedConfig } from '../config/load.ts';
import { channelOf } from '../config/words.ts';
import type { NotChecked, Notice } from '../model/report.ts';
import type { Plan } from '../plan/plan.ts';
import { type BoundLeaf, type CompiledRule, type Formula, isLeaf, isQuantifiedLeaf } from '../rule/formula/formula.ts';
import { compareText } from '../text/compare.ts';
import type { SubjectSet } from './discover.ts';

/**
 * Rules that are on, but only for a channel that no subject of the whole set goes to, and presets of such channels that turn on no rule
 * of their own: what a seller who has named the preset believes to be checked.
 */
export const unreachedChannels = (
  { documents }: Pick<ResolvedConfig, 'documents'>,
  plan: Plan,
  subjects: SubjectSet,
): { readonly notChecked: readonly NotChecked[]; readonly notices: readonly Notice[] } => {
  const all = [...subjects.values()].flat();
  const reached = new Set(all.flatMap(({ channels }) => channels));
  const rules = new Map(all.flatMap((subject) => plan.rulesFor(subject)).map(({ id, compiled }) => [id, compiled]));
  const notChecked = [...rules].flatMap(([ruleId, compiled]): NotChecked[] => {
    const channel = guardedChannel(compiled);
    return channel === undefined || reached.has(channel) ? [] : [{ ruleId, requires: 'channels', channel }];
  });
  const told = new Set(notChecked.map(({ channel }) => channel));
  const idle = documents
    .flatMap(({ document }) => /^preset (.*)$/.exec(document.label)?.[1] ?? [])
    .flatMap((preset) => {
      const channel = channelOf(preset);
      return channel === undefined || reached.has(channel) || told.has(channel) ? [] : [{ preset, channel }];
    });
  return {
    notChecked: notChecked.sort((a, b) => compareText(a.ruleId, b.ruleId)),
    notices: idle.map(({ preset, channel }) => ({
      level: 'warning',
      code: 'channel-unused',
      message: `no listing goes to ${channel}, which ${preset} is about: name it under \`channels\`, or in a listing.yaml`,
    })),
  };
};

/** The one channel that `when` asks for, where it asks for one whatever else holds. */
const guardedChannel = ({ when }: CompiledRule): string | undefined =>
  (when === undefined ? [] : requiredLeaves(when)).flatMap(({ path, operator, negated, expected }) =>
    path === 'channels' && operator.id === 'contains' && !negated && typeof expected === 'string' ? [expected] : [],
  )[0];

const requiredLeaves = (formula: Formula): readonly BoundLeaf[] =>
  (isLeaf(formula) ? [formula] : 'all' in formula ? formula.all.filter(isLeaf) : []).flatMap((leaf) =>
    isQuantifiedLeaf(leaf) || leaf.of !== undefined ? [] : [leaf],
  );
