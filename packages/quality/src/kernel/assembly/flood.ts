// The ground of a picture, from its frame inwards. Twin: flood-js.ts.

const REACHED: i32 = 255;

/** Rows of `bytes` bytes laid `stride` apart, each with `fill` behind it up to the next; up to 15 bytes beyond the last are written to. */
export function bordered(source: usize, bytes: i32, rows: i32, stride: i32, fill: i32, target: usize): void {
  for (let y = 0; y < rows; y++) {
    const from = source + y * bytes;
    const to = target + y * stride;
    for (let x = 0; x < bytes; x += 16) v128.store(to + x, v128.load(from + x));
    for (let x = bytes; x < stride; x++) store<u8>(to + x, <u8>fill);
  }
}

/**
 * Marks in `far` (u8 a pixel, rows of `stride` = width + 1 bytes, the last of each and a row above the first and below the last 254) what can be reached from the
 * outermost two pixels: 255. Starts where it is no more than `alike`, and goes to neighbours that are no farther than `reach`, and no farther than `free` or by no more than
 * `step` from the one before. `pixels`: RGB in rows of 3 × `stride` bytes. `queue`: i32 a pixel.
 */
export function floodFrom(
  far: usize,
  pixels: usize,
  width: i32,
  height: i32,
  alike: i32,
  free: i32,
  step: i32,
  reach: i32,
  queue: usize,
): void {
  const stride = width + 1;
  // What is as far as can be must not look as if it had been reached.
  const most = i8x16.splat(<i8>254);
  for (let i = 0; i < stride * height; i += 16) v128.store(far + i, i8x16.min_u(v128.load(far + i), most));
  for (let y = 0; y < height; y++) {
    const isEdge = y < 2 || y >= height - 2;
    for (let x = 0; x < width; x += isEdge || x !== 1 ? 1 : max(1, width - 3)) {
      const at = far + y * stride + x;
      if (<i32>load<u8>(at) <= alike) store<u8>(at, REACHED);
    }
  }
  sweep(far, stride, height, free);
  let end = queueBorder(far, stride, height, reach, queue);
  for (let at = queue; at < end; at += 4) {
    const i = load<i32>(at);
    for (let side = 0; side < 4; side++) {
      const to = side === 0 ? i - 1 : side === 1 ? i + 1 : side === 2 ? i - stride : i + stride;
      const away = <i32>load<u8>(far + to);
      if (away > reach || (away > free && stepOf(pixels + 3 * i, pixels + 3 * to) > step)) continue;
      store<u8>(far + to, REACHED);
      store<i32>(end, to);
      end += 4;
    }
  }
}

/** What is ground whatever is beside it, straight down and straight up from what is reached: most of a plain ground. */
function sweep(far: usize, stride: i32, height: i32, free: i32): void {
  const reached = i8x16.splat(-1);
  const least = i8x16.splat(<i8>free);
  const last = (stride * height - 1) & ~15;
  for (let i = 0; i <= last; i += 16) goOn(far + i, far + i - stride, reached, least);
  for (let i = last; i >= 0; i -= 16) goOn(far + i, far + i + stride, reached, least);
}

function goOn(to: usize, from: usize, reached: v128, least: v128): void {
  const here = v128.load(to);
  const isFree = i8x16.eq(i8x16.min_u(here, least), here);
  v128.store(to, v128.or(here, v128.and(i8x16.eq(v128.load(from), reached), isFree)));
}

/** Queues what is reached and has a neighbour that may be, too; gives the end of the queue. */
function queueBorder(far: usize, stride: i32, height: i32, reach: i32, queue: usize): usize {
  const reached = i8x16.splat(-1);
  const most = i8x16.splat(<i8>reach);
  const pixels = stride * height;
  let end = queue;
  for (let i = 0; i < pixels; i += 16) {
    const at = far + i;
    const here = i8x16.eq(v128.load(at), reached);
    if (!v128.any_true(here)) continue;
    const beside = i8x16.min_u(v128.load(at - 1), v128.load(at + 1));
    const around = i8x16.min_u(beside, i8x16.min_u(v128.load(at - stride), v128.load(at + stride)));
    let bits = i8x16.bitmask(v128.and(here, i8x16.eq(i8x16.min_u(around, most), around)));
    if (pixels - i < 16) bits &= (1 << (pixels - i)) - 1;
    for (; bits !== 0; bits &= bits - 1) {
      store<i32>(end, i + ctz(bits));
      end += 4;
    }
  }
  return end;
}

function stepOf(a: usize, b: usize): i32 {
  const red = abs(<i32>load<u8>(a) - <i32>load<u8>(b));
  const green = abs(<i32>load<u8>(a, 1) - <i32>load<u8>(b, 1));
  return max(max(red, green), abs(<i32>load<u8>(a, 2) - <i32>load<u8>(b, 2)));
}

/** Writes 1 where `far` was not reached, 0 where it was, as a plane without gaps; counts what was not, by column and by row (i32 each, added to). */
export function standingOf(far: usize, width: i32, height: i32, mask: usize, columns: usize, rows: usize): void {
  const reached = i8x16.splat(-1);
  const one = i8x16.splat(1);
  for (let y = 0; y < height; y++) {
    const from = far + y * (width + 1);
    const to = mask + y * width;
    let count = 0;
    for (let x = 0; x < width; x += 16) {
      const stands = v128.andnot(one, i8x16.eq(v128.load(from + x), reached));
      v128.store(to + x, stands);
      let bits = i8x16.bitmask(i8x16.eq(stands, one));
      if (width - x < 16) bits &= (1 << (width - x)) - 1;
      count += popcnt(bits);
      for (; bits !== 0; bits &= bits - 1) {
        const column = columns + 4 * (x + ctz(bits));
        store<i32>(column, load<i32>(column) + 1);
      }
    }
    store<i32>(rows + 4 * y, count);
  }
}
