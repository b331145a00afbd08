import type { CorrelationKernel } from './kernel/kernel.ts';
import { makeLevel, makeSpectralLevel } from './level.ts';
import type { PictureSizes } from './picture.ts';
import { STAGES, type Stage, widthRange } from './plan.ts';
import { type Refined, refine } from './refine.ts';
import { searchStage } from './search.ts';
import type { Template } from './template.ts';

/** Candidates refined, and scored, per stage. */
const REFINED = 5;
const SCORED = 2;

/** The best place of a template at one stage. */
export interface Hit extends Refined {
  readonly stage: Stage;
}

/**
 * Best hit of each template at each stage, from wide marks to narrow ones; `enough` says of a hit that its template need not be looked for
 * any further, at its other angles neither. Synchronous: nothing else may use the kernel's level memory meanwhile.
 */
export const detect = (
  kernel: CorrelationKernel,
  templates: readonly Template[],
  pictures: PictureSizes,
  enough: (template: Template, hit: Hit) => boolean,
): Map<Template, Hit[]> => {
  const fine = makeLevel(kernel, pictures.fine, false);
  const middle = pictures.middle === pictures.fine ? fine : makeLevel(kernel, pictures.middle, false);
  const hits = new Map<Template, Hit[]>();
  const open = new Set(templates);
  for (const template of templates) template.tick();
  let before: { stage: Stage; width: number } | undefined;
  for (const stage of STAGES) {
    const picture = pictures.planes.get(stage.size);
    if (!picture || open.size === 0) continue;
    const range = widthRange(stage, picture.width, before);
    before = { stage, width: picture.width };
    const level = makeSpectralLevel(kernel, picture, stage.size, true);
    for (const template of open) {
      const candidates = searchStage(kernel, template, level, stage.step, range, REFINED);
      const [best] = refine(kernel, template, { fine, middle }, candidates, SCORED);
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
