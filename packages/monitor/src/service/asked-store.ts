import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendDurably,
  isMissingFile,
  MAX_DATA_BYTES,
  readBytes,
  readText,
  replaceFile,
  sha256,
} from '@listing-lint/core/plugin';
import type { ServiceAnswer } from './adapter.ts';

/** What a service has answered for a work. */
export interface AskedWork {
  readonly service: string;
  readonly work: string;
  readonly workSha256: string;
  readonly answer: Exclude<ServiceAnswer, { readonly problem: string }>;
}

/**
 * Answers and pictures that were had, kept until the log of the run is written, so that a run that was killed does not ask, and pay, twice. `folder` is
 * absolute, in the folder of the config `root`, and nobody else writes there.
 */
export class AskedStore {
  readonly #folder: string;
  readonly #root: string;
  readonly #works = new Map<string, AskedWork>();
  /** SHA-256 of pictures by their addresses. */
  readonly #pictures = new Map<string, string>();

  constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  get #file(): string {
    return join(this.#folder, 'asked.jsonl');
  }

  /** Reads what an earlier run has kept; what it did not write to its end is passed over. */
  async open(): Promise<this> {
    const text = await readText(this.#file, { maxBytes: MAX_DATA_BYTES, within: this.#root }).catch(
      (error: unknown) => {
        if (isMissingFile(error)) return '';
        throw error;
      },
    );
    const lines = text.split('\n').slice(0, -1);
    for (const line of lines) this.#take(JSON.parse(line));
    const whole = lines.map((line) => `${line}\n`).join('');
    await replaceFile(this.#file, whole, { within: this.#root, unlocked: true });
    return this;
  }

  /** A line as it was written; the file is our own. */
  #take(line: AskedWork | { readonly address: string; readonly sha256: string }): void {
    if ('address' in line) this.#pictures.set(line.address, line.sha256);
    else this.#works.set(keyOf(line.service, line.workSha256), line);
  }

  work(service: string, workSha256: string): AskedWork | undefined {
    return this.#works.get(keyOf(service, workSha256));
  }

  async putWork(work: AskedWork): Promise<void> {
    await appendDurably(this.#file, `${JSON.stringify(work)}\n`, this.#root);
    this.#take(work);
  }

  picture(address: string): string | undefined {
    return this.#pictures.get(address);
  }

  async putPicture(address: string, bytes: Buffer): Promise<void> {
    const digest = sha256(bytes);
    await replaceFile(join(this.#folder, digest), bytes, { within: this.#root, unlocked: true });
    await appendDurably(this.#file, `${JSON.stringify({ address, sha256: digest })}\n`, this.#root);
    this.#pictures.set(address, digest);
  }

  bytesOf(digest: string, maxBytes: number): Promise<Buffer> {
    return readBytes(join(this.#folder, digest), { maxBytes, within: this.#root });
  }

  /** What tells what was had from every other. */
  get sha256(): string {
    const pictures = [...this.#pictures].map(([address, digest]) => `${digest} ${address}`);
    const works = [...this.#works.values()].map((work) => JSON.stringify(work));
    return sha256([...works, ...pictures].sort().join('\n'));
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}

const keyOf = (service: string, workSha256: string): string => `${service} ${workSha256}`;
