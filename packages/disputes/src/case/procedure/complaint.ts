import { afterTakedown, byUs, nextStep, type Procedure, type Step, type Transition } from './states.ts';

const byPlatform = (to: string): Transition => ({ to, by: 'platform' });

/** Our notice came before it: a page that is gone counts as taken down. */
const DOWN = { removed: 'removed', 'not-found': 'removed' };
const DECISIONS = { accepted: 'accepted', rejected: 'rejected', ...DOWN };
/** Seen although it had been taken down. */
const BACK = { relisted: 'relisted', seen: 'relisted', 'seen-again': 'relisted' };
const BACK_AFTER_TAKEDOWN = {
  relisted: afterTakedown('relisted'),
  seen: afterTakedown('relisted'),
  'seen-again': afterTakedown('relisted'),
};
const COUNTERED = { 'counter-notice': 'countered', 'counter-forwarded': 'countered' };
const OUR_MOVES = { filed: 'filed', escalated: 'escalated', 'suit-notified': 'suit' };

const suitNotice: Step = {
  id: 'suit-notice',
  actor: 'us',
  duty: 'notify the platform of a suit or a complaint to the authority',
  figures: ['suit-notice'],
};
const decision: Step = {
  id: 'decision',
  actor: 'platform',
  duty: 'decide on the complaint',
  figures: [],
  otherwise: 'none',
};

