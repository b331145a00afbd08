// Kernels on pictures of few levels, so that values often equal a bound: both give the same, and the values stored next to this file.

import type { GreyImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { DESCRIPTOR_WORDS, PATTERN_TURNS } from './kernel.ts';
import { createWasmFeatureKernel } from './kernel-wasm.ts';
import { createJsFeatureKernel } from './testing/kernel-js.ts';

const kernels = [createJsFeatureKernel(), createWasmFeatureKernel()];

/** Squares of a few px whose levels differ by a threshold, by one less and by one more. */
const scene = (seed: number): GreyImage => {
  const random = seededRandom(seed);
  const [width, height] = [64 + (seed % 5), 62 + (seed % 7)];
  const data = new Uint8Array(width * height).fill(100);
  for (let k = 0; k < 60; k++) {
    const [x, y, side] = [Math.floor(random() * width), Math.floor(random() * height), 1 + Math.floor(random() * 9)];
    const level = 100 + ([-9, -8, -7, 7, 8, 9, 30][Math.floor(random() * 7)] ?? 0);
    for (let row = y; row < Math.min(height, y + side); row++)
      data.fill(level, row * width + x, row * width + Math.min(width, x + side));
  }
  return { width, height, data };
};
/** A number that every value and its place changes. */
const digest = (values: Iterable<number>): number => {
  let sum = 7;
  for (const value of values) sum = (Math.imul(sum, 31) + Math.round(1000 * value)) | 0;
  return sum >>> 0;
};

const ALL = { wanted: 2 ** 20, cells: 1 };

describe('feature kernels', () => {
  it('give the same of pictures of few levels, and what they gave', () => {
    const results = kernels.map((kernel) =>
      Array.from({ length: 16 }, (_, seed) => {
        const picture = scene(seed);
        const half = { width: Math.round(picture.width / 1.2), height: Math.round(picture.height / 1.2) };
        kernel.hold(picture, [picture, half]);
        const strongestFirst = kernel.keyPoints(0, 8, ALL);
        const offsets = strongestFirst.toSorted();
        const next = kernel.keyPoints(1, 8, ALL).toSorted();
        const directions = Uint8Array.from(offsets, (_at, k) => (k * 5) % PATTERN_TURNS);
        const descriptors = kernel.describe(0, offsets, directions);
        // Half of them twice, so that nearest ones are as near as second ones.
        const some = descriptors.slice(0, DESCRIPTOR_WORDS * (offsets.length >> 1));
        const twice = new Uint32Array(2 * some.length);
        twice.set(some);
        twice.set(some, some.length);
        const { nearest, distances, seconds } = kernel.nearest(descriptors, twice);
        return [
          `${offsets.length} corners ${digest(offsets)} ${digest(strongestFirst)}`,
          `${next.length} ${digest(next)} on the next level`,
          `moments ${digest(kernel.moments(0, offsets))}, bits ${digest(descriptors)}, blurred ${digest(kernel.blurred(picture).data)}`,
          `near ${digest(nearest)} ${digest(distances)} ${digest(seconds)}`,
        ].join('; ');
      }).join('\n'),
    );
    expect(new Set(results).size).toBe(1);
    expect(results[0]).toMatchInlineSnapshot(`
      "3 corners 1445812537 1445812537; 1 1668217 on the next level; moments 2979820535, bits 2150496383, blurred 1406161399; near 208537 4556537 4556537
      12 corners 3970558839 4165119927; 6 1836097143 on the next level; moments 739676919, bits 2577195711, blurred 3904555977; near 2761672439 1643978463 1643978463
      20 corners 2927953511 3388361415; 11 3409461049 on the next level; moments 3024627007, bits 904721983, blurred 2309315295; near 2645209727 472163743 472163743
      17 corners 3344672081 2382169761; 5 3513199025 on the next level; moments 745755879, bits 4227067919, blurred 704697097; near 928390057 2372147593 2372147593
      12 corners 292362599 1325279703; 8 395223991 on the next level; moments 2631870551, bits 1210108167, blurred 1302762223; near 386523287 2398740087 2398740087
      11 corners 2777630969 4033646329; 3 917770537 on the next level; moments 2302444575, bits 3634624599, blurred 3267452783; near 2494152785 2350582121 2350582121
      15 corners 1871277609 25751465; 8 898008831 on the next level; moments 112124815, bits 1471682415, blurred 1785186391; near 828139521 1645904177 1645904177
      14 corners 133780223 2583169151; 9 4035351601 on the next level; moments 2720744823, bits 498699519, blurred 3156512271; near 2671911487 2864618159 2864618159
      16 corners 3106632991 2031593935; 8 1105766231 on the next level; moments 934116887, bits 3278521623, blurred 3101448225; near 2354416527 957910943 957910943
      16 corners 1521055191 1159849079; 8 2406299087 on the next level; moments 1349429239, bits 725053823, blurred 2719024255; near 1793582663 1724404535 1724404535
      17 corners 2172246681 127326553; 7 2214706761 on the next level; moments 2655806463, bits 328885791, blurred 2953374751; near 366773217 45071737 45071737
      24 corners 1356746279 3816460215; 5 2563542889 on the next level; moments 2604655319, bits 2817957423, blurred 3146730359; near 482773311 3740358839 3740358839
      6 corners 2265795191 2030678135; 4 3457644279 on the next level; moments 3420301663, bits 1695988423, blurred 4274256583; near 2902647471 1979356471 1979356471
      7 corners 764898241 2730279185; 2 32719727 on the next level; moments 3023708343, bits 3917622055, blurred 1801171391; near 4082727681 1713963457 1713963457
      15 corners 563935409 2904134753; 7 1108091185 on the next level; moments 2597492327, bits 1880418887, blurred 2884733159; near 224752665 3310756737 3310756737
      13 corners 4261348025 1029440009; 4 2655864871 on the next level; moments 3800050591, bits 1714248719, blurred 2277650247; near 254779737 3724820481 3724820481"
    `);
  });
});
