import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseFile, caseFileSchema } from '@listing-lint/disputes';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { disagreements, lintCases, shownOf } from './same-answers.ts';

interface Row {
  readonly name: string;
  readonly file: CaseFile;
  readonly asOf: string;
  /** As `case status` shows it: who, until, and days left, `unknown` or `no-day`. */
  readonly expected: string;
  readonly duty: string;
  /** Of `response-due`, where it is not what the days say. */
  readonly outcome: string | undefined;
}

const rowsOf = (line: string): readonly Row[] => {
  const [name = '', text = '', who = '', duty = '', days = '', left = ''] = line.split(' | ');
  const file = caseFileSchema.parse({ id: 'c', status: 'open', ...Object(parse(text, { schema: 'core' })) });
  const [first = '', last = first] = days.split(' ');
  const [runs = '', lint] = left.split('; lint ');
  return runs.split(', ').map((run) => {
    const [asOf = '', value = ''] = run.split(' ');
    const until = value.startsWith('-') ? last : first;
    return { name, file, asOf, duty, outcome: lint, expected: `${who} ${until} ${value}` };
  });
};

const text = readFileSync(join(import.meta.dirname, 'who-acts.txt'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .flatMap(rowsOf);
const byDay = new Map<string, Row[]>();
for (const row of rows) byDay.set(row.asOf, [...(byDay.get(row.asOf) ?? []), row]);
const days = [...byDay].sort(([, a], [, b]) => b.length - a.length);
/** Days with most rows: so many are enough for more than 400. */
const QUICK = 6;

describe('who has to act, until when', () => {
  it('has many rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(1400);
    expect(days.slice(0, QUICK).flatMap(([, of]) => of).length).toBeGreaterThanOrEqual(400);
  });

  it.each(days.slice(0, QUICK))('on %s', (asOf, of) => check(asOf, of));
  it.each(days.slice(QUICK))('on %s', { tags: 'full' }, (asOf, of) => check(asOf, of));

  const check = async (asOf: string, of: readonly Row[]): Promise<void> => {
    const findings = await lintCases(
      of.map(({ file }) => file),
      asOf,
    );
    const wrong: string[] = [];
    for (const [index, { name, file, expected, duty, outcome }] of of.entries()) {
      const shown = shownOf(file, asOf);
      const [one] = shown;
      const value = one?.state === 'unknown' || one?.state === 'no-day' ? one.state : String(one?.left);
      const said = `${one?.who} ${one?.until ?? '-'} ${value}`;
      const found = findings[index] ?? [];
      if (shown.length !== 1 || said !== expected || one?.duty.includes(duty) !== true)
        wrong.push(`${name}: ${said} (${one?.duty}), of ${shown.length}; expected ${expected} (${duty})`);
      const due = found.find(({ ruleId }) => ruleId === 'response-due')?.outcome;
      if (outcome !== undefined && due !== outcome) wrong.push(`${name}: response-due says ${due}`);
      const refused = found.filter(({ ruleId }) => ruleId === 'case-consistent');
      // What is dated after the day of the run is one that cannot be.
      wrong.push(...refused.map(({ message }) => `${name}: ${message}`));
      wrong.push(...(await disagreements(file, asOf, found)).map((each) => `${name}: ${each}`));
    }
    expect(wrong).toEqual([]);
  };
});
