import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { cutOutOf } from './further-attacks.ts';
import { baseOf, fitted, grainOf, SCREEN_SIDE, text, words } from './scenes.ts';
import { colourOf, over, simple, type Theft } from './theft-attacks.ts';
import { cutTo, filteredDark, priceStar, turnedWithin } from './varied-attacks.ts';
import { layInto } from './warp.ts';

// Variants of the main rows by a hand that did not write them: other grounds, screens, grids, telephones, and several changes at once.

/** A ground that was drawn: boards of wood, a gradient, or a wall and a floor. */
const groundOf = (kind: 'wood' | 'gradient' | 'room', w: number, h: number, random: Random): Buffer => {
  if (kind === 'gradient')
    return svgOf(
      w,
      h,
      `<defs><radialGradient id="g"><stop stop-color="${colourOf(random)}"/><stop offset="1" stop-color="${colourOf(random)}"/></radialGradient></defs><rect width="${w}" height="${h}" fill="url(#g)"/>`,
    );
  if (kind === 'room')
    return svgOf(
      w,
      h,
      `<rect width="${w}" height="${h}" fill="hsl(${Math.floor(360 * random())},25%,70%)"/><rect y="${0.7 * h}" width="${w}" height="${0.3 * h}" fill="#6b4a33"/><rect x="${0.06 * w}" y="${0.08 * h}" width="${0.22 * w}" height="${0.3 * h}" fill="#cfe3ee" stroke="#fff" stroke-width="10"/>`,
    );
  const boards = Array.from({ length: 6 }, (_, k) => {
    const y = (k * h) / 6;
    const grain = Array.from(
      { length: 9 },
      () =>
        `<path d="M0 ${y + (random() * h) / 6} q ${w / 2} ${30 * (random() - 0.5)} ${w} 0" stroke="#5a3a1c" stroke-opacity=".35" stroke-width="${1 + 2 * random()}" fill="none"/>`,
    );
    return `<rect y="${y}" width="${w}" height="${h / 6 - 2}" fill="hsl(${26 + 8 * random()},45%,${38 + 14 * random()}%)"/>${grain.join('')}`;
  });
  return svgOf(w, h, `<rect width="${w}" height="${h}" fill="#2a1a0c"/>${boards.join('')}`);
};

/** The product cut out, on another ground at its own place, with a shadow below it and a pale rim that the scissors left. */
const onGround = async (base: Base, ground: Buffer, random: Random): Promise<Base> => {
  const { width, height } = base;
  const product = await png(cutOutOf(base));
  const alpha = await sharp(product).extractChannel(3).raw().toBuffer();
  const layer = async (blur: number, colour: number, strength: number): Promise<Buffer> => {
    const soft = await sharp(alpha, { raw: { width, height, channels: 1 } })
      .blur(blur)
      .linear(strength, 0)
      .raw()
      .toBuffer();
    const data = Buffer.alloc(4 * width * height, colour);
    for (let i = 0; i < width * height; i++) data[4 * i + 3] = soft[(soft.length / (width * height)) * i] ?? 0;
    return png(sharp(data, { raw: { width, height, channels: 4 } }));
  };
  const layers = [{ input: await layer(14, 0, 0.55), left: 0, top: 0 }];
  if (random() < 0.6) layers.push({ input: await layer(2.5, 245, 1.2), left: 0, top: 0 });
  const behind = await png(sharp(ground).resize(width, height, { fit: 'cover' }));
  return baseOf(await png(sharp(behind).composite([...layers, { input: product, left: 0, top: 0 }])));
};
const drawnGround = (kind: 'wood' | 'gradient' | 'room'): Theft => ({
  ...simple(
    `on ${kind === 'gradient' ? 'a gradient' : kind === 'wood' ? 'wood' : 'a drawn room'}, shadow and rim`,
    (base, random) => onGround(base, groundOf(kind, base.width, base.height, random), random),
  ),
  needsPlainGround: true,
});

