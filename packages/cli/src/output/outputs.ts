import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  fileFault,
  isKnownError,
  type JsonObject,
  ListingLintError,
  type Report,
  type Reporter,
  replaceFile,
  suggest,
} from '@listing-lint/core';
import { UsageError } from './known-error.ts';

/** A report to be made. */
export interface Output {
  readonly reporter: Reporter;
  /** Its name in `--format` and under `reporters` of the config: with the plugin's before it, where one brings it. */
  readonly id: string;
  /** Absolute path; undefined for stdout. */
  readonly file?: string;
  /** The file as the user typed it. */
  readonly name?: string;
}

/** Reads `-f NAME[:FILE]` arguments; without any, text on stdout. Throws for an unknown name and for two reports in one place. */
export const parseOutputs = (
  formats: readonly string[] | undefined,
  reporters: ReadonlyMap<string, Reporter>,
  cwd: string,
): readonly Output[] => {
  const outputs = (formats ?? ['text']).map((format): Output => {
    const [, id = format, name] = /^([^:]*):(.*)$/s.exec(format) ?? [];
    const reporter = reporters.get(id);
    if (reporter === undefined) {
      const names = [...reporters.keys()];
      throw new UsageError(`unknown format "${id}"`, suggest(id, names) ?? `formats are ${names.sort().join(', ')}`);
    }
    if (name === '') throw new UsageError(`-f ${format}: a file name must follow the colon`);
    return name === undefined ? { reporter, id } : { reporter, id, name, file: resolve(cwd, name) };
  });
  const onStdout = outputs.filter(({ file }) => file === undefined).map(({ id }) => id);
  if (onStdout.length > 1) {
    throw new UsageError(
      `${onStdout.join(' and ')} cannot both go to stdout`,
      `give one a file: -f ${onStdout[1]}:report.${onStdout[1]}`,
    );
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const twice = outputs.find(({ file }) => file !== undefined && files.indexOf(file) !== files.lastIndexOf(file));
  if (twice !== undefined) throw new UsageError(`two reports cannot both be written to ${twice.name}`);
  return outputs;
};

/** Lets every reporter look at its options before anything is linted: a reporter checks them when it renders. */
export const checkReporterOptions = async (
  outputs: readonly Output[],
  options: JsonObject,
  empty: Report,
  root: string,
): Promise<void> => {
  const context = { color: false, columns: 80, quiet: false, thumbnails: new Map(), root };
  for (const output of outputs) {
    if (!Object.hasOwn(options, output.id)) continue;
    try {
      await output.reporter.render(empty, { ...context, options: optionsFor(output, options) });
    } catch (error) {
      // One that breaks is told with its report: it is no reason to make no other.
      if (!isKnownError(error, 'plugin-failed') && !isKnownError(error, 'plugin-timeout')) throw error;
    }
  }
};

/** The options of one reporter, under the id that it has itself. */
export const optionsFor = ({ id, reporter }: Output, options: JsonObject): JsonObject =>
  Object.hasOwn(options, id) ? { [reporter.id]: options[id] ?? {} } : {};

/** Writes a report where the user wants it, whole or not at all. Throws `output-failed`. */
export const writeOutput = async (text: string | Buffer, file: string, name: string): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true });
    // A pipe or device (`/dev/stdout`) cannot be replaced, only written to.
    const isPlain = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
    await (isPlain ? replaceFile(file, text, { unlocked: true }) : writeFile(file, text));
  } catch (error) {
    throw new ListingLintError('output-failed', `cannot write ${name}: ${fileFault(error)}`, [], { cause: error });
  }
};
