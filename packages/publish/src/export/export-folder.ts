import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendDurably,
  fileFault,
  isMissingFile,
  ListingLintError,
  MAX_DATA_BYTES,
  parseJson,
  readBytes,
  readText,
  replaceFile,
  sha256,
} from '@listing-lint/core/plugin';
import { z } from 'zod';

/** What an export has written into its folder: JSON, a copy a line, the first line says for which channel. */
export const EXPORTS = 'listing-lint.exports.jsonl';

const headSchema = z.strictObject({ exports: z.literal(1), channel: z.string().min(1) });
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const copySchema = z.strictObject({
  path: z.string().min(1),
  sha256: digest,
  from: z.string().min(1),
  fromSha256: digest,
});
export type ExportedCopy = z.infer<typeof copySchema>;

const MANIFEST_BYTES = 100_000_000;

/**
 * The folder of an export. It knows the files that exports have written there, and writes over no other one. One process at a time may have it
 * open.
 */
export class ExportFolder {
  readonly #folder: string;
  /** By path, SHA-256 of what was ever written, or about to be, there. */
  readonly #own = new Map<string, Set<string>>();
  /** The last line was cut off. */
  #endsOpen = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the folder (absolute) for a channel, with what earlier exports have noted. Throws `output-failed` where it holds the exports of another
   * channel, or notes that nobody understands.
   */
  static async open(folder: string, channel: string): Promise<ExportFolder> {
    const opened = new ExportFolder(folder);
    const text = await opened.#readNotes();
    if (text === undefined) return opened;
    const [head = '', ...lines] = text.split('\n');
    const { data, success } = headSchema.safeParse(parseJson(head));
    if (!success) throw unclear('its first line does not say for which channel it is');
    if (data.channel !== channel) {
      throw new ListingLintError('output-failed', `the folder holds what was exported for ${data.channel}`, [
        { message: `give ${channel} a folder of its own` },
      ]);
    }
    opened.#endsOpen = !text.endsWith('\n');
    for (const [index, line] of lines.entries()) {
      const copy = copySchema.safeParse(parseJson(line));
      if (copy.success) opened.#note(copy.data);
      // A run that was killed leaves its last line cut off.
      else if (line !== '' && index < lines.length - 1) throw unclear(`line ${index + 2} is damaged`);
    }
    return opened;
  }

  async #readNotes(): Promise<string | undefined> {
    try {
      return await readText(join(this.#folder, EXPORTS), {
        maxBytes: MANIFEST_BYTES,
        within: this.#folder,
        links: 'refuse',
      });
    } catch (error) {
      if (isMissingFile(error)) return undefined;
      throw unclear(fileFault(error));
    }
  }

  #note({ path, sha256: hash }: ExportedCopy): void {
    this.#own.set(path, (this.#own.get(path) ?? new Set()).add(hash));
  }

  /** Says for which channel the folder is, where nothing has been written yet. */
  async begin(channel: string): Promise<void> {
    if ((await this.#readNotes()) === undefined) {
      const text = `${JSON.stringify({ exports: 1, channel })}\n`;
      await replaceFile(join(this.#folder, EXPORTS), text, { within: this.#folder });
    }
  }

  /**
   * Writes a copy: noted before it is written, so that a run after a killed one knows it for its own. `unchanged` where the same bytes lie there
   * already. Throws a plain `Error` where a file lies there that no export has written, or the way there leads through a link.
   */
  async write(copy: ExportedCopy, bytes: Buffer): Promise<'written' | 'unchanged'> {
    const there = await this.standing(copy);
    if (there === 'same') return 'unchanged';
    const line = `${this.#endsOpen ? '\n' : ''}${JSON.stringify(copy)}\n`;
    await appendDurably(join(this.#folder, EXPORTS), line, this.#folder);
    this.#endsOpen = false;
    this.#note(copy);
    // Somebody may have put a file there while that was noted.
    if ((await this.standing(copy)) === 'same') return 'unchanged';
    await replaceFile(join(this.#folder, copy.path), bytes, { within: this.#folder });
    return 'written';
  }

  /** What lies where a copy is to go: nothing, the same bytes, or an earlier copy. Throws as `write`. */
  async standing({ path, sha256: hash }: ExportedCopy): Promise<'none' | 'same' | 'own'> {
    await this.#refuseLinks(path);
    const file = join(this.#folder, path);
    const stats = await lstat(file).catch(() => undefined);
    if (stats === undefined) return 'none';
    if (!stats.isFile()) throw new Error(`where its copy goes lies something else than a file: ${path}`);
    const known = sha256(await readBytes(file, { maxBytes: MAX_DATA_BYTES, within: this.#folder, links: 'refuse' }));
    if (known === hash) return 'same';
    if (this.#own.get(path)?.has(known) === true) return 'own';
    throw new Error(
      `where its copy goes lies a file that no export has written: move ${path} of the folder for copies away first`,
    );
  }

  async #refuseLinks(path: string): Promise<void> {
    const parts = path.split('/');
    for (let count = 1; count <= parts.length; count++) {
      const way = parts.slice(0, count).join('/');
      const stats = await lstat(join(this.#folder, way)).catch(() => undefined);
      if (stats?.isSymbolicLink() === true) throw new Error(`the way to its copy leads through a link: ${way}`);
    }
  }
}

const unclear = (why: string): ListingLintError =>
  new ListingLintError('output-failed', `${EXPORTS} of the folder cannot be understood: ${why}`, [
    { message: 'give another folder, or move what is there away' },
  ]);
