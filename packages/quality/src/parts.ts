import type { Box } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** A part of a picture, fractions of its width and height. */
export const partSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
type PicturePart = z.infer<typeof partSchema>;

/** A share of 1, named for people. */
export const share = (title: string) => z.number().meta({ title, unit: 'share' });

/** Rounded to what a report needs. */
export const roundedTo = (value: number, digits = 3): number => Number(value.toFixed(digits));

export const roundedPart = ({ x, y, width, height }: PicturePart): PicturePart => ({
  x: roundedTo(x),
  y: roundedTo(y),
  width: roundedTo(width),
  height: roundedTo(height),
});

/** The part marked on the picture, with what is told of it. */
export const markedPart = (part: PicturePart, label: string): Box => ({ ...part, label, kind: 'found' });

/** `#rrggbb` of three channels, 0–255. */
export const hexOf = (colour: readonly number[]): string =>
  `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
