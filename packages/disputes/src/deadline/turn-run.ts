import { dayOf, fewListings, isAfter } from '@listing-lint/rules/case';

import type { CaseDeadline } from './deadline.ts';
import type { Happened, StatedDay } from './happened.ts';
import { CASE_ENDS, type DutyTurn } from './turns.ts';

/** A turn that began in a case. */
export interface OpenTurn {
  readonly turn: Pick<DutyTurn, 'duty' | 'actor'> & { readonly id: DutyTurn['id'] | 'answer' };
  /** `listing` names the listings that it is about; null where it is all of the case. */
  readonly start: CaseDeadline['start'];
  /** The day on which it was done; null while it is not. */
  readonly metAt: string | null;
  /** Until when, where the case says so itself: the earliest day that it states. */
  readonly stated: StatedDay | null;
  /** Starts of the same turn by other types of events: a profile may count from one of them. */
  readonly otherStarts: readonly CaseDeadline['start'][];
  /** Why it is not known whether it was done: what may have answered it does not say which listing it is about. */
  readonly doubt: string | null;
}

export type BegunDuty = Pick<DutyTurn, 'id' | 'actor' | 'duty' | 'begins' | 'ends'>;

/** The whole of a case, where listings do not matter. */
export const WHOLE_CASE = '';

export interface Matter {
  /** What a turn can be about, each with the day since which it is known. */
  readonly listings: ReadonlyMap<string, string | null>;
  /** Whether an event is an answer of who has to give it. */
  readonly isAnswer: (event: Happened) => boolean;
  /** How many listings the case has. */
  readonly count: number;
}

/** A turn of some listings that began together. */
interface Group {
  start: Happened;
  others: Happened[];
  stated: readonly StatedDay[];
  metAt: string | null;
  /** Answers before it that name no listing. */
  seenVague: number;
  readonly listings: Set<string>;
}

/** Goes through what happened, once, for one duty. */
export class TurnRun {
  private readonly waiting = new Map<string, Group>();
  private readonly open = new Set<Group>();
  private readonly done: Group[] = [];
  private readonly lastEnds = new Map<string, { at: string; group: Group | undefined }>();
  private lastEndOfAll: string | undefined;
  /** Answers that do not say which listing they are about while several wait. */
  private readonly vague: Happened[] = [];
  private readonly turn: BegunDuty;
  private readonly matter: Matter;
  private readonly about: 'listing' | 'question';

  constructor(turn: BegunDuty, matter: Matter, about: 'listing' | 'question') {
    this.turn = turn;
    this.matter = matter;
    this.about = about;
  }

  take(event: Happened): void {
    const { type } = event;
    if (CASE_ENDS.includes(type) || type === 'outcome') this.end(event, [...this.waiting.keys()], true);
    else if (this.turn.ends.includes(type) && this.matter.isAnswer(event)) this.answer(event);
    if (this.turn.begins.includes(type)) this.begin(event);
  }

  private answer(event: Happened): void {
    const { named } = event;
    if (named === 'all') this.end(event, [...this.waiting.keys()], true);
    else if (named !== undefined) {
      const { count } = this.matter;
      const whole = count <= named.length && this.waiting.has(WHOLE_CASE) ? [WHOLE_CASE] : [];
      this.end(event, [...named, ...whole], false);
    } else if (this.about === 'question' && this.waiting.has(WHOLE_CASE)) this.end(event, [WHOLE_CASE], false);
    else if (this.waiting.size > 1) this.vague.push(event);
    else this.end(event, [...this.waiting.keys()], this.matter.listings.size <= 1);
  }

  private end({ at }: Happened, listings: readonly string[], isOfAll: boolean): void {
    if (isOfAll) this.lastEndOfAll = at;
    // What was done together for all that waited together stays one turn.
    const split = new Map<Group, Group>();
    for (const listing of listings) {
      const group = this.waiting.get(listing);
      if (group === undefined) {
        if (!isOfAll) this.lastEnds.set(listing, { at, group: undefined });
        continue;
      }
      const met = split.get(group) ?? { ...group, metAt: at, listings: new Set() };
      split.set(group, met);
      met.listings.add(listing);
      group.listings.delete(listing);
      this.waiting.delete(listing);
      this.lastEnds.set(listing, { at, group: met });
    }
    for (const [group, met] of split) {
      this.done.push(met);
      if (group.listings.size === 0) this.open.delete(group);
    }
  }

