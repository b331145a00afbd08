import { accountKey } from '../file/account-name.ts';
import type { CaseFile } from '../file/case-file.ts';
import { isAfter } from '../file/dates.ts';
import { OBSERVATIONS } from '../file/events.ts';
import { partyNamed } from '../file/parties.ts';
import { ACCUSATION } from './accusation.ts';
import { COMPLAINT } from './complaint.ts';
import { type Happened, happenedIn, listingsOfCase, type StatedDay } from './happened.ts';
import { CASE_ENDS, type CaseState, type Procedure, type Step, type Transition } from './states.ts';

/** A step with a deadline while it waits. */
export interface Span {
  readonly step: Step;
  readonly start: Happened;
  /** Events of other types that belong to the same step: a profile may count from one of them. */
  readonly others: readonly Happened[];
  readonly stated: readonly StatedDay[];
  /** What may have ended it, and does not say which listing it is about. */
  readonly doubt: Happened | null;
}

interface Position {
  readonly state: string;
  readonly span: Span | null;
}

/** Where a listing is after some events. Several positions: an event did not say which listing it is about, or began something beside. */
export interface ListingPositions {
  readonly positions: readonly Position[];
  readonly done: { readonly span: Span; readonly end: Happened; readonly before: ListingPositions['done'] } | null;
  /** The last time that it was taken down or came back, and what was before. */
  readonly last: Enforced | null;
}

/** A listing was taken down, or is up after that. */
export interface Enforced {
  readonly event: Happened;
  readonly isDown: boolean;
  /** The listing that had been taken down, where this one shows the same at another address. */
  readonly former: string | null;
  readonly before: Enforced | null;
}

/** An event that its state does not allow. */
export interface Refusal {
  readonly event: Happened;
  readonly state: CaseState;
  readonly allowed: readonly string[];
}

export interface CaseWalk {
  readonly procedure: Procedure;
  /** In the order in which they were taken. */
  readonly events: readonly Happened[];
  /** Listings that the case is about, each with the day since which it is known. */
  readonly listings: ReadonlyMap<string, string | null>;
  /** Where each listing is in the end. */
  readonly places: ReadonlyMap<string, ListingPositions>;
  readonly refusals: readonly Refusal[];
  /** Events whose stated days belong to a step. */
  readonly attached: ReadonlySet<Happened>;
}

const ANY_OFFER = 'any';

/** What each listing offers, by its seller and the work that it shows; nothing of one where either is not known. */
const offersOf = ({ infringements, works, counterparty }: CaseFile): ReadonlyMap<string, string> => {
  const only = (works ?? []).length > 1 ? undefined : (works?.[0]?.id ?? null);
  return new Map(
    (infringements ?? []).flatMap(({ listing, seller: named, match }): [string, string][] => {
      const seller = named ?? counterparty?.seller;
      const work = match ? match.work : only;
      if (seller === undefined || seller === null || work === undefined) return [];
      return [[String(listing), JSON.stringify([accountKey(seller), String(work)])]];
    }),
  );
};

/** The whole of a case, where it names no listing. */
export const WHOLE_CASE = '';
const MOST_STATED = 50;
/** More events of one day stay in the order of the file. */
const MOST_OF_A_DAY = 100;

const walks = new WeakMap<CaseFile, CaseWalk>();

/**
 * Goes through the events of a case (in order of time), for each listing by itself, and says in which state of its procedure it is. An event
 * that names no listing is about all that were known by then; where it would end a deadline of several, each may be the one it is about.
 * Made once for each case file.
 */
export const walkCase = (file: CaseFile): CaseWalk => {
  const before = walks.get(file);
  if (before !== undefined) return before;
  const events = happenedIn(file);
  const walker = new Walker(file, events, listingsOfCase(file, events, file.direction ?? 'we-complain'));
  for (const event of walker.events) walker.take(event);
  walks.set(file, walker);
  return walker;
};

const stateOf = ({ states }: Procedure, id: string): CaseState => {
  const state = states[id];
  if (state === undefined) throw new Error(`no state ${id}`);
  return state;
};