/** A telephone's shop in dark mode: the picture fills a square, points of a gallery lie over it. */
const darkShop = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [1080, 2200];
  const input = await fitted(base, w, w, 'cover');
  const dots = Array.from(
    { length: 5 },
    (_, k) => `<circle cx="${460 + 40 * k}" cy="${w + 130}" r="9" fill="#fff" opacity="${k === 0 ? 1 : 0.4}"/>`,
  );
  const drawn = `<circle cx="90" cy="250" r="48" opacity=".5"/><circle cx="990" cy="250" r="48" opacity=".5"/>${text(80, 262, 40, '#fff', '‹')}${dots.join('')}${text(50, w + 260, 52, '#eee', words(random, 3))}${text(50, w + 340, 38, '#999', words(random, 5))}${text(50, w + 440, 64, '#fff', `${Math.round(300 * random())},99 €`)}<rect x="50" y="${w + 490}" width="980" height="120" rx="60" fill="#2f6fed"/>${text(400, w + 568, 46, '#fff', 'Add to cart')}`;
  const bar = `<rect width="${w}" height="${h}" fill="#101114"/>${text(60, 70, 40, '#fff', '21:34')}<rect x="960" y="40" width="60" height="28" rx="8" fill="none" stroke="#fff"/>`;
  const row = await Promise.all(
    others
      .slice(0, 3)
      .map(async (other, k) => ({ input: await fitted(other, 330, 330, 'cover'), left: 20 + 355 * k, top: w + 690 })),
  );
  return sharp(svgOf(w, h, bar))
    .composite([{ input, left: 0, top: 160 }, ...row, { input: svgOf(w, h, drawn), left: 0, top: 0 }])
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** What a marketplace shows of a search: cards of 6 to 12, each with a name, a price and stars. */
const marketGrid = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [across, down] = (
    [
      [3, 2],
      [4, 2],
      [3, 3],
      [4, 3],
    ] as const
  )[Math.floor(4 * random())] ?? [3, 2];
  const [cell, gap] = [300, 24];
  const [w, h] = [across * (cell + gap) + gap, down * (cell + 120 + gap) + gap + 80];
  const place = Math.floor(random() * across * down);
  const fit = random() < 0.5 ? 'cover' : 'contain';
  const layers = [];
  const drawn: string[] = [];
  for (let k = 0; k < across * down; k++) {
    const [left, top] = [gap + (k % across) * (cell + gap), 80 + gap + Math.floor(k / across) * (cell + 120 + gap)];
    const picture = k === place ? base : (others[k % Math.max(1, others.length)] ?? base);
    layers.push({ input: await fitted(picture, cell, cell, fit), left, top });
    drawn.push(
      `<rect x="${left - 6}" y="${top - 6}" width="${cell + 12}" height="${cell + 112}" rx="8" fill="#fff" stroke="#ddd"/>${text(left, top + cell + 34, 20, '#222', words(random, 3))}${text(left, top + cell + 66, 26, '#b00', `$${Math.round(200 * random())}.90`)}${text(left, top + cell + 94, 20, '#f90', '★★★★☆')}`,
    );
  }
  const ground = `<rect width="${w}" height="${h}" fill="#f5f5f5"/><rect width="${w}" height="64" fill="#fff"/>${text(30, 42, 26, '#444', words(random, 5))}${drawn.join('')}`;
  return sharp(svgOf(w, h, ground))
    .composite(layers)
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** An inset of 45 % that is turned by 5 to 15°, with a white rim and a shadow. */
const turnedInset = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const side = 900;
  const rim = 10;
  const small = await png(open(base).resize(Math.round(0.45 * side), Math.round(0.45 * side), { fit: 'inside' }));
  const framed = await png(sharp(small).extend({ top: rim, bottom: rim, left: rim, right: rim, background: '#fff' }));
  const angle = between(random, 5, 15) * (random() < 0.5 ? -1 : 1);
  const input = await png(sharp(framed).ensureAlpha().rotate(angle, { background: '#0000' }));
  const { width = 0, height = 0 } = await sharp(input).metadata();
  const [left, top] = [Math.floor(random() * (side - width)), Math.floor(random() * (side - height))];
  return sharp(await fitted(other ?? base, side, side, 'cover'))
    .composite([{ input, left, top }])
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** A telephone's photo of a screen: seen at an angle, stripes in three colours, a long glare, dark corners, grain, a little shake. */
const telephonePhoto = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const side = SCREEN_SIDE;
  const data = Buffer.alloc(3 * side * side, 20 + Math.round(50 * random()));
  const scale = (between(random, 0.7, 0.85) * side) / Math.max(base.width, base.height);
  const [bw, bh] = [base.width * scale, base.height * scale];
  const off = (): number => (random() - 0.5) * 0.16 * Math.min(bw, bh);
  const at = (x: number, y: number) => [side / 2 + (x - 0.5) * bw + off(), side / 2 + (y - 0.5) * bh + off()] as const;
  layInto({ data, width: side, height: side }, base, [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]);
  const [angle, offset, thick] = [
    Math.PI * random(),
    side * (random() - 0.5) * 0.6,
    side * between(random, 0.08, 0.16),
  ];
  const [period, strength] = [between(random, 2.6, 6), between(random, 6, 14)];
  const grain = grainOf(random);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [u, v] = [x - side / 2, y - side / 2];
      const along = u * Math.cos(angle) + v * Math.sin(angle) - offset;
      const glare = 110 * Math.exp(-((along / thick) ** 2));
      const dark = 1 - 0.55 * ((u * u + v * v) / (0.5 * side * side));
      for (let k = 0; k < 3; k++) {
        const p = 3 * (y * side + x) + k;
        const stripes =
          strength *
          Math.sin((2 * Math.PI * (x + 0.21 * y + 0.9 * k)) / period) *
          Math.sin((2 * Math.PI * y) / (1.3 * period));
        data[p] = Math.max(
          0,
          Math.min(255, Math.round((data[p] ?? 0) * dark + stripes + glare + 14 * (grain() - 0.5))),
        );
      }
    }
  }
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .blur(1.1)
    .jpeg({ quality: 65 })
    .toBuffer();
};

