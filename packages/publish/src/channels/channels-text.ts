import { escapeControls } from '@listing-lint/core/plugin';
import { notDone } from '@listing-lint/rules/kernel';
import type { ChannelsReport, ShownChannel, ShownFigure } from './channels-report.ts';
import { FIGURE_COLUMNS } from './figure-words.ts';
import type { ChannelStanding } from './where-they-go.ts';

/** `(C)` where somebody else says so; `?` behind what is only recommended. */
const shortFigure = ({ says, level, certainty, from, judged }: ShownFigure): string =>
  `${level === 'recommended' ? '(' : ''}${says}${from === null ? '' : ` from ${from}`}${level === 'recommended' ? ')' : ''}${certainty === 'A' ? '' : ` ${certainty}`}${judged ? '' : ' *'}`;

const channelLines = ({ id, title, figures }: ShownChannel, width: number): readonly string[] => [
  `${title}  (channels/${id})`,
  ...FIGURE_COLUMNS.flatMap(({ id: column, title: name }) => {
    const own = figures.filter((figure) => figure.column === column);
    return own.length === 0 ? [] : [`  ${name.padEnd(width)}  ${own.map(shortFigure).join(', ')}`];
  }),
];

const COUNTED: readonly (readonly [ChannelStanding, string])[] = [
  ['passes', 'go as they are'],
  ['advised', 'go, less than is advised'],
  ['as a copy', 'go as a copy (listing-lint export)'],
  ['not', 'do not go'],
];

/** Pictures that do not go, of each channel at most. */
const MOST_TOLD = 5;

const placeLines = ({ channels, pictures }: ChannelsReport): readonly string[] =>
  channels.flatMap(({ id, title }) => {
    const places = pictures.flatMap((picture) =>
      'places' in picture
        ? picture.places.filter(({ channel }) => channel === id).map((place) => ({ path: picture.path, ...place }))
        : [],
    );
    const counts = COUNTED.flatMap(([standing, words]) => {
      const count = places.filter((place) => place.standing === standing).length;
      return count === 0 ? [] : [`${count} ${words}`];
    });
    const not = places.filter(({ standing }) => standing === 'not');
    return [
      `${title}: ${counts.join(', ') || 'nothing to look at'}`,
      ...not.slice(0, MOST_TOLD).map(({ path, says }) => `  ${escapeControls(path)}: ${says.join('; ')}`),
      ...(not.length > MOST_TOLD ? [`  and ${not.length - MOST_TOLD} more: -f json has all`] : []),
    ];
  });

/** What channels ask, and where pictures go, for a terminal. */
export const channelsText = (report: ChannelsReport): string => {
  const width = Math.max(...FIGURE_COLUMNS.map(({ title }) => title.length));
  const asked = report.channels.map((channel) => channelLines(channel, width).join('\n')).join('\n\n');
  const unread = report.pictures.flatMap((picture) =>
    'problem' in picture ? [`${escapeControls(picture.path)}: ${escapeControls(picture.problem)}`] : [],
  );
  const goes =
    report.pictures.length === 0
      ? []
      : ['', `Where ${report.pictures.length} pictures go`, '', ...placeLines(report), ...unread];
  const legend =
    '(…) recommended · B old or partial, C somebody else says so · * judged by no rule · sources: -f html, docs/channels.md';
  return `${[asked, '', legend, ...goes, ...notDone('looked at', report.unseen)].join('\n')}\n`;
};
