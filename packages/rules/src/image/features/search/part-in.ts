/** Sides of a picture that a product or an inset in it may reach: what reaches more of them is its ground. */
const MOST_SIDES = 2;
/** Share of the box around it that a product, or an inset, fills at least. */
const LEAST_FILLED = 0.5;

/**
 * Asks of some blocks of a picture, `count` numbers row by row, whether they hang together as a product or an inset does and a ground does not, `leastShare` of all blocks or more. It
 * is asked of thousands of ours beside one suspect: in one room, and without anything that has to be collected.
 */
export const partIn = (columns: number, rows: number, leastShare: number) => {
  // With a border in which none counts, each block has four neighbours.
  const stride = columns + 2;
  const left = new Uint8Array(stride * (rows + 2));
  const part = new Uint32Array(columns * rows);
  const least = leastShare * columns * rows;
  const placeOf = (block: number): number => block + stride + 1 + 2 * Math.floor(block / columns);

  /** What hangs together with a block of those that are left, which it is taken from. */
  const isProduct = (start: number): boolean => {
    let [blocks, first, right, top, bottom] = [1, columns, 1, rows, 1];
    left[start] = 0;
    part[0] = start;
    for (let at = 0; at < blocks; at++) {
      const k = part[at] ?? 0;
      const row = Math.floor(k / stride);
      const column = k - row * stride;
      if (column < first) first = column;
      if (column > right) right = column;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      for (let side = 0; side < 4; side++) {
        const next = side < 2 ? k - 1 + 2 * side : k + stride * (2 * side - 5);
        if (left[next] !== 1) continue;
        left[next] = 0;
        part[blocks++] = next;
      }
    }
    if (blocks < least || blocks < LEAST_FILLED * (right - first + 1) * (bottom - top + 1)) return false;
    const sides = Number(first === 1) + Number(top === 1) + Number(right === columns) + Number(bottom === rows);
    return sides <= MOST_SIDES;
  };

  return (counted: Uint32Array, count: number): boolean => {
    left.fill(0);
    for (let k = 0; k < count; k++) left[placeOf(counted[k] ?? 0)] = 1;
    for (let k = 0; k < count; k++) {
      const start = placeOf(counted[k] ?? 0);
      if (left[start] === 1 && isProduct(start)) return true;
    }
    return false;
  };
};
