import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { baseOf, fitted, SCREEN_SIDE, screenOf, text, words } from './scenes.ts';
import { colourOf, over, simple, type Theft } from './theft-attacks.ts';
import { type Corners, layInto } from './warp.ts';

// Thefts that were thought of last, once bounds had been set on all others.

/** Where the corners of a flat picture of so many px lie once it is turned by angles (degrees) in space and seen by a camera, centred in a square. */
const seenTurned = (
  { width, height }: { readonly width: number; readonly height: number },
  { yaw, pitch, roll }: { readonly yaw: number; readonly pitch: number; readonly roll: number },
  side: number,
): Corners => {
  const [sy, cy] = [Math.sin((yaw * Math.PI) / 180), Math.cos((yaw * Math.PI) / 180)];
  const [sp, cp] = [Math.sin((pitch * Math.PI) / 180), Math.cos((pitch * Math.PI) / 180)];
  const [sr, cr] = [Math.sin((roll * Math.PI) / 180), Math.cos((roll * Math.PI) / 180)];
  const longest = Math.max(width, height);
  const seen = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u = 0, v = 0]) => {
    const [x, y] = [(u * width) / longest / 2, (v * height) / longest / 2];
    const [x1, z1] = [x * cy, -x * sy];
    const [y1, z2] = [y * cp - z1 * sp, y * sp + z1 * cp];
    // From 1.6 times the longer side away.
    const depth = 1.6 / (1.6 + z2);
    return [(x1 * cr - y1 * sr) * depth, (x1 * sr + y1 * cr) * depth] as const;
  });
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (0.86 * side) / Math.max(right - left, bottom - top);
  return seen.map(
    ([x, y]) => [side / 2 + scale * (x - (left + right) / 2), side / 2 + scale * (y - (top + bottom) / 2)] as const,
  );
};

const signed = (random: Random, least: number, most: number): number =>
  between(random, least, most) * (random() < 0.5 ? -1 : 1);

/** A print on a table: another photo, blurred and dull, around it, a white rim, a shadow, light from one side. */
const printOnTable = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const side = SCREEN_SIDE;
  const rim = Math.round(0.04 * Math.max(base.width, base.height));
  const print = await baseOf(
    await png(open(base).extend({ top: rim, bottom: rim, left: rim, right: rim, background: '#f4f2ee' })),
  );
  const table = await baseOf(
    await png(
      open(other ?? base)
        .resize(side, side, { fit: 'cover' })
        .blur(6)
        .modulate({ saturation: 0.4, brightness: 0.6 }),
    ),
  );
  const angles = { yaw: signed(random, 0, 20), pitch: between(random, 20, 45), roll: signed(random, 0, 15) };
  const corners = seenTurned(print, angles, side);
  const dark = Buffer.from(table.data);
  const outline = corners.map(([x, y]) => `${x + 14},${y + 18}`).join(' ');
  const shadow = await sharp(
    svgOf(side, side, `<rect width="${side}" height="${side}" fill="#fff"/><polygon points="${outline}" fill="#777"/>`),
  )
    .flatten({ background: '#fff' })
    .blur(9)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  for (let p = 0; p < dark.length; p++)
    dark[p] = Math.round(((dark[p] ?? 0) * (shadow[Math.floor(p / 3)] ?? 255)) / 255);
  const target: Base = { data: dark, width: side, height: side };
  layInto(target, print, corners);
  const [gx, gy] = [signed(random, 0, 0.25), signed(random, 0, 0.25)];
  const cast = [between(random, 0.98, 1.08), 1, between(random, 0.82, 0.98)];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const light = 0.85 + gx * (x / side - 0.5) + gy * (y / side - 0.5);
      for (let k = 0; k < 3; k++) {
        const p = 3 * (y * side + x) + k;
        target.data[p] = Math.min(255, Math.round((target.data[p] ?? 0) * light * (cast[k] ?? 1)));
      }
    }
  }
  return open(target).blur(0.8).jpeg({ quality: 78 }).toBuffer();
};

/** A screen photographed from so far aside: turned by 30 to 50° in space. */
const steepScreen = (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [yaw, pitch] =
    random() < 0.7 ? [signed(random, 30, 50), signed(random, 0, 12)] : [signed(random, 0, 12), signed(random, 30, 50)];
  const corners = seenTurned(base, { yaw, pitch, roll: signed(random, 0, 8) }, SCREEN_SIDE);
  return screenOf(base, { corners, ground: 30 + Math.round(40 * random()) }, random);
};

