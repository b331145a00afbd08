import { z } from 'zod';
import { type Attribute, withTerms } from '../model/attribute.ts';
import { box, region, related } from '../model/parts.ts';
import type { Report, SubjectReportBase } from '../model/report.ts';

const severity = z.enum(['error', 'warn', 'info']);
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hex');
const fingerprint = z.string().regex(/^[0-9a-f]{16,64}$/);
const count = z.number().int().min(0);
const ruleIds = z.array(z.string()).describe('sorted');
const jsonObject = z.record(z.string(), z.json());

const cause = z.strictObject({
  of: z.string().describe('the relation whose members it is about').optional(),
  fact: z.string(),
  path: z.string().optional(),
  operator: z.string(),
  actual: z.json().describe('the value seen; null where it could not be had'),
  expected: z.json(),
  unknown: z.string().describe('why the value could not be had').optional(),
  message: z.string(),
});

const offeredFix = z.strictObject({
  id: z.string(),
  description: z.string().describe('what it does, as the end of a sentence'),
});

const fixSubject = z.strictObject({ scope: z.string(), path: z.string() });

const fixed = z.strictObject({
  subject: fixSubject,
  fix: offeredFix,
  ruleIds: ruleIds.describe('rules whose findings it mended'),
  changed: z.array(z.string()).describe('what was changed in the file'),
  lost: z.array(z.string()).describe('what was lost by it, as the user permitted').optional(),
  written: z.boolean().describe('false with --fix-dry-run'),
});

const notFixed = z.strictObject({
  subject: fixSubject,
  fix: offeredFix,
  ruleIds,
  outcome: z.enum(['refused', 'failed']),
  reason: z.string(),
});

const finding = z.strictObject({
  ruleId: z.string(),
  severity,
  outcome: z.enum(['fail', 'inconclusive']),
  subject: z.strictObject({ scope: z.string(), path: z.string() }),
  message: z.string(),
  causes: z.array(cause),
  related: z.array(related).max(10),
  relatedCount: count.describe('the full number, where it is larger').optional(),
  region: region.optional(),
  fix: offeredFix.describe('what `--fix` would do about it').optional(),
  blockedBy: z.string().describe('rule whose finding on the subject makes this one inconclusive').optional(),
  fingerprint: fingerprint.describe('of rule and path'),
  contentFingerprint: fingerprint.describe('of rule, content and causes'),
});

const particulars = z.union([
  z.strictObject({ fact: z.string(), value: z.json() }),
  z.strictObject({ fact: z.string(), unknown: z.string().describe('why the value could not be had') }),
]);

const subjectPlace = { scope: z.string(), path: z.string() };
const subjectRest = {
  absent: z.literal(true).describe('it is not there, and `summary` does not count it').optional(),
  sha256: hash.optional(),
  bytes: count.optional(),
  boxes: z.array(box).optional(),
  particulars: particulars.describe('what its kind tells of it beside verdicts').optional(),
  outcomes: z.strictObject({ pass: ruleIds, fail: ruleIds, skip: ruleIds, inconclusive: ruleIds }),
};

/** Keys that the types of the report do not name. */
type Unnamed = Readonly<Record<never, z.ZodType>>;

const attributeShape = (attributes: readonly Attribute[]): Unnamed =>
  Object.fromEntries(
    attributes.map(({ name, holds }) => [name, (holds === 'texts' ? z.array(z.string()) : z.string()).optional()]),
  );

const nounShape = (attributes: readonly Attribute[]): Unnamed =>
  Object.fromEntries(
    withTerms(attributes).flatMap(({ terms: { noun, reach } }) =>
      reach === undefined ? [] : [[noun, z.string().describe(reach.about).optional()]],
    ),
  );

const reference = z.strictObject({
  title: z.string(),
  url: z.string(),
  read: z.string(),
  certainty: z.enum(['A', 'B', 'C']).optional(),
});

const rule = z.strictObject({
  id: z.string(),
  scope: z.string(),
  severity,
  title: z.string(),
  why: z.string(),
  fix: z.string(),
  references: z.array(reference),
  project: z
    .string()
    .describe('path of the project whose rule of this id is another one than that without a project')
    .optional(),
});

const exception = z.strictObject({
  ruleId: z.string(),
  subject: z.string(),
  reason: z.string(),
  owner: z.string(),
  expires: z.string().optional(),
  state: z.enum(['used', 'unused', 'expired']),
  findings: count,
  project: z.string().describe('path of its project, where `subject` starts').optional(),
});

const notice = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  region: region.optional(),
  ruleId: z.string().optional(),
  project: z.string().describe('path of the project that it is about').optional(),
});

const source = z.strictObject({ id: z.string(), sha256: hash });

