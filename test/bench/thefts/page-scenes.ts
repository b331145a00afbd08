import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { text, words } from './scenes.ts';

/** How a shop lays out a page of results; sizes in px of CSS. */
export interface PageLayout {
  readonly name: string;
  readonly width: number;
  readonly columns: number;
  readonly rows: number;
  /** Room at the side of the products, for filters. */
  readonly aside: number;
  /** Between cards, and from a card's edge to its picture. */
  readonly gap: number;
  readonly padding: number;
  /** Height of a picture for a width of 1. */
  readonly tall: number;
  readonly fit: 'cover' | 'contain';
  readonly ground: string;
  readonly card: 'none' | 'white' | 'border' | 'shadow';
  /** Px of the screen for one of CSS. */
  readonly density: 1 | 2;
}

const page = (name: string, layout: Partial<PageLayout> & Pick<PageLayout, 'columns' | 'rows'>): PageLayout => ({
  ...{ name, width: 1200, aside: 0, gap: 20, padding: 0, tall: 1, fit: 'cover', ground: '#fff' },
  ...{ card: 'none', density: 1, ...layout },
});

/** Twelve shops. Pictures are 120 to 460 px of the screen wide. */
export const PAGE_LAYOUTS: readonly PageLayout[] = [
  page('3 columns, filters, squares', { columns: 3, rows: 6, aside: 300, gap: 30, width: 1100 }),
  page('6 columns, white', { columns: 6, rows: 3 }),
  page('5 columns, bordered cards', { columns: 5, rows: 4, card: 'border', padding: 10, gap: 12 }),
  page('4 columns, grey, white cards', { columns: 4, rows: 5, card: 'white', ground: '#eef0f2', padding: 16 }),
  page('4 columns, portrait', { columns: 4, rows: 4, tall: 1.33, gap: 16, aside: 240 }),
  page('5 columns, retina, shadows', {
    ...{ columns: 5, rows: 4, card: 'shadow', padding: 8, density: 2, ground: '#f5f5f5', width: 1280 },
  }),
  page('6 columns, whole pictures', { columns: 6, rows: 3, fit: 'contain', padding: 6, card: 'border', gap: 14 }),
  page('2 columns, telephone, retina', { columns: 2, rows: 5, width: 390, gap: 8, density: 2 }),
  page('4 columns, landscape', { columns: 4, rows: 5, tall: 0.75, gap: 24 }),
  page('6 columns, small, filters', { columns: 6, rows: 4, aside: 260, gap: 14 }),
  page('3 columns, dark', { columns: 3, rows: 5, ground: '#1c1e22', width: 820, gap: 18 }),
  page('4 columns, whole, retina', { columns: 4, rows: 4, fit: 'contain', density: 2, width: 1000, aside: 180 }),
];

/** Box of a picture of the page, px of the screen. */
export interface PageCell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PageScene {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** In the order of the pictures. */
  readonly cells: readonly PageCell[];
}

const HEAD = 130;
const WORDS_BELOW = 92;

/** A page of results that shows those pictures, one a card, with names and prices; as many as it has room for. */
export const resultsPage = async (
  layout: PageLayout,
  pictures: readonly Base[],
  random: Random,
): Promise<PageScene> => {
  const { width, columns, rows, aside, gap, padding, tall, fit, ground, card, density } = layout;
  const margin = width > 500 ? 24 : 10;
  const cardWidth = Math.floor((width - 2 * margin - aside - gap * (columns - 1)) / columns);
  const [w, h] = [cardWidth - 2 * padding, Math.round((cardWidth - 2 * padding) * tall)];
  const cardHeight = h + 2 * padding + WORDS_BELOW;
  const height = HEAD + rows * (cardHeight + gap) + 40;
  const cells = pictures.slice(0, columns * rows).map((_, k) => ({
    left: margin + aside + (k % columns) * (cardWidth + gap) + padding,
    top: HEAD + Math.floor(k / columns) * (cardHeight + gap) + padding,
    width: w,
    height: h,
  }));
  const ink = ground === '#1c1e22' ? '#eee' : '#222';
  const svg = svgOf(
    width * density,
    height * density,
    `<g transform="scale(${density})"><rect width="${width}" height="${height}" fill="${ground}"/>
<rect width="${width}" height="56" fill="#24415e"/>${text(margin, 36, 22, '#fff', words(random, width > 500 ? 6 : 2))}
${text(margin, 104, 26, ink, `${words(random, 2)} (${Math.round(between(random, 20, 900))})`)}
${aside === 0 ? '' : filters(margin, ink, random)}
${cells.map((cell) => cardOf(cell, { padding, card, ink, height: cardHeight, width: cardWidth }, random)).join('\n')}</g>`,
  );
  const layers = await Promise.all(
    cells.map(async (cell, k) => ({
      input: await png(
        open(pictures[k] ?? NO_PICTURE).resize(cell.width * density, cell.height * density, {
          fit,
          background: '#fff',
        }),
      ),
      left: cell.left * density,
      top: cell.top * density,
    })),
  );
  const drawn = sharp(svg, { unlimited: true }).composite(layers).flatten();
  const bytes = random() < 0.5 ? await drawn.png().toBuffer() : await drawn.jpeg({ quality: 85 }).toBuffer();
  const onScreen = ({ left, top, width, height }: PageCell): PageCell => ({
    left: left * density,
    top: top * density,
    width: width * density,
    height: height * density,
  });
  return { bytes, width: width * density, height: height * density, cells: cells.map(onScreen) };
};

const NO_PICTURE: Base = { data: Buffer.alloc(3), width: 1, height: 1 };

const filters = (left: number, ink: string, random: Random): string =>
  Array.from(
    { length: 14 },
    (_, k) =>
      `<rect x="${left}" y="${HEAD + 20 + 34 * k}" width="14" height="14" fill="none" stroke="#888"/>${text(left + 24, HEAD + 32 + 34 * k, 14, ink, words(random, 2))}`,
  ).join('');

interface Card {
  readonly padding: number;
  readonly card: PageLayout['card'];
  readonly ink: string;
  readonly width: number;
  readonly height: number;
}

const cardOf = (cell: PageCell, { padding, card, ink, width, height }: Card, random: Random): string => {
  const [x, y, below] = [cell.left - padding, cell.top - padding, cell.top + cell.height];
  const frame = card === 'border' ? 'fill="#fff" stroke="#d8d8d8"' : 'fill="#fff"';
  const shadow =
    card === 'shadow'
      ? `<rect x="${x + 2}" y="${y + 3}" width="${width}" height="${height}" rx="6" fill="#d9d9de"/>`
      : '';
  const ground =
    card === 'none' ? '' : `${shadow}<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" ${frame}/>`;
  const stars = '★'.repeat(1 + Math.floor(5 * random()));
  const price = `$ ${(5 + 200 * random()).toFixed(2)}`;
  return `${ground}${text(cell.left + 4, below + 24, 14, ink, words(random, 2))}${text(cell.left + 4, below + 48, 17, '#b12704', price)}${text(cell.left + 4, below + 72, 13, '#e59a1b', stars)}`;
};
