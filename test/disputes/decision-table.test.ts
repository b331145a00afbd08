import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig, type Report } from '@listing-lint/core';
import { builtInProfiles } from '@listing-lint/disputes';
import { builtinPlugin } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.record(z.string(), z.unknown());
const said = z.union([
  z.literal('pass'),
  z.strictObject({ fail: z.string() }),
  z.strictObject({ inconclusive: z.string() }),
]);
const tableSchema = z.strictObject({
  calendar: z.record(z.string(), z.array(z.strictObject({ days: z.string(), work: z.enum(['on', 'off']) }))),
  rows: z.array(
    z.strictObject({
      name: z.string(),
      rule: z.string(),
      options: text.optional(),
      case: text,
      beside: z.array(text).optional(),
      days: z.record(z.string(), said),
    }),
  ),
});

const table = tableSchema.parse(parse(readFileSync(join(import.meta.dirname, 'decision-table.yaml'), 'utf8')));
const rows = table.rows.flatMap(({ days, ...row }, index) =>
  Object.entries(days).map(([asOf, expected]) => ({ ...row, index, asOf, expected })),
);
type Row = (typeof rows)[number];

/** Rows that one run can judge: of one day, and of a rule with the same options. */
const runKey = ({ asOf, options }: Row): string => JSON.stringify([asOf, options ?? {}]);

let root: string;
const reports = new Map<string, Report>();

const lintRows = async (of: readonly Row[], folder: string): Promise<Report> => {
  mkdirSync(join(folder, 'cases'), { recursive: true });
  const rules = Object.fromEntries(of.map(({ rule, options }) => [rule, { severity: 'error', ...options }]));
  writeFileSync(
    join(folder, 'listing-lint.config.json'),
    JSON.stringify({ listings: [], cases: ['cases/*.json'], rules }),
  );
  for (const { index, case: own, beside = [] } of of) {
    [own, ...beside].forEach((each, at) => {
      const file = { id: `${index}-${at}`, status: 'open', ...each };
      writeFileSync(join(folder, 'cases', `${index}-${at}.json`), JSON.stringify(file));
    });
  }
  const config = await loadConfig({ builtin: builtinPlugin, cwd: folder });
  const { report } = await lint({ config, asOf: of[0]?.asOf ?? '', tool: { name: 'listing-lint', version: '0' } });
  return report;
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-disputes-'));
  const runs = new Map<string, Row[]>();
  for (const row of rows) runs.set(runKey(row), [...(runs.get(runKey(row)) ?? []), row]);
  let number = 0;
  for (const [key, of] of runs) {
    number += 1;
    reports.set(key, await lintRows(of, join(root, String(number))));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

describe('disputes, by the day', () => {
  it('has many rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
  });

  it.each(rows.map((row) => [`${row.rule} on ${row.asOf}: ${row.name}`, row] as const))('%s', (_, row) => {
    const findings = reports
      .get(runKey(row))
      ?.findings.filter(({ subject, ruleId }) => subject.path === `cases/${row.index}-0.json` && ruleId === row.rule);
    const [outcome, words] = row.expected === 'pass' ? ['pass', ''] : (Object.entries(row.expected)[0] ?? []);
    expect(findings?.map((finding) => finding.outcome)).toEqual(outcome === 'pass' ? [] : [outcome]);
    if (outcome !== 'pass') {
      const [finding] = findings ?? [];
      // Below what it says first stand its causes; the words of a row may go over both.
      const said = [...new Set([finding?.message, ...(finding?.causes ?? []).map(({ message }) => message)])].join(
        ', ',
      );
      expect(said).toContain(words);
    }
  });
});

describe('the calendar of the table', () => {
  const WEEKDAYS = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
  const lines = Object.entries(table.calendar).flatMap(([id, parts]) =>
    parts.flatMap(({ days, work }) =>
      [...days.matchAll(/(\w\w) (\d{4}-\d\d-\d\d)/g)].map(([, weekday = '', day = '']) => ({ id, weekday, day, work })),
    ),
  );

  it('has the right weekdays', () => {
    expect(lines.filter(({ weekday, day }) => WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()] !== weekday)).toEqual([]);
    expect(lines.length).toBeGreaterThan(150);
  });

  it('agrees with the calendars of the program', () => {
    const isWorked = (id: string, day: string): boolean => {
      const calendar = builtInProfiles().calendars.find((each) => each.id === id);
      const year = calendar?.years.find(({ value }) => day.startsWith(String(value.year)))?.value;
      if (year === undefined) throw new Error(`no ${id} ${day}`);
      if (year.workdays.includes(day)) return true;
      const isHoliday = year.holidays.some(({ from, to }) => from <= day && day <= to);
      return !isHoliday && ![0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());
    };
    expect(lines.filter(({ id, day, work }) => isWorked(id, day) !== (work === 'on'))).toEqual([]);
  });
});
