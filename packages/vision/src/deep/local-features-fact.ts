import { defineFact, defineRunResource, type FactId } from '@listing-lint/core/plugin';
import { COMPARED_VERSION, comparedImage } from '@listing-lint/rules/hash';
import { DECODE_VERSION, type RgbImage, reducedTo, workingImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { z } from 'zod';
import { featureKernel } from '../features/kernel/kernel-wasm.ts';
import { SHEET_SIDE } from '../features/pair/sheet.ts';
import { looksLikeSeveral, SEVERAL_VERSION } from '../features/panels/several-pictures.ts';
import { featuresIn } from '../features/search/local-search.ts';
import { type FeatureCache, featureCache, MANY_AT_HAND } from '../features/store/feature-cache.ts';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';
import { openFeatureStore } from '../features/store/feature-store.ts';
import { runRasters } from '../features/store/raster-spill.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

/** Features of pictures, on disk for this run and later ones. */
export const runFeatures = defineRunResource<FeatureCache>({
  id: 'localFeatures',
  create: () => featureCache(openFeatureStore(), MANY_AT_HAND),
  dispose: ({ close }) => close(),
});

const pointsOf = (image: RgbImage): number => {
  const raster = reducedTo(image, SHEET_SIDE);
  const luma = featureKernel().luma(raster);
  const { count } = featuresIn(luma);
  giveBack(luma.data);
  if (raster !== image) giveBack(raster.data);
  return count;
};

export const localFeaturesFact = defineFact({
  id: 'localFeatures',
  scope: 'image',
  version: FEATURES_VERSION + DECODE_VERSION + SEVERAL_VERSION + COMPARED_VERSION,
  title: 'Key points of the picture, by which crops, turned copies and insets of it are found. They lie on disk.',
  schema: z.object({
    count: z
      .number()
      .int()
      .meta({ title: 'key points that were found, at most 360; of a stamped picture without its mark' }),
    several: z.boolean().meta({ title: 'it looks like several pictures side by side: a page of many, or a collage' }),
  }),
  compute: async (_subject, _params, context) => {
    const { sha256 } = await context.get(FILE);
    const image = await context.use(workingImage);
    const features = await context.useRun(runFeatures);
    const rasters = await context.useRun(runRasters);
    const raster = reducedTo(image, SHEET_SIDE);
    await rasters.put(sha256, raster);
    const luma = featureKernel().luma(raster);
    const { count } = features.of(sha256, () => featuresIn(luma));
    const several = looksLikeSeveral(luma);
    giveBack(luma.data);
    if (raster !== image) giveBack(raster.data);
    const { by, image: bare } = await context.use(comparedImage);
    // Points on the mark say nothing of the picture.
    return { count: by === 'own' ? count : Math.min(count, pointsOf(bare)), several };
  },
});
