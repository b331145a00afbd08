// docs/channels.md: how the program treats marketplaces, and every figure with its source.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';
import { ratioWords } from './channel-asks.mjs';

const number = (value) => value.toLocaleString('en');
const bytes = (value) => (value < 1e6 ? `${number(value / 1e3)} kB` : `${number(value / 1e6)} MB`);
const percent = (value) => `${Math.round(100 * value)} %`;

/** What is asked, in words, by its name in the figures. */
const WORDS = {
  formats: (value) => `format ${value.join(', ')}`,
  animated: () => 'no animation',
  extensionMatches: () => 'an extension that fits the format',
  minShortSide: (value) => `shorter side ${number(value)} px or more`,
  minLongSide: (value) => `longer side ${number(value)} px or more`,
  minWidth: (value) => `width ${number(value)} px or more`,
  minHeight: (value) => `height ${number(value)} px or more`,
  maxLongSide: (value) => `longer side at most ${number(value)} px`,
  maxMegapixels: (value) => `at most ${value} megapixels`,
  minBytes: (value) => `file ${bytes(value)} or more`,
  maxBytes: (value) => `file at most ${bytes(value)}`,
  maxBitDepth: (value) => `at most ${value} bits a channel`,
  minJpegQuality: (value) => `JPEG quality ${value} or more`,
  colorModels: () => 'RGB',
  ratio: (value) => `width : height ${(Array.isArray(value) ? value : [value]).map(ratioWords).join(' or ')}`,
  background: () => 'white background',
  minFill: (value) => `product ${percent(value)} of the frame or more`,
  minCount: (value) => `${value} pictures or more`,
  maxCount: (value) => `at most ${value} pictures`,
  marks: () => 'no mark, no text laid over it',
  duplicates: () => 'no picture twice',
};

const figureLine = (figure, sourceNumber) => {
  const { asks, value, roles, level, from, judged, note } = figure;
  const what = `${WORDS[asks](value)}${roles === undefined ? '' : ` (${roles.join(', ')})`}`;
  const how = `${level}${from === undefined ? '' : ` from ${from}`}${judged === false ? ', not judged' : ''}`;
  return `- ${what}: **${how}** [${sourceNumber}]${note === undefined ? '' : ` (${note})`}`;
};

const sourceLine = ({ title, url, read, certainty }, index) =>
  `${index + 1}. [${title}](${url}), ${read}, ${certainty}`;

const sectionOf = (channel) => {
  const { id, title, figures, leftOut = [] } = channel;
  const used = [...new Set(figures.map(({ source }) => source))];
  return `### ${title}

Preset \`channels/${id}\`.

${figures.map((figure) => figureLine(figure, used.indexOf(figure.source) + 1)).join('\n')}

${used.map((source, index) => sourceLine(channel.sources[source], index)).join('\n')}
${leftOut.length === 0 ? '' : `\nLeft out, since no page says so:\n\n${leftOut.map((each) => `- ${each}`).join('\n')}\n`}`;
};

const BEGIN = '<!-- figures, made by `npm run generate`: do not edit -->';
const END = '<!-- end of figures -->';

export const channelPage = (all) => {
  const text = readFileSync(join(root, 'docs/channels.md'), 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/channels.md must hold ${BEGIN} and ${END}`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${all.map(sectionOf).join('\n')}\n${text.slice(to)}`;
};
