import { posix } from 'node:path';
import { EXTENSIONS_OF, loadSharp, type RgbImage } from '@listing-lint/rules/image';

import type { Settings } from '@listing-lint/rules/settings';
import { type FigureAsSet, type Misfit, misfitsOf, refusalsOf } from '../fit/misfits.ts';
import { lookAt, type Pictured } from '../fit/pictured.ts';
import { cleanKept, type KeptMetadata, labelRendered, METADATA_ROOM } from './copy-metadata.ts';
import { type CopyPlan, planCopy } from './copy-plan.ts';
import { frameColour } from './frame-colour.ts';
import type { OwnMarkFinder } from './own-mark.ts';
import { renderCopy } from './render-copy.ts';

/** A copy that keeps all that is required, not yet written. */
export interface MadeCopy {
  readonly bytes: Buffer;
  /** Its name, with the extension of its format, from the folder. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** What was changed, in words; empty where the file is as it was. */
  readonly changes: readonly string[];
  /** What is recommended and not kept, with what would pass. */
  readonly advice: readonly string[];
}

export interface MakeOptions {
  readonly figures: readonly FigureAsSet[];
  readonly megapixels: number;
  readonly brand: Settings['brand'];
  readonly keeps: KeptMetadata;
  /** Puts the mark on the drawn picture (PNG); undefined where it carries none. */
  readonly mark?: ((drawn: Buffer) => Promise<Buffer>) | undefined;
  /** Looks for the seller's mark on a picture that must not carry it; undefined where there is none to look for. */
  readonly findOwnMark?: OwnMarkFinder | undefined;
}

/** A copy, or what keeps one from being made, each with what would pass. */
export type Made = { readonly copy: MadeCopy } | { readonly refusals: readonly string[] };

/** What keeps a picture from a marketplace that takes no marks. */
export const CARRIES_MARK = 'it carries your mark, a picture without one passes: export the file that it was put on';
export const MAY_CARRY_MARK = 'it may carry your mark, none passes: look at it';

const says = (misfits: readonly Misfit[]): readonly string[] => misfits.map((misfit) => misfit.says);

/** Smallest share to which a picture is reduced so that its file is small enough. */
const LEAST_SCALE = 0.25;
const SCALE_STEP = 0.9;

/** Colours of another space than sRGB have to be converted: their profile says so. */
const isOtherSpace = async (bytes: Buffer): Promise<boolean> => {
  const { icc, space } = await (await loadSharp())(bytes, { limitInputPixels: false }).metadata();
  if (space !== undefined && !['srgb', 'b-w'].includes(space)) return true;
  return icc !== undefined && !/s\0?R\0?G\0?B/.test(icc.toString('latin1'));
};

/** Makes the copy of a picture (its bytes; `path` from the config's folder) that keeps what is required. Throws a plain `Error` where it cannot be read. */
export const makeCopy = async (original: Buffer, path: string, options: MakeOptions): Promise<Made> => {
  const { figures, megapixels } = options;
  const looked = await lookAt(original, path, megapixels);
  if ('problem' in looked) throw new Error(`it cannot be read: ${looked.problem}`);
  const { pictured, image } = looked;
  const own = figures.some(({ asks }) => asks === 'marks') ? await options.findOwnMark?.(image) : 'none';
  if (own === 'carried') return { refusals: [CARRIES_MARK] };
  const isConverted = await isOtherSpace(original);
  const needsRender = options.mark !== undefined || isConverted;
  // What is padded far is reduced until others, who look at no more pixels than we do, can look at it.
  const bounded: readonly FigureAsSet[] = [
    ...figures,
    { asks: 'maxMegapixels', value: megapixels, level: 'required', source: 'limits' },
  ];
  for (let scale = 1; scale >= LEAST_SCALE; ) {
    const planned = planCopy(pictured, bounded, { scale, needsRender });
    if ('refusals' in planned)
      return { refusals: scale === 1 ? refusalsOf(planned.refusals) : tooHeavy(figures, planned.refusals) };
    const copy = await attempt(original, { path, pictured, image, isConverted, plan: planned.plan }, options);
    if ('bytes' in copy) return checked(copy, options, own === 'unsure' ? [MAY_CARRY_MARK] : []);
    const { maxBytes = copy.smallest } = planned.plan;
    scale *= Math.min(SCALE_STEP, Math.sqrt(maxBytes / copy.smallest));
  }
  return { refusals: tooHeavy(figures, []) };
};