/** A screenshot of a messenger in dark mode, sent on twice: a bubble with rounded corners, smaller and compressed each time. */
const messenger = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [720, 1480];
  const width = Math.round(between(random, 440, 560));
  const height = Math.min(Math.round((width * base.height) / base.width), 900);
  const radius = 18 + Math.round(20 * random());
  const cell = await png(
    sharp(await fitted(base, width, height, 'cover'))
      .ensureAlpha()
      .composite([
        {
          input: svgOf(width, height, `<rect width="${width}" height="${height}" rx="${radius}" fill="#fff"/>`),
          blend: 'dest-in',
        },
      ]),
  );
  const left = random() < 0.5 ? 20 : w - width - 20;
  const below = 250 + height;
  const drawn = `<rect width="${w}" height="${h}" fill="#0b141a"/><rect width="${w}" height="120" fill="#1f2c34"/><circle cx="90" cy="70" r="34" fill="#6a7175"/>${text(140, 66, 28, '#e9edef', words(random, 2))}${text(140, 98, 20, '#8696a0', 'online')}
<rect x="20" y="140" width="380" height="76" rx="16" fill="#1f2c34"/>${text(40, 186, 24, '#e9edef', words(random, 3))}
<rect x="${left - 6}" y="234" width="${width + 12}" height="${height + 70}" rx="${radius + 4}" fill="#005c4b"/>${text(left + 16, below + 36, 24, '#e9edef', words(random, 4))}
<rect x="20" y="${h - 90}" width="600" height="66" rx="33" fill="#1f2c34"/>`;
  const first = await sharp(svgOf(w, h, drawn))
    .composite([{ input: cell, left, top: 240 }])
    .jpeg({ quality: 60 })
    .toBuffer();
  return sharp(first).resize(540).jpeg({ quality: 50 }).toBuffer();
};

/** Six to nine cells with gaps of any width on any ground; each picture fills its cell. */
const manyCells = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [across, down] = random() < 0.5 ? [3, 3] : random() < 0.5 ? [3, 2] : [2, 3];
  const [cell, gap] = [Math.round(between(random, 260, 340)), Math.round(between(random, 0, 22))];
  const place = Math.floor(random() * across * down);
  const layers = await Promise.all(
    Array.from({ length: across * down }, async (_, k) => {
      const other = others[k % Math.max(1, others.length)] ?? base;
      const turned = await baseOf(await png(open(other).rotate(90 * (k % 4))));
      return {
        input: await fitted(k === place ? base : turned, cell, cell, 'cover'),
        left: gap + (k % across) * (cell + gap),
        top: gap + Math.floor(k / across) * (cell + gap),
      };
    }),
  );
  const background = random() < 0.5 ? '#fff' : colourOf(random);
  const [width, height] = [gap + across * (cell + gap), gap + down * (cell + gap)];
  return sharp({ create: { width, height, channels: 3, background } })
    .composite(layers)
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** The page of a listing: the picture from edge to edge with a bubble that names the price, dots and a heart on it, thumbnails and words below. */
const priceBubble = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [750, 1334];
  const high = Math.min(Math.round((w * base.height) / base.width), 820);
  const [x, y] = [between(random, 140, w - 140), 90 + between(random, 0.15, 0.85) * high];
  const drawn = `<rect x="${x - 110}" y="${y - 44}" width="220" height="88" rx="44" fill="${colourOf(random)}"/>${text(x - 80, y + 16, 44, '#fff', `$ ${Math.round(200 * random())}.90`)}
<circle cx="${w - 60}" cy="${90 + high - 60}" r="36" fill="#fff"/>${[0, 1, 2, 3].map((k) => `<circle cx="${w / 2 - 36 + 24 * k}" cy="${90 + high - 20}" r="7" fill="${k === 0 ? '#f50' : '#ccc'}"/>`).join('')}`;
  const page = `<rect width="${w}" height="${h}" fill="#fff"/>${text(40, 58, 30, '#222', words(random, 3))}${text(40, 90 + high + 60, 34, '#222', words(random, 4))}${text(40, 90 + high + 110, 28, '#888', words(random, 5))}`;
  const thumbs = await Promise.all(
    others.map(async (other, k) => ({
      input: await fitted(other, 200, 200),
      left: 40 + 230 * k,
      top: 90 + high + 140,
    })),
  );
  return sharp(svgOf(w, h, page))
    .composite([
      { input: await fitted(base, w, high, 'cover'), left: 0, top: 90 },
      ...thumbs.filter(({ top }) => top + 200 < h),
      { input: svgOf(w, h, drawn), left: 0, top: 0 },
    ])
    .jpeg({ quality: 78 })
    .toBuffer();
};

/** A heavy warm filter, and corners that are much darker. */
const warmVignette = async (base: Base): Promise<Base> => {
  const { data, width, height } = base;
  const out = Buffer.alloc(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 1 - 0.55 * ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2;
      [1.14, 1, 0.7].forEach((gain, k) => {
        const p = 3 * (y * width + x) + k;
        out[p] = Math.min(255, Math.round(((data[p] ?? 0) * gain * 0.92 + 14) * light));
      });
    }
  }
  return { data: out, width, height };
};

