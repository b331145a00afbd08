import { GROUPS } from './damages/all.ts';
import type { Damage, DamageGroup } from './damages/damage.ts';
import type { Trial } from './try-damage.ts';

const HEAD = [
  '| area | damages | of these harmless | example | exit code | what the run says |',
  '|---|--:|--:|---|--:|---|',
];

/** Returns a text as inline code for a table cell, so that no character of it is markup. */
const codeCell = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

const plainCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Returns the damage that stands for its group on the page: the first one that a run must name. */
export const exampleOf = ({ title, damages }: DamageGroup): Damage => {
  const example = damages.find(({ says }) => says instanceof RegExp);
  if (example === undefined) throw new Error(`no damage of "${title}" is named by a run`);
  return example;
};

/** Returns the last two cells of a group's row: exit code and message. */
export const resultOf = ({ seen, said }: Trial): string => `${seen.exit} | ${codeCell(said)} |`;

const rowStart = (group: DamageGroup): string => {
  const harmless = group.damages.filter(({ says }) => says === 'nothing').length;
  return `| ${group.title} | ${group.damages.length} | ${harmless} | ${plainCell(exampleOf(group).name)} | `;
};

/** Returns the text of docs/wrong-green.md: the introduction and a row per group, with the results by group title. */
export const pageOf = (results: ReadonlyMap<string, string>, intro: string): string =>
  `${[intro, ...HEAD, ...GROUPS.map((group) => `${rowStart(group)}${results.get(group.title) ?? ' | |'}`)].join('\n')}\n`;

/** Returns the results on a page as it is, by group title; groups whose row is missing or out of date have none. */
export const resultsIn = (page: string): ReadonlyMap<string, string> => {
  const lines = page.split('\n');
  return new Map(
    GROUPS.flatMap((group) => {
      const start = rowStart(group);
      const row = lines.find((line) => line.startsWith(start));
      return row === undefined ? [] : [[group.title, row.slice(start.length)]];
    }),
  );
};
