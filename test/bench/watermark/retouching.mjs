// Ways in which marks are taken off pictures, or covered. Pictures are 8-bit RGB: { data, width, height }.
import sharp from 'sharp';

/** Levels from which on a retoucher sees a stroke; of a mark that nowhere differs by three times as many, a third of what it does at most. */
const STROKE = 12;

/** Pixels of the strokes, as a retoucher marks them: where both differ, and `reach` px around. */
export const strokesOf = (marked, clean, reach) => {
  const { width, height } = marked;
  const mask = new Uint8Array(width * height);
  let largest = 0;
  for (let i = 0; i < marked.data.length; i++) largest = Math.max(largest, Math.abs(marked.data[i] - clean.data[i]));
  const least = Math.min(STROKE, Math.max(3, largest / 3));
  for (let i = 0; i < mask.length; i++) {
    let most = 0;
    for (let c = 0; c < 3; c++) most = Math.max(most, Math.abs(marked.data[3 * i + c] - clean.data[3 * i + c]));
    if (most < least) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
      mask.fill(1, v * width + Math.max(0, x - reach), v * width + Math.min(width - 1, x + reach) + 1);
  }
  return mask;
};

/** Filled from around as smoothly as can be: of wide strokes rounds alone, from the mark on, would leave a soft picture of it that anybody sees. */
export const smoothFill = (image, mask) => {
  const { width, height } = image;
  const { data } = marchedFill(image, mask);
  const result = Buffer.from(data);
  const floats = Float32Array.from(data);
  const pixels = [];
  for (let i = 0; i < mask.length; i++) if (mask[i]) pixels.push(i);
  for (let round = 0; round < 120; round++)
    for (const i of round % 2 ? pixels : pixels.toReversed()) {
      const x = i % width;
      // At a border of the picture the pixel stands for its neighbour outside.
      const left = 3 * (x > 0 ? i - 1 : i);
      const right = 3 * (x < width - 1 ? i + 1 : i);
      const above = 3 * (i >= width ? i - width : i);
      const below = 3 * (i + width < mask.length ? i + width : i);
      for (let c = 0; c < 3; c++)
        floats[3 * i + c] = (floats[left + c] + floats[right + c] + floats[above + c] + floats[below + c]) / 4;
    }
  for (const i of pixels) for (let c = 0; c < 3; c++) result[3 * i + c] = Math.round(floats[3 * i + c]);
  return { data: result, width, height };
};

/** Filled pixel by pixel from the border inwards with the mean of known pixels around, nearer ones weighing more (as fast marching does). */
export const marchedFill = ({ data, width, height }, mask) => {
  const result = Buffer.from(data);
  const left = Uint8Array.from(mask);
  const reach = 5;
  for (;;) {
    const border = [];
    for (let i = 0; i < left.length; i++) {
      if (!left[i]) continue;
      const x = i % width;
      if (
        (x > 0 && !left[i - 1]) ||
        (x < width - 1 && !left[i + 1]) ||
        (i >= width && !left[i - width]) ||
        (i + width < left.length && !left[i + width])
      )
        border.push(i);
    }
    if (border.length === 0) break;
    for (const i of border) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const sums = [0, 0, 0];
      let weight = 0;
      for (let v = -reach; v <= reach; v++)
        for (let u = -reach; u <= reach; u++) {
          const [p, q] = [x + u, y + v];
          if (p < 0 || q < 0 || p >= width || q >= height || left[q * width + p]) continue;
          const w = 1 / (u * u + v * v + 0.1);
          weight += w;
          for (let c = 0; c < 3; c++) sums[c] += w * result[3 * (q * width + p) + c];
        }
      if (weight > 0) for (let c = 0; c < 3; c++) result[3 * i + c] = Math.round(sums[c] / weight);
    }
    for (const i of border) left[i] = 0;
  }
  return { data: result, width, height };
};

