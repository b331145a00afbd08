// Text over pictures anywhere, product and patterned background included, drawn as SVG, seeded. CJK needs Debian's fonts-wqy-microhei; DejaVu has the others.
const WORDS = {
  latin: [
    'Premium quality',
    'BEST PRICE',
    'Free shipping',
    'www.acme-shop.com',
    'Made in Italy',
    'Limited offer 50% OFF',
  ],
  cjk: ['厂家直销 批发价', '正品保证', '全国包邮', '官方旗舰店', '今日特价 限时抢购', '送料無料 最安値'],
  cyrillic: ['Лучшая цена', 'БЕСПЛАТНАЯ ДОСТАВКА', 'Оригинал', 'Скидка 50%', 'Хит продаж'],
  arabic: ['أفضل سعر', 'توصيل مجاني', 'عرض خاص', 'جودة عالية'],
};
const COLOURS = ['#ffffff', '#ffffff', '#111111', '#d50000', '#ffeb3b', '#1565c0'];

const pick = (random, values) => values[Math.floor(random() * values.length)];
const between = (random, low, high) => low + (high - low) * random();

/** One line somewhere in the picture, whole. */
const line = (random, { width, height }, script, { size, angle = 0, opacity = 1 }) => {
  const words = pick(random, WORDS[script]);
  const px = size * width;
  const family =
    script === 'cjk' ? 'WenQuanYi Micro Hei' : pick(random, ['DejaVu Sans', 'DejaVu Sans', 'DejaVu Serif']);
  const long = words.length * px * (script === 'cjk' ? 1 : 0.66);
  const fill = pick(random, COLOURS);
  const x = between(random, Math.min(long / 2, width / 2), Math.max(width - long / 2, width / 2));
  const y = between(random, 0.08 * height + px, 0.95 * height - px);
  // Letters of the colour under them would be invisible: sellers give them an edge.
  const stroke = fill === '#ffffff' ? '#333333' : '#ffffff';
  return `<text x="${x}" y="${y}" text-anchor="middle" font-family="${family}" font-weight="bold" font-size="${px}" fill="${fill}" stroke="${stroke}" stroke-width="${px * 0.05}" paint-order="stroke" opacity="${opacity}" transform="rotate(${angle} ${x} ${y})">${words}</text>`;
};

const SHORT = { latin: ['SALE', 'NEW', 'Hot', '-50%', '2 for 1', 'TOP'], cjk: ['特价', '正品', '包邮', '新品上市'] };

/** A short word, as large as the picture's width takes it: letters of a quarter to two fifths of its height. */
const largeWord = (random, { width, height }) => {
  const script = pick(random, ['latin', 'latin', 'cjk']);
  const words = pick(random, SHORT[script]);
  const of = script === 'cjk' ? 1 : 0.72;
  const px = Math.min(between(random, 0.25, 0.4) * height * (script === 'cjk' ? 1 : 1.37), width / (words.length * of));
  const fill = pick(random, COLOURS);
  const stroke = fill === '#ffffff' ? '#333333' : '#ffffff';
  const y = between(random, px, Math.max(px, 0.97 * height));
  return `<text x="${width / 2}" y="${y}" text-anchor="middle" font-family="${script === 'cjk' ? CJK_FONT : 'DejaVu Sans'}" font-weight="bold" font-size="${px}" fill="${fill}" stroke="${stroke}" stroke-width="${px * 0.03}" paint-order="stroke">${words}</text>`;
};

const tiled = (random, { width, height }) => {
  const px = between(random, 0.025, 0.04) * width;
  const words = pick(random, [...WORDS.latin.slice(0, 4), ...WORDS.cjk.slice(0, 3)]);
  const angle = between(random, -40, -20);
  const opacity = between(random, 0.3, 0.6);
  const out = [];
  for (let y = -height; y < 2 * height; y += px * 5)
    for (let x = -width; x < 2 * width; x += words.length * px * 1.1)
      out.push(
        `<text x="${x}" y="${y}" font-family="WenQuanYi Micro Hei" font-size="${px}" fill="#ffffff" stroke="#444444" stroke-width="${px * 0.05}" paint-order="stroke" opacity="${opacity}">${words}</text>`,
      );
  return `<g transform="rotate(${angle} ${width / 2} ${height / 2})">${out.join('')}</g>`;
};

/** A line that climbs or falls by 45 to 90 degrees, whole. */
const steep = (random, { width, height }) => {
  const script = pick(random, ['latin', 'latin', 'cjk']);
  const words = pick(random, WORDS[script]);
  const degrees = pick(random, [-1, 1]) * between(random, 45, 90);
  const turn = (degrees * Math.PI) / 180;
  const letter = script === 'cjk' ? 1 : 0.7;
  const px = Math.min(
    size(random) * width,
    (0.9 * height) / (words.length * letter * Math.abs(Math.sin(turn)) + 1),
    (0.9 * width) / (words.length * letter * Math.cos(turn) + 1),
  );
  const long = words.length * px * letter;
  const across = (long * Math.cos(turn) + px) / 2;
  const up = (long * Math.abs(Math.sin(turn)) + px) / 2;
  const x = between(random, across, width - across);
  const y = between(random, up, height - up);
  const { fill, paint } = inked(random, px);
  const family = script === 'cjk' ? CJK_FONT : pick(random, ['DejaVu Sans', 'DejaVu Serif']);
  return `<text x="${x}" y="${y}" dominant-baseline="middle" text-anchor="middle" font-family="${family}" font-weight="bold" font-size="${px}" fill="${fill}" ${paint} transform="rotate(${degrees} ${x} ${y})">${words}</text>`;
};

