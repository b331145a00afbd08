import type { FactContext } from '../../model/fact.ts';
import type { Dependencies } from './dependencies.ts';

/** Who reads the day depends on it. A class, as an accessor of an object of its own would be made anew for each fact of each subject. */
export class ContextOfFact implements FactContext {
  readonly root: string;
  readonly settings: unknown;
  readonly get: FactContext['get'];
  readonly use: FactContext['use'];
  readonly useRun: FactContext['useRun'];
  readonly extensions: FactContext['extensions'];
  readonly subjects: FactContext['subjects'];
  readonly set: FactContext['set'];
  readonly say: FactContext['say'];
  readonly #asOf: string;
  readonly #dependencies: Dependencies;

  constructor(asOf: string, dependencies: Dependencies, given: Omit<FactContext, 'asOf'>) {
    this.root = given.root;
    this.settings = given.settings;
    this.get = given.get;
    this.use = given.use;
    this.useRun = given.useRun;
    this.extensions = given.extensions;
    this.subjects = given.subjects;
    this.set = given.set;
    this.say = given.say;
    this.#asOf = asOf;
    this.#dependencies = dependencies;
  }

  get asOf(): string {
    this.#dependencies.timed = true;
    return this.#asOf;
  }
}
