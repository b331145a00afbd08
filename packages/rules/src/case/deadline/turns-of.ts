import type { CaseFile } from '../file/case-file.ts';
import { isAfter } from '../file/dates.ts';
import type { CaseDeadline } from './deadline.ts';
import { actorAfter, CASE_ENDS, type Direction, DUTY_TURNS, type DutyTurn } from './turns.ts';

type CaseEvent = Pick<NonNullable<CaseFile['events']>[number], 'type' | 'at' | 'listing' | 'deadline'>;

/** A turn that began in a case. */
export interface OpenTurn {
  readonly turn: Pick<DutyTurn, 'duty' | 'actor'> & { readonly id: DutyTurn['id'] | 'answer' };
  readonly start: CaseDeadline['start'];
  /** The day on which it was done; null while it is not. */
  readonly metAt: string | null;
  /** Until when, where the case says so itself. */
  readonly stated: string | null;
  /** Starts of the same turn by other types of events: a profile may count from one of them. */
  readonly otherStarts: readonly CaseDeadline['start'][];
}

/** Every turn that began, with what ended it. Of several that are open for one listing the first counts: a reminder begins nothing anew. */
export const turnsOf = (file: CaseFile): readonly OpenTurn[] => {
  const direction = file.direction ?? 'we-complain';
  const happened = eventsOf(file, direction);
  const known = DUTY_TURNS.filter((turn) => turn.direction === direction).flatMap((turn) => openingsOf(turn, happened));
  return [...known, ...statedTurns(happened, direction)];
};

const eventsOf = ({ events, notice, accusation, outcome }: CaseFile, direction: Direction): readonly CaseEvent[] => {
  const written: CaseEvent[] = [...(events ?? [])];
  const add = (type: string, at: string | null | undefined, deadline?: string | null): void => {
    if (at) written.push({ type, at, ...(deadline ? { deadline: { date: deadline } } : {}) });
  };
  if (direction === 'we-complain' && !written.some(({ type }) => type === 'filed')) add('filed', notice?.filedAt);
  if (direction === 'accused' && accusation) {
    const at = written.findIndex(({ type }) => type === 'accused');
    const accused = written[at];
    if (accused === undefined) add('accused', accusation.receivedAt, accusation.respondBy);
    else if (accusation.respondBy && !accused.deadline) {
      written[at] = { ...accused, deadline: { date: accusation.respondBy } };
    }
  }
  if (outcome?.result && outcome.decidedAt) add('outcome', outcome.decidedAt);
  return written.toSorted((a, b) => (isAfter(a.at, b.at) ? 1 : isAfter(b.at, a.at) ? -1 : 0));
};

const openingsOf = (turn: DutyTurn, happened: readonly CaseEvent[]): readonly OpenTurn[] => {
  const starts = happened.filter(({ type }) => turn.begins.includes(type));
  const turns: OpenTurn[] = [];
  for (const start of starts) {
    const earlier = turns.find(
      ({ start: { listing, at }, metAt }) =>
        isSame(listing, start.listing) && (metAt === null || !isAfter(start.at, metAt)) && !isAfter(at, start.at),
    );
    if (earlier !== undefined) {
      // Counter-notice and its forwarding are one turn with two dates.
      if (earlier.start.event !== start.type) turns[turns.indexOf(earlier)] = withStart(earlier, start);
      continue;
    }
    turns.push({
      turn,
      start: startOf(start),
      metAt: endOf(turn.ends, start, happened),
      stated: statedIn(start),
      otherStarts: [],
    });
  }
  return turns;
};

const withStart = (turn: OpenTurn, event: CaseEvent): OpenTurn => ({
  ...turn,
  stated: turn.stated ?? statedIn(event),
  otherStarts: [...turn.otherStarts, startOf(event)],
});

/** Deadlines that the case states at an event that begins no turn of the table; whatever happens next answers them. */
const statedTurns = (happened: readonly CaseEvent[], direction: Direction): readonly OpenTurn[] => {
  const known = new Set(DUTY_TURNS.filter((turn) => turn.direction === direction).flatMap(({ begins }) => begins));
  return happened
    .filter((event) => statedIn(event) !== null && !known.has(event.type))
    .map((event) => {
      const later = happened.find(
        (next) =>
          next !== event &&
          !next.type.startsWith('x-') &&
          isSame(next.listing, event.listing) &&
          isAfter(next.at, event.at),
      );
      return {
        turn: { id: 'answer' as const, duty: 'answer', actor: actorAfter(event.type, direction) },
        start: startOf(event),
        metAt: later?.at ?? null,
        stated: statedIn(event),
        otherStarts: [],
      };
    });
};

const startOf = ({ type, at, listing }: CaseEvent): CaseDeadline['start'] => ({
  event: type,
  at,
  listing: listing === undefined || listing === null ? null : String(listing),
});

const statedIn = ({ deadline }: CaseEvent): string | null => deadline?.date ?? null;

const endOf = (ends: readonly string[], start: CaseEvent, happened: readonly CaseEvent[]): string | null =>
  happened.find(
    ({ type, at, listing }) =>
      (ends.includes(type) || CASE_ENDS.includes(type) || type === 'outcome') &&
      !isAfter(start.at, at) &&
      isSame(listing, start.listing),
  )?.at ?? null;

/** What names no listing is about every one. */
const isSame = (a: CaseEvent['listing'], b: CaseEvent['listing']): boolean =>
  a === undefined || a === null || b === undefined || b === null || String(a) === String(b);
