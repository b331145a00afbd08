import { realpathSync, statSync } from 'node:fs';
import { ListingLintError } from '@listing-lint/core';
import { type Io, mayColor } from './io.ts';
import type { Output } from './outputs.ts';
import { pdfOf } from './pdf.ts';
import { toldLine } from './told.ts';
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
 * Makes every report and writes it, files before stdout, and names each file on stderr with `verdict`, such as `3 errors`. One that cannot
 * be made or written leaves the others alone: what is wrong with each of them is given back.
 */
export const writeReports = async (
  outputs: readonly Output[],
  verdict: string,
  options: WriteOptions,
): Promise<readonly unknown[]> => {
  const faults: unknown[] = [];
  const written = new Set<string>();
  for (const output of inOrder(outputs)) {
    try {
      const name = await writeReport(output, options, written);
      if (name !== undefined) options.io.stderr(toldLine(`wrote ${name}: ${verdict}`));
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

/** `written`: where the reports before it really lie. Gives the name of the file, and nothing for stdout, a pipe or a device. */
const writeReport = async (
  output: Output,
  options: WriteOptions,
  written: Set<string>,
): Promise<string | undefined> => {
  const { render, date, color, io } = options;
  const { file, name = file, format } = output;
  const isColored = file === undefined && mayColor(io, color, io.stdoutIsTerminal);
  const text = await render(format, { color: isColored, columns: io.columns });
  if (file === undefined) {
    io.stdout(text);
    return undefined;
  }
  const shown = name ?? file;
  const page = { name: shown, env: io.env, now: date };
  if (written.has(placeOf(file))) {
    throw new ListingLintError('output-failed', `cannot write ${shown}: it leads to where another report was written`);
  }
  await writeOutput(isPrinted(file, text) ? await pdfOf(text, page) : text, file, shown, io.cwd);
  if (!statSync(file).isFile()) return undefined;
  written.add(placeOf(file));
  return shown;
};

/** Links, and names that differ in what the file system does not tell apart, lead to one place. */
const placeOf = (file: string): string => {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
};

/** A page that the user wants as a PDF. */
const isPrinted = (file: string, text: string): boolean =>
  file.toLowerCase().endsWith('.pdf') && text.startsWith('<!doctype html>');
