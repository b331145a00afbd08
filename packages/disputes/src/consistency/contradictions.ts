import type { CaseFile } from '../case/file/case-file.ts';
import type { Contradiction } from './contradiction.ts';
import { datesAhead, datesOutOfOrder } from './dates.ts';
import { wrongDirection } from './direction.ts';
import { wrongEvents } from './event-order.ts';
import { wrongMoney } from './money.ts';
import { wrongReferences } from './references.ts';
import { wrongStatedDays } from './stated-days.ts';
import { wrongPoints } from './strike-points.ts';

/**
 * What contradicts itself in a well-formed case: dates beyond `asOf` (a day), money, the order of what happened, listings and works that are
 * none, points beyond those of a day. `listings` are the paths of all listings of the shop, where they are known. Pure.
 */
export const contradictionsOf = (
  file: CaseFile,
  asOf: string,
  listings?: readonly string[],
): readonly Contradiction[] => [
  ...datesAhead(file, asOf),
  ...wrongMoney(file),
  ...wrongEvents(file),
  ...wrongStatedDays(file),
  ...datesOutOfOrder(file),
  ...wrongReferences(file, listings),
  ...wrongDirection(file),
  ...wrongPoints(file),
];
