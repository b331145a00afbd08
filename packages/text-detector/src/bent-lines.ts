import { type LineShape, upright } from './line-shape.ts';

/** What an area is at most of the thickness of the rectangle around it, as a band along a circle, and what of such a band it fills at least. */
const MOST_THICKNESS = 0.75;
const LEAST_FILL = 0.75;
/** Of a circle a line takes at most so much, degrees. */
const MOST_SPAN = 340;

/**
 * The band along a circle that an area of the map fills, by least squares (Kåsa's fit); undefined where it fills none that is much thinner than
 * `thickness`, that of the rectangle around it. `pixels`: indices in rows of `width`.
 */
export const bandOf = (pixels: readonly number[], width: number, thickness: number): LineShape | undefined => {
  const circle = circleThrough(pixels, width);
  if (circle === undefined) return undefined;
  const { x, y, radius } = circle;
  const middle = middleOf(pixels, width);
  const towards = Math.atan2(middle.y - y, middle.x - x);
  let [least, most, squares] = [0, 0, 0];
  for (const at of pixels) {
    const [dx, dy] = [(at % width) + 0.5 - x, Math.floor(at / width) + 0.5 - y];
    squares += (Math.hypot(dx, dy) - radius) ** 2;
    const by = Math.atan2(dy, dx) - towards;
    const angle = Math.atan2(Math.sin(by), Math.cos(by));
    least = Math.min(least, angle);
    most = Math.max(most, angle);
  }
  // Of an even band.
  const band = Math.sqrt((12 * squares) / pixels.length);
  const length = (most - least) * radius;
  const isBand =
    band <= MOST_THICKNESS * thickness &&
    pixels.length >= LEAST_FILL * length * band &&
    most - least <= (MOST_SPAN * Math.PI) / 180;
  if (!isBand) return undefined;
  const at = towards + (least + most) / 2;
  const angle = upright((at * 180) / Math.PI + 90);
  // Whether the middle of the circle lies below the line as it is read.
  const isBelow = Math.cos((angle * Math.PI) / 180 - at - Math.PI / 2) > 0;
  return {
    ...{ x: x + radius * Math.cos(at), y: y + radius * Math.sin(at), length, thickness: band, angle },
    radius: isBelow ? radius : -radius,
  };
};

const middleOf = (pixels: readonly number[], width: number): { readonly x: number; readonly y: number } => {
  let [x, y] = [0, 0];
  for (const at of pixels) {
    x += (at % width) + 0.5;
    y += Math.floor(at / width) + 0.5;
  }
  return { x: x / pixels.length, y: y / pixels.length };
};

const circleThrough = (
  pixels: readonly number[],
  width: number,
): { readonly x: number; readonly y: number; readonly radius: number } | undefined => {
  const middle = middleOf(pixels, width);
  let [uu, vv, uv, across, down] = [0, 0, 0, 0, 0];
  for (const at of pixels) {
    const [u, v] = [(at % width) + 0.5 - middle.x, Math.floor(at / width) + 0.5 - middle.y];
    const square = u * u + v * v;
    uu += u * u;
    vv += v * v;
    uv += u * v;
    across += u * square;
    down += v * square;
  }
  const determinant = 2 * (uu * vv - uv * uv);
  if (determinant === 0) return undefined;
  const [x, y] = [(across * vv - down * uv) / determinant, (down * uu - across * uv) / determinant];
  return { x: middle.x + x, y: middle.y + y, radius: Math.sqrt(x * x + y * y + (uu + vv) / pixels.length) };
};
