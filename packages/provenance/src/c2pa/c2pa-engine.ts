import { Worker } from 'node:worker_threads';
import { ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { C2PA_THREAD } from './c2pa-thread.ts';
import type { C2paPackage } from './find-c2pa.ts';

/** How long one picture may take, s. */
const SECONDS = 5;
/** A clock that rings so much too late was not looked at, and says nothing of how long the work has taken. */
const LATE_MS = 1000;
const MOST_WAITS = 3;
/** The thread starts the WebAssembly of 9 MB: longer on a busy machine. */
const STARTING_SECONDS = 30;
/** WebAssembly gives no memory back: after so many bytes of pictures a new thread is taken. */
const MOST_BYTES = 256e6;

const answerSchema = z.object({
  id: z.int(),
  text: z.string().optional(),
  bytes: z.instanceof(Uint8Array).optional(),
  sign: z.instanceof(Uint8Array).optional(),
  error: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** What is signed, and how. */
export interface SigningTask {
  readonly definition: string;
  /** What is done to the picture: it is made (the address of its digital source type), or one that is there is opened. */
  readonly intent: string | { readonly create: string };
  /** What it was made from, where that is another file: its format, its bytes, and what is said of it. */
  readonly parent?: { readonly format: string; readonly bytes: Uint8Array; readonly definition: string };
  /** Bytes that the signature takes. */
  readonly reserve: number;
  readonly algorithm: string;
  /** Signs the claim: a COSE_Sign1 structure of `reserve` bytes. */
  readonly sign: (claim: Uint8Array) => Uint8Array;
}

/**
 * Reads and signs C2PA manifests in a thread of its own, one picture after the other, each within five seconds. The thread is started by the first
 * picture, and does not keep the process.
 */
export class C2paEngine {
  readonly #package: C2paPackage;
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #bytes = 0;
  #ids = 0;

  constructor(found: C2paPackage) {
    this.#package = found;
  }

  /**
   * The manifest store of a picture and its validation on a day (YYYY-MM-DD), as JSON of the package. Throws `content-unreadable` where it gives up,
   * `work-timeout` where it takes too long.
   */
  async read(format: string, bytes: Uint8Array, settings: string, day: string): Promise<string> {
    const { text } = await this.#inTurn(bytes.length, { task: 'read', format, bytes, settings, now: endOf(day) });
    if (text === undefined) throw new ListingLintError('content-unreadable', 'its manifest gives no text');
    return text;
  }

  /** The picture with a manifest. Throws `content-unreadable` where it cannot be signed. */
  async sign(format: string, bytes: Uint8Array, settings: string, task: SigningTask): Promise<Uint8Array> {
    const { sign, ...rest } = task;
    const size = bytes.length + (task.parent?.bytes.length ?? 0);
    const answer = await this.#inTurn(size, { task: 'sign', format, bytes, settings, ...rest }, sign);
    if (answer.bytes === undefined) throw new ListingLintError('content-unreadable', 'it gives no signed picture');
    return answer.bytes;
  }

  async dispose(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #inTurn(size: number, message: object, sign?: SigningTask['sign']): Promise<Answer> {
    const done = this.#turn.then(() => this.#ask(size, message, sign));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #ask(size: number, message: object, sign: SigningTask['sign'] | undefined): Promise<Answer> {
    if (this.#bytes > MOST_BYTES) await this.dispose();
    const isNew = this.#worker === undefined;
    const worker = this.#worker ?? this.#start();
    this.#bytes += size;
    const id = ++this.#ids;
    worker.ref();
    try {
      const answer = await answerOf(worker, { id, ...message }, { seconds: isNew ? STARTING_SECONDS : SECONDS, sign });
      if (answer.error === undefined) return answer;
      throw new ListingLintError('content-unreadable', reasonOf(answer.error));
    } catch (error) {
      // A thread that gave up on a picture may hold anything.
      await this.dispose();
      throw error;
    } finally {
      worker.unref();
    }
  }

  #start(): Worker {
    const { module, wasm } = this.#package;
    this.#bytes = 0;
    const worker = new Worker(C2PA_THREAD, {
      eval: true,
      workerData: { module, wasm },
      name: 'c2pa',
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    // Told by who waits for an answer.
    worker.on('error', () => undefined);
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}

const answerOf = (
  worker: Worker,
  message: { readonly id: number },
  { seconds, sign }: { readonly seconds: number; readonly sign: SigningTask['sign'] | undefined },
): Promise<Answer> =>
  new Promise((settle, fail) => {
    let due = 0;
    let timer: NodeJS.Timeout;
    const wait = (times: number): void => {
      due = performance.now() + seconds * 1000;
      timer = setTimeout(() => {
        // This process was stopped, or had no turn: the thread may not have had one either.
        if (performance.now() - due > LATE_MS && times > 1) wait(times - 1);
        else end(() => fail(tooLong(seconds)));
      }, seconds * 1000);
    };
    wait(MOST_WAITS);
    const onError = (error: unknown): void =>
      end(() =>
        fail(new ListingLintError('content-unreadable', `its manifest cannot be read: ${reasonOf(String(error))}`)),
      );
    const onExit = (): void => onError('the thread ended');
    const onMessage = (data: unknown): void => {
      const answer = answerSchema.parse(data);
      if (answer.id !== message.id) return;
      if (answer.sign !== undefined && sign !== undefined)
        worker.postMessage({ id: answer.id, signature: sign(answer.sign) });
      else end(() => settle(answer));
    };
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(message);
  });

const tooLong = (seconds: number): ListingLintError =>
  new ListingLintError('work-timeout', `its manifest is not read within ${seconds} s`);

/** The last moment of a calendar day anywhere on earth: what was signed on it, by whatever clock, is signed by then. */
const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999-12:00`);

const MOST_REASON = 160;
const reasonOf = (text: string): string => text.replace(/\s+/g, ' ').slice(0, MOST_REASON);
