import { makeSpectralLevel, type SpectralLevel } from '../pyramid/level.ts';
import { type GradientPyramid, gradientPyramid, type Pyramid } from '../pyramid/pyramid.ts';
import { STAGES, type Stage, type WidthRange, widthRange } from '../pyramid/stages.ts';
import type { Calibration } from '../rates/calibration.ts';
import type { Template } from '../template/template.ts';

/** What a search looks at: one stage of one picture. */
export interface StageView {
  readonly level: SpectralLevel;
  /** Template widths to look for, px on `level`. */
  readonly widths: WidthRange;
  readonly levels: GradientPyramid;
}

/** What is found of a mark at one stage: one place, or the copies of a repeated mark. */
export interface Find {
  /** Width of the upright mark over width of the picture. */
  readonly scale: number;
  /** What verdicts rest on, 0 or more; comparable within one mark only. */
  readonly score: number;
  /** Centres of the copies seen, the clearest first, fractions of the picture; always one for a mark that is put once. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** How well the blocks of the clearest copy agree, −1 to 1; 0 where none is seen. */
  readonly agreement: number;
  /** Parts of the mark are missing there. */
  readonly isPartial: boolean;
}

/** A find, and the stage that it was made at. */
export type Hit<F extends Find = Find> = F & { readonly stage: Stage };

/** One layout of marks on pictures, and its search. */
export interface SearchStrategy<F extends Find = Find> {
  /** The best find of a template at one stage; undefined where it fits nowhere. */
  readonly bestAt: (template: Template, view: StageView) => F | undefined;
  /** Probability that a picture without the mark shows as much anywhere, with any of `marks` marks. */
  readonly rateOf: (calibration: Calibration, hit: Hit, marks: number) => number;
  /** Score under which a find does not end the search, however improbable it is. */
  readonly certainScore: number;
  /** Contrast (levels of luma) under which a found mark cannot be read. */
  readonly legibleContrast: number;
}

/**
 * Returns the best match of each template at each stage, from wide marks to narrow ones; `isEnough` stops the search for the template of a match,
 * also at its other angles. Synchronous: nothing else may use the kernel's level memory meanwhile. All templates share one kernel.
 */
export const searchCoarseToFine = <F extends Find>(
  { bestAt }: SearchStrategy<F>,
  templates: readonly Template[],
  pyramid: Pyramid,
  isEnough: (template: Template, hit: Hit<F>) => boolean,
): Map<Template, Hit<F>[]> => {
  const finds = new Map<Template, Hit<F>[]>();
  const [first] = templates;
  if (!first) return finds;
  const { kernel } = first;
  const levels = gradientPyramid(kernel, pyramid);
  const open = new Set(templates);
  for (const template of templates) template.tick();
  let before: { stage: Stage; width: number } | undefined;
  for (const stage of STAGES) {
    const picture = pyramid.planes.get(stage.size);
    if (!picture || open.size === 0) continue;
    const widths = widthRange(stage, picture.width, before);
    before = { stage, width: picture.width };
    const level = makeSpectralLevel(kernel, picture, stage.size);
    for (const template of open) {
      const find = bestAt(template, { level, widths, levels });
      if (!find) continue;
      const hit = { ...find, stage };
      finds.set(template, [...(finds.get(template) ?? []), hit]);
      if (!isEnough(template, hit)) continue;
      for (const other of open) if (other.mark.name === template.mark.name) open.delete(other);
    }
    level.release();
  }
  levels.release();
  return finds;
};
