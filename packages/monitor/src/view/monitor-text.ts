import { escapeControls } from '@listing-lint/core/plugin';
import { howMany, reasonsOf } from './hit-words.ts';
import { caseOfHit, goneOf, hitsOf, type MonitorReport, type ReportedHit } from './monitor-report.ts';
import { caseLines, faultLines, inconclusiveLines, passedLines, silencedLines } from './more-lines.ts';
import { plannedText } from './planned-text.ts';

const MOST_SHOWN = 50;

/** The report for a terminal: what is new, the most harmful first, and what was silenced. */
export const monitorText = (report: MonitorReport): string => {
  if (report.wouldSend !== undefined) return escapeLines(plannedText(report.wouldSend));
  const hits = hitsOf(report);
  const gone = goneOf(report);
  const blocks = [
    ...hits.slice(0, MOST_SHOWN).map((hit) => hitText(hit, caseOfHit(report, hit))),
    ...(hits.length > MOST_SHOWN
      ? [
          `and ${hits.length - MOST_SHOWN} more: ${report.dryRun ? '--format json lists them all' : `see ${report.log}`}`,
        ]
      : []),
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
    ...block('Cannot be told whether it shows ours:', inconclusiveLines(report)),
    ...block('Passed over, as neither picture nor page:', passedLines(report)),
  ];
  return `${[...blocks.map(escapeLines), monitorSummary(report)].join('\n\n')}\n`;
};

const escapeLines = (text: string): string => text.split('\n').map(escapeControls).join('\n');

const hitText = (hit: ReportedHit, id: string | null): string =>
  [
    `${hit.hit?.state === 'relisted' ? 'BACK ' : ''}${hit.listing}${hit.seller ? `, seller ${hit.seller}` : ''}`,
    `  ${reasonsOf(hit).join('; ')}`,
    ...(hit.hit?.transformation ? [`  ${hit.hit.transformation}`] : []),
    ...(id === null ? [] : [`  case ${id}`]),
  ].join('\n');

const casesText = (report: MonitorReport): readonly string[] => block('Cases:', caseLines(report));
const silencedText = (report: MonitorReport): readonly string[] => block('Not told:', silencedLines(report));
const faultsText = (report: MonitorReport): readonly string[] => block('Not looked at:', faultLines(report));

const block = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join('\n')];

/** All of a run in one sentence. */
export const monitorSummary = (report: MonitorReport): string => {
  const hits = hitsOf(report);
  const back = hits.filter(({ hit }) => hit?.state === 'relisted').length;
  const sum = (of: (check: MonitorReport['checks'][number]) => number | null | undefined): number =>
    report.checks.reduce((total, check) => total + (of(check) ?? 0), 0);
  const [known, unseen, held] = [
    sum(({ run }) => run?.known),
    sum(({ run }) => run?.unseen),
    sum(({ run }) => run?.heldBack),
  ];
  const [faults, untold] = [sum(({ run }) => run?.looked.faults), sum(({ run }) => run?.looked.inconclusive)];
  const passed = sum(({ run }) => run?.looked.passedOver);
  const missed = sum(({ run }) => run?.looked.notCompared);
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
    ...(missed > 0 ? [`${missed} of yours not compared with`] : []),
    ...(untold > 0 ? [`${untold} inconclusive`] : []),
    ...(passed > 0 ? [`${passed} passed over`] : []),
    logWords(report),
  ].join('; ');
};

/** Where the run stands. */
const logWords = ({ log, wasOnRecord, dryRun }: MonitorReport): string => {
  if (wasOnRecord) return `${log} (on record already)`;
  return dryRun ? `nothing is written: the log would be ${log}` : log;
};
