// Text as sellers and cameras lay it over pictures, drawn as SVG, seeded.
const FONTS = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono'];
const STRONG = ['#c62828', '#1565c0', '#2e7d32', '#222222', '#e65100', '#6a1b9a'];
const DARK = ['#222222', '#b71c1c', '#0d47a1', '#555555'];

const pick = (random, values) => values[Math.floor(random() * values.length)];
const between = (random, low, high) => low + (high - low) * random();

/** A text with its size in px and where its upper left corner goes; `body` is drawn in a box of that size. */
const text = (random, words, size, colour, weight = 'bold') => {
  const lines = Array.isArray(words) ? words : [words];
  const font = pick(random, FONTS);
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * size * 0.72);
  const drawn = lines.map(
    (line, k) =>
      `<text x="${width / 2}" y="${size * (1.25 * k + 1)}" text-anchor="middle" font-family="${font}" font-weight="${weight}" font-size="${size}" fill="${colour}">${line}</text>`,
  );
  return { width, height: Math.ceil(size * 1.25 * lines.length + size * 0.2), body: drawn.join('') };
};

const onBox = (random, words, size, fill) => {
  const inner = text(random, words, size, '#ffffff');
  const pad = size * 0.6;
  const width = Math.ceil(inner.width + 2 * pad);
  const height = Math.ceil(inner.height + pad);
  return {
    width,
    height,
    body: `<rect width="${width}" height="${height}" fill="${fill}"/><g transform="translate(${pad} ${pad / 2})">${inner.body}</g>`,
  };
};

const corner = (random, picture, drawing) => {
  const margin = picture.width * between(random, 0.01, 0.04);
  return {
    left: random() < 0.5 ? margin : picture.width - drawing.width - margin,
    top: random() < 0.5 ? margin : picture.height - drawing.height - margin,
  };
};

const bottom = (picture, drawing) => ({
  left: (picture.width - drawing.width) / 2,
  top: picture.height - drawing.height - 0.02 * picture.height,
});

/** Kinds of overlay: each draws one for a picture of a size. */
export const KINDS = {
  badge: (random, picture) => {
    const side = picture.width * between(random, 0.14, 0.24);
    const words = pick(random, ['-30%', 'SALE', '50% OFF', 'TOP 10']);
    const size = (side * 0.75) / (words.length * 0.72);
    const inner = text(random, words, size, '#ffffff');
    const body = `<circle cx="${side / 2}" cy="${side / 2}" r="${side / 2}" fill="${pick(random, STRONG)}"/><g transform="translate(${(side - inner.width) / 2} ${(side - inner.height) / 2})">${inner.body}</g>`;
    const drawing = { width: Math.ceil(side), height: Math.ceil(side), body };
    return { ...drawing, ...corner(random, picture, drawing) };
  },
  band: (random, picture) => {
    const height = Math.round(picture.height * between(random, 0.06, 0.12));
    const inner = text(
      random,
      pick(random, ['FREE SHIPPING', 'Official Store', '2 YEARS WARRANTY', 'Fast delivery 24h']),
      height * 0.55,
      '#ffffff',
    );
    const body = `<rect width="${picture.width}" height="${height}" fill="${pick(random, STRONG)}"/><g transform="translate(${(picture.width - inner.width) / 2} ${(height - inner.height) / 2})">${inner.body}</g>`;
    return { width: picture.width, height, body, left: 0, top: random() < 0.5 ? 0 : picture.height - height };
  },
  sticker: (random, picture) => {
    const size = picture.width * between(random, 0.03, 0.055);
    const drawing = onBox(random, pick(random, ['NEW', 'HOT DEAL', 'BESTSELLER', 'ECO']), size, pick(random, STRONG));
    return { ...drawing, ...corner(random, picture, drawing) };
  },
  price: (random, picture) => {
    const size = picture.width * between(random, 0.04, 0.09);
    const drawing = text(random, pick(random, ['$19.99', '€ 24,90', '£129.00', 'Only 9.95']), size, pick(random, DARK));
    return { ...drawing, ...corner(random, picture, drawing) };
  },
  slogan: (random, picture) => {
    const size = picture.width * between(random, 0.035, 0.06);
    const words = pick(random, [['New arrival'], ['Premium quality', 'Made in Italy'], ['Buy 2 get 1', 'free']]);
    const drawing = text(random, words, size, pick(random, DARK), pick(random, ['bold', 'normal']));
    return { ...drawing, ...corner(random, picture, drawing) };
  },
  date: (random, picture) => {
    const size = picture.width * between(random, 0.025, 0.045);
    const drawing = text(random, pick(random, ['2024 03 17', '17.03.2024 14:05', "'24 11 02"]), size, '#ff8c1a');
    const margin = picture.width * 0.03;
    return { ...drawing, left: picture.width - drawing.width - margin, top: picture.height - drawing.height - margin };
  },
  url: (random, picture) => {
    const size = picture.width * between(random, 0.018, 0.035);
    const words = pick(random, ['www.acme-shop.com', 'acme-store.example', '© Acme 2024']);
    const drawing = text(random, words, size, pick(random, DARK), 'normal');
    return { ...drawing, ...bottom(picture, drawing) };
  },
};

/** The SVG of a drawing. */
export const svgOf = ({ width, height, body }) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(height)}">${body}</svg>`,
  );
