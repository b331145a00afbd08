import { defineResource } from '@listing-lint/core/plugin';
import { DECODE_VERSION, decodedPicture } from '@listing-lint/rules/image';
import { type Measures, measure } from './measure/measures.ts';

/** Version of every fact of this room: raised when the same pixels give other values. */
export const QUALITY_FACT_VERSION = 8 + DECODE_VERSION;

/** All that is measured of a picture, once for all facts; throws as the decode does. */
export const pictureMeasures = defineResource<Measures>({
  id: 'quality/measures',
  create: async (_subject, context) => {
    const { image, rows } = await context.use(decodedPicture);
    return measure({ image, rows: await rows() });
  },
});
