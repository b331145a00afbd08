import {
  type CaseSettings,
  casesIn,
  hitHistory,
  hitPlace,
  type LoggedCheck,
  logFolder,
  readLogs,
} from '@listing-lint/disputes';
import type { BytesMatcher } from '@listing-lint/vision';
import { putEvents, type SeenEvent } from './case-events.ts';
import { draftedCases, infringementOf, unansweredHits, writeDrafts } from './draft-cases.ts';
import type { MonitorMatter, MonitorOutcome } from './matter.ts';
import { type Repost, repostsAmong } from './reposts.ts';

/** All checks of the logs that the config names. */
export const logsOf = ({ root, settings }: MonitorMatter) =>
  readLogs(root, settings.monitoring ?? [`${logFolder(undefined)}/*.yaml`]);

/** Drafts cases for hits of all logs, and puts what the log of this run saw of cases into them. */
export const disputesOf = async (
  matter: MonitorMatter,
  { ours }: BytesMatcher,
  log: string,
): Promise<Pick<MonitorOutcome, 'drafted' | 'undrafted' | 'events'>> => {
  const { root, settings, asOf, dryRun, draftCases, originOf } = matter;
  if (!draftCases) return { drafted: [], undrafted: [], events: [] };
  const checks = await logsOf(matter);
  const history = hitHistory(checks);
  const cases = new Map(await casesByPlace(root, settings));
  const reposts = await repostsAmong(unansweredHits({ root, history, casesByPlace: cases }), root, settings);
  const continued = reposts.filter(({ isOpen }) => isOpen);
  for (const { hit, case: id } of continued) cases.set(hit.place, id);
  const { drafted, undrafted } = await draftedCases({
    root,
    settings,
    history,
    casesByPlace: cases,
    reposts: new Map(reposts.map((each) => [each.hit.place, each])),
    ours,
    originOf,
    asOf,
  });
  if (!dryRun) await writeDrafts(root, drafted);
  const seen = seenEvents(
    checks.filter(({ path }) => path === log),
    cases,
  );
  return {
    drafted,
    undrafted,
    events: await putEvents([...continued.map(seenElsewhere(root)), ...seen], { root, settings, dryRun }),
  };
};

const seenElsewhere =
  (root: string) =>
  ({ hit, case: id, work, former }: Repost): SeenEvent => {
    const infringement = infringementOf(hit, root);
    const text = `same seller and work as ${former}, which had been taken down`;
    const { listing, firstSeen } = infringement;
    return { case: id, type: 'seen-again', at: firstSeen.slice(0, 10), listing, text, added: { infringement, work } };
  };

/** What a run saw of listings that cases are about. */
const seenEvents = (checks: readonly LoggedCheck[], cases: ReadonlyMap<string, string>): readonly SeenEvent[] =>
  checks.flatMap(({ found, run }) => [
    ...(found ?? []).flatMap(({ listing, hit }): SeenEvent[] => {
      const id = cases.get(hitPlace(String(listing), hit?.picture?.sha256 ?? null));
      if (id === undefined || hit?.state !== 'relisted') return [];
      const at = (hit.capturedAt ?? '').slice(0, 10);
      return [{ case: id, type: 'seen-again', at, listing: String(listing), text: 'it was gone before' }];
    }),
    ...(run?.gone ?? []).flatMap(({ listing, at, why }): SeenEvent[] => {
      const id = cases.get(hitPlace(String(listing), null));
      if (id === undefined) return [];
      return [{ case: id, type: 'not-found', at: at.slice(0, 10), listing: String(listing), text: why }];
    }),
  ]);

/** Cases by the places that they are about: of several the open one. */
export const casesByPlace = async (root: string, settings: CaseSettings): Promise<ReadonlyMap<string, string>> => {
  const cases = await casesIn(root, settings);
  const isOpen = (each: (typeof cases)[number]): boolean => !('unreadable' in each) && each.value?.status === 'open';
  return new Map(
    cases
      .toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)))
      .flatMap((each) => {
        if ('unreadable' in each || each.id === null || each.value === null) return [];
        const id = each.id.value;
        return (each.value.infringements ?? []).map(({ listing, image }): [string, string] => [
          hitPlace(String(listing), image?.sha256 ?? null),
          id,
        ]);
      }),
  );
};
