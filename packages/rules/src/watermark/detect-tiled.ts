import type { CorrelationKernel } from './kernel/kernel.ts';
import { makeLevel, makeSpectralLevel } from './level.ts';
import type { PictureSizes } from './picture.ts';
import { STAGES, type Stage, widthRange } from './plan.ts';
import type { Template } from './template.ts';
import { scoreTiling, type Tiling } from './tiled-copies.ts';
import { tiledWidths } from './tiled-peaks.ts';

/** Widths that are scored, per stage. */
const SCORED = 2;
/** Copies wider than this cannot stand three times on a picture, fraction of its width. */
const WIDEST = 0.5;

/** The best tiling of a template at one stage. */
export interface TiledHit extends Tiling {
  readonly stage: Stage;
}

/**
 * Looks for marks that are repeated over the picture: the sum of the scores of places that agree in width and angle and do not cover each other. Best
 * hit of each template at each stage, wide marks first; `enough` as in `detect`. Synchronous, as that is.
 */
export const detectTiled = (
  kernel: CorrelationKernel,
  templates: readonly Template[],
  pictures: PictureSizes,
  enough: (template: Template, hit: TiledHit) => boolean,
): Map<Template, TiledHit[]> => {
  const fine = makeLevel(kernel, pictures.fine, false);
  const middle = pictures.middle === pictures.fine ? fine : makeLevel(kernel, pictures.middle, false);
  const hits = new Map<Template, TiledHit[]>();
  const open = new Set(templates);
  for (const template of templates) template.tick();
  let before: { stage: Stage; width: number } | undefined;
  for (const stage of STAGES) {
    const picture = pictures.planes.get(stage.size);
    if (!picture || open.size === 0) continue;
    const [from, below] = widthRange(stage, picture.width, before);
    before = { stage, width: picture.width };
    const range = [from, Math.min(below, WIDEST * picture.width)] as const;
    const level = makeSpectralLevel(kernel, picture, stage.size, true);
    for (const template of open) {
      const [best] = tiledWidths(kernel, template, level, stage.step, range, SCORED)
        .map((width) => scoreTiling(kernel, template, { fine, middle }, width))
        .filter((tiling) => tiling !== undefined)
        .sort((a, b) => b.score - a.score);
      if (!best) continue;
      const hit = { ...best, stage };
      hits.set(template, [...(hits.get(template) ?? []), hit]);
      if (!enough(template, hit)) continue;
      for (const other of open) if (other.mark.name === template.mark.name) open.delete(other);
    }
    level.release();
  }
  fine.release();
  if (middle !== fine) middle.release();
  return hits;
};
