import { dateOrTime } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { statedPictures } from './evidence/stated-pictures.ts';
import { listingsText } from './file/about.ts';
import type { CaseFile } from './file/case-file.ts';
import { dayOf, earliest } from './file/dates.ts';
import { usdOf } from './file/exchange-rates.ts';
import { licensedBy } from './file/licensees.ts';
import { isToken } from './file/works.ts';
import { type Relisting, relistingsOf, takedownsOf } from './procedure/removals.ts';

export const caseSchema = z.object({
  id: z.string(),
  status: z.enum(['open', 'closed']),
  open: z.boolean(),
  direction: z.enum(['we-complain', 'accused']).meta({ title: 'who complains' }),
  platform: z.string().nullable(),
  jurisdictions: z.array(z.string()),
  damagesUsd: z.number().nullable().meta({
    title: 'damages',
    unit: 'USD',
    description: 'null where the case states them in another currency alone, at a rate that cannot be, or not at all.',
  }),
  damagesStated: z.string().meta({ title: 'damages as the case states them' }),
  listings: z.array(z.string()).meta({ title: 'listings of yours that it names' }),
  pictures: z.array(z.string()).meta({ title: 'pictures of yours that it names' }),
  statedPictureCount: z.number().int().meta({ title: 'number of pictures of which it says what they show' }),
  tokenCount: z.number().int().meta({ title: 'number of time-stamp tokens (RFC 3161) that it names' }),
  workCount: z.number().int().meta({ title: 'number of works' }),
  registrationCount: z.number().int().meta({ title: 'number of works that are registered' }),
  infringementCount: z
    .number()
    .int()
    .meta({ title: 'number of infringements', description: 'listings of licensees are none.' }),
  sellerCount: z.number().int().meta({ title: 'number of sellers' }),
  counterfeits: z.array(z.string()).meta({ title: 'listings of counterfeit goods' }),
  counterfeitCount: z.number().int(),
  marksRemoved: z.array(z.string()).meta({ title: 'listings from whose pictures the mark was taken off' }),
  watermarkRemovedCount: z.number().int().meta({ title: 'infringements from whose pictures the mark was taken off' }),
  removedCount: z.number().int().meta({ title: 'number of takedowns' }),
  latestRemoved: dateOrTime.nullable().meta({ title: 'date of the latest takedown' }),
  relistedCount: z.number().int(),
  firstSeen: dateOrTime.nullable().meta({ title: 'date of the first sighting' }),
  firstPublished: dateOrTime.nullable().meta({ title: 'date of the first publication of a work' }),
  createdAt: dateOrTime.nullable().meta({ title: 'date on which the case was opened' }),
  afterTakedown: z.array(z.string()).meta({ title: 'infringements after a takedown' }),
  afterTakedownCount: z.number().int(),
});
export type CaseFact = z.infer<typeof caseSchema>;

/** What rules ask about a case, derived from its file. Pure. */
export const caseOf = (file: CaseFile): CaseFact => {
  // What a licensee shows is no infringement: `licensed-use` tells it.
  const infringements = (file.infringements ?? []).filter((one) => licensedBy(one, file) === undefined);
  const works = file.works ?? [];
  const { theirs, developed } = statedPictures(file);
  const takedowns = takedownsOf(file);
  const relistings = relistingsOf(file);
  const counterfeits = infringements
    .filter(({ counterfeit }) => counterfeit === true)
    .map(({ listing }) => String(listing));
  const marksRemoved = infringements
    .filter(({ watermarkRemoved }) => watermarkRemoved === true)
    .map(({ listing }) => String(listing));
  // One event may be about several listings.
  const afterTakedown = [...new Map(relistings.map((each) => [each.event, describeRelisting(each)])).values()];
  return {
    id: String(file.id),
    status: file.status,
    open: file.status === 'open',
    direction: file.direction ?? 'we-complain',
    platform: file.platform ?? null,
    jurisdictions: [file.jurisdiction ?? []].flat(),
    damagesUsd: usdOf(file.damages),
    damagesStated: statedDamages(file.damages),
    listings: file.listings ?? [],
    pictures: works.flatMap(({ images }) => (images ?? []).map(({ path }) => path)),
    statedPictureCount: theirs.length + developed.length,
    tokenCount: works.flatMap(({ timestamps }) => timestamps ?? []).filter(isToken).length,
    workCount: works.length,
    registrationCount: works.filter(({ registration }) => registration !== undefined && registration !== null).length,
    infringementCount: infringements.length,
    sellerCount: new Set(
      infringements.flatMap(({ seller }) => (seller === undefined || seller === null ? [] : [String(seller)])),
    ).size,
    counterfeits,
    counterfeitCount: counterfeits.length,
    marksRemoved,
    watermarkRemovedCount: marksRemoved.length,
    removedCount: takedowns.length,
    latestRemoved: takedowns.at(-1)?.at ?? null,
    relistedCount: new Set(relistings.flatMap(({ event }) => (event.type === 'seen' ? [] : [event]))).size,
    firstSeen: earliest(infringements.map(({ firstSeen }) => firstSeen)) ?? null,
    firstPublished: earliest(works.flatMap(({ firstPublished }) => firstPublished?.date ?? [])) ?? null,
    createdAt: file.createdAt ?? null,
    afterTakedown,
    afterTakedownCount: afterTakedown.length,
  };
};

const statedDamages = (damages: CaseFile['damages']): string => {
  if (damages === undefined || damages === null) return 'none stated';
  const amount = money(damages.currency, damages.amount);
  if (damages.currency === 'USD') return amount;
  if (damages.usd === undefined || damages.usd === null) return `${amount}, not in USD`;
  if (usdOf(damages) === null) return `${amount}, for which ${money('USD', damages.usd)} cannot be the amount in USD`;
  const rate = typeof damages.rateDate !== 'string' ? '' : ` at the rate of ${damages.rateDate}`;
  return `${amount} (${money('USD', damages.usd)}${rate})`;
};

/** As messages write money: cents only where there are some. */
const money = (currency: string, amount: number): string =>
  `${currency} ${amount.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 })}`;

const describeRelisting = ({ event, listing, former, removal }: Relisting): string =>
  event.type === 'relisted'
    ? `${listingsText(event) ?? 'the listing'} relisted ${dayOf(event.at)}`
    : `${listing} seen ${dayOf(event.at)}, ${former === null ? '' : `${former} `}removed ${dayOf(removal.at)}`;
