// The marks of the measurements, drawn here: light text with an outline, dark serif text, a colour icon, a thin line logo; and four others.
import sharp from 'sharp';

const svg = (width, height, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;

export const marks = {
  light: svg(
    800,
    200,
    '<text x="400" y="140" text-anchor="middle" font-family="DejaVu Sans" font-weight="bold" font-size="120" fill="#fff" stroke="#000" stroke-width="5" paint-order="stroke">Nordlicht</text>',
  ),
  serif: svg(
    900,
    150,
    '<text x="450" y="110" text-anchor="middle" font-family="DejaVu Serif" font-size="105" fill="#222">© Lumen &amp; Oak 2026</text>',
  ),
  icon: svg(
    500,
    500,
    '<circle cx="250" cy="250" r="225" fill="none" stroke="#c0392b" stroke-width="28"/><path d="M250 90 L290 200 L410 205 L315 280 L350 395 L250 328 L150 395 L185 280 L90 205 L210 200 Z" fill="#2c3e90"/><rect x="120" y="300" width="260" height="80" fill="#fff" opacity=".9"/><text x="250" y="362" text-anchor="middle" font-family="DejaVu Sans" font-weight="bold" font-size="64" fill="#c0392b">ZENO</text>',
  ),
  line: svg(
    600,
    360,
    '<g fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"><path d="M40 300 L180 60 L250 190 L310 90 L440 300 Z"/><path d="M180 60 L205 160 L235 130 L250 190"/><circle cx="490" cy="90" r="52"/><path d="M490 8 V-2 M490 172 V190 M572 90 H590 M408 90 H390"/><path d="M30 335 C120 305 180 355 260 335 S420 305 570 335"/></g>',
  ),
};

export const markNames = Object.keys(marks);

/** Marks of other kinds, drawn after the search was finished: nothing was designed on them. */
const others = {
  script: svg(
    700,
    220,
    '<text x="350" y="150" text-anchor="middle" font-family="DejaVu Serif" font-style="italic" font-size="110" fill="#fff" stroke="#333" stroke-width="1.5">by Mirea</text><path d="M60 190 Q350 150 640 190" fill="none" stroke="#fff" stroke-width="5"/>',
  ),
  badge: svg(
    600,
    180,
    '<rect x="5" y="5" width="590" height="170" rx="40" fill="#123a5a" fill-opacity=".85"/><text x="300" y="120" text-anchor="middle" font-family="DejaVu Sans" font-weight="bold" font-size="88" fill="#fff">TARN+CO</text>',
  ),
  seal: svg(
    520,
    520,
    '<g fill="none" stroke="#1d6b3f" stroke-width="10"><circle cx="260" cy="260" r="248"/><circle cx="260" cy="260" r="186"/></g><path id="c" d="M260 484 A224 224 0 1 1 262 484" fill="none"/><g fill="#1d6b3f" font-family="DejaVu Sans" font-weight="bold"><text x="260" y="300" text-anchor="middle" font-size="120">FJ</text><text x="260" y="66" text-anchor="middle" font-size="44">FIELD</text><text x="260" y="492" text-anchor="middle" font-size="44">1992</text></g><path d="M130 330 H390 M150 200 H370" stroke="#1d6b3f" stroke-width="8"/>',
  ),
  url: svg(
    1200,
    110,
    '<text x="600" y="78" text-anchor="middle" font-family="DejaVu Sans" font-size="72" fill="#999" stroke="#fff" stroke-width="1">www.harbour-lamps.example</text>',
  ),
};
Object.assign(marks, others);
export const otherNames = Object.keys(others);

/** PNG with alpha, trimmed. */
export const markPng = (name) => sharp(Buffer.from(marks[name])).trim().png().toBuffer();
