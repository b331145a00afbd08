// The figures in docs/disputes.md, and the names that case files take in docs/case-file.md, from config/profiles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { listFiles, root } from '../files.mjs';

const FIGURES = { page: 'docs/disputes.md', mark: 'figures' };
const NAMES = { page: 'docs/case-file.md', mark: 'names' };

const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();

/** A value in words: `10 to 14 business-days`, `90 %`. */
const wordsOf = (value) => {
  if (Array.isArray(value)) return value.join(' to ');
  if (typeof value !== 'object') return String(value);
  if ('unit' in value) return `${value.least ? `${value.least} to ` : ''}${value.most} ${value.unit.replace('-', ' ')}`;
  if ('year' in value) return `${value.holidays.length} holidays, ${value.workdays.length} make-up workdays`;
  if ('penalty' in value) return value.penalty;
  if ('says' in value) return `${value.statement ?? value.field ?? value.limit}: ${value.says}`;
  if ('id' in value && 'title' in value) return `${value.id}: ${value.title}`;
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

const profiles = () =>
  listFiles('config/profiles', /\.yaml$/).map((path) => parse(readFileSync(join(root, path), 'utf8')));

/** The figures by profile, a line each, with numbered sources below: one source is the basis of many figures. */
const figuresText = (all) => {
  const sources = new Map();
  const numberOf = ({ source, read, certainty }) => {
    const line = `[${source.title}](${source.url}), ${read}, ${certainty}`;
    if (!sources.has(line)) sources.set(line, sources.size + 1);
    return sources.get(line);
  };
  const sections = all.flatMap((profile) => {
    const figures = figuresIn(profile).filter(({ path: [key] }) => key !== 'timeZones');
    const lines = figures.map(
      ({ path: steps, figure }) => `- ${nameOf(steps, figure)}: ${wordsOf(figure.value)} [${numberOf(figure)}]`,
    );
    return lines.length === 0 ? [] : [`**${profile.kind} \`${profile.id}\`**`, lines.join('\n')];
  });
  const list = [...sources].map(([line, number]) => `${number}. ${line}`).join('\n');
  return [...sections, 'Sources, with the day on which each was read, and its certainty:', list].join('\n\n');
};

const NAMES_HEAD = ['key', 'name', 'what it is', 'also'];

/** The keys of a case file whose values are names of profiles. */
const KEYS = {
  platform: '`platform`',
  jurisdiction: '`jurisdiction`',
  notice: '`notice.to`',
  ladder: '`strikes[].ladder`',
};

const about = ({ kind, title, counts, platforms, calendar }) => {
  if (kind === 'ladder') return `${title}, in ${counts}`;
  if (kind === 'notice' && platforms?.length > 0) return `${title} (platform ${platforms.join(', ')})`;
  return calendar ? `${title}; business days by the calendar ${calendar}` : title;
};

const nameRows = (all) =>
  Object.entries(KEYS).flatMap(([kind, key]) =>
    all
      .filter((profile) => profile.kind === kind)
      .map((profile) => [key, `\`${profile.id}\``, about(profile), (profile.names ?? []).join(', ')]),
  );

const tableOf = (rows) => rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const withHead = (head, rows) => tableOf([head, head.map(() => '---'), ...rows]);

const withPart = ({ page, mark }, part) => {
  const [opens, closes] = [`<!-- ${mark}, made by \`npm run generate\`: do not edit -->`, `<!-- end of ${mark} -->`];
  const text = readFileSync(join(root, page), 'utf8');
  const [begin, end] = [text.indexOf(opens), text.indexOf(closes)];
  if (begin < 0 || end < begin) throw new Error(`${page} must hold ${opens} and ${closes}`);
  return [page, `${text.slice(0, begin + opens.length)}\n\n${part}\n\n${text.slice(end)}`];
};

export const figures = () => {
  const all = profiles();
  const pages = [withPart(FIGURES, figuresText(all)), withPart(NAMES, withHead(NAMES_HEAD, nameRows(all)))];
  return [{ folder: '.github/none', pattern: /./, files: new Map(pages) }];
};
