// Copies that were made small and enlarged again, as a picture of a page is by who saves its thumbnail. Pictures are 8-bit RGB: { data, width, height }.
import sharp from 'sharp';

const WIDTHS = [180, 220, 260, 320, 400, 500];
const FILTERS = { nearest: 'nearest', bilinear: 'linear', bicubic: 'cubic', lanczos: 'lanczos3' };
const SHARPENED = [false, true];
const QUALITIES = [70, 90];

/** Made so wide, saved as a file without or with loss, enlarged to what it was, sharpened or not, and saved. */
const enlarged =
  ({ width: small, kernel, isSharpened, quality }) =>
  async ({ data, width, height }, random) => {
    const reduced = sharp(data, { raw: { width, height, channels: 3 } }).resize({ width: Math.min(small, width) });
    const saved = await (random() < 0.5 ? reduced.png() : reduced.jpeg({ quality: 85 })).toBuffer();
    const large = sharp(saved).resize({ width, height, fit: 'fill', kernel });
    const sharpened = isSharpened ? large.sharpen({ sigma: 1 + 2 * random(), m2: 3 + 3 * random() }) : large;
    return sharpened.jpeg({ quality }).toBuffer();
  };

/** Every size, filter, sharpening and quality with each other, by what they are called. */
export const ENLARGINGS = Object.fromEntries(
  WIDTHS.flatMap((width) =>
    Object.entries(FILTERS).flatMap(([filter, kernel]) =>
      SHARPENED.flatMap((isSharpened) =>
        QUALITIES.map((quality) => [
          `${width} px, ${filter}, ${isSharpened ? 'sharpened' : 'as it is'}, JPEG ${quality}`,
          enlarged({ width, kernel, isSharpened, quality }),
        ]),
      ),
    ),
  ),
);