/** What an enlarger leaves: made small, enlarged, smoothed, and sharpened far too much. */
const upscaled = async (base: Base): Promise<Base> => {
  const small = await png(open(base).resize(Math.round(base.width * 0.45)));
  return baseOf(
    await png(
      sharp(small)
        .resize(Math.round(base.width * 1.5))
        .median(3)
        .sharpen({ sigma: 2.2, m1: 2, m2: 5 }),
    ),
  );
};

const mirroredTurnedCropped = async (base: Base, random: Random): Promise<Base> => {
  const turned = await baseOf(
    await png(
      open(base)
        .flop()
        .rotate(signed(random, 7, 7), { background: '#fff' }),
    ),
  );
  const [width, height] = [Math.round(0.8 * base.width), Math.round(0.8 * base.height)];
  const left = Math.floor(random() * (turned.width - width));
  const top = Math.floor(random() * (turned.height - height));
  return baseOf(await png(open(turned).extract({ left, top, width, height })));
};

/** Two colours: a dark one where it was dark, a bright one where it was bright. */
const duotone = async (base: Base, random: Random): Promise<Base> => {
  const out = Buffer.alloc(base.data.length);
  const dark = [between(random, 0, 90), between(random, 0, 60), between(random, 30, 120)];
  const bright = [between(random, 200, 255), between(random, 170, 240), between(random, 130, 220)];
  for (let p = 0; p < out.length; p += 3) {
    const luma =
      (0.299 * (base.data[p] ?? 0) + 0.587 * (base.data[p + 1] ?? 0) + 0.114 * (base.data[p + 2] ?? 0)) / 255;
    for (let k = 0; k < 3; k++) out[p + k] = Math.round((dark[k] ?? 0) + luma * ((bright[k] ?? 0) - (dark[k] ?? 0)));
  }
  return { ...base, data: out };
};

/** A coloured frame, a strip with words at the bottom, and a round sticker. */
const frameStripSticker = async (base: Base, random: Random): Promise<Base> => {
  const edge = Math.round(between(random, 0.03, 0.06) * base.width);
  const framed = await baseOf(
    await png(open(base).extend({ top: edge, bottom: edge, left: edge, right: edge, background: colourOf(random) })),
  );
  const { width: w, height: h } = framed;
  const [high, r] = [0.14 * h, 0.11 * Math.min(w, h)];
  const [x, y] = [random() < 0.5 ? 1.6 * r : w - 1.6 * r, 1.6 * r];
  return over(
    framed,
    `<rect y="${h - high}" width="${w}" height="${high}" fill="${colourOf(random)}"/>${text(0.06 * w, h - 0.35 * high, 0.4 * high, '#fff', words(random, 4))}<circle cx="${x}" cy="${y}" r="${r}" fill="${colourOf(random)}"/>${text(x - 0.6 * r, y + 0.2 * r, 0.6 * r, '#fff', 'NEW')}`,
  );
};

/** A frame of a film: bars above and below, darker, a sign to play it, words below. */
const filmFrame = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [1280, 720];
  const ground = await png(
    open(base).resize(w, h, { fit: 'contain', background: '#000' }).modulate({ brightness: 0.8 }),
  );
  const drawn = `<circle cx="${w / 2}" cy="${h / 2}" r="62" fill="#000" opacity="0.6"/><polygon points="${w / 2 - 20},${h / 2 - 32} ${w / 2 - 20},${h / 2 + 32} ${w / 2 + 34},${h / 2}" fill="#fff"/><rect x="40" y="${h - 40}" width="${w - 80}" height="6" fill="#888"/>${text(w / 2 - 220, h - 80, 36, '#fff', words(random, 4))}`;
  return sharp(ground)
    .composite([{ input: svgOf(w, h, drawn) }])
    .jpeg({ quality: 55 })
    .toBuffer();
};

/** What is measured last, in the order of the report. */
export const LATER_THEFTS: readonly Theft[] = [
  { name: 'screen from the side, 30–50°', make: steepScreen },
  { name: 'print on a table', make: printOnTable },
  { name: 'messenger, sent on', make: messenger },
  { name: 'collage of 6 to 9', make: manyCells },
  { name: 'listing, price bubble', make: priceBubble },
  simple('warm, dark corners', warmVignette),
  simple('enlarged, sharpened', upscaled),
  simple('flip + rotate 7° + crop 20 %', mirroredTurnedCropped),
  simple('two colours', duotone),
  simple('frame + strip + sticker', frameStripSticker),
  { name: 'frame of a film', make: filmFrame },
];
