import type { FactId, FactProvider } from '@listing-lint/core/plugin';
import type { caseFact, damagesFact } from '@listing-lint/disputes';
import type { c2paFact } from '@listing-lint/provenance';
import { ruleFacts } from '@listing-lint/rules/plugin';
import type { overlayFact, signsFact } from '@listing-lint/watermark';

type ValueOf<Fact> = Fact extends FactProvider<infer Value> ? Value : never;

const otherFacts: {
  readonly case: FactId<ValueOf<typeof caseFact>>;
  readonly damages: FactId<ValueOf<typeof damagesFact>>;
  readonly c2pa: FactId<ValueOf<typeof c2paFact>>;
  readonly overlay: FactId<ValueOf<typeof overlayFact>>;
  readonly overlaySigns: FactId<ValueOf<typeof signsFact>>;
} = { case: 'case', damages: 'damages', c2pa: 'c2pa', overlay: 'overlay', overlaySigns: 'overlaySigns' };

/** Ids of built-in facts that remember the types of their values: `await context.get(builtInFacts.image)`. */
export const builtInFacts: typeof ruleFacts & typeof otherFacts = { ...ruleFacts, ...otherFacts };
