import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../../../settings.ts';
import { fileBytes } from '../bytes.ts';
import { imageHeader, readableHeader } from '../header.ts';
import { refusalOf } from '../refusal.ts';

export const jpegDataFact = defineFact({
  id: 'jpegData',
  scope: 'image',
  version: 2,
  title:
    'Whether the data of a JPEG are whole from end to end, which a decoder does not report: it skips most damage silently.',
  schema: z.object({
    intact: z.boolean().nullable().meta({
      title: 'wholeness of the data',
      description: 'Null for other formats, and for kinds of JPEG that are not parsed.',
    }),
    sound: z.number().nullable().meta({
      title: 'sound share of the height',
      unit: 'share',
      description: 'From the top; the damage begins there or before. Null where its place does not follow.',
    }),
    reason: z.string().nullable().meta({ title: 'fault of the data' }),
  }),
  compute: async (_subject, _params, context) => {
    const header = readableHeader(await context.use(imageHeader));
    if (header.format !== 'jpeg') return { intact: null, sound: null, reason: 'the file is no JPEG' };
    const refusal = refusalOf(header, settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS);
    if (refusal) throw refusal;
    const { codedDataOf } = await import('./coded-data.ts');
    const { state, sound, reason } = codedDataOf(await context.use(fileBytes));
    return { intact: state === 'unknown' ? null : state === 'intact', sound, reason };
  },
});
