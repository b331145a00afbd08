import { escapeControls, type Report } from '@listing-lint/core';
import {
  monitoringOf,
  type ReportedCopies,
  type ReportedCopy,
  type ReportedTakedown,
} from '../docket/copies-docket.ts';
import { dayWords, type OverTimeView, overTimeView } from '../docket/over-time.ts';
import { type TakedownsView, takedownsView } from '../docket/takedowns.ts';
import { count, grouped } from '../format/phrases.ts';
import type { AuditData } from './embedded.ts';

/** The copies of one shop. */
export interface CopiesView {
  /** Folder of its config, where the report is of several shops; empty for one. */
  readonly shop: string;
  readonly sentence: string;
  readonly figures: readonly { readonly label: string; readonly value: string; readonly className: string }[];
  readonly overTime: OverTimeView | undefined;
  readonly overTimeWords: string;
  readonly dayRows: readonly string[];
  readonly takedowns: TakedownsView | undefined;
  /** Of the drawings. */
  readonly heading: 'h3';
  readonly open: readonly OpenRow[];
  readonly taken: readonly TakenRow[];
  readonly notes: readonly string[];
}

interface OpenRow {
  readonly theirs: string;
  readonly by: string;
  readonly price: string;
  readonly ours: string;
  /** A small picture of ours (`data:` address); empty where there is none. */
  readonly image: string;
  readonly how: string;
  readonly up: string;
  readonly since: string;
  readonly answer: string;
  readonly isAnswered: boolean;
}

interface TakenRow {
  readonly theirs: string;
  readonly by: string;
  readonly at: string;
  readonly days: string;
  readonly case: string;
}

const CERTAINTY: { readonly [certainty in ReportedCopy['certainty']]: string } = {
  copy: 'a copy',
  marked: 'bears our mark',
  likely: 'likely a copy',
  possible: 'perhaps a copy',
};

/** Copies of the shop's pictures that others publish, from the monitoring logs; empty without logs. */
export const copiesViews = (report: Report, thumbnails: AuditData['thumbnails'] = {}): readonly CopiesView[] => {
  const { shops, unknown } = monitoringOf(report);
  const isOne = shops.length + unknown.length <= 1;
  return [
    ...shops.map((shop) => shopView(shop, isOne, thumbnails)),
    ...unknown.map(({ path, why }) => unknownView(escapeControls(path), escapeControls(why))),
  ];
};

/** Paths of the works that get a thumbnail. */
export const visibleWorks = (report: Report): readonly string[] =>
  monitoringOf(report).shops.flatMap(({ open, folder }) =>
    open.flatMap(({ work }) => (work === null ? [] : [`${folder}${work}`])),
  );

const unknownView = (path: string, why: string): CopiesView => ({
  ...{ shop: '', sentence: '', figures: [], overTime: undefined, overTimeWords: '', dayRows: [] },
  ...{ takedowns: undefined, heading: 'h3', open: [], taken: [] },
  notes: [`${path} could not be read, so its copies are unknown: ${why}.`],
});

const shopView = (
  copies: ReportedCopies,
  isOne: boolean,
  thumbnails: NonNullable<AuditData['thumbnails']>,
): CopiesView => {
  const { counts, open, taken, days, platforms, folder } = copies;
  const escapedPlatforms = platforms.map((each) => ({ ...each, name: escapeControls(each.name) }));
  return {
    shop: isOne ? '' : escapeControls(folder === '' ? './' : folder),
    sentence: sentenceOf(copies),
    figures: [
      { label: 'up', value: grouped(counts.open), className: counts.open > 0 ? 'fail' : '' },
      {
        label: 'without case or decision',
        value: grouped(counts.unanswered),
        className: counts.unanswered > 0 ? 'fail' : '',
      },
      {
        label: 'back after a takedown',
        value: grouped(counts.relisted),
        className: counts.relisted > 0 ? 'inconclusive' : '',
      },
      { label: 'gone', value: grouped(counts.taken), className: counts.taken > 0 ? 'pass' : '' },
    ],
    overTime: overTimeView(days),
    overTimeWords: days.map(dayWords).join('. '),
    dayRows: days.map(dayWords).toReversed(),
    takedowns: takedownsView(escapedPlatforms),
    heading: 'h3',
    open: open.map((copy) => openRow(copy, thumbnails[`${folder}${copy.work}`] ?? '')),
    taken: taken.map(takenRow),
    notes: notesOf(copies),
  };
};

