import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf } from '../case/file/dates.ts';
import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';

import type { Contradiction } from './contradiction.ts';

/** Strikes with more points than their ladder lets one day give. */
export const wrongPoints = ({ strikes }: CaseFile): readonly Contradiction[] =>
  (strikes ?? []).flatMap(({ ladder: name, points, at }, index) => {
    const ladder = profileNamed(builtInProfiles().ladders, name);
    const most = ladder?.mostPerDay?.value;
    if (ladder === undefined || most === undefined || typeof points !== 'number' || points <= most) return [];
    return [
      {
        path: ['strikes', index, 'points'],
        message: `the strike of ${dayOf(at)} has ${points} points, and one day gives at most ${most} on ${ladder.id}`,
        hint: 'write each strike with its own day and points; until then all of them count',
      },
    ];
  });
