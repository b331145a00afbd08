import type { Group, Item, RollUp } from './items.ts';

/** What the form asks for. */
export interface Query {
  readonly words: readonly string[];
  readonly severities: ReadonlySet<string>;
  /** Empty for all rules. */
  readonly rules: ReadonlySet<string>;
  readonly onlyUnknown: boolean;
  /** Hide pictures that passed. */
  readonly onlyFindings: boolean;
}

export interface FilterResult {
  readonly findings: number;
  readonly pictures: number;
  readonly groups: number;
}

const hide = (element: HTMLElement, hidden: boolean): void => {
  if (element.hidden !== hidden) element.hidden = hidden;
};

/** Hides what does not match and counts what does. Touches only elements whose state changes. */
export const applyFilter = (groups: readonly Group[], query: Query): FilterResult => {
  let findings = 0;
  let pictures = 0;
  let visibleGroups = 0;
  const narrowed = query.rules.size > 0 || query.severities.size < 3 || query.onlyUnknown;
  for (const group of groups) {
    let any = false;
    for (const item of group.items) {
      const hits = matching(item, group, query, narrowed);
      findings += hits;
      const visible =
        hits > 0 ||
        (!narrowed && !query.onlyFindings && item.findings.length === 0 && saysAll(item, group, query.words));
      if (visible && item.element.classList.contains('card')) pictures += 1;
      hide(item.element, !visible);
      any ||= visible;
    }
    const bare =
      group.items.length === 0 &&
      !narrowed &&
      !query.onlyFindings &&
      query.words.every((word) => group.text.includes(word));
    hide(group.element, !(any || bare));
    if (any) visibleGroups += 1;
  }
  return { findings, pictures, groups: visibleGroups };
};

/** Hides what is said once for all where the query does not ask for its rule, severity or words. */
export const applyToRollUps = (rollUps: readonly RollUp[], query: Query): void => {
  for (const { element, rule, severity, unknown, text } of rollUps) {
    const isVisible =
      query.severities.has(severity) &&
      (query.rules.size === 0 || query.rules.has(rule)) &&
      (!query.onlyUnknown || unknown) &&
      query.words.every((word) => text.includes(word));
    hide(element, !isVisible);
  }
  for (const section of document.querySelectorAll<HTMLElement>('.throughout')) {
    hide(section, section.querySelector('.roll-up:not([hidden])') === null);
  }
};

const saysAll = (item: Item, group: Group, words: readonly string[]): boolean =>
  words.every((word) => item.text.includes(word) || group.text.includes(word));

const matching = (item: Item, group: Group, query: Query, narrowed: boolean): number => {
  const said = saysAll(item, group, query.words);
  let hits = 0;
  for (const finding of item.findings) {
    const isVisible =
      said &&
      (!narrowed ||
        (query.severities.has(finding.severity) &&
          (query.rules.size === 0 || query.rules.has(finding.rule)) &&
          (!query.onlyUnknown || finding.unknown)));
    hide(finding.element, !isVisible);
    if (isVisible) hits += 1;
  }
  return hits;
};
