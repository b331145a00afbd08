import { describe, expect, it } from 'vitest';
import { loadNetwork } from './network.ts';

describe('the network', () => {
  it('says what to install where no runtime starts', async () => {
    await expect(loadNetwork([])).rejects.toMatchObject({
      code: 'fact-unavailable',
      message: expect.stringContaining('npm install --save-dev onnxruntime-web'),
    });
  });

  it('gives a map of the size of the picture reduced, whatever its sides are multiples of', async () => {
    const network = await loadNetwork(['onnxruntime-web']);
    const [width, height] = [650, 43];
    const map = await network.find({ data: new Uint8Array(3 * width * height).fill(200), width, height });
    expect({ ...map, data: map.data.length }).toEqual({ data: 640 * 42, width: 640, height: 42 });
    expect(Math.max(...map.data)).toBeLessThan(0.3);
  });
});
