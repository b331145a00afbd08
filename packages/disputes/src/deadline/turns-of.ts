import { type CaseFile, partyNamed } from '@listing-lint/rules/case';

import { type Happened, happenedIn, listingsOfCase } from './happened.ts';
import { statedTurns } from './stated-turns.ts';
import { type BegunDuty, type Matter, type OpenTurn, TurnRun, WHOLE_CASE } from './turn-run.ts';
import { DUTY_TURNS } from './turns.ts';

/**
 * Every turn that began, with what ended it, for each listing that an event names: what answers for one answers for no other. An event that
 * names none begins a turn for all, and answers where one alone waits. Of several that are open for one listing the first counts: a
 * reminder begins nothing anew.
 */
export const turnsOf = (file: CaseFile): readonly OpenTurn[] => {
  const direction = file.direction ?? 'we-complain';
  const events = happenedIn(file);
  const listings = listingsOfCase(file, events, direction);
  const known = DUTY_TURNS.filter((turn) => turn.direction === direction);
  const begins = new Set(known.flatMap((turn) => turn.begins));
  return [
    ...known.flatMap((turn) => {
      const [matter, unit] = matterOf(turn, file, listings);
      const run = new TurnRun(turn, matter, unit);
      for (const event of events) run.take(event);
      return run.turns();
    }),
    ...statedTurns(events, file, (type) => !begins.has(type)),
  ];
};

/** What a duty is about, one by one, and whether it is the listings. */
const matterOf = (
  { id, actor }: BegunDuty,
  file: CaseFile,
  listings: ReadonlyMap<string, string | null>,
): readonly [Matter, 'listing' | 'question'] => {
  const isAnswer = (event: Happened): boolean => {
    const by = event.type === 'reply' ? partyNamed(event.by, file) : undefined;
    return by === undefined || by === actor;
  };
  return id === 'evidence-answer'
    ? [{ listings: new Map([[WHOLE_CASE, null]]), isAnswer, count: listings.size }, 'question']
    : [
        { listings: listings.size === 0 ? new Map([[WHOLE_CASE, null]]) : listings, isAnswer, count: listings.size },
        'listing',
      ];
};