/** Filled with the surroundings of the best-fitting place nearby, patch by patch (as patch-based retouching does). */
export const patchFill = ({ data, width, height }, mask, random) => {
  const result = Buffer.from(data);
  const left = Uint8Array.from(mask);
  const half = 4;
  for (let i = 0; i < left.length; i++) {
    if (!left[i]) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    let best;
    for (let tried = 0; tried < 150; tried++) {
      const [dx, dy] = [Math.round((random() - 0.5) * 160), Math.round((random() - 0.5) * 160)];
      let [error, n] = [0, 0];
      let fits = true;
      for (let v = -half; v <= half && fits; v += 2)
        for (let u = -half; u <= half; u += 2) {
          const [p, q] = [x + u, y + v];
          if (p < 0 || q < 0 || p >= width || q >= height) continue;
          const [r, s] = [p + dx, q + dy];
          if (r < 0 || s < 0 || r >= width || s >= height || mask[s * width + r]) {
            fits = false;
            break;
          }
          if (left[q * width + p]) continue;
          for (let c = 0; c < 3; c++) error += (result[3 * (q * width + p) + c] - data[3 * (s * width + r) + c]) ** 2;
          n++;
        }
      if (fits && n > 0 && (best === undefined || error / n < best.error)) best = { dx, dy, error: error / n };
    }
    if (best === undefined) continue;
    for (let v = 0; v <= half; v++)
      for (let u = -half; u <= half; u++) {
        const [p, q] = [x + u, y + v];
        if (p < 0 || q < 0 || p >= width || q >= height || !left[q * width + p]) continue;
        const s = 3 * ((q + best.dy) * width + p + best.dx);
        for (let c = 0; c < 3; c++) result[3 * (q * width + p) + c] = data[s + c];
        left[q * width + p] = 0;
      }
  }
  return { data: result, width, height };
};

/** The whole box blurred. */
export const blurredBox = async (image, box) => {
  const { left, top, width, height } = box;
  const patch = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .extract(box)
    .blur(Math.max(3, height / 4))
    .raw()
    .toBuffer();
  const result = Buffer.from(image.data);
  for (let y = 0; y < height; y++)
    patch.copy(result, 3 * ((top + y) * image.width + left), 3 * y * width, 3 * (y + 1) * width);
  return { ...image, data: result };
};

/** The whole box from a place next to it, faded in over its border. */
export const clonedBox = (image, box, random) => {
  const { left, top, width, height } = box;
  const result = Buffer.from(image.data);
  const options = [
    [0, -height - 6],
    [0, height + 6],
    [-Math.round(width * 1.05), 0],
    [Math.round(width * 1.05), 0],
  ].filter(
    ([dx, dy]) =>
      left + dx >= 0 && top + dy >= 0 && left + dx + width <= image.width && top + dy + height <= image.height,
  );
  const [dx, dy] = options[Math.floor(random() * options.length)] ?? [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const fade = Math.min(1, (1 + Math.min(x, y, width - 1 - x, height - 1 - y)) / 4);
      const to = 3 * ((top + y) * image.width + left + x);
      const from = 3 * ((top + dy + y) * image.width + left + dx + x);
      for (let c = 0; c < 3; c++)
        result[to + c] = Math.round(image.data[to + c] * (1 - fade) + image.data[from + c] * fade);
    }
  return { ...image, data: result };
};

/** A sticker over the box. */
export const covered = (image, box, random) => {
  const result = Buffer.from(image.data);
  const colour = [random() * 255, random() * 255, random() * 255];
  for (let y = Math.max(0, box.top - 4); y < Math.min(image.height, box.top + box.height + 4); y++)
    for (let x = Math.max(0, box.left - 4); x < Math.min(image.width, box.left + box.width + 4); x++) {
      const stripe = (x + y) % 24 < 6 ? 0.4 : 1;
      for (let c = 0; c < 3; c++) result[3 * (y * image.width + x) + c] = Math.round(colour[c] * stripe);
    }
  return { ...image, data: result };
};
