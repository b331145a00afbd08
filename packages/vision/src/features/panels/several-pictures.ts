import type { GreyImage } from '@listing-lint/rules/image';
import { commonArea, type PanelBox, panelArea } from '@listing-lint/rules/kernel';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import { bandPanels, isParted } from './bands.ts';
import { mayBePage } from './page-pictures.ts';

/** Raised when other pictures look like several. */
export const SEVERAL_VERSION = 1;

/** Shares of a picture that one panel of a collage takes, and all of them together. */
const SMALLEST = 0.06;
const LARGEST = 0.7;
const TOGETHER = 0.5;
/** Steps of luma from the gutter that a picture's edge has, and the share of the edge that has them: a product touches the box around it in a few places. */
const STEP = 14;
const FULL = 0.7;
/** Px from the edge of a panel, inwards and outwards: what compression and reduction leave there is neither. */
const AWAY = 2;

/** Whether a picture of at most 512 px looks like several side by side: a page of many, or a collage with gutters. Runs for each picture of a set, so at half its size. */
export const looksLikeSeveral = (luma: GreyImage): boolean => {
  const half = featureKernel().thinned(luma);
  return isParted(half) && (isCollage(half) || mayBePage(half));
};

const isCollage = (luma: GreyImage): boolean => {
  const all = luma.width * luma.height;
  const panels = bandPanels(luma)
    .filter((box) => panelArea(box) >= SMALLEST * all && panelArea(box) <= LARGEST * all && hasFullEdges(luma, box))
    .sort((a, b) => panelArea(b) - panelArea(a));
  const retained: PanelBox[] = [];
  for (const box of panels) if (retained.every((other) => commonArea(box, other) === 0)) retained.push(box);
  return retained.length > 1 && retained.reduce((sum, box) => sum + panelArea(box), 0) >= TOGETHER * all;
};

/** Whether each edge at a gutter has content nearly all along it, and there is one. */
const hasFullEdges = ({ width, height, data }: GreyImage, { left, top, right, bottom }: PanelBox): boolean => {
  const isFull = (inside: number, outside: number, step: number, length: number): boolean => {
    const gutter = data[outside + (length >> 1) * step] ?? 0;
    let steps = 0;
    for (let k = 0; k < length; k++) if (Math.abs((data[inside + k * step] ?? 0) - gutter) > STEP) steps++;
    return steps >= FULL * length;
  };
  const [across, down] = [right - left, bottom - top];
  const at = (x: number, y: number): number => y * width + x;
  const edges = [
    ...(left < AWAY ? [] : [() => isFull(at(left + AWAY, top), at(left - AWAY, top), width, down)]),
    ...(right > width - AWAY ? [] : [() => isFull(at(right - 1 - AWAY, top), at(right - 1 + AWAY, top), width, down)]),
    ...(top < AWAY ? [] : [() => isFull(at(left, top + AWAY), at(left, top - AWAY), 1, across)]),
    ...(bottom > height - AWAY
      ? []
      : [() => isFull(at(left, bottom - 1 - AWAY), at(left, bottom - 1 + AWAY), 1, across)]),
  ];
  return edges.length > 0 && edges.every((edge) => edge());
};
