import type { CorrelationKernel } from '../kernel/kernel.ts';
import type { PictureSizes } from '../pyramid/picture.ts';
import { type Staged, searchStages } from '../search/stages.ts';
import type { Template } from '../template/template.ts';
import { scoreTiling, type Tiling } from './tiled-copies.ts';
import { tiledWidths } from './tiled-peaks.ts';

/** Widths that are scored, per stage. */
const SCORED = 2;
/** Copies wider than this cannot stand three times on a picture, fraction of its width. */
const WIDEST = 0.5;

/** The best tiling of a template at one stage. */
export type TiledHit = Staged<Tiling>;

/**
 * Looks for marks that are repeated over the picture: the sum of the scores of places that agree in width and angle and do not cover each other. Best
 * hit of each template at each stage, as `searchStages` goes through them.
 */
export const detectTiled = (
  kernel: CorrelationKernel,
  templates: readonly Template[],
  pictures: PictureSizes,
  enough: (template: Template, hit: TiledHit) => boolean,
): Map<Template, TiledHit[]> =>
  searchStages(kernel, templates, pictures, enough, (template, { stage, level, range: [from, below], levels }) => {
    const range = [from, Math.min(below, WIDEST * level.innerWidth)] as const;
    return tiledWidths(kernel, template, level, stage.step, range, SCORED)
      .map((width) => scoreTiling(kernel, template, levels, width))
      .filter((tiling) => tiling !== undefined)
      .sort((a, b) => b.score - a.score)[0];
  });
