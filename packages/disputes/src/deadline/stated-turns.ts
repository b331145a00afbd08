import { fewListings } from '../case/file/about.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { instantOf, isAfter } from '../case/file/dates.ts';
import { partyNamed } from '../case/file/parties.ts';
import { type Happened, listingsOfCase } from '../case/procedure/happened.ts';
import { CASE_ENDS } from '../case/procedure/states.ts';
import { earliestOf, type OpenTurn, startOf } from './open-turn.ts';
import { statedDuty } from './turns.ts';

/** Deadlines that the case states at an event that begins no turn of the table, and what of its kind answers them. */
export const statedTurns = (
  events: readonly Happened[],
  file: CaseFile,
  isOwn: (event: Happened) => boolean,
): readonly OpenTurn[] => {
  const direction = file.direction ?? 'we-complain';
  const ends = new EndsByType(events);
  const { size } = listingsOfCase(file, events, direction);
  return events
    .filter((event) => event.stated.length > 0 && isOwn(event))
    .map((event) => {
      const duty = statedDuty(event.type, direction);
      const isAnswer = (next: Happened): boolean => {
        const by = next.type === 'reply' ? partyNamed(next.by, file) : undefined;
        return (
          isAfter(next.at, event.at) && (size <= 1 || answers(next, event)) && (by === undefined || by === duty.actor)
        );
      };
      return {
        turn: { id: 'answer', duty: 'answer', actor: duty.actor, figures: [] },
        start: startOf(event, Array.isArray(event.named) ? fewListings(event.named) : null),
        end: ends.firstOf([...duty.ends, ...CASE_ENDS, 'outcome'], event, isAnswer) ?? null,
        stated: earliestOf(event.stated),
        otherStarts: [],
        doubt: null,
      };
    });
};

/** What is asked of the whole case is answered for the whole; what is asked of listings, by what is about all of them, or names none. */
const answers = ({ type, named }: Happened, event: Happened): boolean => {
  if (named === undefined || named === 'all' || type === 'outcome') return true;
  return Array.isArray(event.named) && event.named.every((listing) => named.includes(listing));
};

const MOST_LOOKS = 200;

/** Events by type, in order; looks at so many of a type for one question. */
class EndsByType {
  private readonly byType = new Map<string, { at: number; instant: number; event: Happened }[]>();

  constructor(events: readonly Happened[]) {
    events.forEach((event, at) => {
      const of = this.byType.get(event.type);
      const one = { at, instant: instantOf(event.at), event };
      if (of === undefined) this.byType.set(event.type, [one]);
      else of.push(one);
    });
  }

  firstOf(types: readonly string[], start: Happened, isAnswer: (event: Happened) => boolean): Happened | undefined {
    const found = types.flatMap((type) => {
      const of = this.byType.get(type) ?? [];
      const from = firstFrom(of, instantOf(start.at));
      return of.slice(from, from + MOST_LOOKS).find(({ event }) => isAnswer(event)) ?? [];
    });
    return found.reduce<{ at: number; event: Happened } | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    )?.event;
  }
}

/** The index of the first that is not before an instant, of some in order. */
const firstFrom = (of: readonly { readonly instant: number }[], instant: number): number => {
  let [low, high] = [0, of.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((of[middle]?.instant ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
};