const transitionOf = (
  procedure: Procedure,
  id: string,
  event: Happened,
  file: CaseFile,
  last: Enforced | null,
): Transition | undefined => {
  if (CASE_ENDS.includes(event.type) || event.type === 'outcome') return { to: procedure.final };
  const found = stateOf(procedure, id).on[event.type];
  // A page that was seen on the day on which it went may have been seen before.
  if (event.type === 'seen' && !(last?.isDown && isAfter(event.at, last.event.at))) return undefined;
  if (typeof found === 'string') return { to: found };
  if (found?.needsTakedown === true && last?.isDown !== true) return undefined;
  if (found?.by === undefined) return found;
  const by = partyNamed(event.by, file);
  return by === found.by || (by === undefined && found.isNamed !== true) ? found : undefined;
};

const isAllowed = (
  procedure: Procedure,
  id: string,
  event: Happened,
  file: CaseFile,
  last: Enforced | null,
): boolean => {
  const { on, also } = stateOf(procedure, id);
  const { type } = event;
  if (
    OBSERVATIONS.includes(type) ||
    type.startsWith('x-') ||
    also.includes(type) ||
    transitionOf(procedure, id, event, file, last) !== undefined
  )
    return true;
  // A reply of somebody else changes nothing.
  const found = on[type];
  return typeof found === 'object' && found.by !== undefined && found.isNamed !== true;
};

const DOWN: readonly string[] = ['removed', 'not-found'];
const BACK: readonly string[] = ['relisted', 'seen', 'seen-again'];

/** Whether a listing is down after an event that its state allows; an observation that leads nowhere says nothing of it. */
const enforcedBy = (event: Happened, to: string | undefined, last: Enforced | null): Enforced | null => {
  const { type } = event;
  const isDown = DOWN.includes(type);
  const isBack = BACK.includes(type) || type === 'reinstated';
  if ((!isDown && !isBack) || (to === undefined && OBSERVATIONS.includes(type))) return last;
  return { event, isDown, former: null, before: last };
};

const PARTIES = { us: 'by us', platform: 'by: platform', counterparty: 'by the other side' } as const;

/** Events that a state allows, by name. */
const allowedIn = ({ on, also }: CaseState): readonly string[] =>
  [
    ...new Set([
      ...Object.entries(on).map(([type, to]) =>
        typeof to === 'object' && to.isNamed === true && to.by !== undefined ? `${type} (${PARTIES[to.by]})` : type,
      ),
      ...also,
      ...CASE_ENDS,
    ]),
  ].filter((type) => !OBSERVATIONS.includes(type));

/** Of events of one day without hours, those come first that the state allows. */
const inOrderOfStates = (events: readonly Happened[], procedure: Procedure, file: CaseFile): readonly Happened[] => {
  let state = procedure.initial;
  let last: Enforced | null = null;
  const step = (event: Happened): Happened => {
    const to = transitionOf(procedure, state, event, file, last)?.to;
    if (to !== undefined || isAllowed(procedure, state, event, file, last)) last = enforcedBy(event, to, last);
    state = to ?? state;
    return event;
  };
  return daysOf(events).flatMap((all) => {
    const day = all.filter((event) => !isSeen(event));
    if (day.length < 2 || day.length > MOST_OF_A_DAY || day.every(({ at }) => at.includes('T'))) return all.map(step);
    const left = [...day];
    const seen = all.filter(isSeen).map(step);
    const ordered = day.map(() => {
      const at = left.findIndex((event) => isAllowed(procedure, state, event, file, last));
      const [event] = left.splice(Math.max(0, at), 1);
      if (event === undefined) throw new Error('an event is missing');
      return step(event);
    });
    return [...seen, ...ordered];
  });
};

const isSeen = ({ type }: Happened): boolean => type === 'seen';

/** Whether an event that names no listing leaves open which deadline it ends. What is asked of the whole case is answered for the whole. */
const isVagueAbout = ({ type, named }: Happened, ended: readonly Span[]): boolean =>
  named === undefined &&
  !CASE_ENDS.includes(type) &&
  type !== 'outcome' &&
  !ended.every(({ step, start }) => step.id === 'evidence-answer' && start.named === undefined);

