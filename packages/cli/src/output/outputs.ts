import { resolve } from 'node:path';
import type { Io } from './io.ts';
import { UsageError } from './known-error.ts';
import { refuseOutput, writeOutput } from './write-output.ts';

/** A report to be made. */
export interface Output {
  /** The name of its reporter in `--format` and under `reporters` of the config. */
  readonly format: string;
  /** Absolute path; undefined for stdout. */
  readonly file?: string;
  /** The file as the user typed it. */
  readonly name?: string;
}

/**
 * Reads `-f NAME[:FILE]` arguments, and `-o FILE` for the one that has no file of its own; without any, text. Throws for two reports in one
 * place.
 */
export const parseOutputs = (
  formats: readonly string[] | undefined,
  outputFile: string | undefined,
  cwd: string,
): readonly Output[] => {
  const parsed = (formats ?? ['text']).map((each): Output => {
    const [, format = each, name] = /^([^:]*):(.*)$/s.exec(each) ?? [];
    if (name === '') throw new UsageError(`-f ${each}: a file name must follow the colon`);
    return name === undefined ? { format } : { format, name, file: resolve(cwd, name) };
  });
  const onStdout = parsed.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (onStdout.length > 1) {
    throw new UsageError(
      `${onStdout.join(' and ')} cannot both go to stdout`,
      `give one a file: -f ${onStdout[1]}:report.${onStdout[1]}`,
    );
  }
  const outputs = outputFile === undefined ? parsed : withFile(parsed, outputFile, cwd);
  const files = outputs.flatMap(({ file }) => file ?? []);
  const twice = outputs.find(({ file }) => file !== undefined && files.indexOf(file) !== files.lastIndexOf(file));
  if (twice !== undefined) throw new UsageError(`two reports cannot both be written to ${twice.name}`);
  return outputs;
};

/** As `parseOutputs` for a command whose formats are its own (`formatOf` throws for others); throws before any work where a file may not be written. */
export const parseOwnOutputs = <Format extends string>(
  formats: readonly string[] | undefined,
  cwd: string,
  formatOf: (name: string) => Format,
): readonly (Output & { readonly format: Format })[] =>
  parseOutputs(formats, undefined, cwd).map((output) => {
    const { file, name = '' } = output;
    const format = formatOf(output.format);
    if (file !== undefined) refuseOutput(file, name, cwd);
    return { ...output, format };
  });

/** Writes what `parseOwnOutputs` has read, one after the other. Throws `output-failed`. */
export const writeOwnOutputs = async <Format extends string>(
  outputs: readonly (Output & { readonly format: Format })[],
  render: (format: Format) => string | Promise<string>,
  io: Pick<Io, 'stdout' | 'cwd'>,
): Promise<void> => {
  for (const { format, file, name = '' } of outputs) {
    const text = await render(format);
    if (file === undefined) io.stdout(text);
    else await writeOutput(text, file, name, io.cwd);
  }
};

const withFile = (outputs: readonly Output[], name: string, cwd: string): readonly Output[] => {
  if (name === '') throw new UsageError('-o: the name of a file must follow');
  if (outputs.every(({ file }) => file !== undefined)) {
    throw new UsageError(`-o ${name}: every format has a file already`, 'leave -o out, or one of the files after -f');
  }
  return outputs.map((output) => (output.file === undefined ? { ...output, name, file: resolve(cwd, name) } : output));
};
