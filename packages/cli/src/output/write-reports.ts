import { isKnownError, ListingLintError, type Report, type ReportContext } from '@listing-lint/core';
import { type Io, mayColor } from './io.ts';
import { type Output, optionsFor, writeOutput } from './outputs.ts';
import { pdfOf } from './pdf.ts';

export interface WriteOptions {
  /** What every reporter is given beside its own options. */
  readonly context: Omit<ReportContext, 'color'>;
  /** `--color`, `--no-color`. */
  readonly color?: boolean;
  readonly io: Io;
}

/**
 * Makes every report and writes it, files before stdout. One that cannot be made or written leaves the others alone: what is wrong with
 * each of them is given back.
 */
export const writeReports = async (
  outputs: readonly Output[],
  report: Report,
  options: WriteOptions,
): Promise<readonly unknown[]> => {
  const faults: unknown[] = [];
  for (const output of inOrder(outputs)) {
    try {
      await writeReport(output, report, options);
    } catch (error) {
      faults.push(isKnownError(error) && error.code !== 'output-failed' ? ofReporter(error, output) : error);
    }
  }
  return faults;
};

const inOrder = (outputs: readonly Output[]): readonly Output[] => [
  ...outputs.filter(({ file }) => file !== undefined),
  ...outputs.filter(({ file }) => file === undefined),
];

const writeReport = async (output: Output, report: Report, { context, color, io }: WriteOptions): Promise<void> => {
  const { file, name = file, reporter } = output;
  const isColored = file === undefined && mayColor(io, color, io.stdoutIsTerminal);
  const options = optionsFor(output, context.options);
  const text = await reporter.render(report, { ...context, options, color: isColored });
  if (file === undefined) return io.stdout(text);
  const shown = name ?? file;
  const page = { name: shown, env: io.env, now: context.now };
  await writeOutput(isPrinted(file, text) ? await pdfOf(text, page) : text, file, shown);
};

/** A page that the user wants as a PDF. */
const isPrinted = (file: string, text: string): boolean =>
  file.toLowerCase().endsWith('.pdf') && text.startsWith('<!doctype html>');

const ofReporter = (error: ListingLintError, { id }: Output): ListingLintError =>
  new ListingLintError(error.code, `the report ${id} could not be made: ${error.message}`, error.problems, {
    cause: error,
  });
