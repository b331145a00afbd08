import type { Problem } from '../model/error.ts';
import type { NotChecked } from '../model/report.ts';
import { compareText } from '../text/compare.ts';
import { suggest } from '../text/nearest.ts';
import type { Layer } from './layers.ts';
import { isOnSomewhere } from './requires.ts';
import type { KnownRule } from './rule-files.ts';

/** What `--only` makes of the layers. */
export interface OnlyThese {
  readonly layers: readonly Layer[];
  /** Rules that are on, and were left out. */
  readonly leftOut: readonly NotChecked[];
  /** Ids of the rules that are given. */
  readonly named: readonly string[];
}

/**
 * Leaves of the layers only what they say of the given rules; all, where none are given. One that they leave off is turned on at its own severity: who names a rule
 * wants it judged.
 */
export const onlyThese = (
  ids: readonly string[] | undefined,
  layers: readonly Layer[],
  rules: ReadonlyMap<string, KnownRule>,
  problems: Problem[],
): OnlyThese => {
  if (ids === undefined) return { layers, leftOut: [], named: [] };
  if (ids.length === 0)
    problems.push({
      file: '--only',
      message: 'no rule is named, so none would be judged',
      hint: 'name one, or leave it out',
    });
  const chosen = ids.flatMap((id) => {
    const rule = rules.get(id)?.rule;
    if (rule !== undefined) return [rule];
    const hint = suggest(id, rules.keys()) ?? 'see `listing-lint rules`';
    problems.push({ file: argument(id), message: `unknown rule "${id}"`, hint });
    return [];
  });
  const wanted = new Set(chosen.map(({ id }) => id));
  const on = [...new Set(layers.flatMap(({ entries }) => [...entries.keys()]))].filter((id) =>
    isOnSomewhere(layers, id),
  );
  const turnedOn = chosen
    .filter(({ id }) => !on.includes(id))
    .map(
      ({ id, severity }): Layer => ({
        explicit: true,
        entries: new Map([[id, { severity, options: {}, from: () => argument(id) }]]),
      }),
    );
  const kept = layers.map((layer) => ({
    ...layer,
    entries: new Map([...layer.entries].filter(([id]) => wanted.has(id))),
  }));
  return {
    layers: [...kept.filter(({ entries }) => entries.size > 0), ...turnedOn],
    named: ids,
    leftOut: on
      .filter((id) => !wanted.has(id))
      .sort(compareText)
      .map((ruleId) => ({ ruleId, requires: '--only' })),
  };
};

const argument = (id: string): string => `--only ${id}`;
