import { describe, expect, it } from 'vitest';
import { hasLetters } from './letters.ts';
import { asDisplayed, loadNetwork } from './network.ts';
import { textRegions } from './regions.ts';

describe('the network', () => {
  it('says what to install where no runtime starts', async () => {
    await expect(loadNetwork([])).rejects.toMatchObject({
      code: 'fact-unavailable',
      message: expect.stringContaining('npm install --save-dev onnxruntime-web'),
    });
  });

  it('enlarges oblong pictures, with no more pixels', () => {
    const sizeOf = (width: number, height: number): readonly [number, number] => {
      const picture = asDisplayed({ data: new Uint8Array(3 * width * height), width, height });
      return [picture.width, picture.height];
    };
    expect(sizeOf(1024, 768)).toEqual([608, 456]);
    expect(sizeOf(683, 1024)).toEqual([406, 608]);
    expect(sizeOf(576, 1024)).toEqual([372, 662]);
    expect(sizeOf(228, 1024)).toEqual([228, 1024]);
    expect(sizeOf(300, 200)).toEqual([300, 200]);
  });

  it('gives a map of the size of its input, whatever its sides are multiples of', {
    tags: 'full',
  }, async () => {
    const network = await loadNetwork(['onnxruntime-web']);
    const [width, height] = [650, 43];
    const map = await network.find({ data: new Uint8Array(3 * width * height).fill(200), width, height });
    expect({ ...map, data: map.data.length }).toEqual({ data: width * height, width, height });
    expect(Math.max(...map.data)).toBeLessThan(0.3);
  });
});

/** Letters on a grid of 5 × 7. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  T: ['#####', '  #', '  #', '  #', '  #', '  #', '  #'],
  E: ['#####', '#', '#', '####', '#', '#', '#####'],
  L: ['#', '#', '#', '#', '#', '#', '#####'],
  F: ['#####', '#', '#', '####', '#', '#', '#'],
};
const HOLE = ['', '', ' ##', '####', '####', ' ##', ''];
const [WIDTH, HEIGHT, CELL] = [260, 80, 6];

/** Dark shapes in a row on a light ground; turned by a half with `isTurned`. */
const rowOf = (shapes: readonly (readonly string[])[], isTurned = false) => {
  const data = new Uint8Array(3 * WIDTH * HEIGHT).fill(220);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const at = isTurned ? WIDTH * HEIGHT - 1 - i : i;
    const [x, y] = [(at % WIDTH) - 16, Math.floor(at / WIDTH) - 19];
    const [k, column, row] = [Math.floor(x / 42), Math.floor((x % 42) / CELL), Math.floor(y / CELL)];
    if (x >= 0 && y >= 0 && shapes[k]?.[row]?.[column] === '#') data.fill(30, 3 * i, 3 * i + 3);
  }
  return { data, width: WIDTH, height: HEIGHT };
};

describe('the reader', () => {
  it('reads a line, and one upside down when so requested; and nothing of a row of holes', {
    tags: 'full',
  }, async () => {
    const reader = await (await loadNetwork(['onnxruntime-web'])).reader();
    const line = { x: 130, y: 40, length: 250, thickness: 64, angle: 0, score: 1 };
    const words = [...'FELTLE'].map((letter) => LETTERS[letter] ?? []);
    const { characters } = await reader.read(rowOf(words), line);
    expect(characters.join('')).toBe('FELTLE');
    const turned = await reader.read(rowOf(words, true), line, true);
    expect(turned.characters.join('')).toBe('FELTLE');
    expect(hasLetters(await reader.read(rowOf(words.map(() => HOLE)), line), 1)).toBe(false);
  });

  it.each([
    ['over a badge', 1],
    ['below a badge, where it hangs', -1],
  ])('reads a line that is bent %s', { tags: 'full' }, async (_where, sign) => {
    const reader = await (await loadNetwork(['onnxruntime-web'])).reader();
    const words = rowOf([...'FELTLE'].map((letter) => LETTERS[letter] ?? []));
    const [side, radius, middle] = [400, 110, 200];
    const data = new Uint8Array(3 * side * side).fill(220);
    for (let i = 0; i < side * side; i++) {
      const [dx, dy] = [(i % side) + 0.5 - middle, Math.floor(i / side) + 0.5 - middle];
      const angle = Math.atan2(dx, -sign * dy);
      const x = Math.floor(radius * angle + WIDTH / 2);
      const y = Math.floor(sign * (radius - Math.hypot(dx, dy)) + HEIGHT / 2);
      if (x < 0 || x >= WIDTH || y < 0 || y >= HEIGHT) continue;
      data.fill(words.data[3 * (y * WIDTH + x)] ?? 220, 3 * i, 3 * i + 3);
    }
    const straight = { x: middle, y: middle - sign * radius, length: 250, thickness: 64, angle: 0, score: 1 };
    const read = async (line: typeof straight & { radius?: number }) =>
      (await reader.read({ data, width: side, height: side }, line)).characters.join('');
    expect(await read({ ...straight, radius: sign * radius })).toBe('FELTLE');
    expect(await read(straight)).not.toContain('FELTLE');
  });

  it('gets the part between plain margins, and returns its place in the whole picture', async () => {
    const network = await loadNetwork(['onnxruntime-web']);
    const [width, height, left, top] = [560, 400, 230, 250];
    const words = rowOf([...'FELTLE'].map((letter) => LETTERS[letter] ?? []));
    const data = new Uint8Array(3 * width * height).fill(220);
    for (let y = 0; y < HEIGHT; y++) {
      data.set(words.data.subarray(3 * y * WIDTH, 3 * (y + 1) * WIDTH), 3 * ((top + y) * width + left));
    }
    const map = await network.find({ data, width, height });
    const [line] = textRegions(map);
    expect(line).toMatchObject({ x: expect.closeTo(left + 136, -1), y: expect.closeTo(top + 40, -1) });
    const isInMap = map.data.map((value) => (value === 0 ? 0 : 1));
    expect(isInMap.subarray(0, 192 * width).some((value) => value === 1)).toBe(false);
  });
});
