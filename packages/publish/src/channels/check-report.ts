import { escapeControls, safeJson } from '@listing-lint/core/plugin';
import { notDone } from '@listing-lint/rules/kernel';
import type { ChannelsReport } from './channels-report.ts';
import type { PicturePlaces } from './where-they-go.ts';

export const CHECK_FORMATS = ['text', 'json'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Whether a picture goes to the marketplace as it is, as a copy that `export` makes, or not at all. */
type Verdict = 'go' | 'fix' | 'no';

interface CheckedPicture {
  readonly path: string;
  readonly role: string;
  readonly verdict: Verdict;
  /** `go`: what is advised and not kept; `fix`: what the copy changes; `no`: what is wrong, and what to do. */
  readonly says: readonly string[];
}

interface CheckedListing {
  readonly listing: string;
  /** That of its worst picture. */
  readonly verdict: Verdict;
  readonly pictures: readonly CheckedPicture[];
}

/** Whether pictures and their listings are fit for one marketplace. */
export interface CheckReport {
  readonly channel: string;
  readonly title: string;
  /** The day whose figures hold, `YYYY-MM-DD`. */
  readonly day: string;
  readonly eachIsAListing: boolean;
  readonly listings: readonly CheckedListing[];
  /** Folders not entered and paths not taken, in sentences: what they hold was not checked. */
  readonly unseen: readonly string[];
}

const VERDICTS = { passes: 'go', advised: 'go', 'as a copy': 'fix', not: 'no' } as const;

const checked = (picture: PicturePlaces): CheckedPicture => {
  const { path, role } = picture;
  if ('problem' in picture) return { path, role, verdict: 'no', says: [picture.problem] };
  const [place] = picture.places;
  return place === undefined
    ? { path, role, verdict: 'no', says: ['it was not looked at'] }
    : { path, role, verdict: VERDICTS[place.standing], says: place.says };
};

const worstOf = (pictures: readonly CheckedPicture[]): Verdict => {
  const has = (verdict: Verdict): boolean => pictures.some((picture) => picture.verdict === verdict);
  return has('no') ? 'no' : has('fix') ? 'fix' : 'go';
};

/** What `channels` says of one marketplace, by listing. */
export const checkReport = (
  { day, channels, pictures, unseen }: ChannelsReport,
  eachIsAListing: boolean,
): CheckReport => {
  const byListing = new Map<string, CheckedPicture[]>();
  for (const picture of pictures) {
    const others = byListing.get(picture.listing) ?? [];
    byListing.set(picture.listing, [...others, checked(picture)]);
  }
  const listings = [...byListing].map(([listing, own]) => ({ listing, verdict: worstOf(own), pictures: own }));
  const { id: channel = '', title = '' } = channels[0] ?? {};
  return { channel, title, day, eachIsAListing, listings, unseen };
};

const WIDEST = 48;
const counted = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

const countsOf = (verdicts: readonly { readonly verdict: Verdict }[]): string =>
  (['go', 'fix', 'no'] as const)
    .map((verdict) => `${verdicts.filter((each) => each.verdict === verdict).length.toLocaleString('en')} ${verdict}`)
    .join(', ');

const wordsOf = ({ verdict, says }: CheckedPicture): string =>
  `${verdict === 'go' && says.length > 0 ? 'less than advised: ' : ''}${says.join('; ')}`;

/** The report for a terminal: one table. */
const checkText = ({ channel, title, day, eachIsAListing, listings, unseen }: CheckReport): string => {
  const pictures = listings.flatMap((listing) => listing.pictures);
  const width = Math.min(WIDEST, Math.max(0, ...pictures.map(({ path }) => path.length)));
  const rows = listings.flatMap(({ listing, verdict, pictures: own }) => [
    ...(eachIsAListing ? [] : [`${verdict.padEnd(3)}  ${escapeControls(listing)} (${counted(own.length, 'picture')})`]),
    ...own.map((picture) => {
      const line = `${picture.verdict.padEnd(3)}  ${escapeControls(picture.path).padEnd(width)}  ${escapeControls(wordsOf(picture))}`;
      return `${eachIsAListing ? '' : '  '}${line.trimEnd()}`;
    }),
  ]);
  // Of several folders somebody has said what they are; one may hold the photos of many products.
  const isQuestion = !eachIsAListing && listings.length === 1 && pictures.length > 1;
  const hasFixes = pictures.some(({ verdict }) => verdict === 'fix');
  return `${[
    `Fit for ${title} on ${day}: go as it is, fix by export, or no`,
    '',
    ...rows,
    '',
    `${counted(pictures.length, 'picture')}: ${countsOf(pictures)}`,
    ...(eachIsAListing ? [] : [`${counted(listings.length, 'listing')}: ${countsOf(listings)}`]),
    ...(hasFixes
      ? [
          `Make the copies: listing-lint export ${channel} --to exports/${channel}${eachIsAListing ? ' --each-is-a-listing' : ''}`,
        ]
      : []),
    ...(isQuestion
      ? ['These count as pictures of one product. If each is a product of its own, add --each-is-a-listing']
      : []),
    ...notDone('checked', unseen),
  ].join('\n')}\n`;
};

/** The report in a format. */
export const renderCheck = (report: CheckReport, format: CheckFormat): string =>
  format === 'json' ? safeJson(report) : checkText(report);
