import { z } from 'zod';

/** `watermark-present`: lower-case words with hyphens. */
const RULE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const OPTION_NAME = /^[a-z][A-Za-z0-9]*$/;

const json = z.json();
const text = z.string().min(1);

export const optionSpecSchema = z.strictObject({
  type: z.enum(['number', 'integer', 'string', 'boolean', 'array']),
  default: json,
  title: text.optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(json).min(1).optional(),
  items: z.enum(['string', 'number']).optional(),
});

const reference = z.strictObject({
  title: text,
  url: z.url({ protocol: /^https?$/ }),
  read: z.iso.date(),
  certainty: z.enum(['A', 'B', 'C']).optional(),
});

/** A rule document but for its conditions, which `check-condition.ts` reads. */
export const ruleEnvelope = z.strictObject({
  id: z.string().regex(RULE_ID),
  scope: text,
  severity: z.enum(['error', 'warn', 'info']),
  title: text,
  why: text,
  fix: text,
  references: z.array(reference).default([]),
  options: z
    .record(z.string().regex(OPTION_NAME, 'write letters and digits, a small letter first'), optionSpecSchema)
    .default({}),
  requires: z.array(text).default([]),
  headline: text.describe('What a finding of several causes says above them.').optional(),
  when: z.unknown().optional(),
  assert: z.unknown(),
});

export type RuleEnvelope = z.infer<typeof ruleEnvelope>;
