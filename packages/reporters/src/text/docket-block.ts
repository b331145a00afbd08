import { escapeControls, type Report } from '@listing-lint/core';
import { type DocketLine, docketSummary } from '../docket/docket-lines.ts';
import { type Colors, GAP, INDENT, noteLines, padEnd, textWidth, wrap } from './layout.ts';

/** A terminal has room for so many duties. */
const MOST_DUTIES = 8;

/** What is owed in open disputes. */
export const docketBlock = (report: Report, columns: number, colors: Colors): string => {
  const summary = docketSummary(report, MOST_DUTIES);
  if (summary === undefined) return '';
  const { lines, more, remarks: said } = summary;
  const ids = lines.map(({ id }) => escapeControls(id));
  const widths = [Math.max(0, ...ids.map(textWidth)), Math.max(0, ...lines.map(({ left }) => left.length))] as const;
  const margin = INDENT + widths[0] + GAP + widths[1] + GAP;
  const duty = ({ state, left, words, until }: DocketLine, id: string): readonly string[] => {
    const head = `${' '.repeat(INDENT)}${padEnd(id, widths[0])}${' '.repeat(GAP)}${paintDuty(colors, state)(padEnd(left, widths[1]))}`;
    const text = `${escapeControls(words)}${until === '' ? '' : `, by ${until}`}`;
    return wrap(text, Math.max(24, columns - margin)).map((line, index) =>
      index === 0 ? `${head}${' '.repeat(GAP)}${line}` : `${' '.repeat(margin)}${line}`,
    );
  };
  return [
    colors.bold('Disputes'),
    ...lines.flatMap((line, index) => duty(line, ids[index] ?? '')),
    ...noteLines([...(more > 0 ? [`and ${more} more`] : []), ...said], columns, colors),
  ].join('\n');
};

const paintDuty = (colors: Colors, state: DocketLine['state']): ((text: string) => string) =>
  state === 'past' ? colors.red : state === 'open' ? (text) => text : colors.yellow;
