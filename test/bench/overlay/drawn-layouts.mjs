// Composed pictures of sellers: a photo in a frame that its own white runs into, words on a card or a disc, a page many times as
// high as wide, thin capitals far apart. Drawn as SVG over a photo, seeded; each has overlaid text.
import sharp from 'sharp';

const WORDS = [
  'Premium quality',
  'The details show',
  'BEST PRICE',
  '内部容量',
  '正品保证',
  '门店把货提',
  'Made in Italy',
];
const CAPITALS = ['LUXURY CASE', 'CRYSTAL CLEAR', 'PRECISION TOOL', 'FINE LEATHER', 'SOFT COTTON'];
const STRONG = ['#c42b43', '#ffae00', '#1565c0', '#2e7d32', '#6a1b9a', '#37474f'];
const PALE = ['#ffffff', '#fafafa', '#fff8e1', '#eef3f7'];

const pick = (random, values) => values[Math.floor(random() * values.length)];
const between = (random, low, high) => low + (high - low) * random();
const drawn = (width, height, body) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);
const text = (words, { x, y, px, fill, more = '' }) =>
  `<text x="${x}" y="${y}" text-anchor="middle" font-family="DejaVu Sans, WenQuanYi Micro Hei" font-weight="bold" font-size="${px}" fill="${fill}" ${more}>${words}</text>`;
/** Letters as large as fits into so many px. */
const fitting = (words, room, most) => Math.min(most, room / (words.length * (/[^ -~]/.test(words) ? 1.05 : 0.7)));
const plain = (width, height, fill) => sharp(drawn(width, height, `<rect width="100%" height="100%" fill="${fill}"/>`));
const over = async (picture, width, height, body) =>
  sharp(await picture.png({ compressionLevel: 0 }).toBuffer()).composite([{ input: drawn(width, height, body) }]);

const framed = async (file, random) => {
  const [width, height] = [750, 790];
  const edges = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const edge of Object.keys(edges)) edges[edge] = Math.round(between(random, 0.01, 0.06) * width);
  const [w, h] = [width - edges.left - edges.right, height - edges.top - edges.bottom];
  const ground = pick(random, PALE.slice(0, 2));
  // The white of the photo: a wall or a cloth that reaches one side.
  const [from, to, deep] = [between(random, 0.05, 0.25), between(random, 0.35, 0.6), between(random, 0.15, 0.4)];
  const wall =
    random() < 0.5
      ? `M ${w} ${from * h} L ${w} ${to * h} L ${w * (1 - deep)} ${((from + to) / 2) * h} Z`
      : `M ${from * w} 0 L ${to * w} 0 L ${((from + to) / 2) * w} ${h * deep} Z`;
  const high = between(random, 0.14, 0.22) * h;
  const bottom = h - between(random, 0, 0.05) * h;
  const words = pick(random, WORDS);
  const band = `<rect y="${bottom - high}" width="${w}" height="${high}" fill="#000" opacity="0.45"/>${text(words, { x: w / 2, y: bottom - high * 0.35, px: fitting(words, w * 0.8, high * 0.5), fill: '#fff' })}`;
  const photo = sharp(file).flatten({ background: '#fff' }).resize(w, h, { fit: 'cover' });
  const inner = await over(photo, w, h, `<path d="${wall}" fill="${ground}"/>${band}`);
  return plain(width, height, ground).composite([
    { input: await inner.png({ compressionLevel: 0 }).toBuffer(), left: edges.left, top: edges.top },
  ]);
};

const card = async (_file, random) => {
  const [width, height] = [600, Math.round(between(random, 400, 700))];
  const ground = pick(random, STRONG);
  const [w, h] = [between(random, 0.5, 0.85) * width, between(random, 0.3, 0.6) * height];
  const [x, y] = [between(random, 0.04, 0.96 - w / width) * width, between(random, 0.05, 0.95 - h / height) * height];
  const words = pick(random, WORDS);
  const px = fitting(words, w * 0.8, h * 0.6);
  const ink = pick(random, [ground, '#222222']);
  return sharp(
    drawn(
      width,
      height,
      `<rect width="100%" height="100%" fill="${ground}"/><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${pick(random, [0, 0, 12])}" fill="${pick(random, PALE)}"/>${text(words, { x: x + w / 2, y: y + h / 2 + px / 3, px, fill: ink })}`,
    ),
  );
};