const sentenceOf = ({ runs, firstDay, lastDay, counts }: ReportedCopies): string => {
  const looked =
    firstDay === null || lastDay === null
      ? 'No monitoring run has checked this yet.'
      : `${count(runs, 'look')} on record, ${firstDay === lastDay ? `on ${firstDay}` : `from ${firstDay} to ${lastDay}`}.`;
  const stand =
    counts.open === 0
      ? 'No copy of our pictures is known to be up.'
      : `${count(counts.open, 'copy', 'copies')} of our pictures ${counts.open === 1 ? 'is' : 'are'} known to be up.`;
  return `${stand} ${looked}`;
};

const byOf = ({ seller, platform }: Pick<ReportedCopy, 'seller' | 'platform'>): string =>
  [seller === null ? '' : `seller ${seller}`, platform === null ? '' : `on ${platform}`]
    .filter((text) => text !== '')
    .map(escapeControls)
    .join(' ');

const daysWords = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

const openRow = (copy: ReportedCopy, image: string): OpenRow => {
  const { listing, price, currency, work, certainty, transformation, since, days, relistings } = copy;
  return {
    theirs: escapeControls(listing),
    by: byOf(copy),
    price: price === null ? '' : escapeControls([price.toFixed(2), currency ?? ''].join(' ').trim()),
    ours: escapeControls(work ?? 'like none of ours'),
    image: /^data:image\/(?:webp|jpeg|png);base64,[A-Za-z0-9+/=]+$/.test(image) ? image : '',
    how: escapeControls(transformation ?? CERTAINTY[certainty]),
    up: `${daysWords(days)}${relistings === 0 ? '' : `, back for the ${ordinal(relistings)} time`}`,
    since: `since ${since}`,
    ...answerOf(copy),
  };
};

const ordinal = (n: number): string => {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th';
  return `${n}${n % 100 >= 11 && n % 100 <= 13 ? 'th' : ending}`;
};

const answerOf = ({ case: id, isCaseOpen, decision }: ReportedCopy): Pick<OpenRow, 'answer' | 'isAnswered'> => {
  if (id !== null)
    return { answer: escapeControls(`case ${id}${isCaseOpen === false ? ', closed' : ''}`), isAnswered: true };
  if (decision !== null) return { answer: escapeControls(`decided: ${decision}`), isAnswered: true };
  return { answer: 'no case, no decision', isAnswered: false };
};

const takenRow = (copy: ReportedTakedown): TakenRow => ({
  theirs: escapeControls(copy.listing),
  by: byOf(copy),
  at: copy.at,
  days: daysWords(copy.days),
  case: escapeControls(copy.case ?? ''),
});

const notesOf = ({ counts, open, taken, platformsLeftOut, unread }: ReportedCopies): readonly string[] => [
  ...(counts.open > open.length ? [`${grouped(counts.open - open.length)} more copies are up.`] : []),
  ...(counts.taken > taken.length ? [`${grouped(counts.taken - taken.length)} more were gone before.`] : []),
  ...(platformsLeftOut > 0
    ? [`${count(platformsLeftOut, 'platform')} with fewer copies ${platformsLeftOut === 1 ? 'is' : 'are'} not drawn.`]
    : []),
  ...(unread.length === 0
    ? []
    : [`Not read, so that what they say is not in here: ${unread.map(escapeControls).join(', ')}.`]),
];
