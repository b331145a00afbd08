import sharp, { type Sharp } from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { cutOutOf } from './further-attacks.ts';
import { baseOf, fitted, grainOf, text, words } from './scenes.ts';
import { colourOf, over, simple, type Theft } from './theft-attacks.ts';
import { layInto } from './warp.ts';

// Thefts that were thought of once all others were measured: rarer ones, each a change that the others do not make.

const sign = (random: Random): number => (random() < 0.5 ? -1 : 1);

/** Printed in dots, one screen a colour at its own angle, on paper that is not white, and scanned a little askew. */
const halftone = async (base: Base, random: Random): Promise<Base> => {
  const large = await baseOf(await png(open(base).resize(Math.round(1.4 * base.width))));
  const { data, width, height } = large;
  const out = Buffer.alloc(data.length);
  const period = between(random, 3.2, 4.6);
  const paper = [250, 246, 235];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < 3; k++) {
        const angle = ([15, 75, 0][k] ?? 0) * (Math.PI / 180);
        const [u, v] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
        const screen = 0.5 + 0.25 * (Math.cos((2 * Math.PI * u) / period) + Math.cos((2 * Math.PI * v) / period));
        const ink = 1 - (data[3 * (y * width + x) + k] ?? 0) / 255;
        const printed = Math.min(1, Math.max(0, 0.5 + 4 * (ink - screen)));
        out[3 * (y * width + x) + k] = Math.round((paper[k] ?? 255) * (1 - 0.92 * printed));
      }
    }
  }
  const askew = open({ data: out, width, height })
    .blur(1)
    .rotate(between(random, -1.5, 1.5), { background: '#f4f0e4' });
  return baseOf(await png(sharp(await png(askew)).resize(base.width)));
};

/** As small as a thumbnail, and compressed hard. */
const thumbnail = (base: Base): Promise<Buffer> =>
  open(base).resize(200, 200, { fit: 'inside' }).jpeg({ quality: 30 }).toBuffer();

