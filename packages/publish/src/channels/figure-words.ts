import type { ChannelFigure } from '../channel/profile/channel-schema.ts';

const number = (value: number): string => value.toLocaleString('en');
const bytes = (value: number): string => (value < 1e6 ? `${number(value / 1e3)} kB` : `${number(value / 1e6)} MB`);

/** What is compared side by side: the kinds of figures that one column holds. */
export const FIGURE_COLUMNS = [
  {
    id: 'size',
    title: 'pixels',
    asks: ['minShortSide', 'minLongSide', 'minWidth', 'minHeight', 'maxLongSide', 'maxMegapixels'],
  },
  { id: 'ratio', title: 'width : height', asks: ['ratio'] },
  { id: 'file', title: 'file', asks: ['minBytes', 'maxBytes', 'minJpegQuality'] },
  { id: 'format', title: 'format', asks: ['formats', 'animated', 'extensionMatches', 'colorModels', 'maxBitDepth'] },
  { id: 'ground', title: 'main picture', asks: ['background', 'minFill'] },
  { id: 'marks', title: 'marks', asks: ['marks'] },
  { id: 'count', title: 'pictures', asks: ['minCount', 'maxCount', 'duplicates'] },
] as const satisfies readonly { id: string; title: string; asks: readonly ChannelFigure['asks'][] }[];
export type ColumnId = (typeof FIGURE_COLUMNS)[number]['id'];

/** A figure in the words of a table: `longer side ≥ 1,600`. */
export const figureWords = (figure: ChannelFigure): string => {
  switch (figure.asks) {
    case 'formats':
      return figure.value.join(' ');
    case 'animated':
      return 'no animation';
    case 'extensionMatches':
      return 'name fits format';
    case 'minShortSide':
      return `shorter ≥ ${number(figure.value)}`;
    case 'minLongSide':
      return `longer ≥ ${number(figure.value)}`;
    case 'minWidth':
      return `width ≥ ${number(figure.value)}`;
    case 'minHeight':
      return `height ≥ ${number(figure.value)}`;
    case 'maxLongSide':
      return `longer ≤ ${number(figure.value)}`;
    case 'maxMegapixels':
      return `≤ ${figure.value} megapixels`;
    case 'minBytes':
      return `≥ ${bytes(figure.value)}`;
    case 'maxBytes':
      return `≤ ${bytes(figure.value)}`;
    case 'maxBitDepth':
      return `≤ ${figure.value} bits`;
    case 'minJpegQuality':
      return `JPEG quality ≥ ${figure.value}`;
    case 'colorModels':
      return 'RGB';
    case 'ratio':
      return (Array.isArray(figure.value) ? figure.value : [figure.value])
        .map(({ width, height }) => `${width} : ${height}`)
        .join(' or ');
    case 'background':
      return 'white';
    case 'minFill':
      return `product ≥ ${Math.round(100 * figure.value)} %`;
    case 'minCount':
      return `≥ ${figure.value}`;
    case 'maxCount':
      return `≤ ${figure.value}`;
    case 'marks':
      return figure.roles === undefined ? 'none' : `none on ${figure.roles.join(', ')}`;
    case 'duplicates':
      return 'none twice';
  }
};
