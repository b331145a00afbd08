import { takedownWords } from '../docket/takedowns.ts';
import { markdownText } from '../format/escape.ts';
import { count } from '../format/phrases.ts';
import type { MonitoringHit, MonitoringRun } from './monitoring-run.ts';

/** GitHub drops a job summary over 1 MiB whole. */
const MOST_BYTES = 900_000;
const MOST_LINES = 200;
const MOST_PLATFORMS = 12;

/** A run for a job summary or an issue: what is new or back, the most harmful first, what is gone, and what was suppressed. */
export const monitoringMarkdown = (run: MonitoringRun): string => {
  const { asOf, hits, gone, cases, silenced, faults, inconclusive, passed, platforms, summary } = run;
  const back = hits.filter(({ state }) => state === 'relisted').length;
  const sign = hits.length > 0 ? '🟥' : faults.length + inconclusive.length > 0 ? '🔶' : '🟢';
  const head = `## ${sign} Monitoring, ${asOf}: ${hits.length - back} new, ${back} back, ${gone.length} gone\n\n${markdownText(summary)}\n`;
  return [
    head,
    table(
      'New and back, the most harmful first',
      ['', 'Listing', 'Seller', 'Why', 'Ours', 'Case'],
      hits.map(hitRow),
      MOST_BYTES,
    ),
    table(
      'Gone',
      ['Listing', 'Found', 'Gone', 'What says so', 'Case'],
      gone.map((hit) => [hit.listing, hit.firstSeen, hit.at, hit.why, hit.case ?? '']),
      MOST_BYTES / 4,
    ),
    list('Cases', cases),
    list('Suppressed', silenced),
    list('Not checked', faults),
    list('Inconclusive: may show our work', inconclusive),
    list('Passed over, as neither picture nor page', passed),
    list(
      'Takedowns by platform',
      platforms.slice(0, MOST_PLATFORMS).map((platform) => `${platform.name}: ${takedownWords(platform)}`),
    ),
  ].join('');
};

const hitRow = ({ state, listing, seller, reasons, work, case: id }: MonitoringHit): readonly string[] => [
  state === 'relisted' ? 'back' : 'new',
  listing,
  seller ?? '',
  reasons.join('; '),
  work ?? '',
  id ?? '',
];

/** As many rows as there is room for, and how many more there are. */
const table = (
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): string => {
  if (rows.length === 0) return '';
  const lines: string[] = [];
  let used = 0;
  for (const row of rows.slice(0, MOST_LINES)) {
    const line = `| ${row.map(markdownText).join(' | ')} |\n`;
    used += Buffer.byteLength(line);
    if (used > room) break;
    lines.push(line);
  }
  const left = rows.length - lines.length;
  const more = left === 0 ? '' : `\n${count(left, 'more line')}: see the log.\n`;
  return `\n### ${title}\n\n| ${columns.join(' | ')} |\n|${columns.map(() => '---').join('|')}|\n${lines.join('')}${more}`;
};

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `\n### ${title}\n\n${lines
        .slice(0, MOST_LINES)
        .map((line) => `- ${markdownText(line)}\n`)
        .join('')}`;
