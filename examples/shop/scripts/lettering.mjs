// Letters as strokes, so that no font of the machine changes a picture. Boxes are 6 wide and 10 high, y down.
const strokes = {
  ' ': '',
  '&': 'M6 10 L1.6 3.4 A1.9 1.9 0 1 1 4.6 3.2 L1.4 5.8 A2.3 2.3 0 0 0 2.4 10 C4.4 10 5.4 8.4 5.8 6.4',
  0: 'M3 0 A3 3 0 0 1 6 3 V7 A3 3 0 0 1 0 7 V3 A3 3 0 0 1 3 0',
  1: 'M1 2 L3 0 V10',
  2: 'M0 3 A3 3 0 1 1 5.2 5 L0 10 H6',
  3: 'M0 0 H6 L2.6 4 A3 3 0 1 1 0.2 8',
  4: 'M4.4 10 V0 L0 7 H6',
  5: 'M5.6 0 H0.6 V4.2 A3.1 3.1 0 1 1 0.2 8.6',
  6: 'M5 0 L0.8 5.2 A3 3 0 1 0 1 5',
  7: 'M0 0 H6 L2 10',
  8: 'M3 4.6 A2.3 2.3 0 1 1 3.01 4.6 A2.7 2.7 0 1 1 2.99 4.6',
  9: 'M1 10 L5.2 4.8 A3 3 0 1 0 5 5',
  A: 'M0 10 L3 0 L6 10 M1.1 6.6 H4.9',
  B: 'M0 0 V10 H3.4 A2.7 2.7 0 0 0 3.4 4.7 H0 M0 0 H3 A2.35 2.35 0 0 1 3 4.7',
  C: 'M5.8 2 A3.2 3.2 0 0 0 0 3.4 V6.6 A3.2 3.2 0 0 0 5.8 8',
  D: 'M0 0 V10 H2.4 A3.6 3.6 0 0 0 6 6.4 V3.6 A3.6 3.6 0 0 0 2.4 0 Z',
  E: 'M6 0 H0.4 V10 H6 M0.4 4.9 H4.8',
  H: 'M0 0 V10 M6 0 V10 M0 5 H6',
  I: 'M3 0 V10',
  L: 'M0.6 0 V10 H5.8',
  M: 'M0 10 V0 L3 6 L6 0 V10',
  N: 'M0 10 V0 L6 10 V0',
  O: 'M3 0 A3 3 0 0 1 6 3 V7 A3 3 0 0 1 0 7 V3 A3 3 0 0 1 3 0',
  P: 'M0.4 10 V0 H3.4 A2.6 2.6 0 0 1 3.4 5.2 H0.4',
  R: 'M0.4 10 V0 H3.4 A2.6 2.6 0 0 1 3.4 5.2 H0.4 M3 5.2 L6 10',
  S: 'M5.6 1.6 A2.9 2.5 0 1 0 3 5 A2.9 2.5 0 1 1 0.2 8.4',
  T: 'M0 0 H6 M3 0 V10',
};

const GAP = 2.6;
const NARROW = { ' ': 2, 1: 3, I: 0 };
/** Left edge of a glyph's strokes, where its box is not filled. */
const INSET = { I: 3 };
const advance = (letter) => (NARROW[letter] ?? 6) + GAP;

/** An SVG path group of a line of text, its top left at (x, y), letters `height` px high. */
export const lettering = (text, x, y, height, attributes) => {
  let pen = 0;
  const letters = [...text].map((letter) => {
    const at = pen - (INSET[letter] ?? 0);
    pen += advance(letter);
    return `<path transform="translate(${at.toFixed(2)} 0)" d="${strokes[letter]}"/>`;
  });
  return `<g transform="translate(${x} ${y}) scale(${height / 10})" fill="none" stroke-linecap="round" stroke-linejoin="round" ${attributes}>${letters.join('')}</g>`;
};

/** Width of that line in px. */
export const widthOf = (text, height) =>
  ([...text].reduce((sum, letter) => sum + advance(letter), 0) - GAP) * (height / 10);
