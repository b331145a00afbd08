import {
  defineFact,
  fileFault,
  type Kept,
  ListingLintError,
  MAX_YAML_BYTES,
  readText,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { linesOf, placeInCase, placeSchema, regionOf } from '../file/case-resource.ts';
import { readMonitoringFile } from './monitoring-file.ts';
import { latestCheck, overdueOf } from './overdue.ts';

const checkSchema = z.object({ at: z.string(), kind: z.string(), places: z.array(z.string()) });

export const monitoringFileFact = defineFact({
  id: 'monitoringFile',
  scope: 'monitoring-log',
  version: 1,
  title: 'Whether a monitoring log can be read, what is wrong with it, and its checks.',
  schema: z.object({
    problems: z.array(z.string()).meta({ title: 'mistakes in the monitoring log' }),
    ...placeSchema,
    checks: z.array(checkSchema).meta({ description: 'none where it has mistakes.' }),
  }),
  compute: async (subject, _params, context) => {
    // Stands for a log that is not there.
    if (subject['isLog'] === false) return { problems: [], line: null, column: null, checks: [] };
    const text = await readText(subject.file, { maxBytes: MAX_YAML_BYTES, links: 'refuse' }).catch((error) => {
      throw new ListingLintError('file-unreadable', `the monitoring log cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    });
    const { value, problems } = readMonitoringFile({ path: subject.path, text }, context.asOf);
    return {
      problems: linesOf(problems),
      ...placeInCase(problems),
      checks: (value?.checks ?? []).map(({ at, kind, places }) => ({ at, kind, places })),
    };
  },
  region: regionOf,
});

type Logs = ReadonlyMap<string, Kept<{ readonly checks: readonly z.infer<typeof checkSchema>[] }>>;

const checksIn = (logs: Logs) =>
  [...logs].flatMap(([path, log]) => ('value' in log ? log.value.checks.map((check) => ({ ...check, path })) : []));

export const monitoringFact = defineFact({
  id: 'monitoring',
  scope: 'monitoring-log',
  version: 1,
  title: 'Where a monitoring log stands among all of the shop.',
  schema: z.object({
    isNewest: z
      .boolean()
      .meta({ title: 'newest monitoring log', description: 'the one at which what is overdue is told.' }),
    checkCount: z.number().int().meta({ title: 'number of checks in all logs' }),
  }),
  needsSet: [monitoringFileFact.id],
  compute: (subject, _params, context) => {
    const logs = context.set(monitoringFileFact.id);
    const checks = checksIn(logs);
    const newest = latestCheck(checks)?.path ?? [...logs.keys()][0];
    return { isNewest: subject.path === newest, checkCount: checks.length };
  },
});

const dutyParams = z.object({
  listingsDays: z.int().min(1),
  listingsPlaces: z.array(z.string()),
  reverseSearchDays: z.int().min(1),
  reverseSearchPlaces: z.array(z.string()),
});

const overdueSentences = z.array(z.string());

export const monitoringOverdueFact = defineFact({
  id: 'monitoringOverdue',
  scope: 'monitoring-log',
  version: 1,
  title:
    'What is overdue of the search for copies, by all monitoring logs of the shop; unknown where one that cannot be read may say otherwise.',
  schema: z.object({
    listings: overdueSentences.meta({ title: 'overdue looks through the listings of others' }),
    reverseSearch: overdueSentences.meta({ title: 'overdue reverse searches' }),
  }),
  params: dutyParams,
  needsSet: [monitoringFileFact.id],
  compute: (_subject, params, context) => {
    const { listingsDays, listingsPlaces, reverseSearchDays, reverseSearchPlaces } = dutyParams.parse(params);
    const logs = context.set(monitoringFileFact.id);
    const checks = checksIn(logs);
    const { asOf } = context;
    const listings = overdueOf(checks, { kind: 'listings', everyDays: listingsDays, places: listingsPlaces }, asOf);
    const reverseSearch = overdueOf(
      checks,
      { kind: 'reverse-search', everyDays: reverseSearchDays, places: reverseSearchPlaces },
      asOf,
    );
    const unread = [...logs].flatMap(([path, log]) =>
      'value' in log && log.value.problems.length === 0 ? [] : [path],
    );
    if (listings.length + reverseSearch.length > 0 && unread.length > 0) {
      throw new ListingLintError('fact-unavailable', `what stands in ${unread.join(', ')} is not known`);
    }
    return { listings: [...listings], reverseSearch: [...reverseSearch] };
  },
});