/** Letters one by one, each at its place: `at(i)` gives its middle and turn. */
const letters = (words, { px, family, fill, paint }, at) =>
  [...words]
    .map((letter, i) => {
      const { x, y, angle = 0 } = at(i);
      return `<text x="${x}" y="${y + px * 0.36}" text-anchor="middle" font-family="${family}" font-weight="bold" font-size="${px}" fill="${fill}" ${paint} transform="rotate(${angle} ${x} ${y})">${letter}</text>`;
    })
    .join('');
const inked = (random, px) => {
  const fill = pick(random, COLOURS);
  return {
    fill,
    paint: `stroke="${fill === '#ffffff' ? '#333333' : '#ffffff'}" stroke-width="${px * 0.05}" paint-order="stroke"`,
  };
};
const CJK_FONT = 'WenQuanYi Micro Hei';

/** Upright letters below each other, as Chinese and Japanese pictures have them. */
const column = (random, { width, height }) => {
  const words = pick(random, WORDS.cjk).replace(/ /g, '');
  const px = Math.min(size(random) * width, (0.9 * height) / (words.length * 1.1));
  const long = words.length * px * 1.1;
  const x = between(random, 0.06, 0.94) * width;
  const top = between(random, 0.02 * height, Math.max(0.02 * height, 0.98 * height - long));
  return letters(words, { px, family: CJK_FONT, ...inked(random, px) }, (i) => ({ x, y: top + (i + 0.5) * px * 1.1 }));
};

/** On an arc, as round badges have it. */
const curved = (random, { width, height }) => {
  const script = pick(random, ['latin', 'latin', 'cjk']);
  const words = pick(
    random,
    WORDS[script].filter(({ length }) => length < 18),
  );
  const px = size(random) * width;
  const step = px * (script === 'cjk' ? 1.05 : 0.72);
  // It spans 60 to 150 degrees.
  const span = between(random, 60, 150);
  const radius = (words.length * step) / ((span * Math.PI) / 180);
  const x = between(random, 0.3, 0.7) * width;
  const y = between(random, 0.35, 0.75) * height;
  return letters(words, { px, family: script === 'cjk' ? CJK_FONT : 'DejaVu Sans', ...inked(random, px) }, (i) => {
    const angle = ((i + 0.5) / words.length - 0.5) * span;
    const turn = (angle * Math.PI) / 180;
    return { x: x + radius * Math.sin(turn), y: y + radius * (1 - Math.cos(turn)), angle };
  });
};

/** One line of letters that are drawn otherwise than filled and bold. */
const styled = (random, { width, height }, style) => {
  const script = style.family === undefined ? pick(random, ['latin', 'cjk']) : 'latin';
  const words = pick(random, WORDS[script]);
  const px = size(random) * width;
  const long = words.length * px * (script === 'cjk' ? 1 : 0.66) * (style.wide ?? 1);
  const x = between(random, Math.min(long / 2, width / 2), Math.max(width - long / 2, width / 2));
  const y = between(random, 0.08 * height + px, 0.95 * height - px);
  return `<text x="${x}" y="${y}" text-anchor="middle" font-family="${style.family ?? (script === 'cjk' ? CJK_FONT : 'DejaVu Sans')}" font-size="${px}" ${style.paint(pick(random, COLOURS), px)}>${words}</text>`;
};
/** Their letters have no edge: where the ground has their colour, nobody sees them. */
const STYLES = {
  outlined: {
    paint: (ink, px) => `font-weight="bold" fill="none" stroke="${ink}" stroke-width="${px * 0.045}"`,
  },
  shadowed: {
    paint: (ink, px) =>
      `font-weight="bold" fill="${ink}" stroke="#000" stroke-opacity="0.35" stroke-width="${px * 0.16}" paint-order="stroke"`,
  },
  italic: { family: 'Liberation Serif', paint: (ink) => `font-style="italic" fill="${ink}"` },
  narrow: { family: 'Liberation Sans Narrow', paint: (ink) => `font-weight="bold" fill="${ink}"` },
  spaced: { family: 'Liberation Sans', wide: 1.5, paint: (ink, px) => `letter-spacing="${px * 0.35}" fill="${ink}"` },
};

const size = (random) => between(random, 0.035, 0.07);
/** Kinds of text: each draws one over a picture of a size; the body of an SVG of that size. */
export const OVERLAY_TEXTS = {
  latin: (random, picture) => line(random, picture, 'latin', { size: size(random) }),
  cjk: (random, picture) => line(random, picture, 'cjk', { size: size(random) }),
  cyrillic: (random, picture) => line(random, picture, 'cyrillic', { size: size(random) }),
  arabic: (random, picture) => line(random, picture, 'arabic', { size: size(random) }),
  turned: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: size(random), angle: between(random, -45, 45) }),
  steep,
  large: largeWord,
  small: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: between(random, 0.018, 0.028) }),
  faint: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: size(random), opacity: between(random, 0.3, 0.5) }),
  tiled: (random, picture) => tiled(random, picture),
  column,
  curved,
  ...Object.fromEntries(
    Object.entries(STYLES).map(([name, style]) => [name, (random, picture) => styled(random, picture, style)]),
  ),
};

export const overlaySvg = ({ width, height }, body) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);
export const hasEdge = (kind) => STYLES[kind] === undefined;
