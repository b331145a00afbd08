import { turnBox } from '@listing-lint/rules/hash';
import type { OurPicture } from './our-picture.ts';

type FractionMap = (x: number, y: number) => readonly [number, number];

/** Returns the map from our picture to the suspect, both as fractions of width and height: from local features if there are any, otherwise from the agreeing parts. */
export const fractionMapOf = ({ local, turn, box, ourBox }: OurPicture): FractionMap => {
  if (local !== undefined) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = local.mapping;
    return (x, y) => {
      const w = g * x + h * y + 1;
      return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
    };
  }
  return (x, y) => {
    const u = (x - ourBox.left) / (ourBox.right - ourBox.left);
    const v = (y - ourBox.top) / (ourBox.bottom - ourBox.top);
    const { left, top } = turnBox({ left: u, right: u, top: v, bottom: v }, turn);
    return [box.left + left * (box.right - box.left), box.top + top * (box.bottom - box.top)];
  };
};
