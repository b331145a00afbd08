import type { Report } from '@listing-lint/core';
import { type CaseDocket, type DocketDeadline, docketsOf } from './case-docket.ts';
import { dueWords, dutyWords, leftWords, strikeStatusWords } from './docket-words.ts';
import { stakeBySide } from './stake.ts';
import { byUrgency, distinctStrikeStatuses, duties } from './urgency.ts';

/** A duty of a case in a few words, not yet escaped. */
export interface DocketLine {
  readonly id: string;
  readonly state: DocketDeadline['state'];
  readonly left: string;
  readonly until: string;
  readonly words: string;
}

/** The docket in a few lines: what is owed in open disputes, what is at stake, where accounts stand. */
export interface DocketSummary {
  readonly lines: readonly DocketLine[];
  readonly more: number;
  readonly remarks: readonly string[];
}

/** Undefined where no dispute has a deadline and no account a strike: silence says that. */
export const docketSummary = (report: Report, most: number): DocketSummary | undefined => {
  const { cases } = docketsOf(report);
  const open = byUrgency(cases).filter((each) => each.open);
  const lines = open.flatMap((docket) =>
    duties(docket)
      // Where nobody has to act there is nothing to do.
      .filter(({ actor }) => actor !== 'unknown')
      .map((deadline) => lineOf(docket, deadline)),
  );
  const standings = distinctStrikeStatuses(cases);
  if (lines.length === 0 && standings.length === 0) return undefined;
  return {
    lines: lines.slice(0, most),
    more: Math.max(0, lines.length - most),
    remarks: [
      ...stakeRemarks(open),
      ...standings.map((one) => `Account ${one.account}: ${strikeStatusWords(one)} (${one.ladder})`),
    ],
  };
};

const lineOf = ({ id }: CaseDocket, deadline: DocketDeadline): DocketLine => ({
  id,
  state: deadline.state,
  left: leftWords(deadline),
  until: dueWords(deadline),
  words: dutyWords(deadline),
});

const stakeRemarks = (open: readonly CaseDocket[]): readonly string[] =>
  stakeBySide(open).flatMap(({ label, sums }) =>
    sums.length === 0
      ? []
      : [`${label}: ${sums.map(({ text, note }) => `${text}${note === '' ? '' : ` (${note})`}`).join(', ')}`],
  );
