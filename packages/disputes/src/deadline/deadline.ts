import type { Party } from '../case/procedure/states.ts';
import type { Citation } from '../case/profile/figure.ts';
import type { CalendarDay } from '../case/time/day.ts';

/** Something that somebody has to do until a day. */
export interface CaseDeadline {
  /** `CN/suit-notice`, `alibaba/platform-answer`, `stated/counter-notice`; unique in a case together with `start`. */
  readonly id: string;
  /** What has to be done, as a clause after "has to". */
  readonly duty: string;
  readonly actor: Party;
  /** What began it. */
  readonly start: { readonly event: string; readonly at: string; readonly listing: string | null };
  /** Days by our own calendar; the two differ where the law names a range, or where hours or zones are not known. Null where it cannot be reckoned. */
  readonly due: { readonly earliest: CalendarDay; readonly latest: CalendarDay } | null;
  /** The day that `daysLeft` counts to: the last that is safe by every reading, or, once it is past, `due.latest`. Null where `due` is. */
  readonly until: CalendarDay | null;
  /** `unknown`: whether it is past cannot be told, `why` says what is missing. */
  readonly state: 'met' | 'open' | 'due-soon' | 'past' | 'unknown';
  /** Days from the day of the run to the last one that is safe; below zero where it is past, null where unknown or met. */
  readonly daysLeft: number | null;
  /** The time of what ended it, and its type of event: what was due, or what made it pointless. */
  readonly metAt: string | null;
  readonly metBy: string | null;
  /** The period in words: `15 days`, `10 to 14 business days (US)`; null where the case states the day itself. */
  readonly period: string | null;
  readonly why: string | null;
  /** What leaves it in doubt although it can be reckoned: an answer that names no listing, a later day of which nothing says what sets it. */
  readonly doubt: string | null;
  /** Where the period stands; null where the case states the day, or an option of the rule the days. */
  readonly source: Citation | null;
}

const WHO: { readonly [actor in Party]: string } = {
  us: 'we have to',
  platform: 'the platform has to',
  counterparty: 'the other side has to',
};
const WHO_HAD: { readonly [actor in Party]: string } = {
  us: 'we had to',
  platform: 'the platform had to',
  counterparty: 'the other side had to',
};

/** Types of events as nouns of a sentence. */
const EVENT_NOUNS: { readonly [type: string]: string | undefined } = {
  filed: 'the complaint',
  acknowledged: 'the acknowledgement',
  accepted: 'the acceptance of the complaint',
  rejected: 'the rejection of the complaint',
  'counter-notice': 'the counter-notice',
  'counter-forwarded': 'the forwarding of the counter-notice',
  reply: 'the reply',
  removed: 'the removal',
  reinstated: 'the put-back',
  relisted: 'the relisting',
  escalated: 'the escalation',
  withdrawn: 'the withdrawal of the complaint',
  settled: 'the settlement',
  accused: 'the accusation',
  'evidence-requested': 'the request for evidence',
  'evidence-received': 'the delivery of the evidence',
  'suit-notified': 'the notice of a suit',
  seen: 'the sighting',
  'seen-again': 'the new sighting',
  'not-found': 'the listing not being found',
  outcome: 'the outcome',
};

/** `the removal of 2026-05-09`. */
const eventText = (type: string, at: string): string => `${EVENT_NOUNS[type] ?? `"${type}"`} of ${at.slice(0, 10)}`;

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const leftText = ({ state, daysLeft }: CaseDeadline): string => {
  if (daysLeft === null) return '';
  if (state === 'past') return `, ${days(-daysLeft)} ago`;
  return daysLeft === 0 ? ', today' : `, ${days(daysLeft)} left`;
};

const dueText = ({ actor, due, until, state, period }: CaseDeadline): string => {
  if (due === null) return '';
  if (due.earliest === due.latest) return ` by ${due.latest}`;
  // Others may act within a range of the law; what is ours, or what is read in two ways, is safe by the first day alone.
  const isRange = actor !== 'us' && period !== null && /^\d+ to \d/.test(period);
  if (!isRange) return ` by ${due.earliest}, perhaps ${due.latest}`;
  const perhaps = state === 'past' || until === due.latest ? '' : `, perhaps ${due.latest}`;
  return ` from ${due.earliest}, at the latest by ${until}${perhaps}`;
};

const aboutText = ({ start }: CaseDeadline): string => (start.listing === null ? '' : `, about ${start.listing}`);

const beganText = ({ start }: CaseDeadline): string => eventText(start.event, start.at);

/** Who has to do what until when, and how long that is still. */
const turnText = (deadline: CaseDeadline): string => {
  const { actor, duty, metAt, metBy } = deadline;
  const ended = metAt === null || metBy === null ? '' : `, ended by ${eventText(metBy, metAt)}`;
  return `${(ended === '' ? WHO : WHO_HAD)[actor]} ${duty}${dueText(deadline)}${leftText(deadline)}${ended}`;
};

const groundText = (deadline: CaseDeadline): string => {
  const { period, due } = deadline;
  // Without a day nothing was stated: what is done is done, whenever it was due.
  if (period === null && due === null) return `after ${beganText(deadline)}`;
  return `${period ?? 'as the case states,'} after ${beganText(deadline)}`;
};

/** Where a figure stands: `Etsy, Submitting a Counter Notice (certainty A, read 2026-11-26)`. */
export const citationText = ({ title, certainty, read }: Citation): string =>
  `${title} (certainty ${certainty}, read ${read})`;

/** A deadline in one sentence, as tables and calendars say it. */
export const deadlineSentence = (deadline: CaseDeadline): string => {
  const { actor, duty, why, state, doubt, source } = deadline;
  const about = aboutText(deadline);
  if (state !== 'unknown' || doubt !== null) {
    return `${turnText(deadline)} (${groundText(deadline)}${source === null ? '' : `; ${citationText(source)}`})${about}${doubt === null ? '' : `: ${doubt}`}`;
  }
  const because = why ?? 'nothing says so';
  return `${WHO[actor]} ${duty} after ${beganText(deadline)}, until when is not known: ${because}${about}`;
};

/** A deadline as a finding says it, part by part, for a message cuts what is longer than a line: until when, on what ground, where that stands. */
export const deadlineLines = (deadline: CaseDeadline): readonly string[] => {
  const { source, doubt } = deadline;
  return [
    turnText(deadline),
    `${groundText(deadline)}${aboutText(deadline)}`,
    ...(doubt === null ? [] : [doubt]),
    ...(source === null ? [] : [`source: ${citationText(source)}`]),
  ];
};
