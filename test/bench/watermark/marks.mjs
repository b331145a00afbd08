// The marks of the measurements, drawn here: light text with an outline, dark serif text, a colour icon, a thin line logo.
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

/** PNG with alpha, trimmed. */
export const markPng = (name) => sharp(Buffer.from(marks[name])).trim().png().toBuffer();
