import type { GreyImage } from '../../image/read/raster.ts';
import { giveBack } from '../../kernel/byte-room.ts';
import { strategyOf } from '../detect/detect.ts';
import { type Pyramid, pyramidOfLuma } from '../pyramid/pyramid.ts';
import { createRasterKernel } from '../pyramid/raster/kernel/kernel-wasm.ts';
import type { Calibration } from '../rates/calibration.ts';
import { fitGumbel } from '../rates/gumbel.ts';
import { searchCoarseToFine } from '../search/coarse-to-fine.ts';
import type { SearchedMark } from '../template/loaded-marks.ts';
import { cleanPicture } from './clean/clean-pictures.ts';

/** Generated pictures of a default calibration. */
export const GENERATED_COUNT = 48;
/**
 * Scores on photographs over scores on generated pictures at the same rate, measured for four marks (docs/bench-watermark.md), rounded up.
 */
export const GENERATED_SAFETY = 1.25;

/** Best score of a mark on each stage of a picture without it; 0 where the mark fits nowhere. */
export const cleanScores = (
  { template, tiled }: Pick<SearchedMark, 'template' | 'tiled'>,
  pyramid: Pyramid,
): Record<384 | 512 | 768, number> => {
  const scores = { 384: 0, 512: 0, 768: 0 };
  const hits = searchCoarseToFine(strategyOf(tiled), [template], pyramid, () => false).get(template) ?? [];
  for (const { stage, score } of hits) scores[stage.size] = Math.max(scores[stage.size], score);
  return scores;
};

/** The distribution of scores that `scores` of clean pictures show. At least ten pictures. */
export const calibrationOf = (
  scores: readonly Record<384 | 512 | 768, number>[],
  pictures: 'generated' | 'own',
): Calibration => {
  if (scores.length < 10) throw new Error(`${scores.length} clean pictures are too few, at least 10 are needed`);
  const fit = (size: 384 | 512 | 768) => fitGumbel(scores.map((score) => score[size]));
  return {
    pictures,
    n: scores.length,
    safety: pictures === 'generated' ? GENERATED_SAFETY : 1,
    stages: { 384: fit(384), 512: fit(512), 768: fit(768) },
  };
};

/** Calibrates on generated pictures; calls `onPicture` after each. Takes about 0.1 s of CPU a picture. */
export const calibrateOnGenerated = async (
  searched: SearchedMark,
  count = GENERATED_COUNT,
  onPicture: (done: number) => void | Promise<void> = () => {},
): Promise<Calibration> => {
  const scores = [];
  const raster = createRasterKernel();
  for (let i = 0; i < count; i++) {
    const picture: GreyImage = cleanPicture(i, raster);
    scores.push(cleanScores(searched, pyramidOfLuma(searched.template.kernel, picture)));
    giveBack(picture.data);
    await onPicture(i + 1);
  }
  return calibrationOf(scores, 'generated');
};
