import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { type PanelBox, panelArea, panelOverlap } from '@listing-lint/rules/kernel';
import { cutInPixels } from '../pair/cut-pixels.ts';
import type { PartEdges } from '../pair/mapping.ts';
import { sheetLuma, sheetRaster } from '../pair/sheet.ts';
import { bandPanels } from './bands.ts';
import { edgePanels } from './edges.ts';

/** Longest side at which panels are detected, px. */
const SIDE = 512;
/** Shares of the picture's longer side that the longer and the shorter side of a panel take at least; of the picture's area at most. */
const SMALLEST_SIDE = 0.1;
const NARROWEST_SIDE = 0.05;
/** The same of one that is not small: a product on the white of a page, between words. */
const NOT_SMALL = 0.14;
const NOT_NARROW = 0.09;
const LARGEST_AREA = 0.92;
/** How many times longer one side may be than the other. */
const MOST_OBLONG = 3.5;
/** Most panels, the largest ones of each kind: a collage of four has four halves, too. */
const MOST_BAND_PANELS = 7;
const MOST_EDGE_PANELS = 8;
/** Panels that have this share of both in common are one. */
const SAME_PANEL = 0.8;

/**
 * Rectangular parts of a picture that may be pictures of their own: between plain bands (gutters of collages, the ground of a page, status bars), and
 * within straight edges (insets, collages without gutters). As fractions of the picture.
 */
export const panelsOf = (picture: RgbImage): readonly PartEdges[] => {
  const luma = sheetLuma(sheetRaster(picture, SIDE));
  const { width, height } = luma;
  const retained: PanelBox[] = [];
  for (const [boxes, atMost] of [
    [bandPanels(luma), MOST_BAND_PANELS],
    [edgePanels(luma), MOST_EDGE_PANELS],
  ] as const) {
    const most = retained.length + atMost;
    for (const box of boxes.filter((each) => isPanel(each, luma)).sort(byArea)) {
      if (retained.length < most && retained.every((other) => panelOverlap(box, other) < SAME_PANEL))
        retained.push(box);
    }
  }
  return retained.map(({ left, top, right, bottom }) => ({
    left: left / width,
    top: top / height,
    right: right / width,
    bottom: bottom / height,
  }));
};

const byArea = (a: PanelBox, b: PanelBox): number => panelArea(b) - panelArea(a) || a.top - b.top || a.left - b.left;

/** Whether a panel is so small that matches by hash need stronger agreement. */
export const isSmallPanel = ({ left, top, right, bottom }: PartEdges, { width, height }: RgbImage): boolean => {
  const [w, h, longer] = [(right - left) * width, (bottom - top) * height, Math.max(width, height)];
  return Math.max(w, h) < NOT_SMALL * longer || Math.min(w, h) < NOT_NARROW * longer;
};

const isPanel = (box: PanelBox, { width, height }: GreyImage): boolean => {
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const longer = Math.max(width, height);
  const isLarge = Math.max(w, h) >= SMALLEST_SIDE * longer && Math.min(w, h) >= NARROWEST_SIDE * longer;
  return isLarge && Math.max(w / h, h / w) <= MOST_OBLONG && w * h <= LARGEST_AREA * width * height;
};

/** A part of a picture, cut out. */
export const cutOut = (image: RgbImage, { left, top, right, bottom }: PartEdges): RgbImage => {
  const { width, height } = image;
  const [x, y] = [Math.round(left * width), Math.round(top * height)];
  const [across, down] = [Math.round(right * width) - x, Math.round(bottom * height) - y];
  return cutInPixels(image, { left: x, top: y, width: Math.max(1, across), height: Math.max(1, down) });
};
