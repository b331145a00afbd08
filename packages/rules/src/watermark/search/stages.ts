import type { CorrelationKernel } from '../kernel/kernel.ts';
import { makeSpectralLevel, type SpectralLevel } from '../pyramid/level.ts';
import type { PictureSizes } from '../pyramid/picture.ts';
import { STAGES, type Stage, widthRange } from '../pyramid/plan.ts';
import { type SignedLevels, signedLevels } from '../pyramid/signed-levels.ts';
import type { Template } from '../template/template.ts';

/** What a search looks at: one stage of one picture. */
export interface StageView {
  readonly stage: Stage;
  readonly level: SpectralLevel;
  /** Template widths to look for, px on `level`: `[from, below)`. */
  readonly range: readonly [number, number];
  readonly levels: SignedLevels;
}

/** A find of one stage. */
export type Staged<Find> = Find & { readonly stage: Stage };

/**
 * Best find of each template at each stage, from wide marks to narrow ones; `enough` says of a find that its template need not be looked for any
 * further, at its other angles neither. Synchronous: nothing else may use the kernel's level memory meanwhile.
 */
export const searchStages = <Find extends object>(
  kernel: CorrelationKernel,
  templates: readonly Template[],
  pictures: PictureSizes,
  enough: (template: Template, find: Staged<Find>) => boolean,
  bestAt: (template: Template, view: StageView) => Find | undefined,
): Map<Template, Staged<Find>[]> => {
  const levels = signedLevels(kernel, pictures);
  const finds = new Map<Template, Staged<Find>[]>();
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
      const best = bestAt(template, { stage, level, range, levels });
      if (!best) continue;
      const find = { ...best, stage };
      finds.set(template, [...(finds.get(template) ?? []), find]);
      if (!enough(template, find)) continue;
      for (const other of open) if (other.mark.name === template.mark.name) open.delete(other);
    }
    level.release();
  }
  levels.release();
  return finds;
};