const policy = z.strictObject({
  sha256: hash.describe('of the canonical JSON (sorted keys, no spaces) of all other members'),
  presets: z.array(source),
  rules: z.array(
    z.strictObject({ id: z.string(), severity: z.enum(['off', 'info', 'warn', 'error']), options: jsonObject, source }),
  ),
  overrides: z.array(jsonObject),
  plugins: z.array(z.strictObject({ name: z.string(), version: z.string(), sha256: hash.optional() })),
  settings: jsonObject,
  files: z.array(source),
});

const summaryOf = (attributes: readonly Attribute[]) =>
  z.strictObject({
    subjects: z.record(z.string(), count),
    errors: count,
    warnings: count,
    infos: count,
    inconclusive: count.describe('counted in the three above too'),
    suppressed: count.describe('counted nowhere else'),
    notChecked: z.array(
      z.strictObject({
        ruleId: z.string(),
        requires: z.string().describe('the setting that is missing'),
        about: z.string().describe('what that setting is').optional(),
        ...nounShape(attributes),
        project: z.string().describe('path of the project whose rule it is').optional(),
      }),
    ),
  });

const usedConfig = z.strictObject({ path: z.string().nullable(), sha256: hash.nullable() });

const projectOf = (summary: ReturnType<typeof summaryOf>) =>
  z.strictObject({
    path: z.string().describe('its folder, from where the paths of the report start; `.` for that itself'),
    config: usedConfig,
    summary,
    policy: policy.optional(),
  });

/** The JSON report, as its published JSON Schema says it; `attributes` are what its subjects may carry. */
export const reportSchema = (attributes: readonly Attribute[]) => {
  const summary = summaryOf(attributes);
  return z.strictObject({
    schemaVersion: z.literal(1),
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    config: usedConfig,
    asOf: z.iso.date().describe('present when a rule about time was judged').optional(),
    partial: z.literal(true).describe('present where a part of what is configured was asked for').optional(),
    summary,
    rules: z.array(rule),
    subjects: z.array(z.strictObject({ ...subjectPlace, ...attributeShape(attributes), ...subjectRest })),
    findings: z.array(finding),
    fixed: z.array(fixed).describe('with --fix and --fix-dry-run; `findings` are what is left').optional(),
    notFixed: z.array(notFixed).describe('fixes that were offered and not made').optional(),
    suppressed: z
      .array(
        z.strictObject({
          finding,
          by: z.enum(['exception', 'baseline']),
          reason: z.string().optional(),
          owner: z.string().optional(),
          expires: z.string().optional(),
        }),
      )
      .optional(),
    exceptions: z.array(exception).optional(),
    notices: z.array(notice).optional(),
    policy: policy.optional(),
    projects: z
      .array(projectOf(summary))
      .describe('present when several projects were linted, each by its own config; `config` is null then')
      .optional(),
    stats: stats.optional(),
  });
};

const timedCounts = z.array(z.strictObject({ id: z.string(), count, ms: z.number().min(0) })).describe('longest first');

const stats = z
  .strictObject({
    wallMs: z.number().min(0),
    cpuMs: z.number().min(0).describe('of all cores'),
    peakBytes: count.describe('most memory that the process has had'),
    stages: z.array(z.strictObject({ name: z.string(), ms: z.number().min(0) })),
    facts: timedCounts,
    rules: timedCounts,
    resources: timedCounts.describe('bytes that were read, pixels that were decoded, longest first'),
    files: count.describe('files that were opened'),
    bytes: count.describe('what was read of them'),
    cache: z.strictObject({
      standing: z.boolean().describe('the report is that of the run before'),
      remembered: count,
      looked: count,
      damaged: count,
    }),
  })
  .describe('what the run cost, with --stats; times are of the clock with what was waited for');

/** The compiler holds the schema to the types: a key that one has and the other lacks does not compile. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;
type Keys<T> = T extends readonly (infer Item)[] ? Keys<Item> : T extends object ? keyof T : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type FromSchema = z.infer<ReturnType<typeof reportSchema>>;
/** @internal Read by the compiler alone. */
export const schemaHasTheKeysOfTheTypes: readonly [
  Same<Keys<FromSchema>, Keys<Plain<Report>>>,
  Same<Keys<FromSchema['findings']>, Keys<Report['findings']>>,
  Same<Keys<NonNullable<FromSchema['fixed']>>, Keys<NonNullable<Report['fixed']>>>,
  Same<Keys<FromSchema['subjects']>, keyof SubjectReportBase>,
  Same<Keys<FromSchema['summary']>, Keys<Report['summary']>>,
  Same<Keys<NonNullable<FromSchema['policy']>>, Keys<NonNullable<Report['policy']>>>,
  Same<Keys<NonNullable<FromSchema['projects']>>, Keys<NonNullable<Report['projects']>>>,
  Same<Keys<NonNullable<FromSchema['stats']>>, Keys<NonNullable<Report['stats']>>>,
] = [true, true, true, true, true, true, true, true];
