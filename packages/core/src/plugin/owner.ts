import type { z } from 'zod';
import type { Subject } from '../model/subject.ts';
import { type Call, CallError } from './call.ts';
import type { Deadline } from './deadline.ts';
import type { Guard } from './guard.ts';
import { checkedResult } from './results.ts';

/** Whose functions are put under guard. */
export class Owner {
  readonly #guard: Guard;
  readonly #who: string;
  readonly #module: string;

  /** `who` as sentences begin; `module` is the absolute path of its module. */
  constructor(guard: Guard, who: string, module: string) {
    this.#guard = guard;
    this.#who = who;
    this.#module = module;
  }

  /** Runs a function that may take its time. Rejects with the owner's name where it fails. */
  run<T>(what: string, work: (deadline: Deadline) => T | Promise<T>): Promise<T> {
    return this.#guard.run(this.#call(what), work);
  }

  /** The same for what is measured of a subject (undefined: of the run): a known error is its word on the value, and passes. */
  measure<T>(what: string, subject: Subject | undefined, work: (deadline: Deadline) => T | Promise<T>): Promise<T> {
    const on = subject === undefined ? {} : { on: subject.path };
    return this.#guard.run({ ...this.#call(what), ...on, mayRefuse: true }, work);
  }

  /** Runs a function that must return at once. Throws with the owner's name where it fails. */
  runSync<T>(what: string, work: () => T): T {
    return this.#guard.runSync(this.#call(what), work);
  }

  /** The same function under guard: it throws with the owner's name where it fails, or gives what does not fit. */
  sync<Given extends readonly unknown[], T>(
    what: string,
    schema: z.ZodType,
    work: (...given: Given) => T,
  ): (...given: Given) => T {
    const call = this.#call(what);
    return (...given) => this.#guard.runSync(call, () => checkedResult(work(...given), schema));
  }

  /** The same for one that verdicts do not hang on: where it fails that is a fault of the run, and `instead` stands for its result. */
  beside<Given extends readonly unknown[], T>(
    what: string,
    schema: z.ZodType,
    instead: T,
    work: (...given: Given) => T,
  ): (...given: Given) => T {
    const safe = this.sync(what, schema, work);
    return (...given) => {
      try {
        return safe(...given);
      } catch (error) {
        this.addFault(error);
        return instead;
      }
    };
  }

  /** A schema whose own functions (`refine`, `transform`) are under guard. */
  schema<Schema extends z.ZodType>(what: string, schema: Schema): Schema {
    const call = this.#call(what);
    const safeParse: Schema['safeParse'] = (...given) => this.#guard.runSync(call, () => schema.safeParse(...given));
    return Object.create(schema, { safeParse: { value: safeParse } });
  }

  /** What has gone wrong beside verdicts. */
  addFault(error: unknown): void {
    if (!(error instanceof CallError)) throw error;
    const { message, place } = error;
    this.#guard.addFault({ message, ...(place === undefined ? {} : { place }) });
  }

  #call(what: string): Call {
    return { who: this.#who, what, module: this.#module };
  }
}