/** Mirrored, 35 to 45 % of another picture's width, with round corners and a rim. */
const roundInset = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const side = 900;
  const cell = await png(
    open(base)
      .flop()
      .resize(Math.round(between(random, 0.35, 0.45) * side)),
  );
  const { width = side, height = side } = await sharp(cell).metadata();
  const high = Math.min(height, 700);
  const radius = between(random, 0.06, 0.16) * width;
  const shape = (fill: string, stroke: string): Buffer =>
    svgOf(
      width,
      high,
      `<rect x="2" y="2" width="${width - 4}" height="${high - 4}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="4"/>`,
    );
  const rounded = await png(
    sharp(await png(sharp(cell).extract({ left: 0, top: 0, width, height: high })))
      .ensureAlpha()
      .composite([{ input: shape('#fff', '#fff'), blend: 'dest-in' }, { input: shape('none', '#fff') }]),
  );
  return sharp(await fitted(other ?? base, side, side, 'cover'))
    .composite([
      { input: rounded, left: Math.floor(random() * (side - width)), top: Math.floor(random() * (side - high)) },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** Six cells of which three are cards with words. */
const collageWithWords = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const cell = 320;
  const pictures = await Promise.all([base, ...others.slice(0, 2)].map((each) => fitted(each, cell, cell, 'cover')));
  const cards = [0, 1, 2].map(() => {
    const size = between(random, 28, 44);
    const lines = [0, 1, 2, 3].map((k) => text(24, 90 + 60 * k, size, '#fff', words(random, 2)));
    return svgOf(cell, cell, `<rect width="${cell}" height="${cell}" fill="${colourOf(random)}"/>${lines.join('')}`);
  });
  const order = [0, 1, 2, 3, 4, 5].map((k) => ({ k, at: random() })).sort((a, b) => a.at - b.at);
  const layers = order.map(({ k }, place) => ({
    input: [...pictures, ...cards][k] ?? cards[0] ?? Buffer.alloc(0),
    left: (place % 3) * cell,
    top: Math.floor(place / 3) * cell,
  }));
  return sharp({ create: { width: 3 * cell, height: 2 * cell, channels: 3, background: '#fff' } })
    .composite(layers)
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** Six to nine faces, each a tenth to a sixth of the width, anywhere. */
const faces = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const count = 6 + Math.floor(4 * random());
  const drawn = Array.from({ length: count }, () => {
    const r = between(random, 0.05, 0.085) * Math.min(w, h);
    const [x, y] = [between(random, 0.08, 0.92) * w, between(random, 0.08, 0.92) * h];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="#fc3"/><circle cx="${x - 0.35 * r}" cy="${y - 0.2 * r}" r="${0.12 * r}" fill="#530"/><circle cx="${x + 0.35 * r}" cy="${y - 0.2 * r}" r="${0.12 * r}" fill="#530"/><path d="M${x - 0.5 * r} ${y + 0.2 * r} q ${0.5 * r} ${0.6 * r} ${r} 0" fill="none" stroke="#530" stroke-width="${0.1 * r}"/>`;
  });
  return over(base, drawn.join(''));
};

/** Faded to white around an oval. */
const ovalFade = async (base: Base, random: Random): Promise<Base> => {
  const { data, width, height } = base;
  const out = Buffer.from(data);
  const [rx, ry] = [between(random, 0.4, 0.46), between(random, 0.4, 0.46)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const d = Math.hypot((x / width - 0.5) / rx, (y / height - 0.5) / ry);
      const fade = Math.min(1, Math.max(0, (d - 0.9) / 0.25));
      for (let p = 3 * (y * width + x), k = 0; k < 3; k++)
        out[p + k] = Math.round((data[p + k] ?? 0) * (1 - fade) + 255 * fade);
    }
  }
  return { data: out, width, height };
};

/** Its left half next to the right half of another picture, or vice versa. */
const halves = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const { width, height } = base;
  const half = width >> 1;
  const place = random() < 0.5 ? 0 : half;
  const part = (of: Sharp, left: number): Promise<Buffer> => png(of.extract({ left, top: 0, width: half, height }));
  const second = sharp(await fitted(other ?? base, width, height, 'cover'));
  return sharp({ create: { width: 2 * half, height, channels: 3, background: '#fff' } })
    .composite([
      { input: await part(open(base), place), left: place, top: 0 },
      { input: await part(second, half - place), left: half - place, top: 0 },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** A page of a printed catalogue: two columns of small words, three pictures of a third of the width, this one among them. */
const cataloguePage = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h, side] = [1100, 1560, 360];
  const place = Math.floor(3 * random());
  const pictures = [...others.slice(0, place), base, ...others.slice(place, 2)];
  const layers = await Promise.all(
    pictures.map(async (each, k) => ({
      input: await fitted(each, side, side),
      left: k % 2 === 0 ? 90 : w - 90 - side,
      top: 160 + k * (side + 80),
    })),
  );
  const lines = pictures.flatMap((_, k) =>
    Array.from({ length: 12 }, (__, line) =>
      text(
        k % 2 === 0 ? 100 + side + 60 : 90,
        190 + k * (side + 80) + 28 * line,
        line === 0 ? 30 : 17,
        '#222',
        words(random, line === 0 ? 3 : 7),
      ),
    ),
  );
  const drawn = `<rect width="${w}" height="${h}" fill="#fffdf6"/><rect width="${w}" height="90" fill="${colourOf(random)}"/>${text(80, 60, 40, '#fff', words(random, 3))}${lines.join('')}`;
  return sharp(svgOf(w, h, drawn))
    .composite(layers)
    .jpeg({ quality: 75 })
    .toBuffer();
};

/** Squeezed to 70 to 80 % in one direction. */
const squeezed = async (base: Base, random: Random): Promise<Base> => {
  const by = between(random, 0.7, 0.8);
  const [x, y] = random() < 0.5 ? [by, 1] : [1, by];
  return baseOf(await png(open(base).resize(Math.round(base.width * x), Math.round(base.height * y), { fit: 'fill' })));
};

/** Somebody else's name over all of it, again and again, slanted. */
const tiledName = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const size = between(random, 0.045, 0.07) * w;
  const name = words(random, 2).replace(' ', '');
  const rows = Array.from({ length: 30 }, (_, k) =>
    text(
      -w,
      -h + 2.6 * size * k,
      size,
      random() < 0.5 ? '#fff' : '#333',
      Array.from({ length: 14 }, () => name).join('   '),
    ),
  );
  return over(
    base,
    `<g transform="rotate(-30 ${w / 2} ${h / 2})" opacity="${between(random, 0.35, 0.55)}">${rows.join('')}</g>`,
  );
};

/** A round cut on a coloured ground, as pictures of accounts are. */
const roundCut = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const side = Math.min(base.width, base.height);
  const cell = await png(
    sharp(await fitted(base, side, side, 'cover'))
      .ensureAlpha()
      .composite([
        {
          input: svgOf(side, side, `<circle cx="${side / 2}" cy="${side / 2}" r="${side / 2}" fill="#fff"/>`),
          blend: 'dest-in',
        },
      ]),
  );
  const [w, h] = [Math.round(1.2 * side), Math.round(1.5 * side)];
  const drawn = `<rect width="${w}" height="${h}" fill="${random() < 0.5 ? '#fff' : colourOf(random)}"/>${text(0.2 * side, 1.4 * side, 0.08 * side, '#222', words(random, 3))}`;
  return sharp(svgOf(w, h, drawn))
    .composite([{ input: cell, left: Math.round(0.1 * side), top: Math.round(0.1 * side) }])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** Cut out, mirrored, turned by 8 to 20°, on a poster of one or two colours with words. */
const poster = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [800, 1000];
  const flat = await png(cutOutOf(base).flop());
  const turned = await png(
    sharp(flat).rotate(sign(random) * between(random, 8, 20), { background: { r: 0, g: 0, b: 0, alpha: 0 } }),
  );
  const input = await png(sharp(turned).resize(640, 640, { fit: 'inside' }));
  const drawn = `<defs><linearGradient id="g" x2="0.4" y2="1"><stop stop-color="${colourOf(random)}"/><stop offset="1" stop-color="${colourOf(random)}"/></linearGradient></defs><rect width="${w}" height="${h}" fill="url(#g)"/>${text(60, 130, 84, '#fff', words(random, 2))}${text(60, h - 70, 54, '#fff', 'only $ 19.90')}`;
  return sharp(svgOf(w, h, drawn))
    .composite([{ input, left: 80, top: 190 }])
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** Too dark, with the grain that a camera adds then. */
const darkNoise = async (base: Base, random: Random): Promise<Base> => {
  const out = Buffer.alloc(base.data.length);
  const uniform = grainOf(random);
  const light = between(random, 0.3, 0.45);
  for (let p = 0; p < out.length; p++)
    out[p] = Math.min(
      255,
      Math.max(0, Math.round((base.data[p] ?? 0) * light + 36 * (uniform() + uniform() + uniform() - 1.5))),
    );
  return { ...base, data: out };
};

/** A page of glossy paper: seen at an angle, bent, with a strip of light across. */
const glossyPage = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const side = 1000;
  const target = await baseOf(await png(sharp(await fitted(other ?? base, side, side, 'cover')).blur(8)));
  const at = (x: number, y: number) =>
    [between(random, -60, 60) + 150 + 700 * x, between(random, -60, 60) + 150 + 700 * y] as const;
  layInto(target, base, [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]);
  const bent: Base = { ...target, data: Buffer.from(target.data) };
  const [slope, middle, wide] = [between(random, -0.5, 0.5), between(random, 300, 700), between(random, 60, 120)];
  const waves = between(random, 4, 9);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = Math.min(side - 1, Math.max(0, Math.round(y + waves * Math.sin((2 * Math.PI * x) / 900))));
      const glare = 150 * Math.exp(-(((x + slope * y - middle) / wide) ** 2));
      for (let k = 0; k < 3; k++)
        bent.data[3 * (y * side + x) + k] = Math.min(
          255,
          Math.round((target.data[3 * (from * side + x) + k] ?? 0) * 0.9 + glare),
        );
    }
  }
  return open(bent).blur(0.7).jpeg({ quality: 78 }).toBuffer();
};

/** Turned by 12 to 25°, and the corners cut off. */
const turnedCut = async (base: Base, random: Random): Promise<Base> => {
  const angle = sign(random) * between(random, 12, 25);
  const turned = await baseOf(await png(open(base).rotate(angle, { background: '#fff' })));
  const [width, height] = [Math.round(0.68 * base.width), Math.round(0.68 * base.height)];
  const [left, top] = [(turned.width - width) >> 1, (turned.height - height) >> 1];
  return baseOf(await png(open(turned).extract({ left, top, width, height })));
};

/** Additional attacks, in the order of the report. */
export const RARER_THEFTS: readonly Theft[] = [
  simple('printed in dots, scanned', halftone),
  { name: '200 px, JPEG 30', make: thumbnail },
  { name: 'inset, mirrored, round corners', make: roundInset },
  { name: 'collage with cards of words', make: collageWithWords },
  simple('six to nine faces', faces),
  simple('faded around an oval', ovalFade),
  simple('negative', async (base) => baseOf(await png(open(base).negate()))),
  { name: 'half beside another half', make: halves },
  { name: 'page of a catalogue', make: cataloguePage },
  simple('squeezed to 70–80 %', squeezed),
  simple('name again and again', tiledName),
  { name: 'round cut', make: roundCut },
  { name: 'poster of a cut-out', needsPlainGround: true, make: poster },
  simple('dark, with grain', darkNoise),
  { name: 'glossy page', make: glossyPage },
  simple('turned by 12–25°, corners cut off', turnedCut),
];
