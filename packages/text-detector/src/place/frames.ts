import { GROUND, type PictureLayout } from './parts.ts';

/**
 * Share of the picture from which a rectangle on plain ground is a picture in a frame and no product, and of the rectangle that shows no ground; less where its
 * picture runs into the frame and `fewest` of its sides are straight along a share of `side` or more, the lower one along `lower`: what stands on a foot is a
 * thing, and of rooms it is the walls that are white.
 */
const FRAMED = { picture: 0.75, filled: 0.97, runsIn: 0.5, side: 0.4, fewest: 3, lower: 0.8 };

/** The rectangle that a picture in a plain frame fills, without the row of pixels along its edge, where both are mixed. */
export interface PictureInFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** It is detected by its sides alone: the picture's own background is indistinguishable from the frame. */
  readonly runsIn: boolean;
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a plain frame holds; undefined where there is none. */
export const frameIn = ({ width, height, parts }: PictureLayout): PictureInFrame | undefined => {
  if (parts === undefined) return undefined;
  let [left, top, right, bottom, filled] = [width, height, -1, -1, 0];
  for (let at = 0; at < parts.length; at++) {
    if (parts[at] === GROUND) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    filled++;
  }
  const area = (right - left + 1) * (bottom - top + 1);
  if (area < FRAMED.picture * width * height || filled < FRAMED.runsIn * area) return undefined;
  const runsIn = filled < FRAMED.filled * area;
  const isFilled = (x: number, y: number): boolean => parts[y * width + x] !== GROUND;
  if (runsIn && !hasStraightSides({ left, top, right, bottom }, isFilled)) return undefined;
  const box = { left: left + 1, top: top + 1, width: right - left - 1, height: bottom - top - 1, runsIn };
  return box.width < 3 || box.height < 3 ? undefined : box;
};

/** Pixels by which a straight side may be off. */
const OFF_LINE = 1;

/** Whether what fills a rectangle reaches its lower side and two others along much of them: what has another outline touches them here and there. */
const hasStraightSides = (
  { left, top, right, bottom }: Edges,
  isFilled: (x: number, y: number) => boolean,
): boolean => {
  const reached = (from: number, to: number, reaches: (at: number, off: number) => boolean): number => {
    let count = 0;
    for (let at = from; at <= to; at++) if (reaches(at, 0) || reaches(at, OFF_LINE)) count++;
    return count / (to - from + 1);
  };
  const lower = reached(left, right, (x, off) => isFilled(x, bottom - off));
  const sides = [
    lower,
    reached(left, right, (x, off) => isFilled(x, top + off)),
    reached(top, bottom, (y, off) => isFilled(left + off, y)),
    reached(top, bottom, (y, off) => isFilled(right - off, y)),
  ];
  return lower >= FRAMED.lower && sides.filter((share) => share >= FRAMED.side).length >= FRAMED.fewest;
};
