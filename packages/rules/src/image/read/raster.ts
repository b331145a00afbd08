/** 8-bit RGB pixels, interleaved, `data.length === 3 * width * height`, rows from the top. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One 8-bit channel, rows from the top. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A point of a picture, px from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Luma by the weights of ITU-R BT.601 (0.299, 0.587, 0.114), rounded: what PDQ and JPEG use. */
export const lumaOf = ({ width, height, data }: RgbImage): GreyImage => {
  const luma = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    luma[i] = ((data[p] ?? 0) * 19595 + (data[p + 1] ?? 0) * 38470 + (data[p + 2] ?? 0) * 7471 + 32768) >> 16;
  }
  return { width, height, data: luma };
};

/** A picture as a mirror shows it: left and right exchanged. */
export const mirroredImage = ({ width, height, data }: RgbImage): RgbImage => {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0, from = 3 * (y * width + width - 1), to = 3 * y * width; x < width; x++, from -= 3, to += 3) {
      out[to] = data[from] ?? 0;
      out[to + 1] = data[from + 1] ?? 0;
      out[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { width, height, data: out };
};