const tooHeavy = (figures: readonly FigureAsSet[], refusals: readonly Misfit[]): readonly string[] => {
  const most = figures.flatMap((figure) => (figure.asks === 'maxBytes' ? [figure.value] : []));
  const heavy = `no copy is small enough for ${(Math.min(...most) / 1e6).toLocaleString('en')} MB: reduce the photo by hand`;
  return [heavy, ...refusalsOf(refusals)];
};

interface Source {
  readonly path: string;
  readonly pictured: Pictured;
  readonly image: RgbImage;
  /** Its colours are of another space than sRGB. */
  readonly isConverted: boolean;
  readonly plan: CopyPlan;
}

const attempt = async (
  original: Buffer,
  source: Source,
  options: MakeOptions,
): Promise<MadeCopy | { readonly smallest: number }> => {
  const { path, pictured, image, plan } = source;
  if (!plan.isRendered) {
    const kept = cleanKept(original);
    if (kept !== null) {
      const { width, height } = pictured;
      const changes = kept.removed.length === 0 ? [] : [`without ${kept.removed.join(' and ')}`];
      return { bytes: kept.bytes, path: named(path, pictured.format), width, height, changes, advice: [] };
    }
  }
  const { megapixels, mark } = options;
  const isPadded = plan.canvas.width !== plan.content.width || plan.canvas.height !== plan.content.height;
  const isOnWhite = !isPadded || options.figures.some(({ asks }) => asks === 'background');
  const colour = isOnWhite ? ([255, 255, 255] as const) : frameColour(image);
  const finish = mark === undefined ? {} : { finish: mark };
  const rendered = await renderCopy(original, plan, { colour, megapixels, room: METADATA_ROOM, ...finish });
  if ('smallest' in rendered) return rendered;
  const { bytes, removed } = labelRendered(rendered.bytes, original, options);
  const { width, height } = plan.canvas;
  const changes = changesOf(source, { quality: rendered.quality, removed, isMarked: mark !== undefined });
  return { bytes, path: named(path, plan.format), width, height, changes, advice: [] };
};

/** What is made is looked at again: nothing is written that does not keep what is required. */
const checked = async (
  copy: MadeCopy,
  { figures, megapixels }: MakeOptions,
  doubts: readonly string[],
): Promise<Made> => {
  const looked = await lookAt(copy.bytes, copy.path, megapixels);
  if ('problem' in looked) throw new Error(`its copy cannot be read: ${looked.problem}`);
  const misfits = misfitsOf(figures, looked.pictured);
  const refusals = misfits.filter(({ level }) => level === 'required');
  if (refusals.length > 0) return { refusals: refusalsOf(refusals) };
  return { copy: { ...copy, advice: [...doubts, ...says(misfits)] } };
};

/** The same name with an extension that fits. */
const named = (path: string, format: Pictured['format']): string => {
  const { dir, name, ext } = posix.parse(path);
  const fitting = EXTENSIONS_OF[format] ?? [];
  if (fitting.includes(ext.slice(1).toLowerCase())) return path;
  const [first = format] = format === 'jpeg' ? ['jpg'] : fitting;
  return posix.join(dir, `${name}.${first}`);
};

const changesOf = (
  { pictured, plan, isConverted }: Source,
  made: { readonly quality: number | null; readonly removed: readonly string[]; readonly isMarked: boolean },
): readonly string[] => {
  const { content, canvas, format, keepsAlpha } = plan;
  const isReduced = content.width !== pictured.width || content.height !== pictured.height;
  const isPadded = content.width !== canvas.width || content.height !== canvas.height;
  return [
    ...(isReduced ? [`reduced from ${pictured.width} × ${pictured.height}`] : []),
    ...(isPadded ? [`padded from ${content.width} × ${content.height}`] : []),
    ...(format === pictured.format ? [] : [`${format} instead of ${pictured.format}`]),
    ...(pictured.hasAlpha && !keepsAlpha ? ['on white instead of transparent'] : []),
    ...(pictured.pages > 1 ? [`the first of ${pictured.pages} frames or pages`] : []),
    ...(isConverted ? ['in sRGB'] : []),
    ...(made.isMarked ? ['with your mark'] : []),
    ...(made.quality === null ? [] : [`${format} of quality ${made.quality}`]),
    ...made.removed.map((each) => `without ${each}`),
  ];
};
