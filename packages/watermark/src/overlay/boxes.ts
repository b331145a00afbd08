import type { FractionBox } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** A part of a picture, fractions of its width and height. */
export const fractionBoxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Boxes whose centre is in none of the others: words in a mark are a part of it. */
export const apartFrom = <T extends FractionBox>(boxes: readonly T[], others: readonly FractionBox[]): readonly T[] =>
  boxes.filter((box) => {
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    return !others.some(
      (other) => x >= other.x && x <= other.x + other.width && y >= other.y && y <= other.y + other.height,
    );
  });
