import {
  defineFact,
  type FactContext,
  fileFault,
  type Kept,
  type KeyPath,
  ListingLintError,
  type Problem,
  problemsInOrder,
  readText,
  type Subject,
  suggest,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { evidenceFiles } from '../case/evidence/evidence-fact.ts';
import { caseFileFact } from '../case/file/case-file-fact.ts';
import { linesOf, placeInCase, placeSchema, regionOf } from '../case/file/case-resource.ts';

import { MAX_LOG_BYTES, type MonitoringFile, readMonitoringFile } from './monitoring-file.ts';
import { latestCheck, overdueOf } from './overdue.ts';

const checkSchema = z.object({
  at: z.string(),
  kind: z.string(),
  places: z.array(z.string()),
  listings: z.array(z.string()).nullable(),
});

/** The log of a subject. Throws `file-unreadable`. */
export const readLog = async (subject: Subject, context: FactContext) => {
  const text = await readText(subject.file, { maxBytes: MAX_LOG_BYTES, within: context.root, links: 'refuse' }).catch(
    (error) => {
      throw new ListingLintError('file-unreadable', `the monitoring log cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    },
  );
  return readMonitoringFile({ path: subject.path, text }, context.asOf);
};

/** `./listings/lamp/` and `listings/lamp` are one. */
const plainPath = (path: string): string => path.replace(/^\.\//, '').replace(/\/+$/, '');

const listingsOf = (context: FactContext): readonly string[] => context.subjects('listing').map(({ path }) => path);

/** Ids of all cases of the run; undefined where one of them cannot be read. */
const caseIds = async (context: FactContext): Promise<readonly string[] | undefined> => {
  const files = context.subjects('case').map((subject) => context.get(caseFileFact.id, subject));
  const ids = (await Promise.all(files)).map(({ id }) => id);
  return ids.includes(null) ? undefined : ids.flatMap((id) => id?.value ?? []);
};

export const monitoringReferencesFact = defineFact({
  id: 'monitoringReferences',
  scope: 'monitoring-log',
  version: 1,
  title: 'What a monitoring log names and is not there: listings of the shop, cases, the record of a check.',
  schema: z.object({ missing: z.array(z.string()).meta({ title: 'what is named and is not there' }), ...placeSchema }),
  compute: async (subject, _params, context) => {
    if (subject.absent === true) return { missing: [], line: null, column: null };
    const { value, problemAt } = await readLog(subject, context);
    const shop = listingsOf(context);
    const { check: checkFile } = await context.useRun(evidenceFiles);
    const named = (value?.checks ?? []).some(({ found }) => (found ?? []).some((each) => each.case));
    const ids = named ? await caseIds(context) : [];
    const told: Problem[] = [];
    for (const [index, { listings, found, record }] of (value?.checks ?? []).entries()) {
      const tell = (path: KeyPath, message: string, hint?: string): void => {
        told.push(problemAt(['checks', index, ...path], message, hint));
      };
      listings?.forEach((listing, at) => {
        if (!shop.includes(plainPath(listing)))
          tell(['listings', at], `there is no listing ${listing}`, suggest(listing, shop));
      });
      found?.forEach((each, at) => {
        if ((each.case ?? null) === null || ids === undefined || ids.includes(String(each.case))) return;
        tell(['found', at, 'case'], `there is no case ${each.case}`, suggest(String(each.case), ids));
      });
      const fault = record ? await checkFile(record, null) : null;
      if (fault !== null)
        tell(['record'], `the record ${record}: ${fault.message}`, 'hint' in fault ? fault.hint : undefined);
    }
    const missing = problemsInOrder(told);
    return { missing: linesOf(missing), ...placeInCase(missing) };
  },
  region: regionOf,
});

/** Whether a check counts: not a run that ended early, nor an incomplete one that read no picture. A service may well find none. */
const isDone = ({ run, result }: MonitoringFile['checks'][number]): boolean =>
  run === undefined || run === null || (run.looked.whole && !(result === 'incomplete' && run.looked.pictures === 0));

export const monitoringFileFact = defineFact({
  id: 'monitoringFile',
  scope: 'monitoring-log',
  version: 5,
  title: 'Whether a monitoring log can be read, what is wrong with it, and its checks that were done to their end.',
  schema: z.object({
    exists: z.boolean().meta({ title: 'whether there is a log', description: '`false` where nobody has begun one.' }),
    problems: z.array(z.string()).meta({ title: 'mistakes in the monitoring log' }),
    ...placeSchema,
    checks: z.array(checkSchema).meta({ description: 'none where it has mistakes.' }),
  }),
  compute: async (subject, _params, context) => {
    // Stands for a log that is not there.
    if (subject.absent === true) return { exists: false, problems: [], line: null, column: null, checks: [] };
    const { value, problems } = await readLog(subject, context);
    return {
      exists: true,
      problems: linesOf(problems),
      ...placeInCase(problems),
      checks: (value?.checks ?? []).filter(isDone).map(({ at, kind, places, listings }) => ({
        at,
        kind,
        places,
        listings: listings?.map(plainPath) ?? null,
      })),
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
  version: 2,
  title:
    'What is overdue of the search for copies, by all monitoring logs of the shop; unknown where one that cannot be read may say otherwise.',
  schema: z.object({
    listings: overdueSentences.meta({ title: 'overdue looks through the listings of others' }),
    reverseSearch: overdueSentences.meta({ title: 'overdue reverse searches' }),
  }),
  params: dutyParams,
  needsSet: [monitoringFileFact.id],
  compute: (_subject, params, context) => {
    const shop = listingsOf(context);
    const { listingsDays, listingsPlaces, reverseSearchDays, reverseSearchPlaces } = dutyParams.parse(params);
    const logs = context.set(monitoringFileFact.id);
    const checks = checksIn(logs);
    const { asOf } = context;
    const listings = overdueOf(
      checks,
      { kind: 'listings', everyDays: listingsDays, places: listingsPlaces },
      asOf,
      shop,
    );
    const reverseSearch = overdueOf(
      checks,
      { kind: 'reverse-search', everyDays: reverseSearchDays, places: reverseSearchPlaces },
      asOf,
      shop,
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
