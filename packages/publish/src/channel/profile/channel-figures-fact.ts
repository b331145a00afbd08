import { defineFact } from '@listing-lint/core/plugin';
import { channelsOf } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { channelProfile } from './channel-profiles.ts';
import { staleSources } from './stale-sources.ts';

export const channelFiguresFact = defineFact({
  id: 'channelFigures',
  scope: 'listing',
  version: 1,
  title: 'Figures of the marketplaces that a listing goes to and that were read long ago, or are about to change.',
  params: z.strictObject({
    mostDays: z.number().int().min(0).optional(),
    changeDays: z.number().int().min(0).optional(),
  }),
  schema: z.object({ stale: z.array(z.string()).meta({ title: 'figures to read anew' }) }),
  compute: (subject, { mostDays = 365, changeDays = 90 }, context) => {
    const profiles = channelsOf(subject).flatMap((id) => channelProfile(id) ?? []);
    // The day is read only where it matters: a value that is made from it is remembered for that day alone.
    if (profiles.length === 0) return { stale: [] };
    return {
      stale: [...staleSources(profiles, context.asOf, { mostDays: Number(mostDays), changeDays: Number(changeDays) })],
    };
  },
});
