/** A line of text: a rectangle that may be turned, in pixels of the map; or one that is bent along a circle. */
export interface TextRegion {
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  /** Along the line, and across it. */
  readonly length: number;
  readonly thickness: number;
  /** Of the line, degrees clockwise from the right, −90 to 90; of a bent one in its middle. */
  readonly angle: number;
  /** Mean of the map inside, 0–1. */
  readonly score: number;
  /** Other things look like this, too: of its letters more has to be read. */
  readonly isDoubtful?: boolean;
  /** Of a bent line, as on round badges: the circle along its middle, below zero if that is above the line (the line hangs). */
  readonly radius?: number;
}

/** The placement of a line. */
export type LineShape = Omit<TextRegion, 'score' | 'isDoubtful'>;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same line in a picture that is so many times as large. */
export const scaledLine = <Line extends LineShape>(line: Line, by: number): Line => ({
  ...line,
  x: line.x * by,
  y: line.y * by,
  length: line.length * by,
  thickness: line.thickness * by,
  ...(line.radius === undefined ? {} : { radius: line.radius * by }),
});

/** Maps a position along a line from its middle, and below it, to a point. */
export const pointsOn = ({ x, y, angle, radius }: LineShape): ((along: number, below: number) => Point) => {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return (along, below) => {
    let [u, v] = [along, below];
    if (radius !== undefined) {
      u = (radius - below) * Math.sin(along / radius);
      v = radius - (radius - below) * Math.cos(along / radius);
    }
    return { x: x + u * cos - v * sin, y: y + u * sin + v * cos };
  };
};

/** The inverse: the position of a point along a line, and below it. */
const placesBy = ({
  x,
  y,
  angle,
  radius,
}: LineShape): ((pointX: number, pointY: number) => readonly [along: number, below: number]) => {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return (pointX, pointY) => {
    const [dx, dy] = [pointX - x, pointY - y];
    const [u, v] = [dx * cos + dy * sin, dy * cos - dx * sin];
    if (radius === undefined) return [u, v];
    const sign = Math.sign(radius);
    return [radius * Math.atan2(sign * u, sign * (radius - v)), radius - sign * Math.hypot(u, v - radius)];
  };
};

/** Number of points sampled of a bent line for its upright box. */
const STEPS = 16;

/** The upright box around a line. */
export const uprightBox = (line: LineShape): { left: number; top: number; right: number; bottom: number } => {
  const steps = line.radius === undefined ? 1 : STEPS;
  const pointAt = pointsOn(line);
  const points = Array.from({ length: steps + 1 }, (_, i) => (i / steps - 0.5) * line.length).flatMap((along) => [
    pointAt(along, -line.thickness / 2),
    pointAt(along, line.thickness / 2),
  ]);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
};

/** Calls with the index of each pixel whose centre is in a line. */
export const eachInside = (line: LineShape, { width, height }: Size, call: (index: number) => void): void => {
  const { left, top, right, bottom } = uprightBox(line);
  const placeOf = placesBy(line);
  for (let v = Math.max(0, Math.floor(top)); v < Math.min(height, bottom); v++) {
    for (let u = Math.max(0, Math.floor(left)); u < Math.min(width, right); u++) {
      const [along, below] = placeOf(u + 0.5, v + 0.5);
      if (Math.abs(along) <= line.length / 2 && Math.abs(below) <= line.thickness / 2) call(v * width + u);
    }
  }
};

/** The same line, between −90 and 90 degrees. */
export const readingAngle = (degrees: number): number => {
  const turned = ((degrees % 180) + 180) % 180;
  return turned > 90 ? turned - 180 : turned;
};
