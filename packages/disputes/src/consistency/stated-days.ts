import type { KeyPath } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf } from '../case/file/dates.ts';
import { addYears } from '../case/time/day.ts';

import { type Contradiction, type NamedDate, outOfOrder } from './contradiction.ts';

/** No answer takes longer than the claims themselves last, by the laws that are known. */
const MOST_YEARS = 3;

/** Days for an answer that cannot be, and what two places of a case date in two ways: `turnsOf` counts by the earlier one. */
export const wrongStatedDays = (file: CaseFile): readonly Contradiction[] => {
  const { events, notice, accusation } = file;
  const received = accusation?.receivedAt;
  return [
    ...(events ?? []).flatMap(({ type, at, deadline }, index) =>
      wrongDay(
        { path: ['events', index, 'deadline', 'date'], what: 'the deadline', date: deadline?.date },
        {
          path: ['events', index, 'at'],
          what: `"${type}"`,
          date: at,
        },
      ),
    ),
    ...wrongDay(
      { path: ['accusation', 'respondBy'], what: 'the day for an answer', date: accusation?.respondBy },
      {
        path: ['accusation', 'receivedAt'],
        what: 'the accusation',
        date: received,
      },
    ),
    ...toldTwice(file, 'filed', { path: ['notice', 'filedAt'], what: 'the notice', date: notice?.filedAt }),
    ...toldTwice(file, 'accused', { path: ['accusation', 'receivedAt'], what: 'the accusation', date: received }),
    ...twoAnswers(file),
  ];
};

const wrongDay = (stated: NamedDate, start: NamedDate): readonly Contradiction[] => {
  if (!stated.date || !start.date) return [];
  if (dayOf(stated.date) > addYears(dayOf(start.date), MOST_YEARS)) {
    const message = `${stated.what} of ${dayOf(stated.date)} is more than ${MOST_YEARS} years after ${start.what} of ${dayOf(start.date)}`;
    return [{ path: stated.path, message, hint: 'claims themselves do not last so long' }];
  }
  return outOfOrder(start, stated);
};

/** What stands in a part of its own and as an event has one day: where no event has it, one of the two is wrong. */
const toldTwice = ({ events }: CaseFile, type: string, { path, what, date }: NamedDate): readonly Contradiction[] => {
  const days = (events ?? []).filter((event) => event.type === type).map(({ at }) => dayOf(at));
  if (!date || days.length === 0 || days.includes(dayOf(date))) return [];
  const message = `${what} is of ${dayOf(date)}, and the event "${type}" of ${days[0]}: the earlier one counts`;
  return [{ path, message }];
};

/** The day for an answer, where the accusation and the event of its day both say one. */
const twoAnswers = ({ events, accusation }: CaseFile): readonly Contradiction[] => {
  const { respondBy, receivedAt } = accusation ?? {};
  if (!respondBy || !receivedAt) return [];
  return (events ?? []).flatMap(({ type, at, deadline }, index) => {
    const isOther = deadline && dayOf(deadline.date) !== dayOf(respondBy);
    if (type !== 'accused' || dayOf(at) !== dayOf(receivedAt) || !isOther) return [];
    const path: KeyPath = ['events', index, 'deadline', 'date'];
    const message = `the event "accused" asks for an answer by ${dayOf(deadline.date)}, and "accusation.respondBy" by ${dayOf(respondBy)}: the earlier one counts`;
    return [{ path, message }];
  });
};
