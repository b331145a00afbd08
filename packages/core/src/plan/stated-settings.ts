import type { ResolvedConfig } from '../config/load.ts';
import type { SettableSeverity } from '../config/schema.ts';
import type { Json } from '../model/json.ts';
import type { Subject } from '../model/subject.ts';
import { selectorMatcher } from './activation.ts';

/** What the user's own documents say of a rule: presets, and what they do not speak of, left out. */
export interface StatedSetting {
  readonly severity?: SettableSeverity;
  readonly options: { readonly [name: string]: Json };
}

/** Gives what the user's own documents and arguments say of rules for a subject, by rule id; what presets say is left out. Later places win. */
export const statedSettings = (
  config: Pick<ResolvedConfig, 'layers' | 'registry'>,
): ((subject: Subject) => ReadonlyMap<string, StatedSetting>) => {
  const layers = config.layers.filter(({ explicit }) => explicit);
  const matcher = selectorMatcher(config.registry.attributes);
  return (subject) => {
    const selects = matcher(subject);
    const stated = new Map<string, StatedSetting>();
    for (const { select, entries } of layers) {
      if (select !== undefined && !selects(select)) continue;
      for (const [id, { severity, options }] of entries) {
        const before = stated.get(id);
        stated.set(id, {
          ...before,
          ...(severity === undefined ? {} : { severity }),
          options: { ...before?.options, ...options },
        });
      }
    }
    return stated;
  };
};
