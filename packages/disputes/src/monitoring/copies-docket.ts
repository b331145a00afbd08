import { dayOf, daysBetween } from '../case/file/dates.ts';
import { hitHistory, type KnownHit, type LoggedCheck } from './history.ts';
import { hitPlace } from './hit-place.ts';
import { type LogHistory, logHistory } from './log-history.ts';

/** The case that a place is about. */
export interface CaseOfPlace {
  readonly id: string;
  readonly open: boolean;
}

/** A copy that is up, as a docket tells it. */
export interface OpenCopy {
  readonly listing: string;
  readonly seller: string | null;
  readonly platform: string | null;
  readonly certainty: KnownHit['certainty'];
  /** Ours, as its log names it. */
  readonly work: string | null;
  readonly transformation: string | null;
  readonly since: string;
  /** Days for which it is known to be up. */
  readonly days: number;
  /** How often it was taken down before, and came back. */
  readonly relistings: number;
  readonly case: string | null;
  readonly isCaseOpen: boolean | null;
  readonly decision: string | null;
  readonly price: number | null;
  readonly currency: string | null;
  /** Path of the log that told it last. */
  readonly log: string;
}

/** A copy that was taken down. */
export interface TakenCopy {
  readonly listing: string;
  readonly seller: string | null;
  readonly platform: string | null;
  readonly firstSeen: string;
  readonly at: string;
  /** Days until it was gone, the last time. */
  readonly days: number;
  readonly case: string | null;
}

/** What all logs and cases tell of copies. */
export interface CopiesDocket {
  readonly runs: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly counts: {
    readonly open: number;
    /** Of those that are up: without case, decision or licence. */
    readonly unanswered: number;
    readonly taken: number;
    readonly relisted: number;
  };
  /** Those that nobody has answered first, then those that came back, then the surest; the longest up first. */
  readonly open: readonly OpenCopy[];
  /** The latest first. */
  readonly taken: readonly TakenCopy[];
  readonly days: LogHistory['days'];
  readonly platforms: LogHistory['platforms'];
}

export interface CopiesMatter {
  readonly checks: readonly LoggedCheck[];
  readonly cases: ReadonlyMap<string, CaseOfPlace>;
  /** Whether the config says that a copy is none, or that its seller may. */
  readonly isSettled: (copy: KnownHit) => boolean;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

const ORDER: readonly KnownHit['certainty'][] = ['copy', 'marked', 'likely', 'possible'];

/** What is open, taken down and back, by logs in the order of their days; what was logged later than `asOf` counts for nothing. Pure. */
export const copiesDocket = ({ checks, cases, isSettled, asOf }: CopiesMatter): CopiesDocket => {
  const counted = checks.filter(({ at }) => dayOf(at) <= asOf);
  const history = [...hitHistory(counted).values()].filter((hit) => !isSettled(hit));
  const logs = logsById(counted);
  const up = history.filter(({ state }) => state === 'up');
  const open = up
    .map((hit) => openCopy(hit, logs.get(hit.id) ?? '', caseOf(hit, cases), asOf))
    .toSorted(
      (a, b) =>
        Number(isAnswered(a)) - Number(isAnswered(b)) ||
        b.relistings - a.relistings ||
        ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty) ||
        b.days - a.days,
    );
  const taken = history
    .filter(({ state }) => state === 'gone')
    .map((hit) => takenCopy(hit, caseOf(hit, cases)))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const runs = counted.filter(({ run }) => run);
  return {
    runs: runs.length,
    firstDay: runs[0] === undefined ? null : dayOf(runs[0].at),
    lastDay: dayOf(runs.at(-1)?.at ?? '') || null,
    counts: {
      open: open.length,
      unanswered: open.filter((copy) => !isAnswered(copy)).length,
      taken: taken.length,
      relisted: open.filter(({ relistings }) => relistings > 0).length,
    },
    open,
    taken,
    ...logHistory(counted, asOf),
  };
};

const isAnswered = ({ case: id, decision }: OpenCopy): boolean => id !== null || decision !== null;

const logsById = (checks: readonly LoggedCheck[]): ReadonlyMap<string, string> =>
  new Map(checks.flatMap(({ path, found }) => (found ?? []).flatMap(({ hit }) => (hit ? [[hit.id, path]] : []))));

const caseOf = (
  { listing, told, case: named }: KnownHit,
  cases: CopiesMatter['cases'],
): { readonly id: string; readonly open: boolean | null } | null => {
  const of = cases.get(hitPlace(listing, told.hit?.picture?.sha256 ?? null));
  if (of !== undefined) return of;
  return named === null ? null : { id: named, open: null };
};

const openCopy = (hit: KnownHit, log: string, about: ReturnType<typeof caseOf>, asOf: string): OpenCopy => {
  const { listing, seller, platform, certainty, work, since, takedownDays, told } = hit;
  return {
    ...{ listing, seller, platform, certainty, work, since, log },
    transformation: told.hit?.transformation ?? null,
    days: Math.max(0, daysBetween(since, asOf)),
    relistings: takedownDays.length,
    case: about?.id ?? null,
    isCaseOpen: about?.open ?? null,
    decision: told.decision ?? null,
    price: told.hit?.price ?? null,
    currency: told.hit?.currency ?? null,
  };
};

const takenCopy = (hit: KnownHit, about: ReturnType<typeof caseOf>): TakenCopy => {
  const { listing, seller, platform, firstSeen, since, takedownDays } = hit;
  const days = takedownDays.at(-1) ?? 0;
  return { listing, seller, platform, firstSeen, at: since, days, case: about?.id ?? null };
};