/** Our complaint about a listing of somebody else. */
export const COMPLAINT: Procedure = {
  initial: 'draft',
  final: 'closed',
  reposted: 'removed',
  opens: {
    filed: 'filed',
    'evidence-requested': 'evidence-requested',
    'counter-notice': 'countered',
    'counter-forwarded': 'countered',
  },
  states: {
    draft: {
      title: 'not filed',
      step: nextStep('filing', 'file the complaint, then write down `notice: { filedAt: … }`'),
      exit: 'nothing happens to the listing',
      on: { filed: 'filed', escalated: 'escalated', removed: { to: 'removed', by: 'platform', isNamed: true } },
      also: ['reply'],
    },
    filed: {
      title: 'filed',
      step: {
        id: 'platform-answer',
        actor: 'platform',
        duty: 'answer the complaint',
        figures: ['platform-answer'],
        otherwise: 'option',
      },
      exit: 'the listing stays up: press the platform, or escalate',
      on: { ...DECISIONS, ...COUNTERED, 'evidence-requested': 'evidence-requested', reply: byPlatform('replied') },
      also: ['filed', 'acknowledged', 'escalated', 'evidence-received'],
    },
    'evidence-requested': {
      title: 'evidence requested',
      step: { id: 'evidence-answer', actor: 'us', duty: 'send the evidence that is asked for', figures: [] },
      exit: 'the platform rejects the complaint',
      on: {
        // A page that is gone does not withdraw the request.
        accepted: 'accepted',
        rejected: 'rejected',
        removed: 'removed',
        'evidence-received': 'under-review',
        reply: byUs('under-review'),
        'counter-notice': { to: 'countered', isBeside: true },
        'counter-forwarded': { to: 'countered', isBeside: true },
      },
      also: ['filed', 'acknowledged', 'escalated', 'evidence-requested'],
    },
    'under-review': {
      title: 'under review',
      step: decision,
      exit: 'the listing stays up: press the platform, or escalate',
      on: { ...DECISIONS, ...COUNTERED, 'evidence-requested': 'evidence-requested', reply: byPlatform('replied') },
      also: ['filed', 'acknowledged', 'escalated', 'evidence-received'],
    },
    replied: {
      title: 'the platform has replied',
      step: nextStep('reply', 'follow the reply of the platform, file again, escalate or close the case'),
      exit: 'the listing stays up',
      on: {
        ...DECISIONS,
        ...COUNTERED,
        filed: 'filed',
        escalated: 'escalated',
        'evidence-requested': 'evidence-requested',
        'evidence-received': 'under-review',
      },
      also: ['acknowledged', 'reply'],
    },
    accepted: {
      title: 'accepted, not removed',
      step: {
        id: 'removal',
        actor: 'platform',
        duty: 'take the listing down',
        figures: [],
        otherwise: 'option',
      },
      exit: 'the listing stays up: press the platform, or escalate',
      on: {
        ...COUNTERED,
        ...DOWN,
        rejected: 'rejected',
        filed: 'filed',
        'evidence-requested': 'evidence-requested',
      },
      also: ['accepted', 'acknowledged', 'escalated', 'reply'],
    },
    removed: {
      title: 'removed',
      step: null,
      exit: 'the listing stays down: close the case when the other side can no longer object',
      on: {
        ...OUR_MOVES,
        'counter-notice': 'countered-removed',
        'counter-forwarded': 'countered-removed',
        ...BACK,
        reinstated: 'reinstated',
        rejected: 'rejected',
      },
      also: ['accepted', 'acknowledged', 'removed', 'reply', 'evidence-received'],
    },
    countered: {
      title: 'countered, not removed',
      step: suitNotice,
      exit: 'the listing stays up',
      on: {
        'suit-notified': 'suit',
        escalated: 'escalated',
        accepted: 'accepted',
        rejected: 'rejected',
        removed: 'countered-removed',
        'not-found': 'countered-removed',
        reinstated: 'reinstated',
        filed: { to: 'filed', isBeside: true },
        'evidence-requested': { to: 'evidence-requested', isBeside: true },
      },
      also: ['acknowledged', 'counter-notice', 'counter-forwarded', 'evidence-received', 'reply'],
    },
    'countered-removed': {
      title: 'countered after the removal',
      step: suitNotice,
      exit: 'the platform puts the listing back',
      on: {
        'suit-notified': 'suit',
        escalated: 'escalated',
        accepted: 'removed',
        rejected: 'rejected',
        ...BACK,
        reinstated: 'reinstated',
        filed: { to: 'filed', isBeside: true },
        'evidence-requested': { to: 'evidence-requested', isBeside: true },
      },
      also: ['acknowledged', 'counter-notice', 'counter-forwarded', 'evidence-received', 'removed', 'reply'],
    },
    suit: {
      title: 'suit notified',
      step: null,
      exit: 'the court or the authority decides',
      on: {
        ...DOWN,
        ...BACK_AFTER_TAKEDOWN,
        rejected: 'rejected',
        reinstated: 'reinstated',
        filed: 'filed',
        'evidence-requested': 'evidence-requested',
      },
      also: [
        'accepted',
        'acknowledged',
        'counter-notice',
        'counter-forwarded',
        'escalated',
        'evidence-received',
        'suit-notified',
        'reply',
      ],
    },
    escalated: {
      title: 'escalated',
      step: null,
      exit: 'counsel, the authority or the platform answers: write down what follows',
      on: {
        ...DECISIONS,
        ...COUNTERED,
        filed: 'filed',
        'suit-notified': 'suit',
        ...BACK_AFTER_TAKEDOWN,
        reinstated: 'reinstated',
        'evidence-requested': 'evidence-requested',
      },
      also: ['acknowledged', 'escalated', 'evidence-received', 'reply'],
    },
    rejected: {
      title: 'rejected',
      step: {
        id: 'appeal',
        actor: 'us',
        duty: 'file again, appeal, escalate or close the case',
        figures: ['appeal'],
      },
      exit: 'the listing stays up',
      on: {
        ...OUR_MOVES,
        ...COUNTERED,
        accepted: 'accepted',
        removed: 'removed',
        'evidence-received': 'under-review',
        'evidence-requested': 'evidence-requested',
        reply: byUs('under-review'),
      },
      also: ['acknowledged', 'rejected', 'reinstated', 'relisted'],
    },
    reinstated: {
      title: 'put back',
      step: {
        id: 'appeal',
        actor: 'us',
        duty: 'file again, appeal, escalate or close the case',
        figures: ['appeal'],
        otherwise: 'none',
      },
      exit: 'the listing stays up',
      on: {
        ...OUR_MOVES,
        accepted: 'accepted',
        removed: 'removed',
        rejected: 'rejected',
        'evidence-received': 'under-review',
        'evidence-requested': 'evidence-requested',
        reply: byUs('under-review'),
      },
      also: ['acknowledged', 'counter-notice', 'counter-forwarded', 'reinstated', 'relisted'],
    },
    relisted: {
      title: 'listed again',
      step: nextStep('relisting', 'file again, escalate or close the case'),
      exit: 'the listing stays up',
      on: {
        ...OUR_MOVES,
        ...COUNTERED,
        accepted: 'accepted',
        rejected: 'rejected',
        removed: 'removed',
        'evidence-requested': 'evidence-requested',
      },
      also: ['acknowledged', 'evidence-received', 'reinstated', 'relisted', 'reply'],
    },
    closed: {
      title: 'withdrawn or settled',
      step: nextStep('closing', 'close the case'),
      exit: 'nothing more happens',
      on: { filed: 'filed', ...BACK_AFTER_TAKEDOWN, relisted: 'relisted' },
      also: ['accepted', 'acknowledged', 'rejected', 'removed', 'reinstated', 'reply'],
    },
  },
};
