import { DIRECTIONS, type DirectionField } from '../direction-field.ts';

/** Blocks a side in which two pictures are compared. */
const BLOCKS = 8;
/** Pixels a side of the common grid; a multiple of BLOCKS. */
const GRID = 128;
/** Edge pixels that a block must have in one of the pictures to count. */
const LEAST_EDGES = 10;
/** Share of a block's edges that must point the same way. */
const BLOCK_AGREEMENT = 0.3;
/** Cosine of two directions by the difference of their codes. */
const COSINE = Float32Array.from({ length: DIRECTIONS }, (_, k) => Math.cos((2 * Math.PI * k) / DIRECTIONS));

/** A field stretched over the common grid: pictures that show the same at other sizes lie on each other. */
export const stretched = ({ width, height, codes }: DirectionField): Uint8Array =>
  Uint8Array.from({ length: GRID * GRID }, (_, i) => {
    const x = Math.floor((((i % GRID) + 0.5) * width) / GRID);
    const y = Math.floor(((Math.floor(i / GRID) + 0.5) * height) / GRID);
    return codes[y * width + x] ?? 0;
  });

/**
 * Returns the share of the blocks with edges in which two stretched fields agree, 0–1: high for recolours of one shot, for mock-ups of one template
 * and for one pose of one model; low for different pictures even with the same overlay, because it fills few blocks.
 */
export const likeness = (a: Uint8Array, b: Uint8Array): number => {
  const agreement = new Float32Array(BLOCKS * BLOCKS);
  const edgesA = new Uint16Array(BLOCKS * BLOCKS);
  const edgesB = new Uint16Array(BLOCKS * BLOCKS);
  for (let i = 0; i < a.length; i++) {
    const codeA = a[i] ?? 0;
    const codeB = b[i] ?? 0;
    if (codeA === 0 && codeB === 0) continue;
    const block =
      Math.floor((Math.floor(i / GRID) * BLOCKS) / GRID) * BLOCKS + Math.floor(((i % GRID) * BLOCKS) / GRID);
    if (codeA !== 0) edgesA[block] = (edgesA[block] ?? 0) + 1;
    if (codeB !== 0) edgesB[block] = (edgesB[block] ?? 0) + 1;
    if (codeA !== 0 && codeB !== 0) {
      agreement[block] = (agreement[block] ?? 0) + (COSINE[(codeA - codeB + DIRECTIONS) % DIRECTIONS] ?? 0);
    }
  }
  let blocks = 0;
  let agreeing = 0;
  for (let k = 0; k < BLOCKS * BLOCKS; k++) {
    const edges = Math.max(edgesA[k] ?? 0, edgesB[k] ?? 0);
    if (edges < LEAST_EDGES) continue;
    blocks++;
    if ((agreement[k] ?? 0) >= BLOCK_AGREEMENT * edges) agreeing++;
  }
  return blocks === 0 ? 1 : agreeing / blocks;
};
