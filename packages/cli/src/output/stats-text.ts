import type { Report } from '@listing-lint/core';
import { shownText } from './told.ts';

type Stats = NonNullable<Report['stats']>;

/** Facts, rules and resources that are shown; the report has all. */
const MOST = 10;

/** What a run cost, in lines for people. */
export const statsText = (stats: Stats): string => {
  const { cache, facts, rules, resources, stages } = stats;
  const found = cache.standing
    ? 'the report is that of the run before'
    : `${cache.looked} looked at, ${cache.remembered} remembered`;
  const lines = [
    `${seconds(stats.wallMs)} of the clock, ${seconds(stats.cpuMs)} of all cores, ${megabytes(stats.peakBytes)} of memory at most`,
    `subjects: ${found}`,
    `files: ${stats.files} opened, ${megabytes(stats.bytes)} read`,
    ...(cache.damaged === 0 ? [] : [`kept from earlier runs: ${cache.damaged} damaged, and made anew`]),
    ...stages.map(({ name, ms }) => `stage ${name}: ${seconds(ms)}`),
    ...listed('resource', resources),
    ...listed('fact', facts),
    ...listed('rule', rules),
  ];
  return lines.map((line) => `stats: ${shownText(line)}\n`).join('');
};

const listed = (what: string, counts: Stats['facts']): readonly string[] => [
  ...counts
    .slice(0, MOST)
    .map(({ id, count, ms }) => `${what} ${id}: ${count} ×, ${seconds(ms)} with what it waited for`),
  ...(counts.length > MOST ? [`and ${counts.length - MOST} more of that kind, in the report`] : []),
];

const seconds = (ms: number): string => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
