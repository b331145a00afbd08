import type { KeptUnstamped } from '../case/evidence/kept-unstamped.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { type Profiles, profileNamed } from '../case/profile/profiles.ts';
import { rulersOf } from '../deadline/grounds.ts';

import { shortEvidence } from './escalation.ts';

/** What a case comes to by each measure; null where it is not known. */
export interface EscalationValues {
  readonly damagesUsd: number | null;
  readonly afterTakedown: number;
  readonly counterfeits: number;
  readonly marksRemoved: number;
  readonly listings: number;
  readonly sellerCases: number;
  readonly silentDays: number | null;
  readonly daysToLimitation: number | null;
}

/** Each measure up to which a complaint is enough; of `leastDaysToLimitation`, down to which. */
export interface EscalationThresholds {
  readonly maxDamagesUsd: number;
  readonly maxAfterTakedown: number;
  readonly maxCounterfeits: number;
  readonly maxMarksRemoved: number;
  readonly maxListings: number;
  readonly maxSellerCases: number;
  readonly maxSilentDays: number;
  readonly leastDaysToLimitation: number;
}

/** From this share of a threshold on something nearly holds. */
const NEAR = 0.8;

interface Measure {
  readonly value: number | null;
  readonly limit: number;
  readonly text: string;
  /** What it is called where it is passed. */
  readonly name: string;
}

const measuresOf = (values: EscalationValues, limits: EscalationThresholds): readonly Measure[] => [
  { value: values.damagesUsd, limit: limits.maxDamagesUsd, text: 'damages in USD', name: 'damages' },
  { value: values.listings, limit: limits.maxListings, text: 'infringing listings', name: 'the number of listings' },
  {
    value: values.sellerCases,
    limit: limits.maxSellerCases,
    text: 'cases against one seller',
    name: 'a seller in several cases',
  },
  {
    value: values.silentDays,
    limit: limits.maxSilentDays,
    text: 'business days of silence',
    name: 'silence of the platform',
  },
];

/** The thresholds that are passed, in a word or two each. Pure. */
export const passedBy = (values: EscalationValues, limits: EscalationThresholds): readonly string[] => [
  ...measuresOf(values, limits).flatMap(({ value, limit, name }) => (value !== null && value > limit ? [name] : [])),
  ...(values.afterTakedown > limits.maxAfterTakedown ? ['an infringement after a takedown'] : []),
  ...(values.counterfeits > limits.maxCounterfeits ? ['counterfeit goods'] : []),
  ...(values.marksRemoved > limits.maxMarksRemoved ? ['a mark taken off'] : []),
  ...(values.daysToLimitation !== null && values.daysToLimitation < limits.leastDaysToLimitation
    ? ['claims that lapse']
    : []),
];

/** What else to know where a threshold is passed: what nearly holds, what to collect first, who hears small claims. Nothing where none is. Pure. */
export const adviceOf = (
  file: CaseFile,
  values: EscalationValues,
  limits: EscalationThresholds,
  profiles: Profiles,
  kept: KeptUnstamped = new Map(),
): readonly string[] => {
  if (passedBy(values, limits).length === 0) return [];
  const near = measuresOf(values, limits)
    .filter(({ value, limit }) => value !== null && value <= limit && limit > 0 && value >= limit * NEAR)
    .map(({ value, limit, text }) => `${value?.toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} ${text}`);
  const short = shortEvidence(file, kept);
  return [
    ...(near.length === 0 ? [] : [`nearly: ${near.join(', ')}`]),
    ...(short.length === 0 ? [] : [`collect first: ${short.join('; ')}`]),
    ...smallClaims(file, values, profiles),
  ];
};

/** Where the other side is, by what a case says of them; undefined where it does not. */
const countryOfRespondent = ({ counterparty }: CaseFile, { jurisdictions }: Profiles): string | undefined => {
  const country = counterparty?.jurisdiction;
  return country ? (profileNamed(jurisdictions, country)?.id ?? country) : undefined;
};

const smallClaims = (file: CaseFile, { damagesUsd }: EscalationValues, profiles: Profiles): readonly string[] => {
  if (damagesUsd === null || damagesUsd === 0) return [];
  const country = countryOfRespondent(file, profiles);
  return rulersOf(file, profiles).jurisdictions.flatMap(({ id, title, smallClaims: found }) => {
    if (found === undefined || damagesUsd > found.value.mostUsd) return [];
    const { court, mostUsd, residentsOnly = false } = found.value;
    if (residentsOnly && country !== undefined && country !== id) return [];
    const whom = residentsOnly && country === undefined ? ` against respondents in the ${title}` : '';
    return [`${court} hears claims up to USD ${mostUsd.toLocaleString('en-US')}${whom}: ask whether it fits`];
  });
};