const daysOf = (events: readonly Happened[]): readonly (readonly Happened[])[] => {
  const days: Happened[][] = [];
  let last = '';
  for (const event of events) {
    const day = event.at.slice(0, 10);
    if (day === last) days.at(-1)?.push(event);
    else days.push([event]);
    last = day;
  }
  return days;
};

class Walker implements CaseWalk {
  readonly procedure: Procedure;
  readonly places = new Map<string, ListingPositions>();
  readonly refusals: Refusal[] = [];
  readonly attached = new Set<Happened>();
  readonly events: readonly Happened[];
  readonly listings: ReadonlyMap<string, string | null>;
  private readonly file: CaseFile;
  private readonly initial: ListingPositions;
  private readonly offers: ReadonlyMap<string, string>;
  /** What was taken down last, by what it offered. */
  private readonly takenDown = new Map<string, Enforced>();

  constructor(file: CaseFile, events: readonly Happened[], listings: ReadonlyMap<string, string | null>) {
    this.file = file;
    this.listings = listings;
    this.procedure = file.direction === 'accused' ? ACCUSATION : COMPLAINT;
    this.events = inOrderOfStates(events, this.procedure, file);
    this.initial = { positions: [{ state: this.procedure.initial, span: null }], done: null, last: null };
    this.offers = offersOf(file);
    for (const listing of listings.size === 0 ? [WHOLE_CASE] : listings.keys()) this.places.set(listing, this.initial);
    for (const { listing, repostOf } of file.infringements ?? []) {
      if (!repostOf || this.procedure.reposted === undefined || !this.places.has(String(listing))) continue;
      const { listing: former, removedAt: at } = repostOf;
      const removal: Happened = {
        index: null,
        type: 'removed',
        at,
        listing: former,
        named: [String(former)],
        stated: [],
      };
      this.places.set(
        String(listing),
        this.repostedPlace({ event: removal, isDown: true, former: String(former), before: null }),
      );
    }
  }

  take(event: Happened): void {
    const subjects = this.subjectsOf(event);
    const ending = new Map<ListingPositions, readonly Span[]>();
    let count = 0;
    for (const listing of subjects) {
      const place = this.placeOf(listing, event);
      const ended = ending.get(place) ?? this.endedBy(place, event);
      ending.set(place, ended);
      if (ended.length > 0) count += 1;
    }
    const isVague = count > 1 && isVagueAbout(event, [...ending.values()].flat());
    // Listings that went the same way so far go on together.
    const next = new Map<ListingPositions, ListingPositions>();
    for (const listing of subjects) {
      const place = this.placeOf(listing, event);
      const known = next.get(place) ?? this.advance(place, event, isVague);
      next.set(place, known);
      this.places.set(listing, known);
      if (known.last?.isDown !== true || known.last.event !== event) continue;
      const former = { ...known.last, former: listing, before: null };
      for (const offer of [this.offers.get(listing) ?? '', ANY_OFFER]) this.takenDown.set(offer, former);
    }
  }

  /** Where a listing is. One that shows again, at another address, what was taken down goes on from there. */
  private placeOf(listing: string, event: Happened): ListingPositions {
    const known = this.places.get(listing) ?? this.initial;
    const { reposted } = this.procedure;
    if (known !== this.initial || reposted === undefined || !BACK.includes(event.type)) return known;
    // Of another seller or work only a person knows that it is the same.
    const former =
      this.takenDown.get(this.offers.get(listing) ?? '') ??
      (event.type === 'relisted' ? this.takenDown.get(ANY_OFFER) : undefined);
    if (former === undefined || (event.type === 'seen' && !isAfter(event.at, former.event.at))) return known;
    return this.repostedPlace(former);
  }

  /** Where a listing is that shows again what had been taken down. */
  private repostedPlace(former: Enforced): ListingPositions {
    const { reposted, initial } = this.procedure;
    return { positions: [{ state: reposted ?? initial, span: null }], done: null, last: former };
  }

