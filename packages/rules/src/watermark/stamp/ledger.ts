import { rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import {
  appendDurably,
  fileFault,
  firstProblems,
  isMissingFile,
  ListingLintError,
  leadsOut,
  MAX_DATA_BYTES,
  outputFault,
  type PathBound,
  type Problem,
  parseJson,
  readBytes,
  readText,
  replaceFile,
  schemaProblems,
  sha256,
  temporaryOf,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { LEDGER } from './ledger-name.ts';

const fraction = z.number().min(0).max(1);
const entrySchema = z.strictObject({
  /** Of the stamped file, from the config's folder and inside of it. */
  path: z
    .string()
    .min(1)
    .refine((path) => !isAbsolute(path) && !path.split('/').includes('..')),
  /** Of the stamped file as it was written. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the picture before (see pictureId). */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  mark: z.string().min(1),
  /** 0-based place in the keyed order. */
  rank: z.int().min(0),
  place: z.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction }),
  opacity: fraction,
});
export type StampEntry = z.infer<typeof entrySchema>;

/** A line says what was done, or, with `intended`, what is about to be: written before the picture, settled by the line after it. */
const lineSchema = entrySchema.extend({ intended: z.literal(true).optional() });

interface Lines {
  readonly done: Map<string, StampEntry>;
  /** By path, what was intended and not said to be done: a run was cut off there, before or after it wrote the picture. */
  readonly intended: Map<string, StampEntry>;
  /** The text as it stands in the file. */
  readonly text: string;
  /** The file does not end with a line break: a run was cut off in its last line, or an editor has taken the break away. */
  readonly endsOpen: boolean;
  /** The last line (1-based) where it is none; null where it is one. */
  readonly cutOff: number | null;
  /** It is there, and nothing stands in it. */
  readonly isEmptied: boolean;
}

/**
 * Stamps by path, for those who look at pictures; none where there is no ledger. Throws `data-invalid` with the number of a damaged line, also of one that is cut
 * off, as nobody knows what stood behind it, or where the file is empty; and `file-unreadable`.
 */
export const readLedger = async (root: string): Promise<ReadonlyMap<string, StampEntry>> => {
  const { done, intended, cutOff, isEmptied } = await readLines(root);
  if (isEmptied) {
    throw damaged({
      ...{ file: LEDGER, line: 1, message: 'the file is empty, so that nothing is known of what was stamped' },
      hint: 'restore it from git, or remove it where nothing was ever stamped',
    });
  }
  if (cutOff !== null) {
    throw damaged({
      ...{ file: LEDGER, line: cutOff, message: 'it is cut off, and what stood behind it is missing' },
      hint: 'restore the file from git, or run `listing-lint stamp` again where that was ended',
    });
  }
  return new Map([...intended, ...done]);
};

/**
 * The ledger for a run that stamps: what it is about to write, then what it has written, so that a picture is never stamped twice,
 * wherever the run before was killed. One process at a time may have it open (`withLock`).
 */
export class Ledger {
  readonly #file: string;
  readonly #root: string;
  readonly #lines: Lines;
  /** It stands in the file as `tidy` writes it. */
  #isTidy: boolean;
  /** A line added now would join what stands there. */
  #endsOpen: boolean;

  private constructor(root: string, lines: Lines) {
    this.#root = root;
    this.#file = join(root, LEDGER);
    this.#lines = lines;
    this.#isTidy = lines.text === tidyText(lines);
    this.#endsOpen = lines.endsOpen;
  }

  /** Reads the ledger. Throws as `readLedger`. */
  static async read(root: string): Promise<Ledger> {
    return new Ledger(root, await readLines(root));
  }

  /** What was stamped at a path. */
  get(path: string): StampEntry | undefined {
    return this.#lines.done.get(path);
  }

