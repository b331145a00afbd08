import type { CorrelationKernel } from '../kernel/kernel.ts';
import type { PictureSizes } from '../pyramid/picture.ts';
import type { Template } from '../template/template.ts';
import { type Refined, refine } from './refine.ts';
import { searchStage } from './search.ts';
import { type Staged, searchStages } from './stages.ts';

/** Candidates looked at, climbed from, and scored, per stage. */
const LOOKED_AT = 24;
const CLIMBED = 5;
const SCORED = 2;

/** The best place of a template at one stage. */
export type Hit = Staged<Refined>;

/** Looks for upright or turned marks at one place: best hit of each template at each stage, as `searchStages` goes through them. */
export const detect = (
  kernel: CorrelationKernel,
  templates: readonly Template[],
  pictures: PictureSizes,
  enough: (template: Template, hit: Hit) => boolean,
): Map<Template, Hit[]> =>
  searchStages(kernel, templates, pictures, enough, (template, { stage, level, range, levels }) => {
    const candidates = searchStage(kernel, template, level, stage.step, range, LOOKED_AT);
    return refine(kernel, template, levels, candidates, CLIMBED, SCORED)[0];
  });
