import { escapeControls } from '@listing-lint/core/plugin';
import { howMany, reasonsOf } from './hit-words.ts';
import { goneOf, hitsOf, type MonitorReport, type ReportedHit } from './monitor-report.ts';
import { plannedText } from './planned-text.ts';

const MOST_SHOWN = 50;

/** The report for a terminal: what is new, the most harmful first, and what was silenced. */
export const monitorText = (report: MonitorReport): string => {
  if (report.wouldSend !== undefined) return escapeLines(plannedText(report.wouldSend));
  const hits = hitsOf(report);
  const gone = goneOf(report);
  const blocks = [
    ...hits.slice(0, MOST_SHOWN).map(hitText),
    ...(hits.length > MOST_SHOWN ? [`and ${hits.length - MOST_SHOWN} more: see ${report.log}`] : []),
    ...(gone.length === 0
      ? []
      : [
          [
            'Gone:',
            ...gone.map(({ listing, firstSeen, at, why }) => `  ${listing} (found ${firstSeen}, gone ${at}: ${why})`),
          ].join('\n'),
        ]),
    ...casesText(report),
    ...silencedText(report),
    ...faultsText(report),
  ];
  return `${[...blocks.map(escapeLines), monitorSummary(report)].join('\n\n')}\n`;
};

const escapeLines = (text: string): string => text.split('\n').map(escapeControls).join('\n');

const hitText = (hit: ReportedHit): string =>
  [
    `${hit.hit?.state === 'relisted' ? 'RELISTED ' : ''}${hit.listing}${hit.seller ? `, seller ${hit.seller}` : ''}`,
    `  ${reasonsOf(hit).join('; ')}`,
    ...(hit.hit?.transformation ? [`  ${hit.hit.transformation}`] : []),
    ...(hit.case ? [`  case ${hit.case}`] : []),
  ].join('\n');

const OUTCOMES: { readonly [outcome in MonitorReport['events'][number]['outcome']]: string } = {
  written: 'written into it',
  known: 'stands in it',
  'by-hand': 'write it by hand: an event of that type',
};

const casesText = ({ drafted, events }: MonitorReport): readonly string[] => {
  const lines = [
    ...drafted.map(
      ({ id, path, seller, listings }) =>
        `  case ${id} of ${howMany(listings.length, 'listing')}${seller === null ? '' : ` of ${seller}`}: ${path}`,
    ),
    ...events.map(
      ({ case: id, type, listing, outcome }) => `  case ${id}: ${listing} is ${type} (${OUTCOMES[outcome]})`,
    ),
  ];
  return lines.length === 0 ? [] : [['Cases:', ...lines].join('\n')];
};

const silencedText = ({ checks }: MonitorReport): readonly string[] => {
  const lines = checks.flatMap(({ run }) => [
    ...(run?.licensed ?? []).map(
      ({ name, listings }) => `  ${howMany(listings, 'listing')} of ${name}, who has a licence`,
    ),
    ...(run?.refused ?? []).map(
      ({ reason, listings }) => `  ${howMany(listings, 'listing')} refused by the config: ${reason}`,
    ),
    ...(run?.quarantined ?? []).map(
      ({ work, listings, example }) =>
        `  ${work} is shown by ${howMany(listings, 'listing')}, too many to tell each (such as ${example}): is it ours alone?`,
    ),
  ]);
  return lines.length === 0 ? [] : [['Not told:', ...lines].join('\n')];
};

const faultsText = ({ checks }: MonitorReport): readonly string[] => {
  const lines = checks.flatMap(({ run }) => [
    ...(run?.looked.firstFaults ?? []).map((fault) => `  ${fault}`),
    ...(run?.looked.whole === false ? ['  A source was not looked through to its end.'] : []),
  ]);
  return lines.length === 0 ? [] : [['Not looked at:', ...lines].join('\n')];
};

/** All of a run in one sentence. */
const monitorSummary = (report: MonitorReport): string => {
  const hits = hitsOf(report);
  const back = hits.filter(({ hit }) => hit?.state === 'relisted').length;
  const sum = (of: (check: MonitorReport['checks'][number]) => number | null | undefined): number =>
    report.checks.reduce((total, check) => total + (of(check) ?? 0), 0);
  const [known, unseen, held] = [
    sum(({ run }) => run?.known),
    sum(({ run }) => run?.unseen),
    sum(({ run }) => run?.heldBack),
  ];
  const faults = sum(({ run }) => run?.looked.faults);
  return [
    `${hits.length - back} new, ${back} back, ${goneOf(report).length} gone, ${known} known`,
    ...(unseen > 0 ? [`${unseen} known not looked at`] : []),
    ...(held > 0 ? [`${held} more for the next run`] : []),
    `${howMany(
      sum(({ run }) => run?.looked.pictures),
      'picture',
    )} on ${howMany(
      sum(({ run }) => run?.looked.pages),
      'page',
    )}`,
    ...(faults > 0 ? [`${faults} could not be looked at`] : []),
    `${report.log}${report.wasOnRecord ? ' (on record already)' : ''}`,
  ].join('; ');
};
