import { z } from 'zod';
import type { Json } from '../model/json.ts';

/** A subject as a case of a rule test gives it: its facts, and what is related to it. */
export interface GivenSubject {
  readonly facts?: { readonly [id: string]: Json } | undefined;
  readonly related?: GivenRelated | undefined;
}

/** A related subject. */
export interface GivenMember extends GivenSubject {
  /** What it is called in sentences; its relation and number where it is not told. */
  readonly path?: string | undefined;
  /** It is named, and there is none. */
  readonly missing?: true | undefined;
  /** It is the subject of the case itself. */
  readonly self?: true | undefined;
}

type GivenRelated = { readonly [relation: string]: readonly GivenMember[] | { readonly $unknown: string } };

/** What a case without files gives. */
export interface GivenFacts {
  readonly facts: { readonly [id: string]: Json };
  readonly related: GivenRelated;
}

const memberSchema: z.ZodType<GivenMember> = z.lazy(() =>
  z.strictObject({
    path: z.string().min(1).optional(),
    missing: z.literal(true).optional(),
    self: z.literal(true).optional(),
    facts: z.record(z.string(), z.json()).optional(),
    related: relatedSchema.optional(),
  }),
);

export const relatedSchema: z.ZodType<GivenRelated> = z.record(
  z.string(),
  z.union(
    [z.array(memberSchema), z.strictObject({ $unknown: z.string().min(1) })],
    'related subjects are a list of { path, facts }, or { $unknown: reason }',
  ),
);
