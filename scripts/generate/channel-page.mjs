// docs/channels.md: how the program treats marketplaces, and every figure with its source.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';
import { ratioWords } from './channel-asks.mjs';

const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

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

const figureRow = (channel, figure) => {
  const { asks, value, roles, level, from, source, judged, note } = figure;
  const { title, url, read, certainty } = channel.sources[source];
  return [
    `${WORDS[asks](value)}${roles === undefined ? '' : ` (${roles.join(', ')})`}`,
    `${level}${from === undefined ? '' : ` from ${from}`}${judged === false ? '; not judged' : ''}`,
    `[${title}](${url})`,
    read,
    certainty,
    note ?? '',
  ];
};

const sectionOf = (channel) => {
  const { id, title, figures, leftOut = [] } = channel;
  return `### ${title}

Preset \`channels/${id}\`.

${table(
  ['asks', 'level', 'source', 'read', 'certainty', 'note'],
  figures.map((figure) => figureRow(channel, figure)),
)}
${leftOut.length === 0 ? '' : `\nLeft out, as no page that was read says so:\n\n${leftOut.map((each) => `- ${each}`).join('\n')}\n`}`;
};

const BEGIN = '<!-- figures, made by `npm run generate`: do not edit -->';
const END = '<!-- end of figures -->';

export const channelPage = (all) => {
  const text = readFileSync(join(root, 'docs/channels.md'), 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/channels.md must hold ${BEGIN} and ${END}`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${all.map(sectionOf).join('\n')}\n${text.slice(to)}`;
};