const flopped = async (base: Base): Promise<Base> => baseOf(await png(open(base).flop()));
const strip = (base: Base, random: Random): Promise<Base> =>
  over(
    base,
    `<rect y="${0.86 * base.height}" width="${base.width}" height="${0.14 * base.height}" fill="${colourOf(random)}"/>${text(0.05 * base.width, 0.955 * base.height, 0.08 * base.height, '#fff', words(random, 2))}`,
  );

export const VARIED_SCENES: readonly Theft[] = [
  drawnGround('gradient'),
  drawnGround('wood'),
  drawnGround('room'),
  {
    ...simple('on a photo, shadow and rim', async (base, random, [other]) =>
      onGround(base, await png(open(other ?? base).blur(1.5)), random),
    ),
    needsPlainGround: true,
  },
  { name: 'dark shop of a telephone, filled', make: darkShop },
  { name: 'page of a marketplace, 6 to 12', make: marketGrid },
  { name: 'inset 45 %, turned', make: turnedInset },
  { name: 'telephone photo, glare and dark corners', make: telephonePhoto },
  simple('turned + cropped + filtered + star', async (base, random) =>
    priceStar(await filteredDark(await cutTo(await turnedWithin(base, 6), 0.88, 0.88, random), random), random),
  ),
  simple('flip + crop + strip + JPEG 40', async (base, random) =>
    baseOf(
      await open(await strip(await flopped(await cutTo(base, 0.85, 0.85, random)), random))
        .jpeg({ quality: 40 })
        .toBuffer(),
    ),
  ),
  {
    ...simple('on wood + flip + strip + star', async (base, random) =>
      priceStar(
        await strip(
          await flopped(await onGround(base, groundOf('wood', base.width, base.height, random), random)),
          random,
        ),
        random,
      ),
    ),
    needsPlainGround: true,
  },
  {
    name: 'dark shop of a mirrored crop with a star',
    make: async (base, others, random) =>
      darkShop(await priceStar(await flopped(await cutTo(base, 0.85, 0.85, random)), random), others, random),
  },
];
