import { type Io, mayColor } from './io.ts';
import type { Output } from './outputs.ts';
import { pdfOf } from './pdf.ts';
import { writeOutput } from './write-output.ts';

export interface WriteOptions {
  /** Gives a report as text. */
  readonly render: (format: string, options: { readonly color: boolean; readonly columns: number }) => Promise<string>;
  /** The date that reports bear, if any. */
  readonly date: string | undefined;
  /** `--color`, `--no-color`. */
  readonly color: boolean | undefined;
  readonly io: Io;
}

/**
 * Makes every report and writes it, files before stdout. One that cannot be made or written leaves the others alone: what is wrong with
 * each of them is given back.
 */
export const writeReports = async (outputs: readonly Output[], options: WriteOptions): Promise<readonly unknown[]> => {
  const faults: unknown[] = [];
  for (const output of inOrder(outputs)) {
    try {
      await writeReport(output, options);
    } catch (error) {
      faults.push(error);
    }
  }
  return faults;
};

const inOrder = (outputs: readonly Output[]): readonly Output[] => [
  ...outputs.filter(({ file }) => file !== undefined),
  ...outputs.filter(({ file }) => file === undefined),
];

const writeReport = async (output: Output, { render, date, color, io }: WriteOptions): Promise<void> => {
  const { file, name = file, format } = output;
  const isColored = file === undefined && mayColor(io, color, io.stdoutIsTerminal);
  const text = await render(format, { color: isColored, columns: io.columns });
  if (file === undefined) return io.stdout(text);
  const shown = name ?? file;
  const page = { name: shown, env: io.env, now: date };
  await writeOutput(isPrinted(file, text) ? await pdfOf(text, page) : text, file, shown);
};

/** A page that the user wants as a PDF. */
const isPrinted = (file: string, text: string): boolean =>
  file.toLowerCase().endsWith('.pdf') && text.startsWith('<!doctype html>');
