import type { CaseFile, DutyId } from '@listing-lint/rules/case';

export type DutyActor = 'us' | 'platform' | 'counterparty';
export type Direction = NonNullable<CaseFile['direction']>;

/** Who has to do something once something has happened, and what shows that it was done. How long it may take is data of a profile. */
export interface DutyTurn {
  readonly id: DutyId | 'evidence-answer';
  readonly direction: Direction;
  readonly actor: DutyActor;
  /** What has to be done, after "has to" or "have to". */
  readonly duty: string;
  /** Types of events that begin it; where a case holds several types, a profile may say which one counts. */
  readonly begins: readonly string[];
  /** Types of events that show that it was done, or that it does not matter any more. */
  readonly ends: readonly string[];
}

/** Ends every turn. */
export const CASE_ENDS: readonly string[] = ['withdrawn', 'settled'];
const DECIDED: readonly string[] = ['accepted', 'rejected'];

export const DUTY_TURNS: readonly DutyTurn[] = [
  {
    id: 'platform-answer',
    direction: 'we-complain',
    actor: 'platform',
    duty: 'answer the complaint',
    begins: ['filed'],
    ends: [...DECIDED, 'removed', 'reply', 'evidence-requested', 'counter-notice', 'counter-forwarded', 'reinstated'],
  },
  {
    id: 'evidence-answer',
    direction: 'we-complain',
    actor: 'us',
    duty: 'send the evidence that is asked for',
    begins: ['evidence-requested'],
    ends: [...DECIDED, 'evidence-received', 'reply', 'removed'],
  },
  {
    id: 'suit-notice',
    direction: 'we-complain',
    actor: 'us',
    duty: 'notify the platform of a suit or a complaint to the authority',
    begins: ['counter-forwarded', 'counter-notice'],
    ends: [...DECIDED, 'suit-notified', 'escalated', 'reinstated'],
  },
  {
    id: 'counter-notice',
    direction: 'accused',
    actor: 'us',
    duty: 'answer the accusation',
    begins: ['accused'],
    ends: ['counter-notice', 'counter-forwarded', 'reply', 'reinstated'],
  },
  {
    id: 'put-back',
    direction: 'accused',
    actor: 'platform',
    duty: 'put the listing back unless it hears of a suit',
    begins: ['counter-notice', 'counter-forwarded'],
    ends: [...DECIDED, 'reinstated', 'suit-notified'],
  },
];

/** A deadline that the case states at an event which begins no turn of the table: who has to answer, and what does. */
export interface StatedDuty {
  readonly actor: DutyActor;
  readonly ends: readonly string[];
}

/** What we may do where a platform decides against us, or asks. */
const OUR_STEPS: readonly string[] = ['reply', 'filed', 'escalated', 'suit-notified', 'evidence-received'];
const OUR_DEFENCE: readonly string[] = ['reply', 'counter-notice', 'counter-forwarded', 'escalated', 'reinstated'];
const THEIR_DECISION: readonly string[] = [...DECIDED, 'removed', 'reinstated', 'reply'];

const STATED: { readonly [direction in Direction]: { readonly [type: string]: StatedDuty | undefined } } = {
  'we-complain': {
    acknowledged: { actor: 'platform', ends: [...THEIR_DECISION, 'evidence-requested'] },
    accepted: { actor: 'platform', ends: ['removed', 'reply'] },
    'evidence-received': { actor: 'platform', ends: THEIR_DECISION },
    escalated: { actor: 'platform', ends: THEIR_DECISION },
    'suit-notified': { actor: 'platform', ends: THEIR_DECISION },
    relisted: { actor: 'platform', ends: THEIR_DECISION },
    removed: {
      actor: 'counterparty',
      ends: ['counter-notice', 'counter-forwarded', 'reply', 'relisted', 'reinstated'],
    },
  },
  accused: {
    acknowledged: { actor: 'platform', ends: THEIR_DECISION },
    'evidence-requested': { actor: 'counterparty', ends: ['evidence-received', 'reply'] },
    escalated: { actor: 'platform', ends: THEIR_DECISION },
  },
};

/** Who has to answer by a day that an event states, and what answers it: an acknowledgement never does, nor a word of one's own. */
export const statedDuty = (type: string, direction: Direction): StatedDuty =>
  STATED[direction][type] ?? { actor: 'us', ends: direction === 'accused' ? OUR_DEFENCE : OUR_STEPS };
