import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { soundCase } from '../case/file/case-resource.ts';
import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';
import { deskOf } from '../complaint/notices.ts';

import { calendarOf, rulersOf } from './grounds.ts';
import { figuresOf, staleFigures } from './stale-figures.ts';

/** Figures that a case rests on: those of its platform, its laws, their calendar, the ladders of its strikes, and the desk of its notice. */
export const staleFiguresFact = defineFact({
  id: 'staleFigures',
  scope: 'case',
  version: 2,
  title: 'Figures of platforms and law that a dispute rests on and that were read long ago, or are about to change.',
  params: z.strictObject({
    mostDays: z.number().int().min(0).optional(),
    changeDays: z.number().int().min(0).optional(),
  }),
  schema: z.object({ stale: z.array(z.string()).meta({ title: 'figures to read anew' }) }),
  compute: async (_subject, { mostDays = 365, changeDays = 30 }, context) => {
    const { value } = await soundCase(context);
    const profiles = builtInProfiles();
    const { platform, jurisdictions } = rulersOf(value, profiles);
    const calendar = calendarOf(value, profiles);
    const ladders = profiles.ladders.filter((ladder) =>
      (value.strikes ?? []).some((strike) => profileNamed(profiles.ladders, strike.ladder) === ladder),
    );
    const desk = value.notice ? deskOf(value) : undefined;
    const used = [platform, ...jurisdictions, calendar, ...ladders, desk].filter((each) => each !== undefined);
    const bounds = { mostDays: Number(mostDays), changeDays: Number(changeDays) };
    // A desk asks for several things on one page.
    return { stale: [...new Set(staleFigures(used.flatMap(figuresOf), context.asOf, bounds))] };
  },
});
