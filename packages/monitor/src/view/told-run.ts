import { dayOf, type LoggedCheck, logHistory } from '@listing-lint/disputes';

import { reasonsOf } from './hit-words.ts';
import { caseOfHit, goneOf, hitsOf, type MonitorReport, type ReportedHit } from './monitor-report.ts';
import { monitorSummary } from './monitor-text.ts';
import { caseLines, faultLines, inconclusiveLines, passedLines, silencedLines } from './more-lines.ts';

/** A run in words and numbers, as pages and tables show it; `logs` are all that the config names, in the order of their days. Pure. */
export const toldRunOf = (report: MonitorReport, logs: readonly LoggedCheck[]) => {
  const { checks, log } = report;
  const [check] = checks;
  const asOf = dayOf(check?.at ?? '');
  // What a dry run has found stands in no log.
  const all = logs.some(({ path }) => path === log)
    ? logs
    : [...logs, ...checks.map((each) => ({ ...each, path: log }))];
  const sum = (of: (each: MonitorReport['checks'][number]) => number | null | undefined): number =>
    checks.reduce((total, each) => total + (of(each) ?? 0), 0);
  return {
    asOf,
    log,
    ...(report.dryRun ? { isTried: true } : {}),
    tool: check?.tool ?? null,
    summary: monitorSummary(report),
    hits: hitsOf(report).map((hit) => ({ ...toldHit(hit), case: caseOfHit(report, hit) })),
    gone: goneOf(report).map(({ listing, seller, platform, firstSeen, at, why, case: id }) => ({
      listing: String(listing),
      seller: textOrNull(seller),
      platform: platform ?? null,
      firstSeen: dayOf(firstSeen),
      at: dayOf(at),
      why,
      case: textOrNull(id),
    })),
    known: sum(({ run }) => run?.known),
    unseen: sum(({ run }) => run?.unseen),
    heldBack: sum(({ run }) => run?.heldBack),
    cases: caseLines(report),
    silenced: silencedLines(report),
    faults: faultLines(report),
    inconclusive: inconclusiveLines(report),
    passed: passedLines(report),
    looked: {
      pages: sum(({ run }) => run?.looked.pages),
      pictures: sum(({ run }) => run?.looked.pictures),
      inconclusive: sum(({ run }) => run?.looked.inconclusive),
      compared: Math.max(0, ...checks.map(({ run }) => run?.looked.compared ?? 0)),
      sources: checks.flatMap(({ run }) =>
        (run?.looked.sources ?? []).map(({ name, kind, sha256, bytes }) => ({
          name,
          kind,
          sha256,
          bytes: bytes ?? null,
        })),
      ),
    },
    ...logHistory(all, asOf),
  };
};

const textOrNull = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

const toldHit = (found: ReportedHit) => {
  const { hit } = found;
  return {
    state: hit?.state ?? ('new' as const),
    listing: String(found.listing),
    seller: textOrNull(found.seller),
    platform: hit?.platform ?? null,
    capturedAt: hit?.capturedAt ? dayOf(hit.capturedAt) : null,
    certainty: hit?.certainty ?? ('copy' as const),
    reasons: reasonsOf(found),
    transformation: hit?.transformation ?? null,
    work: hit?.work ?? null,
    mark: hit?.mark ?? null,
    markRemoved: hit?.markRemoved ?? null,
    counterfeit: hit?.counterfeit === true,
    repeatSeller: hit?.repeatSeller === true,
    price: hit?.price ?? null,
    currency: hit?.currency ?? null,
    unitsSold: hit?.unitsSold ?? null,
    picture: hit?.picture?.sha256 ?? null,
    pictureFile: hit?.picture?.file ?? null,
    pageFile: hit?.page?.file ?? null,
  };
};
