import { BLOCK, type GreenPlane, type Roughness } from '../looker.ts';

/** In plain JavaScript: the reference for the other one. */
export const roughnessOf = ({ width, data }: GreenPlane, blocks: Int32Array): Roughness => {
  const [sums, levels] = [new Int32Array(blocks.length), new Int32Array(blocks.length)];
  for (let k = 0; k < blocks.length; k++) {
    let [sum, level] = [0, 0];
    for (let y = 1; y < BLOCK - 1; y++) {
      for (let x = 1, i = (blocks[k] ?? 0) + y * width + 1; x < BLOCK - 1; x++, i++) {
        const centre = data[i] ?? 0;
        const sides = (data[i - 1] ?? 0) + (data[i + 1] ?? 0) + (data[i - width] ?? 0) + (data[i + width] ?? 0);
        const above = (data[i - width - 1] ?? 0) + (data[i - width + 1] ?? 0);
        const below = (data[i + width - 1] ?? 0) + (data[i + width + 1] ?? 0);
        sum += Math.abs(4 * centre - 2 * sides + above + below);
        level += centre;
      }
    }
    sums[k] = sum;
    levels[k] = level;
  }
  return { sums, levels };
};

/** The same. */
export const contrastsOf = ({ data }: GreenPlane, places: Int32Array, pixels: number): Int32Array =>
  places.map((at) => {
    let sum = 0;
    for (let i = at; i < at + pixels - 2; i += 2) sum += Math.abs((data[i + 2] ?? 0) - (data[i] ?? 0));
    return sum;
  });
