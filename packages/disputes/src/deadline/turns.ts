import type { Direction, Party } from '../case/procedure/states.ts';

const DECIDED: readonly string[] = ['accepted', 'rejected'];

/** A deadline that the case states at an event which begins no turn of the table: who has to answer, and what does. */
export interface StatedDuty {
  readonly actor: Party;
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
