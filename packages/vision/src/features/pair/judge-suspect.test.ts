import type { RgbImage } from '@listing-lint/rules/image';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { mirroredFeatures } from '../extract/features.ts';
import { alignPoints } from './alignment.ts';
import { judgeAligned, type LocalMatch } from './compare-pair.ts';
import { judgeSuspect } from './judge-suspect.ts';
import { opened, registrationInputOf, rgb, scene } from './test-pictures.ts';

const compared = (ours: RgbImage, theirs: RgbImage, mirrored = false): LocalMatch | null => {
  const their = registrationInputOf(theirs);
  const features = mirrored ? mirroredFeatures(their.features) : their.features;
  const alignment = alignPoints(registrationInputOf(ours).features, features);
  return alignment && judgeSuspect(registrationInputOf(ours), { ...their, features }, alignment, mirrored);
};

const BOTTLE = '<path d="M210 60h50v70l40 40v150h-130v-150l40-40z"/>';
/** The inside of an outline of one picture, pasted at the same position on another one. */
const cutOut = async (outline: string, from: RgbImage, onto?: RgbImage): Promise<RgbImage> => {
  const mask = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">${outline}</svg>`);
  const product = await opened(from)
    .composite([{ input: mask, blend: 'dest-in' }])
    .png()
    .toBuffer();
  return rgb(opened(onto ?? (await scene(10))).composite([{ input: product }]));
};

