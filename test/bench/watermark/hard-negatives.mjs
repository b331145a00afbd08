// Pictures that somebody could take for a mark and that are none: each must not be `present`.
//   node test/bench/watermark/hard-negatives.mjs [N]     N of each kind for each mark, default 20
// MARKS=light,serif and KINDS=screenshot in the environment measure these only.
import sharp from 'sharp';
import { decodeCanonical, defaultCalibration, findMark, templateOf, wilson } from './detector.mjs';
import { markNames, markPng } from './marks.mjs';
import { seededRandom } from './placements.mjs';

const svg = (body, background = '#fff') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000"><rect width="1000" height="1000" fill="${background}"/>${body}</svg>`,
  );
const text = (words, [x, y], size, fill, { font = 'DejaVu Sans', extra = '' } = {}) =>
  `<text x="${x}" y="${y}" font-family="${font}" font-weight="bold" font-size="${size}" fill="${fill}" ${extra}>${words}</text>`;
const outlined = 'stroke="#000" stroke-width="2" paint-order="stroke"';

const negatives = {
  'print on a shirt': (random) =>
    svg(
      `<path d="M300 120 L420 80 Q500 130 580 80 L700 120 L860 300 L760 380 L720 330 L720 920 L280 920 L280 330 L240 380 L140 300 Z" fill="#34405a"/>${text('Nordwind', [345, 420 + 80 * random()], 66, '#fff', { extra: outlined })}${text('crew 1987', [390, 520 + 80 * random()], 42, '#e8d8a0', { font: 'DejaVu Serif' })}`,
    ),
  label: (random) =>
    svg(
      `<rect x="300" y="100" width="400" height="820" rx="60" fill="#7a4b2a"/><rect x="320" y="340" width="360" height="340" fill="#f3ead2"/>${text('© Olive &amp; Oak 2025', [345, 420], 30 + 4 * random(), '#222', { font: 'DejaVu Serif' })}${text('NET 250 g', [420, 620], 38, '#222')}<circle cx="500" cy="520" r="62" fill="none" stroke="#c0392b" stroke-width="8"/>`,
      '#f7f7f7',
    ),
  'patterned fabric': (random) =>
    svg(
      Array.from({ length: 170 }, (_, i) => {
        const [x, y] = [(i % 13) * 80, Math.floor(i / 13) * 80];
        return `<g transform="translate(${x} ${y}) rotate(${(i * 40 * random()) % 360} 30 30)"><path d="M5 50 L30 8 L55 50 Z" fill="none" stroke="#fff" stroke-width="4"/><circle cx="60" cy="14" r="9" fill="none" stroke="#fff" stroke-width="3"/></g>`;
      }).join(''),
      '#30586b',
    ),
  screenshot: (random) =>
    svg(
      `<rect width="1000" height="70" fill="#24292f"/>${Array.from({ length: 26 }, (_, i) => text(['Orders and returns', 'Nordseite Store', 'Lumen lamp, oak', '© 2026 Shop Inc.', 'Add to basket'][Math.floor(random() * 5)], [40 + 330 * (i % 3), 130 + 33 * i], 20 + 12 * random(), '#222', { font: i % 2 ? 'DejaVu Sans' : 'DejaVu Serif' })).join('')}`,
    ),
  'similar emblem': (random) => {
    const r = 150 + 100 * random();
    return svg(
      `<circle cx="480" cy="500" r="${r}" fill="none" stroke="#c0392b" stroke-width="${r / 8}"/><path d="M480 ${500 - r * 0.7} L${480 + r * 0.65} ${500 + r * 0.45} L${480 - r * 0.65} ${500 + r * 0.45} Z" fill="#2c3e90"/>${text('VEGA', [430, 540], 48, '#fff')}`,
      '#dfe5ea',
    );
  },
  'wheels and rings': (random) =>
    svg(
      [300, 700]
        .map(
          (x) =>
            `<circle cx="${x}" cy="600" r="${170 + 30 * random()}" fill="none" stroke="#333" stroke-width="26"/>${Array.from({ length: 12 }, (_, i) => `<path d="M${x} 600 l${160 * Math.cos(i / 1.91)} ${160 * Math.sin(i / 1.91)}" stroke="#888" stroke-width="3"/>`).join('')}`,
        )
        .join(''),
    ),
};

let wrong = 0;
let total = 0;
const perNegative = Number(process.argv[2] ?? 20);
const wantedMarks = process.env.MARKS?.split(',') ?? markNames;
const wantedKinds = process.env.KINDS?.split(',') ?? Object.keys(negatives);
for (const mark of wantedMarks) {
  const template = await templateOf(mark, await markPng(mark));
  const calibration = await defaultCalibration(template);
  const marks = { templates: [{ template, tiled: false, calibration: async () => calibration }], decoys: [] };
  for (const [name, make] of Object.entries(negatives).filter(([kind]) => wantedKinds.includes(kind))) {
    const results = [];
    for (let i = 0; i < perNegative; i++) {
      const bytes = await sharp(make(seededRandom(`${name} ${i}`)))
        .jpeg({ quality: 85 })
        .toBuffer();
      results.push(await findMark(marks, await decodeCanonical(bytes)));
    }
    const bad = results.filter(({ status }) => status === 'present' || status === 'illegible').length;
    wrong += bad;
    total += perNegative;
    console.log(
      `${mark}, ${name}: ${bad}/${perNegative} taken for the mark; ${results.filter(({ status }) => status === 'review').length} in review; highest score ${Math.max(...results.map(({ score }) => score ?? 0))}`,
    );
  }
}
const [low, high] = wilson(wrong, total);
console.log(
  `${wrong}/${total} hard negatives taken for a mark (95 %: ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %)`,
);