  /** Finishes what an earlier run was cut off in: half a line, stamps that were written and not said to be, half-written pictures. */
  async recover(): Promise<void> {
    for (const path of [...this.#lines.intended.keys()]) {
      const file = join(this.#root, path);
      await this.settle(path, file);
      if (!leadsOut(this.#root, file)) await rm(temporaryOf(file), { force: true });
    }
  }

  /** Notes as done what was intended for a path, where the file carries exactly that stamp. */
  async settle(path: string, file: string): Promise<void> {
    const intended = this.#lines.intended.get(path);
    if (intended !== undefined && (await digestOf(file, this.#root)) === intended.sha256) await this.done(intended);
  }

  /** To be called before the picture is written. */
  async intend(entry: StampEntry): Promise<void> {
    await this.#append({ ...entry, intended: true });
    this.#lines.intended.set(entry.path, entry);
  }

  /** To be called when the picture is written. */
  async done(entry: StampEntry): Promise<void> {
    await this.#append(entry);
    this.#lines.done.set(entry.path, entry);
    this.#lines.intended.delete(entry.path);
  }

  /** One line a path, sorted, in one atomic write; nothing where it stands so already. Throws `output-failed`. */
  async tidy(): Promise<void> {
    if (this.#isTidy) return;
    await this.#write().catch((cause: unknown) => {
      throw outputFault(LEDGER, cause);
    });
  }

  async #write(): Promise<void> {
    await replaceFile(this.#file, tidyText(this.#lines), { within: this.#root });
    this.#isTidy = true;
    this.#endsOpen = false;
  }

  async #append(line: z.infer<typeof lineSchema>): Promise<void> {
    if (this.#endsOpen) await this.#write();
    this.#isTidy = false;
    this.#endsOpen = true;
    await appendDurably(this.#file, `${JSON.stringify(line)}\n`, this.#root);
    this.#endsOpen = false;
  }
}

const tidyText = ({ done, intended }: Pick<Lines, 'done' | 'intended'>): string => {
  const lines = [...done.values(), ...[...intended.values()].map((entry) => ({ ...entry, intended: true }))];
  // A stable sort: what is intended stays behind what is done at the same path.
  lines.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
};

const digestOf = (file: string, within: PathBound): Promise<string | undefined> =>
  readBytes(file, { maxBytes: MAX_DATA_BYTES, within }).then(sha256, () => undefined);

const readLines = async (root: string): Promise<Lines> => {
  const written = await readText(join(root, LEDGER), { maxBytes: MAX_DATA_BYTES, within: root }).catch(
    (error: unknown) => {
      if (isMissingFile(error)) return undefined;
      throw new ListingLintError('file-unreadable', `${LEDGER} cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    },
  );
  const text = written ?? '';
  const done = new Map<string, StampEntry>();
  const intended = new Map<string, StampEntry>();
  const lines = text.split('\n');
  const end = lines.pop() ?? '';
  const endsOpen = end !== '';
  // Half a line says nothing: what it was about to say of a picture is found out anew.
  const isWhole = parseJson(end) !== undefined;
  if (isWhole) lines.push(end);
  const problems: Problem[] = [];
  for (const [index, each] of lines.entries()) {
    if (each.trim() === '') continue;
    const line = lineSchema.safeParse(parseJson(each));
    if (!line.success) {
      for (const problem of faultsOf(each, index + 1, line.error)) problems.push(problem);
      continue;
    }
    const { intended: isIntended, ...entry } = line.data;
    if (isIntended) {
      intended.set(entry.path, entry);
    } else {
      done.set(entry.path, entry);
      intended.delete(entry.path);
    }
  }
  const [first] = problems;
  if (first !== undefined) throw damaged(first, problems);
  const cutOff = end.trim() === '' || isWhole ? null : lines.length + 1;
  return { done, intended, text, endsOpen, cutOff, isEmptied: written !== undefined && text.trim() === '' };
};

const damaged = (first: Problem, problems: readonly Problem[] = [first]): ListingLintError => {
  const more = first.hint === undefined ? '' : ` (${first.hint})`;
  const message = `${LEDGER}: line ${first.line} is damaged: ${first.message}${more}`;
  return new ListingLintError('data-invalid', message, firstProblems(problems));
};

/** What is wrong with a line of the file (1-based). */
const faultsOf = (written: string, line: number, { issues }: z.ZodError): readonly Problem[] => {
  const value = parseJson(written);
  const at = { file: LEDGER, line };
  if (value === undefined) {
    return [{ ...at, message: 'it is no stamp', hint: 'remove the line, or restore it from git' }];
  }
  return schemaProblems(issues, lineSchema, value, (_path, message, hint) => ({
    ...at,
    message,
    ...(hint === undefined ? {} : { hint }),
  }));
};
