import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { share } from './tables.ts';

/** The label of a photo with a finding: the fault is there, it is not, or it is unclear; `unseen` until somebody has labelled it. */
const LABELS = ['fault', 'false-alarm', 'unsure', 'unseen'] as const;
type Label = (typeof LABELS)[number];

interface Labelled {
  readonly rule: string;
  readonly shop: string;
  readonly photo: string;
  readonly label: Label;
  readonly note: string;
}

const HEAD = ['rule', 'shop', 'photo', 'label', 'note'];
const isLabel = (word: string): word is Label => LABELS.some((label) => label === word);
const keyOf = ({ rule, shop, photo }: Pick<Labelled, 'rule' | 'shop' | 'photo'>): string =>
  `${rule}\t${shop}\t${photo}`;

/** Rows of the list; none where there is no file. Throws on a row that is not of its form. */
const readLabels = (path: string): readonly Labelled[] => {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line, i) => {
    const [rule, shop, photo, label, note = ''] = line.split('\t');
    if (!rule || !shop || !photo || !label || !isLabel(label))
      throw new Error(`${path}:${i + 2}: not a label: ${line}`);
    return { rule, shop, photo, label, note };
  });
};

/**
 * Merges new findings into the labels: a label stays with its rule, shop and photo, also without a finding any more. Returns the precision of the
 * current findings, by rule.
 */
export const labelFindings = (path: string, findings: readonly Pick<Labelled, 'rule' | 'shop' | 'photo'>[]): string => {
  const rows = new Map(readLabels(path).map((row) => [keyOf(row), row]));
  for (const each of findings)
    if (!rows.has(keyOf(each))) rows.set(keyOf(each), { ...each, label: 'unseen', note: '' });
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const lines = sorted.map(({ rule, shop, photo, label, note }) =>
    [rule, shop, photo, label, note].join('\t').trimEnd(),
  );
  writeFileSync(path, `${[HEAD.join('\t'), ...lines].join('\n')}\n`);
  return precisionTable(findings.flatMap((each) => rows.get(keyOf(each)) ?? []));
};

const precisionTable = (findings: readonly Labelled[]): string => {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const rows = rules.map((rule) => {
    const of = findings.filter((each) => each.rule === rule);
    const count = (label: Label): number => of.filter((each) => each.label === label).length;
    const counts = LABELS.map((label) => `${count(label)}`);
    return `| \`${rule}\` | ${of.length} | ${counts.join(' | ')} | ${share(count('fault'), count('fault') + count('false-alarm'))} |`;
  });
  return [
    `| rule | findings | ${LABELS.join(' | ')} | at fault, of those settled |`,
    `| --- |${' --- |'.repeat(6)}`,
    ...rows,
  ].join('\n');
};
