import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { channelsOf } from '../../attributes.ts';
import { aiLabels, dutiesOn } from './ai-duties.ts';
import { originFact } from './origin-fact.ts';

const ids = aiLabels.jurisdictions.map(({ id }) => id);
const sentences = (title: string) => z.array(z.string()).meta({ title });

const params = z.strictObject({ jurisdictions: z.array(z.enum(ids)).optional() });

export const aiDutiesFact = defineFact({
  id: 'aiDuties',
  scope: 'image',
  version: 1,
  title:
    'What laws and marketplaces ask of the picture on the day of the run, were it made by a model: those of `jurisdictions`, and of the channels it goes to.',
  params,
  schema: z.object({
    asked: sentences('duties to label'),
    unmet: z.array(z.string()).nullable().meta({
      title: 'duties that no label meets',
      description: 'Null where none is known to be unmet, and of some it is not known.',
    }),
    keepSourceType: sentences('duties to keep a digital source type'),
    keepAigc: sentences('duties to keep the label of GB 45438'),
    reason: z.string().nullable(),
  }),
  compute: async (subject, given, context) => {
    const wanted: readonly string[] = params.parse(given).jurisdictions ?? [];
    const channels = channelsOf(subject);
    const jurisdictions = aiLabels.jurisdictions.filter(
      ({ id, channel }) => wanted.includes(id) || (channel !== undefined && channels.includes(channel)),
    );
    const { aiLabelKinds } = await context.get(originFact.id);
    // The day is read only where it matters: a value that is made from it is remembered for that day alone.
    const day = jurisdictions.length === 0 ? '' : context.asOf;
    const { asked, unmet, open, keeping } = dutiesOn(day, jurisdictions, aiLabelKinds);
    return {
      asked: [...asked],
      unmet: unmet.length === 0 && open.length > 0 ? null : [...unmet],
      keepSourceType: [...new Set([...keeping['IPTC digital source type'], ...keeping['C2PA source type']])],
      keepAigc: [...keeping['AIGC of GB 45438']],
      reason: open.length === 0 ? null : open.join('; '),
    };
  },
});
