import { howMany } from './hit-words.ts';
import type { MonitorReport } from './monitor-report.ts';

const OUTCOMES: { readonly [outcome in MonitorReport['events'][number]['outcome']]: string } = {
  written: 'written into it',
  known: 'stands in it',
  'by-hand': 'add it to `events` by hand',
};

const SEEN = { 'not-found': 'was not found', 'seen-again': 'was seen again' };

/** Cases that were made or could not be, and what came to cases, a sentence each. */
export const caseLines = ({ drafted, undrafted = [], events, dryRun }: MonitorReport): readonly string[] => [
  ...drafted.map(
    ({ id, path, seller, listings }) =>
      `case ${id} of ${listingsOf(listings, seller)}: ${dryRun ? 'would be ' : ''}${path}`,
  ),
  ...undrafted.map(
    ({ seller, listings, problems }) =>
      `no case of ${listingsOf(listings, seller)} (first ${startOf(listings[0])}), as its draft is not valid: ${problems[0]}; write it by hand, or decide on the hits in the log`,
  ),
  ...events.map(({ case: id, type, listing, outcome }) => {
    const would = dryRun && outcome === 'written' ? 'would be ' : '';
    return `case ${id}: ${listing} ${SEEN[type]} (\`${type}\`: ${would}${OUTCOMES[outcome]})`;
  }),
];

const listingsOf = (listings: readonly string[], seller: string | null): string =>
  `${howMany(listings.length, 'listing')}${seller === null ? '' : ` of ${seller}`}`;

const MOST_SHOWN = 200;
const startOf = (address = ''): string => (address.length > MOST_SHOWN ? `${address.slice(0, MOST_SHOWN)}…` : address);

/** What was found and is not told, and why. */
export const silencedLines = ({ checks }: MonitorReport): readonly string[] =>
  checks.flatMap(({ run }) => [
    ...(run?.licensed ?? []).map(
      ({ name, listings }) => `${howMany(listings, 'listing')} of ${name}, who has a licence`,
    ),
    ...(run?.refused ?? []).map(
      ({ reason, listings }) => `${howMany(listings, 'listing')} refused by the config: ${reason}`,
    ),
    ...(run?.quarantined ?? []).map(
      ({ work, listings, example }) =>
        `${work} is shown by ${howMany(listings, 'listing')}, more than \`floodListings\`, such as ${example}: raise it to list them, or name the work in \`refused\` if it is not yours alone`,
    ),
  ]);

/** What could not be looked at. */
export const faultLines = ({ checks }: MonitorReport): readonly string[] =>
  checks.flatMap(({ run }) => [
    ...(run?.looked.firstFaults ?? []),
    ...(run?.looked.firstNotCompared ?? []).map((why) => `of yours: ${why}`),
    ...(run?.looked.whole === false ? ['A source was not looked through to its end.'] : []),
  ]);

/** What lies in the folders that were looked through and is neither picture nor page: counted, and the first of each kind named. */
export const passedLines = ({ checks }: MonitorReport): readonly string[] =>
  checks.flatMap(({ run }) => run?.looked.firstPassedOver ?? []);

/** Pictures of which it cannot be told whether they show ours. */
export const inconclusiveLines = ({ checks }: MonitorReport): readonly string[] =>
  checks.flatMap(({ run }) => {
    const named = run?.looked.firstInconclusive ?? [];
    const left = (run?.looked.inconclusive ?? 0) - named.length;
    return [...named, ...(left > 0 ? [`and ${howMany(left, 'picture')} more`] : [])];
  });