  private begin(event: Happened): void {
    const { type, at, stated } = event;
    const asked = this.subjects(event);
    const touched = new Set<Group>();
    let fresh: Group | undefined;
    for (const listing of asked) {
      const waiting = this.waiting.get(listing);
      if (waiting !== undefined) {
        touched.add(waiting);
        continue;
      }
      const ended = this.endBefore(listing, at);
      // Done on the day on which it began, or before the hour of it: one that was met already is the same one.
      if (ended !== undefined) {
        if (ended.group !== undefined) touched.add(ended.group);
        else this.done.push({ ...this.groupOf(event), metAt: ended.at, listings: new Set([listing]) });
        continue;
      }
      fresh ??= this.groupOf(event);
      fresh.listings.add(listing);
      this.waiting.set(listing, fresh);
    }
    if (fresh !== undefined) this.open.add(fresh);
    for (const group of touched) {
      // Counter-notice and its forwarding are one turn with two dates.
      if (group.start.type !== type && !group.others.some((other) => other.type === type)) group.others.push(event);
      group.stated = [...group.stated, ...stated].slice(-MOST_STATED);
    }
  }

  private groupOf(start: Happened): Group {
    return {
      start,
      others: [],
      stated: start.stated,
      metAt: null,
      seenVague: this.vague.length,
      listings: new Set(),
    };
  }

  /** An end on the day of a beginning, or not before it. */
  private endBefore(listing: string, at: string): { at: string; group: Group | undefined } | undefined {
    const own = this.lastEnds.get(listing);
    if (own !== undefined && !isAfter(at, own.at)) return own;
    const all = this.lastEndOfAll;
    return all === undefined || isAfter(at, all) ? undefined : { at: all, group: undefined };
  }

  /** What an event begins a turn for. One that names no listing cannot be about what was not seen by then. */
  private subjects({ named, at, listingsOf }: Happened): readonly string[] {
    const all = [...this.matter.listings.keys()];
    if (named === 'all' || this.about === 'question') return Array.isArray(named) ? named : all;
    const asked = named ?? listingsOf;
    if (asked !== undefined) return asked;
    const seen = all.filter((listing) => {
      const since = this.matter.listings.get(listing);
      return !since || !isAfter(since, at);
    });
    return seen.length === 0 ? all : seen;
  }

  turns(): readonly OpenTurn[] {
    return [...this.done, ...this.open].map((group) => {
      const { start, others, metAt, listings } = group;
      const isAll = listings.has(WHOLE_CASE) || listings.size === this.matter.count;
      const about = isAll && !Array.isArray(start.named) ? null : fewListings([...listings]);
      const vague = metAt === null ? this.vague[group.seenVague] : undefined;
      return {
        turn: this.turn,
        start: startOf(start, about),
        metAt,
        stated: earliestOf(group.stated),
        otherStarts: others.map((other) => startOf(other, about)),
        doubt: vague === undefined ? null : vagueText(vague),
      };
    });
  }
}

const MOST_STATED = 50;

const vagueText = ({ type, at }: Happened): string =>
  `"${type}" of ${dayOf(at)} does not say which listing it is about: write "listing" or "listings" there (all of them: "listings: all")`;

/** The earliest day that is stated; of one day the one of which the case says what sets it. */
export const earliestOf = (stated: readonly StatedDay[]): StatedDay | null =>
  stated.reduce<StatedDay | null>(
    (first, each) =>
      first === null ||
      isAfter(first.date, each.date) ||
      (dayOf(first.date) === dayOf(each.date) && first.setBy === null && each.setBy !== null)
        ? each
        : first,
    null,
  );

export const startOf = ({ type, at }: Happened, listing: string | null): CaseDeadline['start'] => ({
  event: type,
  at,
  listing,
});
