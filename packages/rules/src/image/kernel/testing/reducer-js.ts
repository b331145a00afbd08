import { hasOpacity, type Reducer, SHIFT, tablesOf } from '../reducer.ts';

/** The reducer in plain JavaScript: the reference that tests hold the WebAssembly kernel to. */
export const createJsReducer = (): Reducer => ({
  kind: 'javascript',
  reduce,
  reduceTwice: (image, target) => {
    const picture = reduce(image, target);
    return { picture, half: reduce(picture, { width: target.width / 2, height: target.height / 2 }) };
  },
  onWhite,
});

const onWhite: Reducer['onWhite'] = ({ width, height, rgba }) => {
  const data = new Uint8Array(3 * width * height);
  for (let at = 0, out = 0; out < data.length; at += 4) {
    const opacity = rgba[at + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      data[out++] = Math.floor(((rgba[at + channel] ?? 0) * opacity) / 255) + 255 - opacity;
    }
  }
  return { width, height, data };
};

const reduce: Reducer['reduce'] = (given, target) => {
  const image = hasOpacity(given) ? onWhite(given) : given;
  const { down, across } = tablesOf(image, target);
  const rowBytes = 3 * image.width;
  const line = new Uint16Array(rowBytes);
  const data = new Uint8Array(3 * target.width * target.height);
  let out = 0;
  for (let y = 0; y < down.size; y++) {
    line.fill(0);
    for (let k = 0; k < down.taps; k++) {
      const weight = down.weights[y * down.taps + k] ?? 0;
      if (weight === 0) continue;
      const row = ((down.first[y] ?? 0) + k) * rowBytes;
      for (let b = 0; b < rowBytes; b++) line[b] = (line[b] ?? 0) + weight * (image.data[row + b] ?? 0);
    }
    for (let b = 0; b < rowBytes; b++) line[b] = (line[b] ?? 0) >> 1;
    for (let x = 0; x < across.size; x++) {
      const start = 3 * (across.first[x] ?? 0);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 1 << (SHIFT - 1);
        for (let k = 0; k < across.taps; k++) {
          sum += (across.weights[x * across.taps + k] ?? 0) * (line[start + 3 * k + channel] ?? 0);
        }
        data[out++] = sum >> SHIFT;
      }
    }
  }
  return { ...target, data };
};
