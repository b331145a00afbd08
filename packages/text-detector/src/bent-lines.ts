import { type LineShape, readingAngle } from './line-shape.ts';

/** What an area is at most of the thickness of the rectangle around it, as a band along a circle, and what of such a band it fills at least. */
const MOST_THICKNESS = 0.75;
const LEAST_FILL = 0.75;
/** Of a smaller circle, in the thickness of the band, an area is a blob or a ring. */
const LEAST_RADIUS = 1.5;
/** Least distance of the middle of a bent line from the chord of its ends, in the thickness of the band: straight ones have letters that stick out. */
const LEAST_BEND = 0.4;
/** Of a circle a line takes at most so much, degrees. */
const MOST_SPAN = 340;

/**
 * The band along a circle that an area of the map fills, by least squares; undefined where it fills none that is much thinner than
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
    radius >= LEAST_RADIUS * band &&
    radius * (1 - Math.cos((most - least) / 2)) >= LEAST_BEND * band &&
    pixels.length >= LEAST_FILL * length * band &&
    most - least <= (MOST_SPAN * Math.PI) / 180;
  if (!isBand) return undefined;
  const at = towards + (least + most) / 2;
  const angle = readingAngle((at * 180) / Math.PI + 90);
  // Whether the centre of the circle is below the line in reading direction.
  const isBelow = Math.cos((angle * Math.PI) / 180 - at - Math.PI / 2) > 0;
  return {
    ...{ x: x + radius * Math.cos(at), y: y + radius * Math.sin(at), length, thickness: band, angle },
    radius: isBelow ? radius : -radius,
  };
};

/**
 * The straight band that an area fills, by least squares, as `bandOf`: of a slanted line the network sees a band with a ragged edge, and the rectangle around
 * all of it is half empty.
 */
export const straightBandOf = (pixels: readonly number[], width: number, thickness: number): LineShape | undefined => {
  const { x, y } = middleOf(pixels, width);
  let [uu, uv, vv] = [0, 0, 0];
  for (const at of pixels) {
    const [u, v] = [(at % width) + 0.5 - x, Math.floor(at / width) + 0.5 - y];
    uu += u * u;
    uv += u * v;
    vv += v * v;
  }
  const direction = Math.atan2(2 * uv, uu - vv) / 2;
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  let [least, most] = [0, 0];
  for (const at of pixels) {
    const along = ((at % width) + 0.5 - x) * cos + (Math.floor(at / width) + 0.5 - y) * sin;
    least = Math.min(least, along);
    most = Math.max(most, along);
  }
  const squares = uu * sin * sin - 2 * uv * sin * cos + vv * cos * cos;
  const band = Math.sqrt((12 * squares) / pixels.length);
  const length = most - least;
  if (band > MOST_THICKNESS * thickness || pixels.length < LEAST_FILL * length * band) return undefined;
  const middle = (least + most) / 2;
  return {
    ...{ x: x + middle * cos, y: y + middle * sin, length, thickness: band },
    angle: readingAngle((direction * 180) / Math.PI),
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

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** By Kåsa's fit, which takes short arcs for ones of too small a circle, and from there by steps of Gauss and Newton. */
const circleThrough = (pixels: readonly number[], width: number): Circle | undefined => {
  let circle = roughCircle(pixels, width);
  for (let step = 0; step < STEPS && circle !== undefined; step++) circle = nearerCircle(circle, pixels, width);
  return circle;
};
const STEPS = 6;

const roughCircle = (pixels: readonly number[], width: number): Circle | undefined => {
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

/** A step towards the circle from which the pixels lie least far; of a straight line it is none. */
const nearerCircle = ({ x, y, radius }: Circle, pixels: readonly number[], width: number): Circle | undefined => {
  // Means of the directions to the pixels, of their products, and with how far the pixels lie beyond the circle.
  let [cos, sin, coscos, cossin, sinsin, beyond, cosBeyond, sinBeyond] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const at of pixels) {
    const [dx, dy] = [(at % width) + 0.5 - x, Math.floor(at / width) + 0.5 - y];
    const distance = Math.max(Math.hypot(dx, dy), Number.EPSILON);
    const [c, s, over] = [dx / distance, dy / distance, distance - radius];
    cos += c / pixels.length;
    sin += s / pixels.length;
    coscos += (c * c) / pixels.length;
    cossin += (c * s) / pixels.length;
    sinsin += (s * s) / pixels.length;
    beyond += over / pixels.length;
    cosBeyond += (c * over) / pixels.length;
    sinBeyond += (s * over) / pixels.length;
  }
  // Without the radius, which is the mean distance: two equations for the middle.
  const [a, b, d] = [coscos - cos * cos, cossin - cos * sin, sinsin - sin * sin];
  const [e, f] = [cosBeyond - cos * beyond, sinBeyond - sin * beyond];
  const determinant = a * d - b * b;
  if (determinant <= Number.EPSILON) return undefined;
  const [stepX, stepY] = [(e * d - f * b) / determinant, (f * a - e * b) / determinant];
  const nearer = radius + beyond - cos * stepX - sin * stepY;
  return nearer > 0 && nearer < MOST_RADIUS * width ? { x: x + stepX, y: y + stepY, radius: nearer } : undefined;
};
/** A line of a larger circle is straight, widths of the map. */
const MOST_RADIUS = 4;
