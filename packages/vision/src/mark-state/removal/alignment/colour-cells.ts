import type { RgbImage } from '@listing-lint/rules/image';

/** Px of a cell, across and down. */
export const COLOUR_CELL = 4;

/** Mean colour of each 4 × 4 px of a picture, without its light: Cb and Cr by ITU-R BT.601, levels around 0; what is left of a cell at the right and below is dropped. */
export interface ColourCells {
  readonly width: number;
  readonly height: number;
  readonly cb: Float32Array;
  readonly cr: Float32Array;
}

export const colourCellsOf = ({ width, height, data }: RgbImage): ColourCells => {
  const [across, down] = [Math.floor(width / COLOUR_CELL), Math.floor(height / COLOUR_CELL)];
  const [cb, cr] = [new Float32Array(across * down), new Float32Array(across * down)];
  for (let row = 0, i = 0; row < down; row++) {
    for (let column = 0; column < across; column++, i++) {
      let [r, g, b] = [0, 0, 0];
      for (let y = 0; y < COLOUR_CELL; y++) {
        let p = 3 * ((row * COLOUR_CELL + y) * width + column * COLOUR_CELL);
        for (let x = 0; x < COLOUR_CELL; x++, p += 3) {
          r += data[p] ?? 0;
          g += data[p + 1] ?? 0;
          b += data[p + 2] ?? 0;
        }
      }
      cb[i] = (-0.168736 * r - 0.331264 * g + 0.5 * b) / COLOUR_CELL ** 2;
      cr[i] = (0.5 * r - 0.418688 * g - 0.081312 * b) / COLOUR_CELL ** 2;
    }
  }
  return { width: across, height: down, cb, cr };
};

/** Ours without and with the mark, of one size, and a picture that shows it. */
export interface QuestionColours {
  readonly clean: ColourCells;
  readonly marked: ColourCells;
  readonly suspect: ColourCells;
}
