// Kinds of mistakes that people make in case files, at every depth: each is told once, at its line, with what to do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from './case-file.ts';

const HEAD = 'id: c1\nstatus: open\n';

const told = (text: string): readonly string[] =>
  readCaseFile({ path: 'cases/a.yaml', text }).problems.map(
    ({ line, message, hint }) => `line ${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );

/** `mistakes.txt` has a block a mistake: `# what`, the text (`!` before one that is a whole file), `=> ` before each sentence. */
const mistakes = readFileSync(join(import.meta.dirname, 'mistakes.txt'), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map((block) => {
    const [what = '', ...lines] = block.trimEnd().split('\n');
    const text = lines.filter((line) => !line.startsWith('=> ')).join('\n');
    const expected = lines.filter((line) => line.startsWith('=> ')).map((line) => line.slice(3));
    return { what, text: text.startsWith('!') ? text.slice(1) : HEAD + text, expected };
  });

describe('a mistake in a case file', () => {
  it.each(mistakes)('$what', ({ text, expected }) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(told(text)).toEqual(expected);
  });

  it('is one of many kinds', () => {
    expect(new Set(mistakes.map(({ what }) => what)).size).toBeGreaterThanOrEqual(60);
  });

  it('is none where the text is sound', () => {
    expect(told(HEAD)).toEqual([]);
  });
});
