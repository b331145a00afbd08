import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { baseOf, fitted, text, words } from './scenes.ts';
import { colourOf, over, simple, type Theft } from './theft-attacks.ts';

// Thefts that were added last: the cover or neighbour is as large as what is left of the picture, or cut otherwise than along its sides.

/** A block with words of 35 to 50 % of both sides about the middle. */
const middleBlock = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const [across, down] = [between(random, 0.35, 0.5) * w, between(random, 0.35, 0.5) * h];
  const [x, y] = [between(random, 0.4, 0.6) * w - across / 2, between(random, 0.4, 0.6) * h - down / 2];
  const size = 0.22 * Math.min(across, down);
  return over(
    base,
    `<rect x="${x}" y="${y}" width="${across}" height="${down}" fill="${colourOf(random)}"/>${text(x + 0.1 * across, y + 0.55 * down, size, '#fff', words(random, 2))}`,
  );
};

/** A block with words along a side, of 30 to 45 % of the width. */
const sideBlock = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const across = between(random, 0.3, 0.45) * w;
  const x = random() < 0.5 ? 0 : w - across;
  const lines = [0, 1, 2, 3].map((k) =>
    text(x + 0.1 * across, (0.25 + 0.15 * k) * h, 0.13 * across, '#fff', words(random, 2)),
  );
  return over(base, `<rect x="${x}" width="${across}" height="${h}" fill="${colourOf(random)}"/>${lines.join('')}`);
};

/** A colour over all of it, 35 to 55 % opaque. */
const tinted = (base: Base, random: Random): Promise<Base> =>
  over(
    base,
    `<rect width="${base.width}" height="${base.height}" fill="${colourOf(random)}" opacity="${between(random, 0.35, 0.55)}"/>`,
  );

/** One side of a slanted cut; the other side shows another picture. */
const slantedHalf = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const { width: w, height: h } = base;
  const [top, bottom] = [between(random, 0.3, 0.4) * w, between(random, 0.6, 0.7) * w];
  const isLeft = random() < 0.5;
  const side = isLeft ? `0,0 ${top},0 ${bottom},${h} 0,${h}` : `${w},0 ${top},0 ${bottom},${h} ${w},${h}`;
  const part = await png(
    open(base)
      .ensureAlpha()
      .composite([{ input: svgOf(w, h, `<polygon points="${side}" fill="#fff"/>`), blend: 'dest-in' }]),
  );
  return sharp(await fitted(other ?? base, w, h, 'cover'))
    .composite([
      { input: part },
      { input: svgOf(w, h, `<path d="M${top} 0 L${bottom} ${h}" stroke="#fff" stroke-width="${0.01 * w}"/>`) },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** The middle third of its width between those of two other pictures. */
const strips = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [320, 720];
  const place = Math.floor(3 * random());
  const pictures = [...others.slice(0, place), base, ...others.slice(place, 2)];
  const layers = await Promise.all(
    pictures.map(async (each, k) => ({ input: await fitted(each, w, h, 'cover'), left: k * w, top: 0 })),
  );
  return sharp({ create: { width: 3 * w, height: h, channels: 3, background: '#fff' } })
    .composite(layers)
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** Three prints with white rims, turned by up to 15°, that lie over each other on a table; this one is not wholly hidden. */
const prints = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const side = 1000;
  const layers = await Promise.all(
    [...others.slice(0, 2), base].map(async (each, k) => {
      const framed = await png(
        sharp(await fitted(each, 400, 400, 'cover')).extend({
          ...{ top: 22, left: 22, right: 22, bottom: 70 },
          background: '#fcfcf8',
        }),
      );
      const input = await png(
        sharp(framed)
          .ensureAlpha()
          .rotate(between(random, -15, 15), { background: { r: 0, g: 0, b: 0, alpha: 0 } }),
      );
      return { input, left: Math.round(20 + 190 * k), top: Math.round(between(random, 40, 380)) };
    }),
  );
  const order = random() < 0.5 ? layers : layers.toReversed();
  return sharp({ create: { width: side, height: side, channels: 3, background: '#8a6f52' } })
    .composite(order)
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** A reflection of its lower part below it, as on glass. */
const reflected = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const { width: w, height: h } = base;
  const low = Math.round(between(random, 0.3, 0.45) * h);
  const mirror = await baseOf(
    await png(
      open(base)
        .extract({ left: 0, top: h - low, width: w, height: low })
        .flip()
        .modulate({ brightness: 0.8 }),
    ),
  );
  return sharp({ create: { width: w, height: h + low, channels: 3, background: '#fff' } })
    .composite([
      { input: await png(open(base)), left: 0, top: 0 },
      { input: await png(open(mirror).blur(1.5)), left: 0, top: h },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** As large squares as a blur for privacy draws, all over it. */
const pixelated = async (base: Base, random: Random): Promise<Base> => {
  const side = Math.round(between(random, 90, 130));
  const small = await png(open(base).resize(side, side, { fit: 'inside' }));
  return baseOf(await png(sharp(small).resize(base.width, base.height, { fit: 'fill', kernel: 'nearest' })));
};

/** Additional attacks, in the order of the report. */
export const ODD_THEFTS: readonly Theft[] = [
  simple('block in the middle, 35–50 % of both sides', middleBlock),
  simple('block along a side, 30–45 %', sideBlock),
  simple('tinted by 35–55 %', tinted),
  { name: 'slanted half beside another', make: slantedHalf },
  { name: 'strips of three', make: strips },
  { name: 'three prints over each other', make: prints },
  { name: 'with its reflection', make: reflected },
  simple('pixelated, 90–130 squares', pixelated),
];
