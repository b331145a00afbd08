import { featureKernel } from '../../features/kernel/kernel-wasm.ts';

/** Pixels of one or more channels, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Returns the picture without what is lighter than its surroundings and narrower than 4 px (morphological opening): the strokes of pale letters. */
export const withoutPaleStrokes = <P extends Pixels>(picture: P): P => ({
  ...picture,
  data: featureKernel().opened(picture),
});

/** Every second pixel of every second row. */
export const everySecond = <P extends Pixels>(picture: P, channels: number): P => {
  const [width, height] = [picture.width >> 1, picture.height >> 1];
  const data = new Uint8Array(channels * width * height);
  let k = 0;
  for (let y = 0; y < height; y++) {
    const row = 2 * y * picture.width;
    for (let x = 0; x < width; x++) {
      const at = channels * (row + 2 * x);
      data[k++] = picture.data[at] ?? 0;
      for (let channel = 1; channel < channels; channel++) data[k++] = picture.data[at + channel] ?? 0;
    }
  }
  return { ...picture, width, height, data };
};
