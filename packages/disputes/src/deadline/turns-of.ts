import { fewListings } from '../case/file/about.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf } from '../case/file/dates.ts';
import type { Happened } from '../case/procedure/happened.ts';
import { type ListingPositions, type Span, WHOLE_CASE, walkCase } from '../case/procedure/walk.ts';
import { earliestOf, type OpenTurn, startOf } from './open-turn.ts';
import { statedTurns } from './stated-turns.ts';

/** Every step with a deadline that began in a case, with what ended it: one for all listings that went the same way. */
export const turnsOf = (file: CaseFile): readonly OpenTurn[] => {
  const { places, attached, events, listings } = walkCase(file);
  const turns = new Map<string, { span: Span; end: Happened | null; names: string[] }>();
  const add = (span: Span, end: Happened | null, names: readonly string[]): void => {
    const { step, start, others, stated, doubt } = span;
    const key = JSON.stringify([
      step.id,
      [start, ...others, doubt].map((event) => event?.index ?? event?.at),
      stated,
      end?.type,
      end?.at,
    ]);
    const known = turns.get(key);
    if (known === undefined) turns.set(key, { span, end, names: [...names] });
    else known.names.push(...names);
  };
  for (const [{ positions, done: last }, names] of listingsByPlace(places)) {
    for (let done = last; done !== null; done = done.before) add(done.span, done.end, names);
    for (const { span } of positions) if (span !== null) add(span, null, names);
  }
  return [
    ...[...turns.values()].map(({ span, end, names }) => turnOf(span, end, aboutOf(span, names, listings.size))),
    ...statedTurns(events, file, (event) => !attached.has(event)),
  ];
};

const listingsByPlace = (
  places: ReadonlyMap<string, ListingPositions>,
): ReadonlyMap<ListingPositions, readonly string[]> => {
  const groups = new Map<ListingPositions, string[]>();
  for (const [listing, place] of places) {
    const known = groups.get(place);
    if (known === undefined) groups.set(place, [listing]);
    else known.push(listing);
  }
  return groups;
};

const aboutOf = ({ start }: Span, names: readonly string[], count: number): string | null => {
  const isAll = names.includes(WHOLE_CASE) || names.length === count;
  return isAll && !Array.isArray(start.named) ? null : fewListings(names);
};

const turnOf = (
  { step, start, others, stated, doubt }: Span,
  end: Happened | null,
  about: string | null,
): OpenTurn => ({
  turn: step,
  start: startOf(start, about),
  end,
  stated: earliestOf(stated),
  otherStarts: others.map((other) => startOf(other, about)),
  doubt: doubt === null || end !== null ? null : vagueText(doubt),
});

const vagueText = ({ type, at }: Happened): string =>
  `"${type}" of ${dayOf(at)} does not say which listing it is about: write "listing" or "listings" there (all of them: "listings: all")`;
