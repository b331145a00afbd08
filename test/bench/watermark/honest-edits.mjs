// What people do to pictures who take no mark off: light, colours, noise, filters of telephones, few colours, hard compression. Pictures are 8-bit RGB:
// { data, width, height }. Each edit gives such a picture back, or the bytes of a file where what it does is how it is saved.
import sharp from 'sharp';

const sharpOf = ({ data, width, height }) => sharp(data, { raw: { width, height, channels: 3 } });
const rgbOf = async (picture) => {
  const { data, info } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  return rgbOf(sharp(data, { raw: info }).toColourspace('srgb'));
};

/** Each level by a curve of 0 to 1, cut off at both ends. */
const byCurve = ({ data, ...size }, curve) => {
  const levels = Uint8Array.from({ length: 256 }, (_, level) =>
    Math.round(255 * Math.min(1, Math.max(0, curve(level / 255)))),
  );
  return { ...size, data: Buffer.from(data.map((level) => levels[level])) };
};
const between = (random, least, most) => least + random() * (most - least);

/** Means of those pixels around that are alike: skin is smoothed so, and noise taken out (a bilateral filter of 7 × 7 px, in luma). */
const smoothedAlike = ({ data, width, height }, alike) => {
  const result = Buffer.from(data);
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++)
    luma[i] = 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
  for (let y = 3; y < height - 3; y++)
    for (let x = 3; x < width - 3; x++) {
      const i = y * width + x;
      let [weights, r, g, b] = [0, 0, 0, 0];
      for (let v = -3; v <= 3; v++)
        for (let u = -3; u <= 3; u++) {
          const j = i + v * width + u;
          const off = (luma[j] - luma[i]) / alike;
          const weight = 1 / (1 + off ** 4);
          weights += weight;
          r += weight * data[3 * j];
          g += weight * data[3 * j + 1];
          b += weight * data[3 * j + 2];
        }
      result[3 * i] = Math.round(r / weights);
      result[3 * i + 1] = Math.round(g / weights);
      result[3 * i + 2] = Math.round(b / weights);
    }
  return { data: result, width, height };
};

/** Noise of film in all pixels, and corners that are darker. */
const filmed = ({ data, width, height }, random, deviation, dark) => {
  const result = Buffer.from(data);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [((i % width) / width) * 2 - 1, (Math.floor(i / width) / height) * 2 - 1];
    const light = 1 - dark * Math.min(1, (x * x + y * y) / 2) ** 1.5;
    const noise = deviation * (random() + random() + random() + random() - 2) * 1.7;
    for (let c = 0; c < 3; c++)
      result[3 * i + c] = Math.min(255, Math.max(0, Math.round(light * data[3 * i + c] + noise)));
  }
  return { data: result, width, height };
};

export const EDITS = {
  'brightened, white cut off': (image, random) => {
    const gain = between(random, 1.12, 1.35);
    return byCurve(image, (level) => gain * level);
  },
  darkened: (image, random) => {
    const gain = between(random, 0.6, 0.9);
    return byCurve(image, (level) => gain * level);
  },
  'more contrast, both cut off': (image, random) => {
    const gain = between(random, 1.2, 1.5);
    return byCurve(image, (level) => gain * (level - 0.5) + 0.5);
  },
  'less contrast, pale': (image, random) => {
    const gain = between(random, 0.6, 0.85);
    return byCurve(image, (level) => gain * level + 0.95 * (1 - gain));
  },
  'gamma, lighter': (image, random) => {
    const gamma = between(random, 0.55, 0.85);
    return byCurve(image, (level) => level ** gamma);
  },
  'gamma, darker': (image, random) => {
    const gamma = between(random, 1.2, 1.8);
    return byCurve(image, (level) => level ** gamma);
  },
  'white from a paler level on': (image, random) => {
    const white = between(random, 0.8, 0.95);
    return byCurve(image, (level) => level / white);
  },
  'black up to a level': (image, random) => {
    const black = between(random, 0.06, 0.22);
    return byCurve(image, (level) => (level - black) / (1 - black));
  },
  'curve of a filter': (image, random) => {
    const much = between(random, 0.5, 1);
    return byCurve(image, (level) => level + much * (level * level * (3 - 2 * level) - level));
  },
  'faded, warm': (image, random) => {
    const fade = between(random, 0.04, 0.12);
    return rgbOf(
      sharpOf(byCurve(image, (level) => fade + (1 - 1.5 * fade) * level)).linear([1.05, 1, 0.9], [4, 0, -4]),
    );
  },
  'contrast within the picture': (image) =>
    rgbOf(
      sharpOf(image).clahe({
        width: Math.max(8, image.width >> 3),
        height: Math.max(8, image.height >> 3),
        maxSlope: 2,
      }),
    ),
  'median of 3 px': (image) => rgbOf(sharpOf(image).median(3)),
  'median of 5 px': (image) => rgbOf(sharpOf(image).median(5)),
  'smoothed, edges preserved': (image, random) => smoothedAlike(image, between(random, 10, 25)),
  'smoothed and sharpened': async (image, random) =>
    rgbOf(sharpOf(smoothedAlike(image, between(random, 8, 16))).sharpen({ sigma: 1 })),
  saturation: (image, random) =>
    rgbOf(
      sharpOf(image).modulate({ saturation: random() < 0.5 ? between(random, 0.2, 0.7) : between(random, 1.3, 1.9) }),
    ),
  'other hue': (image, random) => rgbOf(sharpOf(image).modulate({ hue: Math.round(between(random, -40, 40)) })),
  greyscale: (image) => rgbOf(sharpOf(image).greyscale()),
  sharpened: (image, random) => rgbOf(sharpOf(image).sharpen({ sigma: between(random, 1, 2), m1: 1.5, m2: 4 })),
  blurred: (image, random) => rgbOf(sharpOf(image).blur(between(random, 1, 2.2))),
  'grain and dark corners': (image, random) => filmed(image, random, between(random, 3, 9), between(random, 0.1, 0.45)),
  'few colours': (image, random) =>
    sharpOf(image)
      .png({ palette: true, colours: random() < 0.5 ? 16 : 64, dither: random() < 0.5 ? 0 : 1 })
      .toBuffer(),
  'JPEG 12–30': (image, random) =>
    sharpOf(image)
      .jpeg({ quality: Math.round(between(random, 12, 30)) })
      .toBuffer(),
  'made much smaller': (image, random) =>
    sharpOf(image)
      .resize({ width: Math.max(120, Math.round(image.width * between(random, 0.25, 0.45))) })
      .jpeg({ quality: 75 })
      .toBuffer(),
  'made smaller, larger again': async (image, random) => {
    const small = await sharpOf(image)
      .resize({ width: Math.round(image.width * between(random, 0.4, 0.6)) })
      .png()
      .toBuffer();
    return rgbOf(sharp(small).resize({ width: image.width, height: image.height, fit: 'fill' }));
  },
};
