import { nearest } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { day, dayAhead, evidenceFile, mapping, money, name, nonEmptyText, oneLineText, quantity } from './values.ts';

/** Types of events that rules read; those of a seller's own begin with `x-`. */
export const EVENT_TYPES = [
  'filed',
  'acknowledged',
  'accepted',
  'rejected',
  'counter-notice',
  'reply',
  'removed',
  'reinstated',
  'relisted',
  'escalated',
  'withdrawn',
  'settled',
  'accused',
  'evidence-requested',
  'evidence-received',
  'counter-forwarded',
  'suit-notified',
  'seen',
  'seen-again',
  'not-found',
] as const;

/** What was seen of a listing, whoever made it so: such an event may happen in every state. */
export const OBSERVATIONS: readonly string[] = ['seen', 'seen-again', 'not-found'];

/** `by` of what a monitoring run writes. */
export const OBSERVER = 'listing-lint monitor';

/** A monitoring run of an earlier version wrote what it saw as what somebody did. */
export const observed = <Event extends { readonly type: string; readonly by?: string | null | undefined }>(
  event: Event,
): Event => {
  const type = event.by === OBSERVER ? { removed: 'not-found', relisted: 'seen-again' }[event.type] : undefined;
  return type === undefined ? event : { ...event, type };
};

const OWN_TYPE = /^x-[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Words for what two types tell apart. */
const TAKEDOWN = new Set(['takedown', 'take-down', 'takendown', 'taken-down', 'delisted', 'unlisted']);

const wrongType = (type: string): string => {
  if (TAKEDOWN.has(type))
    return `unknown type "${type}"; a takedown is \`filed\` when it was asked for, and \`removed\` when the listing went down`;
  const near = nearest(type, EVENT_TYPES);
  if (near !== undefined) return `unknown type "${type}"; did you mean "${near}"?`;
  const own = type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(?:x-)?-*|-+$/g, '');
  return `unknown type "${type}"; a word of your own begins with x-${own === '' ? '' : `, as in "x-${own.slice(0, 40)}"`}`;
};

const eventType = nonEmptyText
  .refine((type) => OWN_TYPE.test(type) || EVENT_TYPES.some((known) => known === type), {
    error: (issue) => wrongType(String(issue.input)),
  })
  .describe(`${EVENT_TYPES.join(', ')}, or a word of your own that begins with x-`)
  // A refinement is not part of the JSON Schema by itself.
  .meta({ anyOf: [{ enum: [...EVENT_TYPES] }, { pattern: OWN_TYPE.source }] });

/** Something that happened in a dispute. */
export const event = mapping({
  type: eventType,
  at: day,
  listing: name
    .describe('the listing that it concerns; where there are several and it names none, it answers none')
    .nullish(),
  listings: z
    .union([z.literal('all'), z.array(name).min(1)], 'expected a list of listings, or "all"')
    .describe('listings that it concerns, where there are several; `all` for every one of the case')
    .nullish(),
  by: nonEmptyText.describe('who did it: us, the platform, the other side, or a name').nullish(),
  text: nonEmptyText.describe('what was said').nullish(),
  attachments: z.array(mapping(evidenceFile)).nullish(),
  deadline: mapping({ date: dayAhead, rule: nonEmptyText.describe('what sets the deadline').nullish() })
    .describe('until when somebody has to answer')
    .nullish(),
});

/** A listing of somebody else that shows our work. */
export const infringement = mapping({
  listing: name.describe('address or number of the infringing listing'),
  seller: name.describe('who sells there').nullish(),
  firstSeen: day.describe('the first time it was seen online'),
  lastSeen: day.describe('the last time it was seen online').nullish(),
  counterfeit: z.boolean().describe('the goods themselves are fakes').nullish(),
  watermarkRemoved: z.boolean().describe('our mark was taken off the picture').nullish(),
  price: money.describe('what they ask').nullish(),
  unitsSold: quantity.describe('pieces that they sold').nullish(),
  explanation: nonEmptyText.describe('why it infringes').nullish(),
  image: mapping(evidenceFile).describe('the picture as they show it').nullish(),
  capture: mapping({
    screenshot: mapping(evidenceFile).nullish(),
    page: mapping(evidenceFile).nullish(),
    capturedAt: day,
    by: nonEmptyText.nullish(),
    tool: nonEmptyText.nullish(),
  })
    .describe('how the listing was put on record')
    .nullish(),
  repostOf: mapping({
    listing: name.describe('address or number of the listing that was taken down'),
    removedAt: day.describe('when it was taken down'),
    case: name.describe('id of the case about it').nullish(),
  })
    .describe('a listing of another case with the same seller and work, which was taken down before')
    .nullish(),
  match: mapping({
    work: name,
    method: nonEmptyText.nullish(),
    distance: z.number().min(0).nullish(),
    transform: nonEmptyText.nullish(),
  })
    .describe('which work it shows, and how that was found')
    .nullish(),
});

/** Desks that a complaint can be written for; what each asks for is data of its profile. */
const NOTICE_TARGETS = ['alibaba-ipp', 'ebay-vero', 'dmca', 'dsa', 'etsy'] as const;

/** What a notice can declare; which of it a desk asks for is data of its profile. */
export const STATEMENTS = [
  'goodFaith',
  'accuracy',
  'perjuryAuthority',
  'dsaBonaFide',
  'truthGuarantee',
  'liability',
  'jurisdictionConsent',
] as const;
const declared = z.boolean().nullish();

/** The complaint as it was sent, or as it is going to be. */
export const notice = mapping({
  to: z.enum(NOTICE_TARGETS).describe('the desk that it is written for').nullish(),
  filedAt: day.describe('when it was sent; without it, it is a draft').nullish(),
  reason: name.describe('the reason as the desk names it, such as a code of eBay').nullish(),
  reference: name.describe('the number that the platform gave it').nullish(),
  statements: mapping({
    goodFaith: declared,
    accuracy: declared,
    perjuryAuthority: declared,
    dsaBonaFide: declared,
    truthGuarantee: declared,
    liability: declared,
    jurisdictionConsent: declared,
  } satisfies { [statement in (typeof STATEMENTS)[number]]: unknown })
    .describe('what the complaint declares')
    .nullish(),
  signature: mapping({ name: oneLineText, date: day.nullish() }).nullish(),
});

/** How the platform ended it. */
export const outcome = mapping({
  result: z.enum(['upheld', 'rejected', 'countered', 'withdrawn']).describe('how the notice ended').nullish(),
  decidedAt: day.describe('when it ended').nullish(),
  removedAt: day.nullish(),
  daysToRemoval: quantity.nullish(),
  penaltyLevel: nonEmptyText.nullish(),
  points: quantity.nullish(),
  reinstatedAt: day.nullish(),
});
