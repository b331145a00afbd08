// The table of figures in docs/disputes.md, from config/profiles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { listFiles, root } from '../files.mjs';

const PAGE = 'docs/disputes.md';
const BEGIN = '<!-- figures, made by `npm run generate`: do not edit -->';
const END = '<!-- end of figures -->';

const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();

/** A value in words: `10 to 14 business-days`, `90 %`. */
const wordsOf = (value) => {
  if (Array.isArray(value)) return value.join(' to ');
  if (typeof value !== 'object') return String(value);
  if ('unit' in value) return `${value.least ? `${value.least} to ` : ''}${value.most} ${value.unit.replace('-', ' ')}`;
  if ('year' in value) return `${value.holidays.length} holidays, ${value.workdays.length} make-up workdays`;
  if ('penalty' in value) return value.penalty;
  return Object.entries(value)
    .map(([key, part]) => `${key} ${part}`)
    .join(', ');
};

const nameOf = (path, { value }) => {
  const key = path.filter((step) => typeof step === 'string' && step !== 'duties').join('.');
  if (key === 'years') return value.year;
  return key === 'steps' ? `at ${value.at}` : key;
};

const figuresIn = (node, path = []) => {
  if (typeof node !== 'object' || node === null) return [];
  if ('value' in node && 'source' in node) return [{ path, figure: node }];
  return Object.entries(node).flatMap(([key, part]) =>
    figuresIn(part, [...path, Array.isArray(node) ? Number(key) : key]),
  );
};

const rows = () =>
  listFiles('config/profiles', /\.yaml$/).flatMap((path) => {
    const profile = parse(readFileSync(join(root, path), 'utf8'));
    return figuresIn(profile)
      .filter(({ path: [key] }) => key !== 'timeZones')
      .map(({ path: steps, figure }) => {
        const { source, read, certainty } = figure;
        const at = `${profile.kind} ${profile.id}`;
        return [at, nameOf(steps, figure), wordsOf(figure.value), `[${source.title}](${source.url})`, read, certainty];
      });
  });

const HEAD = ['of', 'figure', 'value', 'source', 'read', 'certainty'];

export const figures = () => {
  const text = readFileSync(join(root, PAGE), 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} must hold ${BEGIN} and ${END}`);
  const table = [HEAD, HEAD.map(() => '---'), ...rows()].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
  const page = `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
  return [{ folder: '.github/none', pattern: /./, files: new Map([[PAGE, page]]) }];
};
