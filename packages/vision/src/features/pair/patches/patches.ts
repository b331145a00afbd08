/** A patch of blocks that touch each other, by its blocks' columns and rows. */
export interface BlockPatch {
  readonly size: number;
  /** Where its blocks stand. */
  readonly members: readonly number[];
  /** Blocks of ours with structure among them. */
  readonly lost: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type BlockEdges = Pick<BlockPatch, 'left' | 'top' | 'right' | 'bottom'>;

/** A band along an edge is at most so high, and so much of each of its rows is other: shares of what is seen. */
export const BAND_HEIGHT = 0.3;
const BAND_FILLED = 0.55;
/** Largest distance of a label from a corner, and its largest size. */
export const CORNER = 0.34;
export const LABEL_AREA = 0.1;

/** What a block is: seen in the suspect; seen, and what ours shows is not there; seen, and there is something where ours has nothing. */
export const SEEN = 1;
export const LOST = 2;
export const ADDED = 3;

/**
 * Returns the size of the largest patch of lost or added blocks that is neither a band along an edge of the visible area nor a label in its corner: overlays of
 * sellers are there, differences of products are not. Also returns the lost blocks under those. `states` are rows of `across` blocks.
 */
export const patchesOf = (
  states: Uint8Array,
  across: number,
): { readonly largest: number; readonly covered: number } => {
  const seen = seenEdges(states, across);
  if (seen === null) return { largest: 0, covered: 0 };
  const left = states.slice();
  let [largest, covered] = [0, withoutBands(left, across, seen)];
  for (const patch of patchesIn(left, across)) {
    if (isLabel(patch, seen)) covered += patch.lost;
    else largest = Math.max(largest, patch.size);
  }
  return { largest, covered };
};

/** Of blocks that are 1 the most that lie in one quarter of what is seen, its middle lines with it. */
export const mostInQuarter = (blocks: Uint8Array, states: Uint8Array, across: number): number => {
  const seen = seenEdges(states, across);
  if (seen === null) return 0;
  const [x, y] = [(seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2];
  let [upperLeft, upperRight, lowerLeft, lowerRight] = [0, 0, 0, 0];
  for (let k = 0; k < blocks.length; k++) {
    if (blocks[k] !== 1) continue;
    const row = Math.floor(k / across);
    const right = k - row * across - x;
    const below = row - y;
    if (right <= 0.5 && below <= 0.5) upperLeft++;
    if (right >= -0.5 && below <= 0.5) upperRight++;
    if (right <= 0.5 && below >= -0.5) lowerLeft++;
    if (right >= -0.5 && below >= -0.5) lowerRight++;
  }
  return Math.max(upperLeft, upperRight, lowerLeft, lowerRight);
};

/** Clears bands along the edges and returns the number of lost blocks in them. */
const withoutBands = (states: Uint8Array, across: number, { left, top, right, bottom }: BlockEdges): number => {
  let lost = 0;
  const [columns, rows] = [range(left, right), range(top, bottom)];
  const blocksOf = {
    row: (row: number) => columns.map((column) => row * across + column),
    column: (column: number) => rows.map((row) => row * across + column),
  };
  for (const [lines, blocks] of [
    [rows, blocksOf.row],
    [[...rows].reverse(), blocksOf.row],
    [columns, blocksOf.column],
    [[...columns].reverse(), blocksOf.column],
  ] as const) {
    let wasBanded = false;
    for (const [depth, line] of lines.slice(0, Math.ceil(BAND_HEIGHT * lines.length)).entries()) {
      const own = blocks(line).filter((k) => states[k] !== 0);
      const other = own.filter((k) => (states[k] ?? 0) >= LOST);
      const isBanded = other.length >= BAND_FILLED * own.length;
      // A band may begin a little within the picture, and ends within a row.
      if (!isBanded && !wasBanded && depth > 0) break;
      if (!isBanded && !wasBanded) continue;
      for (const k of other) {
        if (states[k] === LOST) lost++;
        states[k] = SEEN;
      }
      if (wasBanded && !isBanded) break;
      wasBanded = isBanded;
    }
  }
  return lost;
};

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, k) => from + k);

/** The blocks that are seen lie within these. */
export const seenEdges = (states: Uint8Array, across: number): BlockEdges | null => {
  let [left, top, right, bottom] = [across, states.length, -1, -1];
  for (let k = 0; k < states.length; k++) {
    if (states[k] === 0) continue;
    const row = Math.floor(k / across);
    const column = k - row * across;
    if (column < left) left = column;
    if (column > right) right = column;
    // Rows come in their order.
    if (top > row) top = row;
    bottom = row;
  }
  return right < 0 ? null : { left, top, right, bottom };
};

/** Of blocks that agree (`AGREES` and more) the largest patch; undefined where none does. */
export const largestAgreeing = (blocks: Uint8Array, across: number): BlockPatch | undefined =>
  patchesIn(blocks, across).reduce<BlockPatch | undefined>(
    (largest, patch) => (patch.size > (largest?.size ?? 0) ? patch : largest),
    undefined,
  );

/** Patches of blocks of which 2 or more is said. */
const patchesIn = (states: Uint8Array, across: number): readonly BlockPatch[] => {
  const left = states.slice();
  const rows = Math.ceil(states.length / across);
  const found: BlockPatch[] = [];
  for (let start = 0; start < left.length; start++) {
    if ((left[start] ?? 0) < LOST) continue;
    const members = [start];
    left[start] = 0;
    for (const k of members) {
      const [column, row] = [k % across, Math.floor(k / across)];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
          if ((left[y * across + x] ?? 0) < LOST) continue;
          left[y * across + x] = 0;
          members.push(y * across + x);
        }
      }
    }
    const columns = members.map((k) => k % across);
    const lines = members.map((k) => Math.floor(k / across));
    found.push({
      size: members.length,
      members,
      lost: members.filter((k) => states[k] === LOST).length,
      left: Math.min(...columns),
      top: Math.min(...lines),
      right: Math.max(...columns),
      bottom: Math.max(...lines),
    });
  }
  return found;
};

const isLabel = (patch: BlockPatch, seen: BlockEdges): boolean => {
  const [width, height] = [seen.right - seen.left + 1, seen.bottom - seen.top + 1];
  const x = ((patch.left + patch.right) / 2 - seen.left + 0.5) / width;
  const y = ((patch.top + patch.bottom) / 2 - seen.top + 0.5) / height;
  return Math.min(x, 1 - x) < CORNER && Math.min(y, 1 - y) < CORNER && patch.size <= LABEL_AREA * width * height;
};
