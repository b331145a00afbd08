import { checkYaml, nearest, type Problem, problemsInOrder, type YamlSource } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { isAhead } from '../file/dates.ts';
import { day, filePath, mapping, name, nonEmptyText } from '../file/values.ts';

/** What rules ask for; kinds of a seller's own begin with `x-`. */
export const MONITORING_KINDS = ['listings', 'reverse-search'] as const;
export type MonitoringKind = (typeof MONITORING_KINDS)[number];

const OWN_KIND = /^x-[a-z0-9]+(?:-[a-z0-9]+)*$/;

const wrongKind = (kind: string): string => {
  const near = nearest(kind, MONITORING_KINDS);
  const hint = near === undefined ? 'a word of your own begins with x-' : `did you mean "${near}"?`;
  return `unknown kind "${kind}"; ${hint}`;
};

const kind = nonEmptyText
  .refine((each) => OWN_KIND.test(each) || MONITORING_KINDS.some((known) => known === each), {
    error: (issue) => wrongKind(String(issue.input)),
  })
  .describe(
    'listings (the listings of others were looked through), reverse-search (our pictures were searched for), or a word of your own that begins with x-',
  )
  // A refinement is not part of the JSON Schema by itself.
  .meta({ anyOf: [{ enum: [...MONITORING_KINDS] }, { pattern: OWN_KIND.source }] });

const check = mapping({
  at: day.describe('when it was done'),
  kind,
  places: z.array(nonEmptyText).min(1).describe('where: marketplaces, search engines'),
  by: nonEmptyText.describe('who did it'),
  tool: nonEmptyText.describe('with what').nullish(),
  listings: z
    .array(nonEmptyText)
    .min(1)
    .describe('listings of yours whose copies were looked for; all of them without it')
    .nullish(),
  result: z.enum(['nothing', 'found']).describe('whether somebody shows our works'),
  found: z
    .array(
      mapping({
        listing: name.describe('address or number of the listing'),
        seller: name.describe('who sells there').nullish(),
        case: name.describe('id of the case that was opened for it').nullish(),
      }),
    )
    .describe('what was found')
    .nullish(),
  record: filePath('path of what was kept of it: a list, a page, a picture of the screen').nullish(),
  notes: nonEmptyText.describe('for people').nullish(),
});

/** A monitoring log: who looked for copies, when, where, and with which result. Strict at every depth. */
export const monitoringFileSchema = mapping({
  $schema: z.string().describe('for editors').nullish(),
  schemaVersion: z.literal(1).describe('of the monitoring log').nullish(),
  checks: z.array(check).describe('what was done, in any order'),
});
export type MonitoringFile = z.infer<typeof monitoringFileSchema>;

/** Reads a monitoring log as of a day; all that is wrong with it at once, in the order of the text. */
export const readMonitoringFile = (
  source: YamlSource,
  asOf: string,
): {
  readonly value: MonitoringFile | null;
  readonly problems: readonly Problem[];
  /** A problem at a place of the file. */
  readonly problemAt: ReturnType<typeof checkYaml>['document']['problemAt'];
} => {
  const { document, value, problems } = checkYaml(source, monitoringFileSchema);
  const { problemAt } = document;
  if (value === null) return { value, problems, problemAt };
  const more = value.checks.flatMap(({ at, result, found }, index): Problem[] => {
    const path = ['checks', index];
    const count = found?.length ?? 0;
    return [
      ...(isAhead(at, asOf) ? [problemAt([...path, 'at'], `"at" is ${at}, later than ${asOf}`)] : []),
      ...(result === 'nothing' && count > 0
        ? [problemAt([...path, 'result'], `"result" is nothing, and ${count} under "found"`)]
        : []),
      ...(result === 'found' && count === 0
        ? [problemAt([...path, 'result'], '"result" is found, and nothing stands under "found"')]
        : []),
    ];
  });
  return more.length > 0 ? { value: null, problems: problemsInOrder(more), problemAt } : { value, problems, problemAt };
};
