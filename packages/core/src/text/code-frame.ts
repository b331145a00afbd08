/** Columns of a line that a frame shows; of a longer one it shows those around the place. */
const WIDTH = 140;
const LINES_ABOVE = 2;
const LINES_BELOW = 1;

/** What would move the cursor, end the line or change its order. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/**
 * The lines around a place (1-based), the place marked with `^`: at most four lines of some 140 columns, however long the text is.
 * `lineStarts` are the offsets at which its lines begin.
 */
export const codeFrame = (
  text: string,
  lineStarts: readonly number[],
  { line, column }: { readonly line: number; readonly column: number },
): string => {
  const first = Math.max(1, line - LINES_ABOVE);
  const last = Math.min(lineStarts.length, line + LINES_BELOW);
  const digits = String(last).length;
  const left = column > WIDTH ? column - 1 - WIDTH / 2 : 0;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const shown = partOf(text, lineStarts, number, left);
    const gutter = ` ${String(number).padStart(digits)} |`;
    rows.push(`${number === line ? '>' : ' '}${gutter}${shown === '' ? '' : ` ${shown}`}`);
    if (number !== line) continue;
    const before = shown.slice(0, column - 1 - left).replace(/[^\t]/g, ' ');
    rows.push(` ${gutter.replace(/\d/g, ' ')} ${before}^`);
  }
  return rows.join('\n');
};

/** What is shown of a line; cost does not depend on its length. */
const partOf = (text: string, lineStarts: readonly number[], number: number, left: number): string => {
  const start = lineStarts[number - 1] ?? text.length;
  const next = lineStarts[number];
  let end = next === undefined ? text.length : next - 1;
  if (end > start && text[end - 1] === '\r') end--;
  const from = Math.min(end, start + left);
  const to = Math.min(end, from + WIDTH);
  const shown = `${from > start && from < to ? '…' : ''}${text.slice(from > start ? from + 1 : from, to)}${to < end ? '…' : ''}`;
  return shown.replace(CONTROL, ' ');
};
