import { GROUPS } from './damages/all.ts';
import type { Damage } from './damages/damage.ts';
import { OPEN } from './open.ts';
import type { Trial } from './try-damage.ts';

/** A text in a cell of a table, as code so that nothing in it is taken for markup. */
const cell = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``);

const wordsOf = ({ name, says }: Damage, { said }: Trial): string => {
  if (OPEN[name] !== undefined) return `**open**: ${OPEN[name]}`;
  if (says === 'nothing') return 'nothing: the report is that of the healthy shop';
  return says === 'exit code' ? 'nothing: nobody listens' : cell(said);
};

/** The row of one damage. */
export const rowOf = (damage: Damage, trial: Trial): string =>
  `| ${damage.name.replaceAll('|', '\\|').replaceAll('\n', ' ')} | ${trial.seen.exit} | ${wordsOf(damage, trial)} |`;

/** docs/wrong-green.md; a damage that was not tried keeps the row that it had. */
export const pageOf = (rows: ReadonlyMap<string, string>, intro: string): string => {
  const tables = GROUPS.map(({ title, damages }) =>
    [
      `## ${title}`,
      '',
      '| what was done | exit code | what the run says |',
      '|---|---|---|',
      ...damages.map(({ name }) => rows.get(name) ?? `| ${name} | | |`),
    ].join('\n'),
  );
  return `${intro}\n${tables.join('\n\n')}\n`;
};

/** Rows of the page as it stands, by damage. */
export const rowsIn = (page: string, damages: readonly Damage[]): ReadonlyMap<string, string> => {
  const lines = page.split('\n');
  return new Map(
    damages.flatMap(({ name }) => {
      const start = `| ${name.replaceAll('|', '\\|').replaceAll('\n', ' ')} | `;
      const row = lines.find((line) => line.startsWith(start));
      return row === undefined ? [] : [[name, row]];
    }),
  );
};
