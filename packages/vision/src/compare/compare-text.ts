import { escapeControls } from '@listing-lint/core/plugin';
import type { CompareReport } from './compare-report.ts';
import type { ComparedField, StatedField } from './field-table.ts';
import type { ComparedPoint, Sureness } from './points/point.ts';

/** How sure it is what a point speaks for, in words. */
export const SURENESS_WORDS: { readonly [sureness in Sureness]: string } = {
  stated: 'as far as what the file states is true',
  inferred: 'by what the pictures show',
  attested: 'attested by somebody else',
};

/** How a field stands in the two files, in words. */
export const STATE_WORDS: { readonly [state in ComparedField['state']]: string } = {
  same: 'same',
  differs: 'differs',
  'only-a': 'only A',
  'only-b': 'only B',
};

const MOST_FIELDS = 40;

/** The report for a terminal. */
export const comparisonText = ({ a, b, points, fields, summary }: CompareReport): string => {
  const lines = [
    `A  ${a.path}`,
    `B  ${b.path}`,
    '',
    summary.sentence,
    '',
    ...points.flatMap((point) => [...pointLines(point), '']),
    ...(fields.length === 0 ? ['Metadata: neither states anything.'] : ['Metadata, by field']),
    ...fields.slice(0, MOST_FIELDS).map(fieldLine),
    ...(fields.length > MOST_FIELDS ? [`  and ${fields.length - MOST_FIELDS} more: see --format json`] : []),
    ...[...a.unread.map((each) => `A: ${each}`), ...b.unread.map((each) => `B: ${each}`)].map(
      (each) => `  not understood: ${each}`,
    ),
    '',
    summary.limits,
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
};

const pointLines = ({ title, a, b, shows, showsNot, towards }: ComparedPoint): readonly string[] => [
  title,
  `  A  ${a}`,
  `  B  ${b}`,
  `  ${shows}`,
  `  ${showsNot}`,
  ...(towards === null
    ? []
    : [`  → speaks for ${towards.side.toUpperCase()} as nearer to the source, ${SURENESS_WORDS[towards.sureness]}`]),
];

const fieldLine = ({ field, state, a, b }: ComparedField): string =>
  `  ${STATE_WORDS[state].padEnd(8)} ${field}: ${state === 'same' ? fieldWords(a) : `${fieldWords(a)} | ${fieldWords(b)}`}`;

/** Formats a stated value. */
export const fieldWords = (stated: StatedField | null): string =>
  stated === null ? '–' : (stated.value ?? '(stated; private, hidden)');
