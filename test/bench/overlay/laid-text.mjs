// Text laid over pictures anywhere, product and patterned ground included, drawn as SVG, seeded. CJK needs Debian's fonts-wqy-microhei; DejaVu has the others.
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
  // Letters of the colour of what lies under them would not be seen: sellers give them an edge.
  const stroke = fill === '#ffffff' ? '#333333' : '#ffffff';
  return `<text x="${x}" y="${y}" text-anchor="middle" font-family="${family}" font-weight="bold" font-size="${px}" fill="${fill}" stroke="${stroke}" stroke-width="${px * 0.05}" paint-order="stroke" opacity="${opacity}" transform="rotate(${angle} ${x} ${y})">${words}</text>`;
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

const size = (random) => between(random, 0.035, 0.07);
/** Kinds of text: each draws one over a picture of a size; the body of an SVG of that size. */
export const LAID = {
  latin: (random, picture) => line(random, picture, 'latin', { size: size(random) }),
  cjk: (random, picture) => line(random, picture, 'cjk', { size: size(random) }),
  cyrillic: (random, picture) => line(random, picture, 'cyrillic', { size: size(random) }),
  arabic: (random, picture) => line(random, picture, 'arabic', { size: size(random) }),
  turned: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: size(random), angle: between(random, -45, 45) }),
  small: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: between(random, 0.018, 0.028) }),
  faint: (random, picture) =>
    line(random, picture, pick(random, ['latin', 'cjk']), { size: size(random), opacity: between(random, 0.3, 0.5) }),
  tiled: (random, picture) => tiled(random, picture),
};

export const laidOver = ({ width, height }, body) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);
