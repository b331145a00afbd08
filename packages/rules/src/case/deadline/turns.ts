import type { CaseFile } from '../file/case-file.ts';
import type { DutyId } from '../profile/profile-schema.ts';

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

/** Whose turn it is after an event that states a deadline and begins no turn of the table. */
export const actorAfter = (type: string, direction: Direction): DutyActor => {
  const ours: readonly string[] =
    direction === 'accused'
      ? ['counter-notice', 'evidence-requested', 'escalated']
      : ['filed', 'evidence-received', 'escalated', 'suit-notified', 'relisted'];
  if (direction === 'accused' && type === 'evidence-requested') return 'counterparty';
  return ours.includes(type) ? 'platform' : 'us';
};
