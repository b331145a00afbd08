// Straight borders of what is white. Twin: tally-js.ts.

/** What runs add up to that ended and were long enough. */
let straight: i32 = 0;

function endRun(length: i32, run: i32): void {
  if (length >= run) straight += length;
}

/** Along a row: `length` is that of the run that goes on; gives what it is after these pixels. */
function followRow(bits: i32, lanes: i32, length: i32, run: i32): i32 {
  if (bits === 0) {
    endRun(length, run);
    return 0;
  }
  for (let k = 0; k < lanes; k++) {
    if (bits & (1 << k)) {
      length++;
    } else {
      endRun(length, run);
      length = 0;
    }
  }
  return length;
}

/** Down 16 columns: `lengths` are those of the runs that go on, i32 each; `open` which of them do. */
function followColumns(bits: i32, lengths: usize, open: usize, run: i32): void {
  for (let ended = load<i32>(open) & ~bits; ended !== 0; ended &= ended - 1) {
    const at = lengths + 4 * ctz(ended);
    endRun(load<i32>(at), run);
    store<i32>(at, 0);
  }
  for (let going = bits; going !== 0; going &= going - 1) {
    const at = lengths + 4 * ctz(going);
    store<i32>(at, load<i32>(at) + 1);
  }
  store<i32>(open, bits);
}

/** Which of 16 pixels are less than `white`, here and there. */
function bothBelow(near: v128, far: v128, white: v128): i32 {
  const nearLess = v128.not(i8x16.eq(i8x16.max_u(near, white), near));
  const farLess = v128.not(i8x16.eq(i8x16.max_u(far, white), far));
  return i8x16.bitmask(v128.and(nearLess, farLess));
}

/**
 * Sides, of four, of pixels of at least `cut` beyond which two are less, in runs of at least `run` (1 or more) along a row or a column. `lengths` and `open` are nothing to
 * begin with: i32 for each of 2 × `width` rounded up to 16, and for each 16 of them.
 */
export function countStraight(
  plane: usize,
  width: i32,
  height: i32,
  cut: i32,
  run: i32,
  lengths: usize,
  open: usize,
): i32 {
  const white = i8x16.splat(<i8>cut);
  const blocks = (width + 15) >> 4;
  const rightLengths = lengths + 64 * blocks;
  const rightOpen = open + 4 * blocks;
  straight = 0;
  for (let y = 0; y < height; y++) {
    const isInside = y >= 2 && y < height - 2;
    let above = 0;
    let below = 0;
    for (let block = 0; block < blocks; block++) {
      const x = block << 4;
      const at = plane + y * width + x;
      const left = width - x;
      const lanes = min(left, 16);
      const here = v128.load(at);
      const bits = i8x16.bitmask(i8x16.eq(i8x16.max_u(here, white), here)) & ((1 << lanes) - 1);
      let up = 0;
      let down = 0;
      let before = 0;
      let behind = 0;
      if (bits !== 0) {
        const row = <usize>width;
        if (isInside) {
          up = bits & bothBelow(v128.load(at - row), v128.load(at - 2 * row), white);
          down = bits & bothBelow(v128.load(at + row), v128.load(at + 2 * row), white);
        }
        before = bits & bothBelow(v128.load(at - 1), v128.load(at - 2), white) & (x > 0 ? -1 : ~3);
        const hasTwo = left <= 2 ? 0 : (1 << min(left - 2, 16)) - 1;
        behind = bits & bothBelow(v128.load(at, 1), v128.load(at, 2), white) & hasTwo;
      }
      above = followRow(up, lanes, above, run);
      below = followRow(down, lanes, below, run);
      followColumns(before, lengths + 64 * block, open + 4 * block, run);
      followColumns(behind, rightLengths + 64 * block, rightOpen + 4 * block, run);
    }
    endRun(above, run);
    endRun(below, run);
  }
  for (let block = 0; block < 2 * blocks; block++) followColumns(0, lengths + 64 * block, open + 4 * block, run);
  return straight;
}
