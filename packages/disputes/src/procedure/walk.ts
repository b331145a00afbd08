import { type CaseFile, isAfter, partyNamed } from '@listing-lint/rules/case';
import { ACCUSATION } from './accusation.ts';
import { COMPLAINT } from './complaint.ts';
import { type Happened, happenedIn, listingsOfCase, type StatedDay } from './happened.ts';
import { CASE_ENDS, type CaseState, OBSERVER, type Procedure, type Step, type Transition } from './states.ts';

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
  readonly done: { readonly span: Span; readonly metAt: string; readonly before: ListingPositions['done'] } | null;
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

/** The whole of a case, where it names no listing. */
export const WHOLE_CASE = '';
const MOST_STATED = 50;
/** More events of one day stay in the order of the file. */
const MOST_OF_A_DAY = 100;

/**
 * Goes through the events of a case (in order of time), for each listing by itself, and says in which state of its procedure it is. An event
 * that names no listing is about all that were known by then; where it would end a deadline of several, each may be the one it is about.
 */
export const walkCase = (file: CaseFile): CaseWalk => {
  const events = happenedIn(file);
  const walker = new Walker(file, events, listingsOfCase(file, events, file.direction ?? 'we-complain'));
  for (const event of walker.events) walker.take(event);
  return walker;
};

const stateOf = ({ states }: Procedure, id: string): CaseState => {
  const state = states[id];
  if (state === undefined) throw new Error(`no state ${id}`);
  return state;
};

const transitionOf = (procedure: Procedure, id: string, event: Happened, file: CaseFile): Transition | undefined => {
  if (CASE_ENDS.includes(event.type) || event.type === 'outcome') return { to: procedure.final };
  const found = stateOf(procedure, id).on[event.type];
  if (typeof found === 'string') return { to: found };
  if (found?.by === undefined) return found;
  const by = partyNamed(event.by, file);
  return by === found.by || (by === undefined && found.isNamed !== true) ? found : undefined;
};

const isAllowed = (procedure: Procedure, id: string, event: Happened, file: CaseFile): boolean => {
  const { on, also } = stateOf(procedure, id);
  const { type, by } = event;
  // An observation: a page that is gone need not have been taken down.
  if (
    by === OBSERVER ||
    type.startsWith('x-') ||
    also.includes(type) ||
    transitionOf(procedure, id, event, file) !== undefined
  )
    return true;
  // A reply of somebody else changes nothing.
  const found = on[type];
  return typeof found === 'object' && found.isNamed !== true;
};

const PARTIES = { us: 'by us', platform: 'by: platform', counterparty: 'by the other side' } as const;

/** Events that a state allows, by name. */
const allowedIn = ({ on, also }: CaseState): readonly string[] => [
  ...new Set([
    ...Object.entries(on).map(([type, to]) =>
      typeof to === 'object' && to.isNamed === true && to.by !== undefined ? `${type} (${PARTIES[to.by]})` : type,
    ),
    ...also,
    ...CASE_ENDS,
  ]),
];

/** Of events of one day without hours, those come first that the state allows. */
const inOrderOfStates = (events: readonly Happened[], procedure: Procedure, file: CaseFile): readonly Happened[] => {
  let state = procedure.initial;
  const step = (event: Happened): Happened => {
    state = transitionOf(procedure, state, event, file)?.to ?? state;
    return event;
  };
  return daysOf(events).flatMap((day) => {
    if (day.length === 1 || day.length > MOST_OF_A_DAY || day.every(({ at }) => at.includes('T'))) return day.map(step);
    const left = [...day];
    return day.map(() => {
      const at = left.findIndex((event) => isAllowed(procedure, state, event, file));
      const [event] = left.splice(Math.max(0, at), 1);
      if (event === undefined) throw new Error('an event is missing');
      return step(event);
    });
  });
};

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

  constructor(file: CaseFile, events: readonly Happened[], listings: ReadonlyMap<string, string | null>) {
    this.file = file;
    this.listings = listings;
    this.procedure = file.direction === 'accused' ? ACCUSATION : COMPLAINT;
    this.events = inOrderOfStates(events, this.procedure, file);
    this.initial = { positions: [{ state: this.procedure.initial, span: null }], done: null };
    for (const listing of listings.size === 0 ? [WHOLE_CASE] : listings.keys()) this.places.set(listing, this.initial);
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
    }
  }

  /** Where a listing is. One that is listed again under another address goes on from a listing of the case that was taken down. */
  private placeOf(listing: string, { type }: Happened): ListingPositions {
    const known = this.places.get(listing) ?? this.initial;
    if (type !== 'relisted' || known !== this.initial) return known;
    const origin = [...this.places.values()].find(({ positions }) =>
      positions.some(({ state }) => stateOf(this.procedure, state).on['relisted'] !== undefined),
    );
    return origin === undefined ? known : { positions: origin.positions, done: null };
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

  private endedBy({ positions }: ListingPositions, event: Happened): readonly Span[] {
    return positions.flatMap(({ state, span }) => {
      const transition = transitionOf(this.procedure, state, event, this.file);
      if (span === null || transition === undefined || transition.isBeside === true) return [];
      return stateOf(this.procedure, transition.to).step?.id === span.step.id ? [] : [span];
    });
  }

  private advance(place: ListingPositions, event: Happened, isVague: boolean): ListingPositions {
    const next = new Map<string, Position>();
    let { done } = place;
    const put = (position: Position): void => {
      const known = next.get(position.state);
      if (known === undefined) next.set(position.state, position);
    };
    for (const position of place.positions) {
      const { state, span } = position;
      const transition = transitionOf(this.procedure, state, event, this.file);
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
      else if (span !== null) done = { span, metAt: event.at, before: done };
      put(this.entered(transition.to, event));
    }
    const isRefused = !place.positions.some(({ state }) => isAllowed(this.procedure, state, event, this.file));
    if (isRefused) {
      const state = stateOf(this.procedure, place.positions[0]?.state ?? this.procedure.initial);
      this.refusals.push({ event, state, allowed: allowedIn(state) });
      const opened = this.procedure.opens[event.type];
      if (opened !== undefined) {
        for (const [id, { span }] of next) if (span === null) next.delete(id);
        put(this.entered(opened, event));
      }
    }
    return { positions: [...next.values()], done };
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
