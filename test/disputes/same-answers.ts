import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig, type Report } from '@listing-lint/core';
import {
  addDays,
  builtInProfiles,
  type CaseFile,
  type CaseStanding,
  type CaseTimes,
  caseStatus,
  caseTimes,
  docketOf,
  statusText,
  timelineIcs,
  timelineText,
} from '@listing-lint/disputes';
import { builtinPlugin } from 'listing-lint/program';

type Findings = Report['findings'];

/** What the rules say of cases on one day, in their order. */
export const lintCases = async (files: readonly CaseFile[], asOf: string): Promise<readonly Findings[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-answers-'));
  try {
    mkdirSync(join(folder, 'cases'));
    const rules = { 'response-due': 'error', 'response-due-soon': 'warn', 'case-consistent': 'error' };
    const config = { listings: [], cases: ['cases/*.json'], rules };
    writeFileSync(join(folder, 'listing-lint.config.json'), JSON.stringify(config));
    files.forEach((file, index) => {
      writeFileSync(join(folder, 'cases', `${index}.json`), JSON.stringify({ ...file, id: `case ${index}` }));
    });
    const loaded = await loadConfig({ builtin: builtinPlugin, cwd: folder });
    const { report } = await lint({ config: loaded, asOf, tool: { name: 'listing-lint', version: '0' } });
    const byPath = new Map<string, Findings[number][]>();
    for (const finding of report.findings) {
      const { path } = finding.subject;
      byPath.set(path, [...(byPath.get(path) ?? []), finding]);
    }
    return files.map((_, index) => byPath.get(`cases/${index}.json`) ?? []);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Something that has to be done, as one of the outputs shows it. */
interface Shown {
  readonly who: string;
  readonly duty: string;
  readonly until: string | null;
  readonly state: string;
  readonly left: number | null;
}

const WHO = { us: 'us', platform: 'platform', counterparty: 'counterparty', unknown: 'nobody' } as const;
const lineOf = ({ who, duty, until, state, left }: Shown): string =>
  [who, duty, until ?? '-', state, left ?? '-'].join(' | ');

/** What `case status` shows of an open case. */
export const shownOf = (file: CaseFile, asOf: string): readonly Shown[] => {
  const { deadlines, steps } = caseStatus('a.yaml', file, builtInProfiles(), { asOf });
  return [
    ...deadlines.map(({ actor, duty, until, state, daysLeft }) => ({
      ...{ who: WHO[actor], duty, until, state },
      left: daysLeft,
    })),
    ...steps.map(({ actor, duty, title, listing }) => ({
      who: actor ?? 'nobody',
      duty: `${duty ?? title}${listing === null ? '' : ` (${listing})`}`,
      ...{ until: null, state: 'no-day', left: null },
    })),
  ];
};

/** What one output says, and what `case status` says; undefined where that is the same. */
const difference = (what: string, one: readonly string[], other: readonly string[]): string[] => {
  const [a, b] = [[...one].sort().join('\n'), [...other].sort().join('\n')];
  return a === b ? [] : [`${what}:\n${a}\nis not\n${b}`];
};

const count = (lines: readonly string[], pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;

/** Where lint, `case status`, docket, timeline and calendar contradict each other about an open case, or say nothing of it. */
export const disagreements = async (file: CaseFile, asOf: string, findings: Findings): Promise<readonly string[]> => {
  const standing = caseStatus('a.yaml', file, builtInProfiles(), { asOf });
  const times = caseTimes('a.yaml', file, builtInProfiles(), { asOf });
  const shown = shownOf(file, asOf);
  const docket = docketOf(file, times.deadlines, []).deadlines.filter(({ state }) => state !== 'met');
  const fit = (text: string): string => text.slice(0, 100);
  return [
    ...ofStatus(standing, shown, asOf),
    ...difference(
      'docket and status',
      docket.map(({ actor, duty, until, state, daysLeft }) =>
        lineOf({ who: WHO[actor], duty: fit(duty), until, state, left: daysLeft }),
      ),
      shown.map((each) => lineOf({ ...each, duty: fit(each.duty) })),
    ),
    ...ofTimeline(times, shown),
    ...(await ofCalendar(times)),
    ...ofLint(findings, times, shown),
  ];
};

const ofStatus = (standing: CaseStanding, shown: readonly Shown[], asOf: string): readonly string[] => {
  const found: string[] = [];
  if (shown.length === 0) found.push('nothing is shown');
  if (shown.some(({ duty }) => duty.trim() === '')) found.push('a step has no words');
  if (standing.steps.some(({ exit }) => exit === '')) found.push('a step without a day has no reason');
  if (standing.deadlines.some(({ state, why }) => state === 'unknown' && !why))
    found.push('an unknown day has no reason');
  for (const { until, left } of shown) {
    if (until !== null && left !== null && addDays(asOf, left) !== until)
      found.push(`${left} days from ${asOf} are not ${until}`);
  }
  const rows = statusText([standing], 0).split('\n').slice(1, -3);
  if (rows.length !== shown.length) found.push(`status has ${rows.length} rows for ${shown.length} steps`);
  for (const { until, left, state, duty } of shown) {
    const day = state === 'no-day' ? 'no day set' : (until ?? 'not known');
    const days = left === null ? '' : left === 0 ? 'today' : `${Math.abs(left)} day`;
    if (!rows.some((row) => [day, days, duty.split(' (')[0] ?? ''].every((part) => row.includes(part))))
      found.push(`status lacks ${day}, ${days}: ${duty}`);
  }
  return found;
};

const unmet = ({ deadlines }: CaseTimes) => {
  const open = deadlines.filter(({ state }) => state !== 'met');
  return { dated: open.filter(({ due }) => due !== null), undated: open.filter(({ due }) => due === null) };
};

const ofTimeline = (times: CaseTimes, shown: readonly Shown[]): readonly string[] => {
  const lines = timelineText(times).split('\n');
  const { dated, undated } = unmet(times);
  return difference(
    'timeline and status',
    [
      `${count(lines, /^ {2}\d{4}-\d\d-\d\d {2}.{10} {2}(?:PAST|due|due soon|not known whether past): /)} with a day`,
      `${count(lines, /^ {2}not known /)} unknown`,
      `${count(lines, /^ {2}no day set /)} without a day`,
      `${count(lines, / PAST: /)} past`,
    ],
    [
      `${dated.length} with a day`,
      `${undated.length} unknown`,
      `${times.steps.length} without a day`,
      `${shown.filter(({ state }) => state === 'past').length} past`,
    ],
  );
};

const ofCalendar = async (times: CaseTimes): Promise<readonly string[]> => {
  const calendar = (await timelineIcs([times])).replace(/\r\n[ \t]/g, '');
  const events = [...calendar.matchAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g)].map(([event]) => {
    const start = /DTSTART;VALUE=DATE:(\d+)/.exec(event)?.[1] ?? '';
    const summary = /SUMMARY:(.*)/.exec(event)?.[1] ?? '';
    const without = /: (day not known|no day set): /.exec(summary)?.[1];
    return `${without ?? (summary.startsWith('PAST DUE') ? 'past' : 'due')} ${start}`;
  });
  const on = (day: string): string => day.replaceAll('-', '');
  const { dated, undated } = unmet(times);
  return difference('calendar and status', events, [
    ...dated.map(({ due, state }) => `${state === 'past' ? 'past' : 'due'} ${on(due?.earliest ?? '')}`),
    ...undated.map(() => `day not known ${on(times.asOf)}`),
    ...times.steps.flatMap(({ actor }) => (actor === null ? [] : [`no day set ${on(times.asOf)}`])),
  ]);
};

const ofLint = (findings: Findings, { deadlines }: CaseTimes, shown: readonly Shown[]): readonly string[] => {
  const outcomeOf = (rule: string): string => findings.find(({ ruleId }) => ruleId === rule)?.outcome ?? 'pass';
  const past = shown.filter(({ state }) => state === 'past');
  const isUnknown =
    deadlines.some(({ state, doubt }) => state === 'unknown' || (state !== 'met' && doubt !== null)) ||
    shown.some(({ duty }) => duty.includes('"accusation.receivedAt"'));
  const isSoon = shown.some(({ who, state }) => who === 'us' && state === 'due-soon');
  const said = findings
    .filter(({ ruleId }) => ruleId === 'response-due')
    .flatMap(({ message, causes }) => [message, ...causes.map((cause) => cause.message)])
    .join('\n');
  return [
    ...difference(
      'lint and status',
      [`response-due ${outcomeOf('response-due')}`, `response-due-soon ${outcomeOf('response-due-soon')}`],
      [
        `response-due ${past.length > 0 ? 'fail' : isUnknown ? 'inconclusive' : 'pass'}`,
        `response-due-soon ${isSoon ? 'fail' : 'pass'}`,
      ],
    ),
    ...past.slice(0, 3).flatMap(({ left }) => {
      const ago = `${-(left ?? 0)} ${left === -1 ? 'day' : 'days'} ago`;
      return said.includes(ago) ? [] : [`lint does not say "${ago}":\n${said}`];
    }),
  ];
};