  private subjectsOf({ named, at, listingsOf }: Happened): readonly string[] {
    const all = [...this.places.keys()];
    if (named === 'all') return all;
    const about = named ?? listingsOf;
    if (about !== undefined) {
      const isWhole = this.places.has(WHOLE_CASE);
      return isWhole ? [...about, WHOLE_CASE] : about;
    }
    const seen = all.filter((listing) => {
      const since = this.listings.get(listing);
      return !since || !isAfter(since, at);
    });
    return seen.length === 0 ? all : seen;
  }

  private endedBy({ positions, last }: ListingPositions, event: Happened): readonly Span[] {
    return positions.flatMap(({ state, span }) => {
      const transition = transitionOf(this.procedure, state, event, this.file, last);
      if (span === null || transition === undefined || transition.isBeside === true) return [];
      return stateOf(this.procedure, transition.to).step?.id === span.step.id ? [] : [span];
    });
  }

  private advance(place: ListingPositions, event: Happened, isVague: boolean): ListingPositions {
    const next = new Map<string, Position>();
    let { done } = place;
    const { last } = place;
    let to: string | undefined;
    const put = (position: Position): void => {
      const known = next.get(position.state);
      if (known === undefined) next.set(position.state, position);
    };
    for (const position of place.positions) {
      const { state, span } = position;
      const transition = transitionOf(this.procedure, state, event, this.file, last);
      to = transition?.to ?? to;
      if (transition === undefined) {
        put({ state, span: span === null ? null : this.touched(span, event) });
        continue;
      }
      const { step } = stateOf(this.procedure, transition.to);
      if (span !== null && step?.id === span.step.id) {
        put({ state: transition.to, span: { ...this.touched(span, event), step } });
        continue;
      }
      if (transition.isBeside === true) put(position);
      else if (span !== null && isVague) put({ state, span: { ...span, doubt: span.doubt ?? event } });
      else if (span !== null) done = { span, end: event, before: done };
      put(this.entered(transition.to, event));
    }
    const isRefused = !place.positions.some(({ state }) => isAllowed(this.procedure, state, event, this.file, last));
    if (isRefused) {
      const state = stateOf(this.procedure, place.positions[0]?.state ?? this.procedure.initial);
      this.refusals.push({ event, state, allowed: allowedIn(state) });
      const opened = this.procedure.opens[event.type];
      if (opened !== undefined) {
        for (const [id, { span }] of next) if (span === null) next.delete(id);
        put(this.entered(opened, event));
      }
    }
    const enforced = isRefused ? last : enforcedBy(event, to, last);
    const isSame = place.positions.every(({ state, span }) => next.get(state)?.span === span);
    // Listings go on together as long as nothing sets them apart.
    if (to === undefined && enforced === last && isSame && next.size === place.positions.length) return place;
    return { positions: [...next.values()], done, last: enforced };
  }

  private entered(state: string, event: Happened): Position {
    const { step } = stateOf(this.procedure, state);
    if (step === null || (step.otherwise === 'none' && step.figures.length === 0)) return { state, span: null };
    if (event.stated.length > 0) this.attached.add(event);
    return { state, span: { step, start: event, others: [], stated: event.stated, doubt: null } };
  }

  /** A step that goes on after an event: one that can begin it gives it another date to count from, and the days that it states. */
  private touched(span: Span, event: Happened): Span {
    const { type, stated } = event;
    const isBeginning = this.begins(type, span.step);
    const isKnown = [span.start, ...span.others].some((known) => known.type === type);
    if (isBeginning && stated.length > 0) this.attached.add(event);
    if (!isBeginning && (isKnown || type !== 'removed')) return span;
    return {
      ...span,
      others: isKnown ? span.others : [...span.others, event],
      stated: isBeginning ? [...span.stated, ...stated].slice(-MOST_STATED) : span.stated,
    };
  }

  private begins(type: string, step: Step): boolean {
    const opened = this.procedure.opens[type];
    return opened !== undefined && stateOf(this.procedure, opened).step?.id === step.id;
  }
}