const disc = async (_file, random) => {
  const [width, height] = [600, Math.round(between(random, 450, 650))];
  const r = between(random, 0.3, 0.42) * height;
  const [x, y] = [width / 2, height * between(random, 0.44, 0.5)];
  const words = pick(random, WORDS);
  const px = fitting(words, 1.5 * r, r * 0.5);
  const things = Array.from({ length: Math.floor(random() * 4) }, (_, k) => {
    const at = x + (k - 1) * r * 0.8;
    return `<rect x="${at - r * 0.2}" y="${y + r * 0.6}" width="${r * 0.4}" height="${r * 0.5}" fill="${pick(random, STRONG)}"/>`;
  }).join('');
  return sharp(
    drawn(
      width,
      height,
      `<rect width="100%" height="100%" fill="${pick(random, PALE)}"/><circle cx="${x}" cy="${y}" r="${r}" fill="${pick(random, STRONG)}"/>${text(words, { x, y: y - r * 0.1, px, fill: '#fff' })}${things}`,
    ),
  );
};

const page = async (file, random) => {
  const width = Math.round(between(random, 320, 420));
  const height = Math.round(width * between(random, 3.5, 5.5));
  const thing = await sharp(file)
    .flatten({ background: '#fff' })
    .resize(Math.round(width * 0.4), Math.round(width * 0.3), { fit: 'inside' })
    .png()
    .toBuffer();
  const lines = [];
  for (let y = 30; y < height - 20; y += between(random, 14, 26)) {
    if (random() < 0.2) y += width * 0.25;
    const px = pick(random, [8, 8, 9, 12]);
    const words = Array.from({ length: Math.ceil(random() * 4) }, () => pick(random, WORDS)).join(' ');
    lines.push(
      `<text x="${pick(random, [20, width * 0.3])}" y="${y}" font-family="DejaVu Sans, WenQuanYi Micro Hei" font-size="${px}" fill="${pick(random, ['#222', '#777'])}">${words}</text>`,
    );
  }
  return plain(width, height, '#fdfdfd').composite([
    { input: thing, left: Math.round(width * 0.1), top: Math.round(height * 0.3) },
    { input: drawn(width, height, lines.join('')) },
  ]);
};

const spread = async (file, random) => {
  const [width, height] = [1024, 768];
  const words = pick(random, CAPITALS);
  const px = between(random, 0.013, 0.018) * width;
  const apart = ((between(random, 0.8, 1) * width) / words.length - px * 0.7) / px;
  const caption = text(words.toUpperCase(), {
    ...{ x: width / 2, y: between(random, 0.86, 0.95) * height, px, fill: '#d0a860' },
    more: `letter-spacing="${apart * px}" style="font-weight:normal"`,
  });
  const ground = pick(random, ['#0a0806', '#101418', '#fbfaf6']);
  const thing = await sharp(file)
    .flatten({ background: '#fff' })
    .resize(420, 380, { fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  return plain(width, height, ground).composite([
    { input: thing.data, left: Math.round((width - thing.info.width) / 2), top: 120 },
    { input: drawn(width, height, caption) },
  ]);
};

/** Kinds of layouts: each returns a JPEG with a photo, or none, and overlaid text. */
export const LAYOUTS = Object.fromEntries(
  Object.entries({ framed, card, disc, page, spread }).map(([name, make]) => [
    name,
    async (file, random) => {
      const picture = await make(file, random);
      const flat = await picture.png({ compressionLevel: 0 }).toBuffer();
      return sharp(flat)
        .flatten({ background: '#fff' })
        .jpeg({ quality: Math.round(between(random, 70, 92)) })
        .toBuffer();
    },
  ]),
);