describe('judgeSuspect', () => {
  it('is a variant, and no copy, where half of the picture is another one', async () => {
    const ours = await scene(9);
    const half = await opened(await scene(10))
      .extract({ left: 240, top: 0, width: 240, height: 360 })
      .png()
      .toBuffer();
    const theirs = await rgb(opened(ours).composite([{ input: half, left: 240, top: 0 }]));
    const match = compared(ours, theirs);
    expect(match?.inliers).toBeGreaterThan(10);
    expect(match).toMatchObject({ verdict: 'variant', visiblePart: { left: 0, top: 0 } });
    // Cut in blocks of 16 px.
    expect(Math.abs((match?.visiblePart?.right ?? 0) - 0.5)).toBeLessThan(0.05);
    expect(match?.agreeing).toBeGreaterThan(0.95 * (match?.blocks ?? 0));
  });
  it('is a variant under something large in its middle', async () => {
    const ours = await scene(9);
    const sticker = await opened(await scene(10))
      .extract({ left: 40, top: 30, width: 270, height: 210 })
      .png()
      .toBuffer();
    const theirs = await rgb(opened(ours).composite([{ input: sticker, left: 100, top: 70 }]));
    const match = compared(ours, theirs);
    expect(match?.verdict).toBe('variant');
    expect(match?.visiblePart).toBeUndefined();
    expect(match?.patch).toBeGreaterThan(100);
  });
  it('is a variant where it was cut out of a scene along any outline, a suspicion where that is little or much around it is as it was, and nothing in other colours', {
    tags: 'full',
  }, async () => {
    const ours = await scene(9);
    const match = compared(ours, await cutOut(BOTTLE, ours));
    expect(match?.inliers).toBeGreaterThan(12);
    expect(match).toMatchObject({ verdict: 'variant', mirrored: false });
    const { left = 0, top = 0, right = 0, bottom = 0 } = match?.visiblePart ?? {};
    // Cut in blocks of 16 px.
    for (const [edge, is] of [
      [left, 170 / 480],
      [top, 60 / 360],
      [right, 300 / 480],
      [bottom, 320 / 360],
    ] as const)
      expect(Math.abs(edge - is)).toBeLessThan(0.06);
    expect(match?.agreeing).toBe(match?.blocks);
    const dyed = await rgb(opened(ours).linear([1, 0.7, 0.6], [0, 0, 60]));
    expect(compared(ours, await cutOut(BOTTLE, dyed))).toBeNull();
    expect(compared(ours, await cutOut('<rect x="200" y="150" width="60" height="45"/>', ours))).toBeNull();
    // Others bought bands and badges, too.
    for (const overlay of [
      '<rect width="480" height="96"/>',
      '<rect y="270" width="470" height="90"/>',
      '<rect width="112" height="360"/>',
      '<circle cx="400" cy="70" r="64"/>',
    ])
      expect([overlay, compared(ours, await cutOut(overlay, ours))?.visiblePart ?? null]).toEqual([overlay, null]);
    for (const shape of ['<rect y="120" width="480" height="96"/>', '<ellipse cx="240" cy="180" rx="120" ry="90"/>'])
      expect(compared(ours, await cutOut(shape, ours))).toMatchObject({ verdict: 'variant' });
    expect(compared(ours, await cutOut('<ellipse cx="240" cy="180" rx="82" ry="64"/>', ours))?.verdict).toBe('suspect');
    // As around a model in another garment, in one light before one wall.
    const alike = await rgb(opened(ours).blur(20));
    expect(compared(ours, await cutOut(BOTTLE, ours, alike))?.verdict).toBe('suspect');
  });
  it('compares the colours of a cut-out inside its outline, along which other ones show', async () => {
    const ours = await scene(9);
    const comb = '<path d="M60 40h340v270h-56v-210h-40v210h-56v-210h-40v210h-56v-210h-40v210h-56z"/>';
    const dark = await rgb(opened(await scene(10)).linear(0.2, 0));
    const match = compared(ours, await cutOut(comb, ours, dark));
    expect(match).toMatchObject({ verdict: 'variant', recoloured: 0 });
  });
  it('is a variant around something else where it was cut out, and a suspicion where that is a frame', async () => {
    const ours = await scene(9);
    const other = await rgb(opened(await scene(10)).linear([0.2, 0.2, 0.2], [200, 0, 200]));
    const horseshoe = '<path d="M0 0h480v360h-40v-230h-400v230h-40z"/>';
    const frame = '<path fill-rule="evenodd" d="M32 32h416v296h-416zM96 96h288v168h-288z"/>';
    expect(compared(ours, await cutOut(horseshoe, ours, other))).toMatchObject({ verdict: 'variant', isCutOut: true });
    expect(compared(ours, await cutOut(frame, ours, other))?.verdict).toBe('suspect');
  });
  it('is one by few points where much of it shows, and nothing where that is little', async () => {
    const ours = await scene(9);
    const byFew = async (outline: string): Promise<LocalMatch | null> => {
      const [own, their] = [registrationInputOf(ours), registrationInputOf(await cutOut(outline, ours))];
      const alignment = alignPoints(own.features, their.features);
      return alignment && judgeSuspect(own, their, { ...alignment, inliers: 7 }, false);
    };
    expect(await byFew(BOTTLE)).toMatchObject({ verdict: 'variant' });
    expect(await byFew('<ellipse cx="240" cy="180" rx="82" ry="64"/>')).toBeNull();
  });
  it('is a suspicion where a frame, a banner and a badge are all that both have in common', async () => {
    const offer = async (seed: number): Promise<RgbImage> => {
      const product = await opened(await scene(seed))
        .extract({ left: 0, top: 0, width: 320, height: 220 })
        .png()
        .toBuffer();
      const banner = await opened(await scene(99))
        .extract({ left: 0, top: 0, width: 480, height: 80 })
        .png()
        .toBuffer();
      const badge = await opened(await scene(98))
        .extract({ left: 0, top: 0, width: 64, height: 64 })
        .png()
        .toBuffer();
      const layers = [
        { input: product, left: 80, top: 110 },
        { input: banner, left: 0, top: 0 },
        { input: badge, left: 410, top: 290 },
      ];
      return rgb(sharp({ create: { width: 480, height: 360, channels: 3, background: '#fff' } }).composite(layers));
    };
    const ours = await offer(9);
    const match = compared(ours, await offer(10));
    expect(match?.inliers).toBeGreaterThan(40);
    expect(match).toMatchObject({ verdict: 'suspect', aroundOther: true });
    const theirs = opened(ours).blur(1).modulate({ brightness: 1.1 });
    expect(compared(ours, await rgb(theirs))?.verdict).toBe('duplicate');
  });
  it.each([
    ['a band at one side', false],
    ['a frame that is full', true],
  ])('is a suspicion where %s is all that both have in common', async (_, isFrame) => {
    const part = async (seed: number, width: number, height: number): Promise<Buffer> =>
      opened(await scene(seed))
        .extract({ left: 0, top: 0, width, height })
        .png()
        .toBuffer();
    const white = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#fff' } });
    const card = { input: await white(390, 270).png().toBuffer(), left: 45, top: 45 };
    const [left, right, top, bottom] = isFrame ? [50, 320, 50, 230] : [0, 366, 0, 180];
    const places = [
      ...[left, right].flatMap((x) => [top, bottom].map((y) => [x, y] as const)),
      [(left + right) / 2, (top + bottom) / 2] as const,
    ];
    const offer = async (seed: number): Promise<RgbImage> => {
      const input = await part(seed, 90, 60);
      const product = places.map(([x, y], k) => ({
        ...{ input, left: x + ((7 * seed * (k + 1)) % 23), top: y + ((5 * seed * (k + 2)) % (isFrame ? 19 : 9)) },
      }));
      const frame = { input: await part(99, 480, 360), left: 0, top: 0 };
      const band = { input: await part(99, 480, 96), left: 0, top: 264 };
      return rgb(white(480, 360).composite(isFrame ? [frame, card, ...product] : [...product, band]));
    };
    const ours = await offer(9);
    expect(compared(ours, await offer(10))).toMatchObject({ verdict: 'suspect', aroundOther: true });
    expect(compared(ours, await rgb(opened(ours).blur(1)))?.verdict).toBe('duplicate');
  });
  it('is a variant on paper that bends, however it is mirrored', async () => {
    const ours = await scene(31);
    const { width, height, data } = await rgb(opened(ours));
    const bent = new Uint8Array(data.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const off = Math.round(7 * Math.sin((2 * Math.PI * x) / width) + 5 * Math.sin((Math.PI * y) / height));
        const from = 3 * (Math.min(height - 1, Math.max(0, y + off)) * width + x);
        bent.set(data.subarray(from, from + 3), 3 * (y * width + x));
      }
    }
    const page = sharp(bent, { raw: { width, height, channels: 3 } });
    expect(compared(ours, await rgb(page))?.verdict).toBe('variant');
    const seen = compared(ours, await rgb(page.clone().flop()), true);
    expect(seen).toMatchObject({ verdict: 'variant', mirrored: true });
    expect(seen?.mapping.a).toBeLessThan(-0.9);
  });
  it('is a variant where a strip of it stands between others', async () => {
    const ours = await scene(9);
    const side = async (seed: number): Promise<Buffer> =>
      opened(await scene(seed))
        .extract({ left: 0, top: 0, width: 144, height: 360 })
        .png()
        .toBuffer();
    const layers = [
      { input: await side(10), left: 0, top: 0 },
      { input: await side(11), left: 336, top: 0 },
    ];
    const match = compared(ours, await rgb(opened(ours).composite(layers)));
    expect(match?.verdict).toBe('variant');
    expect(Math.abs((match?.visiblePart?.left ?? 0) - 0.3)).toBeLessThan(0.05);
    expect(Math.abs((match?.visiblePart?.right ?? 0) - 0.7)).toBeLessThan(0.05);
  });
  describe('under something that leaves no rectangle of it', () => {
    /** Bars of so many px in every 64. */
    const barred = async (picture: RgbImage, bar: number): Promise<RgbImage> => {
      const { width, height } = picture;
      const bars = Array.from(
        { length: Math.ceil(width / 64) },
        (_, k) => `<rect x="${64 * k}" width="${bar}" height="${height}" fill="#d01c8b"/>`,
      );
      const input = Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${bars.join('')}</svg>`,
      );
      return rgb(opened(picture).composite([{ input }]));
    };
    it('is a variant where much of it shows to the pixel', async () => {
      const ours = await scene(9);
      const theirs = await barred(ours, 28);
      expect(compared(ours, theirs)).toMatchObject({ verdict: 'variant', under: true });
    });
    it('is one in other colours where many points or one light over all of it say why, and nothing otherwise', async () => {
      const ours = await scene(9, true);
      const judged = async (changed: Sharp, bar: number, inliers: number): Promise<LocalMatch | null> => {
        const [own, otherSide] = [
          registrationInputOf(ours),
          registrationInputOf(await barred(await rgb(changed), bar)),
        ];
        const alignment = alignPoints(own.features, otherSide.features);
        return alignment && judgeSuspect(own, otherSide, { ...alignment, inliers }, false);
      };
      const variant = { verdict: 'variant', under: true };
      // The ground stays white.
      const dyed = (): Sharp => opened(ours).modulate({ hue: 40 });
      expect(await judged(dyed(), 20, 23)).toBeNull();
      expect(await judged(dyed(), 20, 24)).toMatchObject(variant);
      const dark = (): Sharp => opened(ours).linear([0.5, 0.4, 0.5], [10, 20, 30]);
      expect(await judged(dark(), 12, 23)).toMatchObject(variant);
      expect(await judged(dark(), 12, 12)).toMatchObject(variant);
      expect(await judged(dark(), 12, 11)).toBeNull();
    });
    it('is none where little does', async () => {
      const ours = await scene(9);
      const match = compared(ours, await barred(ours, 48));
      expect(match?.verdict ?? 'suspect').toBe('suspect');
    });
  });
  it('is a variant where a third of it stands between other pictures', async () => {
    const ours = await scene(9);
    const third = async (seed: number): Promise<Buffer> =>
      opened(await scene(seed))
        .extract({ left: 160, top: 0, width: 160, height: 360 })
        .png()
        .toBuffer();
    const layers = [
      { input: await third(10), left: 0, top: 0 },
      { input: await third(11), left: 320, top: 0 },
    ];
    expect(compared(ours, await rgb(opened(ours).composite(layers)))?.verdict).toBe('variant');
  });
  it('says of a pair of ours no more than that something points to it', async () => {
    const ours = await scene(9);
    const half = await opened(await scene(10))
      .extract({ left: 240, top: 0, width: 240, height: 360 })
      .png()
      .toBuffer();
    const theirs = registrationInputOf(await rgb(opened(ours).composite([{ input: half, left: 240, top: 0 }])));
    const alignment = alignPoints(registrationInputOf(ours).features, theirs.features);
    expect((alignment && judgeAligned(registrationInputOf(ours), theirs, alignment, false))?.verdict ?? 'suspect').toBe(
      'suspect',
    );
  });
});
