import type { DutyId } from '../profile/profile-schema.ts';
import { byUs, type CaseState, nextStep, type Procedure, type Step } from './states.ts';

const ANSWERED = { reinstated: 'restored', reply: byUs('answered') };
const OUR_APPEAL = { ...ANSWERED, accepted: 'upheld', escalated: 'appealed', 'suit-notified': 'sued' };
const ASIDE = ['filed', 'acknowledged', 'evidence-requested', 'evidence-received'];
const putBack: Step = {
  id: 'put-back',
  actor: 'platform',
  duty: 'put the listing back unless it hears of a suit',
  figures: ['put-back'],
};

const accused = (figures: Step['figures']): Pick<CaseState, 'step' | 'exit'> => ({
  step: { id: 'counter-notice', actor: 'us', duty: 'answer the accusation', figures },
  exit: 'the accusation counts as admitted: the listing stays down or is removed',
});
const countered = (title: string, rejected: string): CaseState => ({
  title,
  step: putBack,
  exit: 'write down what the platform does with the listing, or press it',
  on: {
    accepted: 'upheld',
    rejected,
    reinstated: 'restored',
    'suit-notified': 'sued',
    accused: { to: 'accused', isBeside: true },
  },
  also: [...ASIDE, 'counter-notice', 'counter-forwarded', 'escalated', 'removed', 'reply'],
});
const round = (title: string, figure: DutyId, next: string): CaseState => ({
  title,
  step: {
    id: figure,
    actor: 'us',
    duty: 'answer the rejection by another counter-notice or an appeal',
    figures: [figure, 'appeal'],
  },
  exit: 'the decision stands: the listing stays down',
  on: { ...OUR_APPEAL, 'counter-notice': next, 'counter-forwarded': next },
  also: [...ASIDE, 'accused', 'rejected', 'removed'],
});

/** A complaint of somebody else about a listing of ours. */
export const ACCUSATION: Procedure = {
  initial: 'not-received',
  final: 'ended',
  opens: { accused: 'accused', 'counter-notice': 'countered-first', 'counter-forwarded': 'countered-first' },
  states: {
    'not-received': {
      title: 'day of the accusation not known',
      step: nextStep('accusation', 'write the day on which the accusation came under "accusation.receivedAt"'),
      exit: 'until when an answer is due stays unknown',
      on: { accused: 'accused', reinstated: 'restored', removed: 'removed-not-received' },
      also: ['filed', 'acknowledged', 'escalated', 'reply'],
    },
    'removed-not-received': {
      title: 'removed, day of the accusation not known',
      step: nextStep('accusation', 'write the day on which the accusation came under "accusation.receivedAt"'),
      exit: 'until when an answer is due stays unknown',
      on: { accused: 'accused-removed', reinstated: 'restored' },
      also: ['filed', 'acknowledged', 'escalated', 'removed', 'reply'],
    },
    accused: {
      title: 'accused',
      ...accused(['counter-notice']),
      on: {
        ...ANSWERED,
        'counter-notice': 'countered-first',
        'counter-forwarded': 'countered-first',
        removed: 'accused-removed',
      },
      also: [...ASIDE, 'accepted', 'accused', 'escalated', 'rejected'],
    },
    'accused-removed': {
      title: 'accused, listing removed',
      ...accused(['counter-notice', 'appeal']),
      on: { ...ANSWERED, 'counter-notice': 'countered-first', 'counter-forwarded': 'countered-first' },
      also: [...ASIDE, 'accepted', 'accused', 'escalated', 'rejected', 'relisted', 'removed'],
    },
    answered: {
      title: 'answered by a reply',
      step: null,
      exit: 'the platform decides, and no day is set for it: write down its decision',
      on: {
        accused: 'accused',
        accepted: 'upheld',
        rejected: 'decided-against',
        removed: 'decided-against',
        reinstated: 'restored',
        'counter-notice': 'countered-first',
        'counter-forwarded': 'countered-first',
      },
      also: [...ASIDE, 'escalated', 'relisted', 'reply'],
    },
    'countered-first': countered('countered', 'second-round'),
    'second-round': round('counter-notice rejected', 'counter-notice-2', 'countered-second'),
    'countered-second': countered('countered for the second time', 'third-round'),
    'third-round': round('second counter-notice rejected', 'counter-notice-3', 'countered-third'),
    'countered-third': countered('countered for the third time', 'decided-against'),
    'decided-against': {
      title: 'decided against us',
      step: { id: 'appeal', actor: 'us', duty: 'appeal, or close the case', figures: ['appeal'] },
      exit: 'the decision stands',
      on: { ...OUR_APPEAL, accused: 'accused', 'counter-notice': 'countered-third' },
      also: [...ASIDE, 'counter-forwarded', 'rejected', 'removed'],
    },
    upheld: {
      title: 'decided for us',
      step: null,
      exit: 'the platform lets the listing stand or puts it back: write down "reinstated", or close the case',
      on: { accused: 'accused', rejected: 'decided-against', reinstated: 'restored', 'suit-notified': 'sued' },
      also: [...ASIDE, 'accepted', 'counter-forwarded', 'escalated', 'relisted', 'removed', 'reply'],
    },
    restored: {
      title: 'the listing is back',
      step: nextStep('closing', 'close the case'),
      exit: 'nothing more happens',
      on: { accused: 'accused', removed: 'accused-removed', 'suit-notified': 'sued' },
      also: [
        ...ASIDE,
        'accepted',
        'counter-notice',
        'counter-forwarded',
        'escalated',
        'rejected',
        'reinstated',
        'relisted',
        'reply',
      ],
    },
    sued: {
      title: 'suit notified',
      step: null,
      exit: 'the court decides: ask counsel',
      on: { accused: 'accused', accepted: 'upheld', rejected: 'decided-against', reinstated: 'restored' },
      also: [...ASIDE, 'counter-notice', 'counter-forwarded', 'escalated', 'removed', 'reply', 'suit-notified'],
    },
    appealed: {
      title: 'appealed',
      step: null,
      exit: 'the platform, an arbiter or a court decides: write down the decision',
      on: {
        accused: 'accused',
        accepted: 'upheld',
        rejected: 'decided-against',
        reinstated: 'restored',
        'suit-notified': 'sued',
      },
      also: [...ASIDE, 'counter-notice', 'counter-forwarded', 'escalated', 'removed', 'reply'],
    },
    ended: {
      title: 'ended',
      step: nextStep('closing', 'close the case'),
      exit: 'nothing more happens',
      on: { accused: 'accused' },
      also: ['filed', 'accepted', 'acknowledged', 'rejected', 'removed', 'reinstated', 'relisted', 'reply'],
    },
  },
};
